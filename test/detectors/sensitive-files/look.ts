import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RULES } from "../../../src/detectors/sensitive-files/analyzers.ts";
import type { RiskFinding, ScanResult } from "../../../src/model/index.ts";
import { buildImage, dockerArchive } from "../../support/image.ts";
import { scanWith } from "../../support/scan.ts";
import type { TarEntry } from "../../support/tar.ts";

/** Only the rules by kind: those by content see the same files, and are tested elsewhere. */
export const CHECKS = RULES.map(({ id }) => id).join(",");

/** What the rules about sensitive files say of an image of these layers. */
export async function look(...layers: readonly (readonly TarEntry[])[]): Promise<ScanResult> {
  const folder = mkdtempSync(join(tmpdir(), "drydock-sensitive-"));
  try {
    const path = join(folder, "image.tar");
    writeFileSync(path, dockerArchive(buildImage({ layers })));
    return await scanWith(path, { checks: CHECKS }, { cacheDir: join(folder, "cache") });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The findings of the rules by kind, as a line each: rule, severity, path, layer, and whether it is deleted. */
export function lines({ findings }: Pick<ScanResult, "findings">): readonly string[] {
  return byKind(findings).map(({ rule, severity, subject, location, isDeleted }) =>
    [rule, severity, subject, location?.layer, ...(isDeleted ? ["deleted"] : [])].join(" "),
  );
}

export function byKind(findings: ScanResult["findings"]): readonly RiskFinding[] {
  return findings.filter((finding) => finding.kind === "risk");
}
