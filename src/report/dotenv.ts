import { SEVERITIES } from "../model/advisory.ts";
import { categoryOf } from "../model/finding.ts";
import type { ScanResult } from "../model/scan-result.ts";
import { isAffecting } from "./judged.ts";
import type { Reporter } from "./reporter.ts";

/** Eighteen variables of at most this many characters stay far below the 5 KB that GitLab takes. */
const MAX_VALUE = 300;

/**
 * The outcome as variables for later jobs: `NAME=value`, a line each. At most 18 of them, as a self-managed GitLab takes
 * 20 unless told otherwise. Source: GitLab, "CI/CD artifacts reports types", `artifacts:reports:dotenv`.
 */
export const dotenv: Reporter = {
  id: "dotenv",
  filename: "drydock.env",
  render: (result) =>
    variables(result)
      .map(([name, value]) => `DRYDOCK_${name}=${plain(String(value))}\n`)
      .join(""),
};

/** Counts are of findings that are not waived. Of a category that was not looked at nothing is said: 0 would be a lie. */
function variables({ verdict, image, checked }: ScanResult): readonly (readonly [string, string | number])[] {
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

/**
 * GitLab allows neither blanks nor quotes in a value, and expands `$NAME` and `%NAME%` in it when a later job starts: a
 * value from an image could ask for that job's secrets. What is left means nothing to a shell either.
 */
function plain(value: string): string {
  return value
    .replace(/[^A-Za-z0-9_.,:/@+=-]+/g, "_")
    .replace(/^_+|_+$/g, "")
    .slice(0, MAX_VALUE);
}
