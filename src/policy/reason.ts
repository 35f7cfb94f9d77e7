import { SEVERITIES } from "../model/advisory.ts";
import type { Finding } from "../model/finding.ts";
import type { Gap } from "../model/gap.ts";
import type { JudgedFinding, JudgedGap, Outcome } from "../model/verdict.ts";
import type { CountedRule } from "./judge.ts";
import { type BlockRule, GAP_KINDS } from "./schema.ts";

/** More rules than this do not fit a line. */
const MAX_RULES = 2;

/** The one line that says why, such as `3 critical and 2 high vulnerabilities (policy: high or worse)`. */
export function reasonFor(
  outcome: Outcome,
  judged: readonly JudgedFinding[],
  gaps: readonly JudgedGap[],
  rules: readonly CountedRule[],
): string {
  if (outcome === "unproven") return unprovenReason(gaps);
  const blocking = judged.filter(({ action }) => action === "block").map(({ finding }) => finding);
  if (outcome === "blocked") return blockedReason(blocking, rules);
  return passReason(judged, rules);
}

/** A rule's name and conditions: `no-critical: critical or worse`, `at least 10 of medium or worse with a fix`. */
export function describeRule(rule: BlockRule): string {
  const level =
    rule.severity === "unknown"
      ? "any severity"
      : `${rule.severity}${rule.severity === "critical" ? "" : " or worse"}`;
  const count = rule.count === 1 ? "" : `at least ${rule.count} of `;
  const fix = rule.fixable === undefined ? "" : rule.fixable ? " with a fix" : " without a fix";
  const name = rule.name === undefined ? "" : `${rule.name}: `;
  return `${name}${count}${level}${fix}`;
}

function blockedReason(blocking: readonly Finding[], rules: readonly CountedRule[]): string {
  const fired = rules.filter((rule) => rule.fired).map(({ rule }) => rule);
  const message = fired.find((rule) => rule.message !== undefined)?.message;
  const why = `${countBySeverity(blocking)} (policy: ${describeRules(fired)})`;
  return message === undefined ? why : `${why}: ${message}`;
}

function passReason(judged: readonly JudgedFinding[], rules: readonly CountedRule[]): string {
  const noted = judged.filter(
    ({ action, finding }) => action === "note" && finding.status !== "not-affected",
  );
  const waived = judged.filter(({ action }) => action === "waive").length;
  const found =
    noted.length === 0 ? "no vulnerabilities" : countBySeverity(noted.map(({ finding }) => finding));
  const aside = waived === 0 ? "" : `, ${waived} waived`;
  const asked = rules.length === 0 ? "nothing blocks" : describeRules(rules.map(({ rule }) => rule));
  return `${found}${noted.length === 0 ? "" : ", none that blocks"}${aside} (policy: ${asked})`;
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

/** `3 critical and 2 high vulnerabilities`, worst first. */
function countBySeverity(findings: readonly Finding[]): string {
  const parts = SEVERITIES.toReversed().flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [`${count} ${severity === "unknown" ? "unrated" : severity}`];
  });
  const last = parts.pop() ?? "0";
  const list = parts.length === 0 ? last : `${parts.join(", ")} and ${last}`;
  return `${list} ${findings.length === 1 ? "vulnerability" : "vulnerabilities"}`;
}

function describeRules(rules: readonly BlockRule[]): string {
  const shown = rules.slice(0, MAX_RULES).map(describeRule).join("; ");
  return rules.length > MAX_RULES ? `${shown}; and ${rules.length - MAX_RULES} more` : shown;
}

/** By code unit: the same on every machine, whatever its locale. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
