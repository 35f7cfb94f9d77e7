import { atLeast } from "../model/advisory.ts";
import type { Finding } from "../model/finding.ts";
import type { Gap } from "../model/gap.ts";
import type { JudgedFinding, JudgedGap, Outcome, Suppression, Verdict } from "../model/verdict.ts";
import type { Policy } from "./policy.ts";
import { describeRule, reasonFor } from "./reason.ts";
import type { BlockRule } from "./schema.ts";
import { applyWaivers, describeWaiver } from "./waivers.ts";

/** A rule with the number of findings that meet its conditions, waived ones apart. */
export interface CountedRule {
  readonly rule: BlockRule;
  readonly matches: number;
  readonly fired: boolean;
}

/** What is said about findings from outside of the policy. */
export interface Outside {
  readonly suppressed: ReadonlyMap<Finding, Suppression>;
  readonly remarks: readonly string[];
}

const SILENT: Outside = { suppressed: new Map(), remarks: [] };

/**
 * Judges findings and gaps by a policy on the day of `now`. Pure. `blocked` when a rule fires; else `unproven` when a
 * gap stands that the policy wants answered; else `pass`. `judged` and `gaps` keep the order of what came in, one row
 * for each. `outside` = what others say (VEX); where the policy waives a finding too, the policy is named.
 */
export function judge(
  findings: readonly Finding[],
  gaps: readonly Gap[],
  policy: Policy,
  now: Date,
  outside: Outside = SILENT,
): Verdict {
  const { waived, remarks } = applyWaivers(findings, policy.waivers, now);
  const { suppressed } = outside;
  const counting = findings.filter(
    (finding) => !waived.has(finding) && !suppressed.has(finding) && counts(finding, policy),
  );
  const rules = policy.block.map((rule): CountedRule => {
    const matches = counting.reduce((sum, finding) => sum + (meets(finding, rule) ? 1 : 0), 0);
    return { rule, matches, fired: matches >= rule.count };
  });
  // What fires comes first: the rule that is named for a finding is one that blocks it, if there is any.
  const firedFirst = [...rules.filter(({ fired }) => fired), ...rules.filter(({ fired }) => !fired)];
  const judged = findings.map((finding): JudgedFinding => {
    const waiver = waived.get(finding);
    if (waiver !== undefined) return { finding, action: "waive", because: describeWaiver(waiver) };
    const suppression = suppressed.get(finding);
    if (suppression !== undefined) return { finding, action: "waive", ...suppression };
    return { finding, ...decide(finding, firedFirst, policy) };
  });
  const judgedGaps = gaps.map((gap) => judgeGap(gap, policy));
  const outcome = outcomeOf(judged, judgedGaps);
  return {
    outcome,
    reason: reasonFor(outcome, judged, judgedGaps, rules),
    judged,
    gaps: judgedGaps,
    remarks: [...policy.remarks, ...remarks, ...outside.remarks],
  };
}

function counts(finding: Finding, policy: Policy): boolean {
  if (finding.status === "not-affected") return false;
  return !(policy.ignoreUnfixed && finding.fixedIn === undefined);
}

function meets(finding: Finding, rule: BlockRule): boolean {
  if (!atLeast(finding.severity, rule.severity)) return false;
  return rule.fixable === undefined || rule.fixable === (finding.fixedIn !== undefined);
}

function decide(
  finding: Finding,
  firedFirst: readonly CountedRule[],
  policy: Policy,
): Pick<JudgedFinding, "action" | "because"> {
  if (finding.status === "not-affected") {
    return { action: "note", because: "The vendor says that this package is not affected." };
  }
  if (!counts(finding, policy)) {
    return { action: "note", because: "There is no fix, and the policy ignores what cannot be fixed." };
  }
  const counted = firedFirst.find(({ rule }) => meets(finding, rule));
  if (counted === undefined) return { action: "note", because: "No rule of the policy asks for it." };
  const { rule, matches, fired } = counted;
  return fired
    ? { action: "block", because: `Blocked by: ${describeRule(rule)}.` }
    : { action: "note", because: `Counted by: ${describeRule(rule)}; ${matches} of ${rule.count} found.` };
}

function judgeGap(gap: Gap, policy: Policy): JudgedGap {
  return policy.gaps[gap.kind] === "block"
    ? { gap, action: "block", because: `The policy wants an answer to gaps of kind ${gap.kind}.` }
    : { gap, action: "note", because: `The policy ignores gaps of kind ${gap.kind}.` };
}

function outcomeOf(judged: readonly JudgedFinding[], gaps: readonly JudgedGap[]): Outcome {
  if (judged.some(({ action }) => action === "block")) return "blocked";
  return gaps.some(({ action }) => action === "block") ? "unproven" : "pass";
}
