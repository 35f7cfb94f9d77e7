import { SEVERITIES } from "../model/advisory.ts";
import { categoryOf } from "../model/finding.ts";
import type { FixCounts, FixResult } from "../model/fix.ts";
import type { ScanResult } from "../model/scan-result.ts";
import { isAffecting } from "./judged.ts";

/**
 * The outcome in a few values for programs, by name. Counts are of findings that are not waived.
 * Of a category that was not looked at nothing is said: 0 would be a lie.
 */
export function outcomeValues({
  verdict,
  image,
  checked,
  fix,
}: ScanResult): readonly (readonly [string, string | number])[] {
  const { judged, gaps } = verdict;
  const open = judged.filter((row) => row.action !== "waive" && isAffecting(row));
  return [
    ["OUTCOME", verdict.outcome],
    ["REASON", verdict.reason],
    ["DIGEST", image.digest],
    ["BLOCKING", judged.filter(({ action }) => action === "block").length],
    ["WAIVED", judged.filter(({ action }) => action === "waive").length],
    ["GAPS", gaps.length],
    ...SEVERITIES.toReversed().map((severity) => {
      const count = open.filter(({ finding }) => finding.severity === severity).length;
      return [`COUNT_${severity.toUpperCase()}`, count] as const;
    }),
    ...checked.categories.map((category) => {
      const count = open.filter(({ finding }) => categoryOf(finding) === category).length;
      return [`COUNT_${category.toUpperCase()}`, count] as const;
    }),
    ...(fix === undefined ? [] : repairValues(fix)),
  ];
}

/** `FIX_BEFORE` and `FIX_AFTER`: vulnerabilities of system packages that count, of the original and of the repaired image. */
function repairValues({ fixed, image, digest, before, after }: FixResult): [string, string | number][] {
  const sum = (counts: FixCounts) => SEVERITIES.reduce((all, severity) => all + counts[severity], 0);
  return [
    ["FIXED", String(fixed)],
    ...(fixed && image !== undefined ? [["FIXED_IMAGE", image] as [string, string]] : []),
    ...(fixed && digest !== undefined ? [["FIXED_DIGEST", digest] as [string, string]] : []),
    ["FIX_BEFORE", sum(before)],
    ...(after === undefined ? [] : [["FIX_AFTER", sum(after)] as [string, number]]),
  ];
}
