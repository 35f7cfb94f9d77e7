import { openStore } from "./advisories/index.ts";
import { sbomContent, withArchivesIdentified } from "./content.ts";
import { detect } from "./detectors/index.ts";
import type { Host } from "./host.ts";
import { CATEGORIES, type Checks, type Gap, isVulnerability, type ScanResult } from "./model/index.ts";
import { limitedTo } from "./policy/index.ts";
import type { VerifyOptions } from "./read-options.ts";
import type { Sbom } from "./sbom/index.ts";

/** What a scan found, with the vulnerabilities of today: everything but the verdict. */
export type Rematched = Omit<ScanResult, "verdict">;

/**
 * Matches the SBOM that a scan has stored with the advisory database of today. What the scan found in the image itself
 * stays: the bytes of a digest do not change. Throws `DrydockError` as `openStore` does.
 */
export async function rematch(
  stored: ScanResult,
  sbom: Sbom,
  checks: Checks,
  options: VerifyOptions,
  host: Host,
): Promise<Rematched> {
  const now = host.now();
  const store = await openStore(options.database, host);
  try {
    const content = await withArchivesIdentified(sbomContent(sbom, options, {}), options, host);
    const { os, packages } = content;
    const wanted = limitedTo(checks, ["system", "application"], "An SBOM");
    const detection = await detect({ store, build: {}, os, packages, checks: wanted, now });
    const { verdict: _, ...rest } = stored;
    const risks = stored.findings.filter((finding) => !isVulnerability(finding));
    const looked = new Set([...stored.checked.categories, ...wanted.categories]);
    return {
      ...rest,
      scannedAt: now.toISOString(),
      finishedAt: host.now().toISOString(),
      database: store.info,
      checked: { ...stored.checked, categories: CATEGORIES.filter((one) => looked.has(one)) },
      packages,
      findings: [...detection.findings, ...risks],
      gaps: [...content.gaps, ...detection.gaps, ...stored.gaps.filter(isOfTheImage)],
    };
  } finally {
    store.close();
  }
}

/** The SBOM carries the others. */
function isOfTheImage({ category }: Gap): boolean {
  return category !== undefined;
}
