import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rules } from "../../../src/detectors/index.ts";
import type { Finding, Package } from "../../../src/model/index.ts";
import { applyIgnoreFiles, loadIgnoreFiles } from "../../../src/policy/index.ts";
import { someRisk } from "../../support/risks.ts";
import { digestOf, NOW, someFinding, somePackage } from "../../support/scan-result.ts";

const place = (path: string) => ({ path, layer: 1, diffId: digestOf("layer 1") });

/** A library, as a cataloger has it. */
export function library(
  name: string,
  version: string,
  purl: string,
  path: string,
  ecosystem = "npm",
): Package {
  const { source: _, architecture: __, ...rest } = somePackage(name, version);
  return { ...rest, ecosystem, purl, by: ecosystem, locations: [place(path)] };
}

export function debian(name: string, source: string): Package {
  return somePackage(name, "1.0-1", {
    ecosystem: "Debian:12",
    purl: `pkg:deb/debian/${name}@1.0-1?arch=amd64&distro=debian-12`,
    by: "dpkg",
    source: { name: source, version: "1.0-1" },
    locations: [place("var/lib/dpkg/status")],
  });
}

/** A secret that a file holds. */
export function secretAt(path: string, rule: string, also?: readonly string[]): Finding {
  return someRisk({
    rule,
    category: "sensitive",
    subject: path,
    location: place(path),
    ...(also === undefined ? {} : { also }),
  });
}

export { someFinding, someRisk };

interface Asked {
  readonly images?: readonly string[];
  readonly dockerfile?: string;
  readonly now?: Date;
}

/** What the file makes of findings: the names of those that are ignored, why, and what is remarked. */
export async function asked(
  name: string,
  text: string,
  findings: Readonly<Record<string, Finding>>,
  { images = [], now = NOW, dockerfile }: Asked = {},
) {
  const cwd = mkdtempSync(join(tmpdir(), "drydock-ignore-"));
  try {
    writeFileSync(join(cwd, name), text);
    const { files } = await loadIgnoreFiles([name], { cwd });
    const about = { now, images, dockerfile, rules };
    const { suppressed, remarks } = applyIgnoreFiles(files, Object.values(findings), about);
    const ignored = Object.entries(findings).filter(([, finding]) => suppressed.has(finding));
    return {
      ignored: ignored.map(([key]) => key),
      because: ignored.map(([, finding]) => suppressed.get(finding)?.because),
      remarks,
    };
  } finally {
    rmSync(cwd, { recursive: true });
  }
}
