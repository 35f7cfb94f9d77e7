import { SEVERITIES } from "../model/advisory.ts";
import { categoryOf } from "../model/finding.ts";
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
  ];
}
