import type { AdvisoryStore } from "./advisories/index.ts";
import type { Comparison, Earlier, Present } from "./comparison/index.ts";
import { rules } from "./detectors/index.ts";
import type { Found } from "./look.ts";
import { type Checks, type Finding, isVulnerability, type ScanResult } from "./model/index.ts";

/** What of a scan is compared with the baseline. */
export function presentOf(
  { findings, gaps }: Pick<Found, "findings" | "gaps">,
  store: AdvisoryStore | undefined,
  checks: Checks,
): Present {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  return {
    findings,
    gaps,
    database: store?.info,
    categories: checks.categories,
    isLookedFor(finding) {
      if (isVulnerability(finding)) return true;
      const rule = byId.get(finding.rule);
      if (rule === undefined || !checks.isOn(rule)) return false;
      return finding.location === undefined || !checks.isExcluded(finding.location.path);
    },
  };
}

/** A result with what the comparison tells of it: each finding since when, what is gone, and remarks. */
export function compared(result: ScanResult, comparison: Comparison, earlier: Earlier): ScanResult {
  const { verdict, notices } = result;
  const { reference, digest } = earlier.image;
  const judged = verdict.judged.map((row) => {
    const since = comparison.sinceOf(row.finding);
    return since === undefined ? row : { ...row, since };
  });
  return {
    ...result,
    notices: [...notices, ...comparison.remarks],
    verdict: { ...verdict, judged },
    baseline: { reference, digest, scannedAt: earlier.scannedAt },
    fixed: comparison.fixed,
  };
}

/** Which findings count as new, as the comparison has told; `undefined` = there was none. */
export function isNewIn({ baseline, verdict }: ScanResult): ((finding: Finding) => boolean) | undefined {
  if (baseline === undefined) return undefined;
  const known = new Set(verdict.judged.filter(({ since }) => since === "known").map((row) => row.finding));
  return (finding) => !known.has(finding);
}
