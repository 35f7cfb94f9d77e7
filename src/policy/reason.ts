import {
  categoryOf,
  type Finding,
  type Gap,
  isVulnerability,
  type JudgedFinding,
  type JudgedGap,
  type Outcome,
  SEVERITIES,
  type Severity,
} from "../model/index.ts";
import { describeRule } from "./describe.ts";
import { CATEGORY_NOUNS } from "./nouns.ts";
import type { CountedRule } from "./rule-book.ts";
import { type BlockRule, GAP_KINDS } from "./schema.ts";

/** More rules than this do not fit a line. */
const MAX_RULES = 2;

/** The one line that says why, such as `3 critical and 2 high vulnerabilities (policy: high or worse)`. */
export function reasonFor(
  outcome: Outcome,
  judged: readonly JudgedFinding[],
  gaps: readonly JudgedGap[],
  rules: readonly CountedRule<BlockRule>[],
  isDefault: boolean,
): string {
  if (outcome === "unproven") return unprovenReason(gaps);
  const blocking = judged.filter(({ action }) => action === "block").map(({ finding }) => finding);
  if (outcome === "blocked") return blockedReason(blocking, rules, isDefault);
  return passReason(judged, rules, isDefault);
}

function blockedReason(
  blocking: readonly Finding[],
  rules: readonly CountedRule<BlockRule>[],
  isDefault: boolean,
): string {
  const fired = rules.filter((rule) => rule.fired).map(({ rule }) => rule);
  const message = fired.find((rule) => rule.message !== undefined)?.message;
  const why = `${countBySeverity(blocking)} (policy: ${isDefault ? levels(fired) : describeRules(fired)})`;
  return message === undefined ? why : `${why}: ${message}`;
}

function passReason(
  judged: readonly JudgedFinding[],
  rules: readonly CountedRule<BlockRule>[],
  isDefault: boolean,
): string {
  const noted = judged.filter(
    ({ action, finding }) =>
      (action === "note" || action === "warn") &&
      !(isVulnerability(finding) && finding.status === "not-affected"),
  );
  const waived = judged.filter(({ action }) => action === "waive").length;
  const found = noted.length === 0 ? "nothing found" : countBySeverity(noted.map(({ finding }) => finding));
  const aside = waived === 0 ? "" : `, ${waived} waived`;
  if (isDefault)
    return `${found}${noted.length === 0 ? "" : ", none that blocks"}${aside} (${DEFAULT_RULES})`;
  const asked = rules.length === 0 ? "nothing blocks" : describeRules(rules.map(({ rule }) => rule));
  return `${found}${noted.length === 0 ? "" : ", none that blocks"}${aside} (policy: ${asked})`;
}

/** The rules of the default policy in fewer words than describe them. */
const DEFAULT_RULES = "default policy: high or worse, of baseline and instructions critical";

/** What is blocked is named beside it, so its category need not be said again. */
function levels(rules: readonly BlockRule[]): string {
  return [...new Set(rules.map(({ severity }) => describeRule({ severity, count: 1 })))].join("; ");
}

function unprovenReason(gaps: readonly JudgedGap[]): string {
  const standing = gaps.filter(({ action }) => action === "block").map(({ gap }) => gap);
  const first = standing.toSorted(
    (a, b) =>
      GAP_KINDS.indexOf(a.kind) - GAP_KINDS.indexOf(b.kind) ||
      compare(a.reason, b.reason) ||
      compare(a.where, b.where),
  )[0];
  const others = standing.filter((gap) => gap.reason !== first?.reason).length;
  const more = others === 0 ? "" : ` (and ${others} more ${others === 1 ? "gap" : "gaps"})`;
  return `${first === undefined ? "" : sentence(first)}${more}`;
}

/** The gap's reason as one line, with the place where it does not name it. */
function sentence({ reason, where }: Gap): string {
  const line = reason.replace(/\s+/g, " ").trim().replace(/\.$/, "");
  return line.includes(where) ? line : `${where}: ${line}`;
}

/** `3 critical and 2 high vulnerabilities, 1 high sensitive file`, worst first. */
function countBySeverity(findings: readonly Finding[]): string {
  const groups = [
    findings.filter(isVulnerability),
    ...(["malware", "sensitive", "baseline", "instruction"] as const).map((category) =>
      findings.filter((finding) => categoryOf(finding) === category),
    ),
  ];
  return groups.flatMap((group) => (group.length === 0 ? [] : [countOf(group)])).join(", ");
}

function countOf(findings: readonly Finding[]): string {
  const parts = SEVERITIES.toReversed().flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [`${count} ${severityWord(findings[0]!, severity)}`];
  });
  const [one, many] = isVulnerability(findings[0]!)
    ? ["vulnerability", "vulnerabilities"]
    : CATEGORY_NOUNS[categoryOf(findings[0]!)];
  return `${listed(parts)} ${findings.length === 1 ? one : many}`;
}

function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}

/** The catalogue of rules has no negligible ones: it calls them info. */
function severityWord(finding: Finding, severity: Severity): string {
  if (severity === "unknown") return "unrated";
  return severity === "negligible" && !isVulnerability(finding) ? "info" : severity;
}

function describeRules(rules: readonly BlockRule[]): string {
  const shown = rules.slice(0, MAX_RULES).map(describeRule).join("; ");
  return rules.length > MAX_RULES ? `${shown}; and ${rules.length - MAX_RULES} more` : shown;
}

/** By code unit: the same on every machine, whatever its locale. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
