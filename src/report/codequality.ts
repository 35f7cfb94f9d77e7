import type { Severity } from "../model/advisory.ts";
import { isVulnerability } from "../model/finding.ts";
import type { ScanResult } from "../model/scan-result.ts";
import type { JudgedFinding } from "../model/verdict.ts";
import { escapeForTerminal, printJson } from "./escape.ts";
import { findingText } from "./finding-text.ts";
import { fitting } from "./fitting.ts";
import { hexDigest, openFindings, stableName, trackingKeys } from "./gitlab-tracking.ts";
import type { Reporter } from "./reporter.ts";
import { short } from "./sarif-text.ts";
import { imagePlace, type SourcePlace, sourcePlace } from "./source-place.ts";

const MAX_DESCRIPTION = 600;
const MAX_CHECK_NAME = 255;
/** Stops an image with a broken file per entry from filling the report. */
const MAX_GAPS = 100;
/** An artefact may have 100 MB, unless GitLab's administrator says otherwise. */
const MAX_BYTES = 90_000_000;

/** Code Climate has no word for what nobody rated; it stands where SARIF has it, beside what is medium. */
const SEVERITIES: Readonly<Record<Severity, string>> = {
  critical: "blocker",
  high: "critical",
  medium: "major",
  unknown: "major",
  low: "minor",
  negligible: "info",
};

/**
 * The part of Code Climate's format that GitLab reads, shown in merge requests of every tier. Waived findings are left out,
 * or they would be told as flaws; what could not be looked at and stands in the way is in. Source: GitLab, "Code Quality",
 * "Code Quality report format".
 */
export const codequality: Reporter = {
  id: "codequality",
  filename: "gl-code-quality-report.json",
  render(result, context) {
    const name = stableName(result.image, context.gitlab);
    const rows = openFindings(result);
    const keys = trackingKeys(rows, () => name);
    return fitting(rows, MAX_BYTES, (kept, dropped) =>
      printJson(
        [
          ...leftOut(dropped, name, result),
          ...gapIssues(name, result),
          ...kept.map((row) => findingIssue(row, keys.get(row)!, result)),
        ],
        0,
      ),
    );
  },
};

function findingIssue({ finding }: JudgedFinding, fingerprint: string, { image }: ScanResult) {
  const check = isVulnerability(finding) ? finding.advisory.id : finding.rule;
  const severity = SEVERITIES[finding.severity];
  return issue(findingText(finding), check, fingerprint, severity, sourcePlace(finding, image));
}

/** Only what stands between the image and a pass. */
function gapIssues(name: string, { verdict, image }: ScanResult) {
  const blocking = verdict.gaps.filter(({ action }) => action === "block");
  const texts = new Map(
    blocking.map(({ gap: { kind, where, reason, by } }) => [
      hexDigest(JSON.stringify([name, "gap", kind, where, reason])),
      { check: `gap/${kind}`, text: `Could not be told: ${where}: ${reason} (${by})` },
    ]),
  );
  const shown = [...texts].slice(0, MAX_GAPS);
  const place = imagePlace(undefined, image);
  const more = texts.size - shown.length;
  const rest =
    more === 0
      ? []
      : [
          issue(
            `${more} more things could not be told; the JSON report has them all.`,
            "gap",
            hexDigest(`${name} gaps`),
            SEVERITIES.unknown,
            place,
          ),
        ];
  return [
    ...shown.map(([key, { check, text }]) => issue(text, check, key, SEVERITIES.unknown, place)),
    ...rest,
  ];
}

function leftOut(dropped: number, name: string, { image }: ScanResult) {
  if (dropped === 0) return [];
  const text = `${dropped} of the least severe findings are left out of this report; the JSON report has them all.`;
  return [
    issue(text, "drydock", hexDigest(`${name} left out`), SEVERITIES.unknown, imagePlace(undefined, image)),
  ];
}

function issue(
  description: string,
  check: string,
  fingerprint: string,
  severity: string,
  place: SourcePlace,
) {
  return {
    type: "issue",
    check_name: short(escapeForTerminal(check), MAX_CHECK_NAME) || "unnamed",
    description: short(escapeForTerminal(description), MAX_DESCRIPTION),
    categories: ["Security"],
    fingerprint,
    severity,
    location: { path: place.path, lines: { begin: place.startLine, end: place.endLine } },
  };
}
