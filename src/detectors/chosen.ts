import {
  type Checks,
  categoryOf,
  type Finding,
  type Gap,
  isRisk,
  type RiskFinding,
  type Rule,
  SEVERITIES,
} from "../model/index.ts";
import type { FactFinding } from "./risk.ts";

/** The findings that were asked for: rules that are on, paths that are not left out, a finding for each fact. */
export function chosen(
  findings: readonly Finding[],
  rules: readonly Rule[],
  checks: Checks,
): readonly Finding[] {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const wanted = findings.filter((finding) => {
    if (!checks.categories.has(categoryOf(finding))) return false;
    if (!isRisk(finding)) return true;
    const rule = byId.get(finding.rule);
    if (rule === undefined) throw new Error(`no rule ${finding.rule} in the catalogue`);
    return checks.isOn(rule) && !(finding.location && checks.isExcluded(finding.location.path));
  });
  return oneForEachFact(wanted).map((finding) => rated(finding, checks));
}

/** Gaps of rules as the policy rates their findings. */
export function ratedGaps(gaps: readonly Gap[], checks: Checks): readonly Gap[] {
  return gaps.map((gap) => {
    const severity = gap.rule && checks.severityOf(gap.rule.id);
    return gap.rule === undefined || severity === undefined
      ? gap
      : { ...gap, rule: { ...gap.rule, severity } };
  });
}

function rated(finding: Finding, checks: Checks): Finding {
  const severity = isRisk(finding) ? checks.severityOf(finding.rule) : undefined;
  return severity === undefined ? finding : { ...finding, severity };
}

/**
 * The one with lines of a Dockerfile is shown, else the one whose rule comes first in the catalogue (the kind of a file
 * tells more than a match in it); it takes the others' evidence and names their rules.
 */
function oneForEachFact(findings: readonly Finding[]): readonly Finding[] {
  const byFact = new Map<string, FactFinding[]>();
  for (const finding of findings) {
    const fact = factOf(finding);
    if (fact === undefined || !isRisk(finding)) continue;
    const known = byFact.get(fact);
    if (known === undefined) byFact.set(fact, [finding]);
    else known.push(finding);
  }
  const first = new Map([...byFact.values()].map((same) => [same[0]!, merged(same)]));
  return findings.flatMap((finding) => {
    if (factOf(finding) === undefined) return [finding];
    return first.get(finding as FactFinding) ?? [];
  });
}

function factOf(finding: Finding): string | undefined {
  return isRisk(finding) ? (finding as FactFinding).fact : undefined;
}

function merged(found: readonly FactFinding[]): RiskFinding {
  const same = found.toSorted((a, b) => (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0));
  const shown = same.find(({ dockerfile }) => dockerfile !== undefined) ?? same[0]!;
  const others = same.filter((one) => one !== shown);
  const { fact: _, ...finding } = shown;
  const also = [...new Set(others.map(({ rule }) => rule))].filter((rule) => rule !== shown.rule);
  const evidence = [...new Set([...shown.evidence, ...others.flatMap((one) => one.evidence)])];
  const location = shown.location ?? others.find((one) => one.location !== undefined)?.location;
  // A rule that knows more of the same fact may rate it higher.
  const severity = SEVERITIES.findLast((one) => same.some((finding) => finding.severity === one))!;
  return {
    ...finding,
    severity,
    evidence,
    ...(location === undefined ? {} : { location }),
    ...(also.length === 0 ? {} : { also }),
  };
}
