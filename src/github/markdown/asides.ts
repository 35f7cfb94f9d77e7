import { isVulnerability, type ScanResult } from "../../model/index.ts";
import { count, folded, plain } from "./text.ts";

/** The rest is counted. */
const MAX_ROWS = 30;
const MAX_SENTENCE = 200;

/** Each as a title and rows: what was fixed since the baseline, what warns, could not be told, is waived, was remarked. */
export function asides(result: ScanResult): readonly string[] {
  const { verdict, fixed = [], notices } = result;
  const named = (finding: (typeof fixed)[number]) =>
    isVulnerability(finding)
      ? `${plain(finding.advisory.id)} in ${plain(finding.package.name)} ${plain(finding.package.version)}`
      : `${plain(finding.rule)} ${plain(finding.subject)}`;
  return [
    part("Fixed since the baseline", fixed.map(named)),
    part(
      "Warnings of the policy",
      verdict.warnings.map((text) => plain(text, MAX_SENTENCE)),
    ),
    part(
      "What could not be told",
      verdict.gaps.map(
        ({ gap, action }) =>
          `${action === "block" ? "**blocks** " : ""}${plain(gap.where, 120)}: ${plain(gap.reason, MAX_SENTENCE)}`,
      ),
    ),
    part(
      "Waived",
      verdict.judged.flatMap(({ finding, action, because, isHidden }) =>
        action === "waive" && isHidden !== true ? [`${named(finding)}: ${plain(because, MAX_SENTENCE)}`] : [],
      ),
    ),
    part(
      "Remarks",
      [...notices, ...verdict.remarks].map((text) => plain(text, MAX_SENTENCE)),
    ),
  ];
}

/** How many findings are new and fixed, where that is known. */
export function sincePart({ baseline, verdict, fixed = [] }: ScanResult): string {
  if (baseline === undefined) return "";
  const fresh = verdict.judged.filter(({ since, action }) => since === "new" && action !== "waive");
  const day = baseline.scannedAt.slice(0, 10);
  return `Against the baseline ${plain(baseline.reference, 200)} (scanned on ${plain(day)}): **${count(fresh.length, "new finding")}**, **${fixed.length.toLocaleString("en")} fixed**.`;
}

function part(title: string, rows: readonly string[]): string {
  if (rows.length === 0) return "";
  const left = rows.length - MAX_ROWS;
  const shown = rows.slice(0, MAX_ROWS).map((row) => `- ${row}`);
  const more = left > 0 ? [`- and ${left.toLocaleString("en")} more`] : [];
  return folded(`${title} (${rows.length.toLocaleString("en")})`, [...shown, ...more].join("\n"));
}
