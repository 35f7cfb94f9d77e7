import {
  atLeast,
  type Category,
  categoryOf,
  type Finding,
  type Gap,
  isVulnerability,
  type JudgedFinding,
  type JudgedGap,
  type Outcome,
  type Severity,
  type Suppression,
  type Verdict,
} from "../model/index.ts";
import { matcher } from "./glob.ts";
import { idsOf } from "./ids.ts";
import type { Policy } from "./policy.ts";
import { type CountedRule, describeRule, reasonFor } from "./reason.ts";
import type { BlockRule } from "./schema.ts";
import { applyWaivers, describeWaiver } from "./waivers.ts";

/** What is said about findings from outside of the policy. */
export interface Outside {
  readonly suppressed: ReadonlyMap<Finding, Suppression>;
  readonly remarks: readonly string[];
}

/** What conditions may ask about beside the finding itself. */
export interface Surroundings {
  /** Names of the image. */
  readonly images: readonly string[];
  /** Where a baseline is at hand: whether a finding was not in it. */
  readonly isNew: (finding: Finding) => boolean;
}

const SILENT: Outside = { suppressed: new Map(), remarks: [] };

/**
 * Judges findings and gaps by a policy on the day of `now`. Pure. `blocked` when a rule fires; else `unproven` when a
 * gap stands that the policy wants answered; else `pass`. `judged` and `gaps` keep the order of what came in, one row
 * for each. Beside what others say (VEX; where the policy waives a finding too, the policy is named), `images` = the
 * names of the image, for waivers that hold for some images only.
 */
export function judge(
  findings: readonly Finding[],
  gaps: readonly Gap[],
  policy: Policy,
  now: Date,
  { images = [], ...outside }: Outside & Partial<Surroundings> = SILENT,
): Verdict {
  const { waived, remarks } = applyWaivers(findings, policy.waivers, { now, images });
  const { suppressed } = outside;
  const aside = (finding: Finding) => waived.has(finding) || suppressed.has(finding) || excepted(finding);
  const counting = findings.filter((finding) => !aside(finding) && counts(finding, policy));
  const tests = new Map(policy.block.map((rule) => [rule, meeting(rule)]));
  const meets = (finding: Finding, rule: BlockRule) => tests.get(rule)!(factsOf(finding));
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
    const exception = excepted(finding);
    if (exception !== undefined) return { finding, action: "waive", because: exception };
    return { finding, ...decide(finding, firedFirst, policy, meets) };
  });
  const judgedGaps = gaps.map((gap) => judgeGap(gap, policy, [...tests.values()]));
  const outcome = outcomeOf(judged, judgedGaps);
  return {
    outcome,
    reason: reasonFor(outcome, judged, judgedGaps, rules, policy.isDefault),
    judged,
    gaps: judgedGaps,
    remarks: [...policy.remarks, ...remarks, ...outside.remarks],
  };
}

/** What the author of the Dockerfile says beside the instruction. */
function excepted(finding: Finding): string | undefined {
  if (finding.kind !== "risk" || finding.exception === undefined) return undefined;
  const { by, reason, until } = finding.exception;
  return by === "hadolint"
    ? `Excepted in the Dockerfile for hadolint: ${reason}`
    : `Excepted in the Dockerfile until ${until}: ${reason}`;
}

function counts(finding: Finding, policy: Policy): boolean {
  if (!isVulnerability(finding)) return true;
  if (finding.status === "not-affected") return false;
  return !(policy.ignoreUnfixed && finding.fixedIn === undefined);
}

/** What the conditions of a rule ask about. */
interface Facts {
  readonly severity: Severity;
  readonly category: Category;
  /** In upper case. */
  readonly ids: readonly string[];
  /** Of vulnerabilities alone. */
  readonly isFixable?: boolean;
}

function factsOf(finding: Finding): Facts {
  const facts = { severity: finding.severity, category: categoryOf(finding), ids: idsOf(finding) };
  return isVulnerability(finding) ? { ...facts, isFixable: finding.fixedIn !== undefined } : facts;
}

/** The conditions of a rule, made ready once for all findings. */
function meeting({ severity, category, rule, fixable }: BlockRule): (facts: Facts) => boolean {
  const categories = category === undefined ? undefined : [category].flat();
  const ids = rule === undefined ? undefined : [rule].flat().map((id) => matcher(id.toUpperCase()));
  return (facts) =>
    atLeast(facts.severity, severity) &&
    (categories === undefined || categories.includes(facts.category)) &&
    (ids === undefined || facts.ids.some((id) => ids.some((matches) => matches(id)))) &&
    (fixable === undefined || fixable === facts.isFixable);
}

function decide(
  finding: Finding,
  firedFirst: readonly CountedRule[],
  policy: Policy,
  meets: (finding: Finding, rule: BlockRule) => boolean,
): Pick<JudgedFinding, "action" | "because"> {
  if (isVulnerability(finding) && finding.status === "not-affected") {
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

/** A rule that could not be told stands in the way where its finding would. */
function judgeGap(gap: Gap, policy: Policy, conditions: readonly ((facts: Facts) => boolean)[]): JudgedGap {
  if (policy.gaps[gap.kind] !== "block")
    return { gap, action: "note", because: `The policy ignores gaps of kind ${gap.kind}.` };
  const { rule } = gap;
  const missed = rule && { ...rule, ids: [rule.id.toUpperCase()] };
  if (missed !== undefined && !conditions.some((meets) => meets(missed)))
    return { gap, action: "note", because: `No rule of the policy asks for ${missed.id}.` };
  return { gap, action: "block", because: `The policy wants an answer to gaps of kind ${gap.kind}.` };
}

function outcomeOf(judged: readonly JudgedFinding[], gaps: readonly JudgedGap[]): Outcome {
  if (judged.some(({ action }) => action === "block")) return "blocked";
  return gaps.some(({ action }) => action === "block") ? "unproven" : "pass";
}
