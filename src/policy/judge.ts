import {
  type Finding,
  type Gap,
  imageNameIn,
  isVulnerability,
  type JudgedFinding,
  type JudgedGap,
  type JudgedRule,
  type Outcome,
  type RegistryActionName,
  type Suppression,
  type Verdict,
} from "../model/index.ts";
import { type Circumstances, Facts } from "./conditions/index.ts";
import { type Decision, decisions } from "./decide.ts";
import { countAndConditions } from "./describe.ts";
import { excepted, exceptionRemarks } from "./exceptions.ts";
import { hiding } from "./hiding.ts";
import type { Policy } from "./policy.ts";
import { reasonFor } from "./reason.ts";
import { type CountedRule, RuleBook } from "./rule-book.ts";
import type { BlockRule, WarnRule } from "./schema.ts";
import { untoldRules } from "./untold.ts";
import { applyWaivers, describeWaiver } from "./waivers.ts";
import { warningsOf } from "./warnings.ts";

/** What is said about findings from outside of the policy. */
export interface Outside {
  readonly suppressed: ReadonlyMap<Finding, Suppression>;
  readonly remarks: readonly string[];
}

/** What the judge is told beside findings, gaps and policy; what is absent nobody told. */
export interface Surroundings
  extends Partial<Outside>,
    Partial<Pick<Circumstances, "layers" | "branch" | "environment" | "exploitation" | "isNew">> {
  /** The image's reference and names, for waivers and rules that hold for some images only. */
  readonly images?: readonly string[];
}

/**
 * Judges findings and gaps by a policy on the day of `now`. Pure. `blocked` when a rule that blocks fires; else
 * `unproven` when a gap stands that the policy wants answered; else `pass`. `judged` keeps the order of what came in,
 * one row for each, and so does `gaps`, to which the rules are added of which nobody can tell whether they fire.
 * Beside what others say (VEX; where the policy waives a finding too, the policy is named), `around` = what conditions
 * may ask about.
 */
export function judge(
  findings: readonly Finding[],
  gaps: readonly Gap[],
  policy: Policy,
  now: Date,
  around: Surroundings = {},
): Verdict {
  const { images = [], suppressed = new Map<Finding, Suppression>() } = around;
  const circumstances: Circumstances = {
    layers: [],
    exploitation: {},
    ...around,
    now,
    images: images.flatMap((name) => imageNameIn(name) ?? []),
  };
  const { waived, remarks } = applyWaivers(findings, policy.waivers, {
    now,
    images,
    places: policy.places,
  });
  const aside = (finding: Finding) =>
    waived.has(finding) || suppressed.has(finding) || excepted(finding, policy) !== undefined;
  const book = new RuleBook(policy.block);
  const blocking = book.counter(findings.length);
  const warning = new RuleBook(policy.warn).counter(findings.length);
  for (const [index, finding] of findings.entries()) {
    if (aside(finding) || uncounted(finding, policy) !== undefined) continue;
    const facts = Facts.of(finding, circumstances);
    blocking.add(index, facts);
    warning.add(index, facts);
  }
  const [block, warn] = [blocking.counted(), warning.counted()];
  const decide = decisions(block, warn);
  const rowOf = (finding: Finding, index: number): JudgedFinding => {
    const waiver = waived.get(finding);
    if (waiver !== undefined) return { finding, action: "waive", because: describeWaiver(waiver) };
    const suppression = suppressed.get(finding);
    if (suppression !== undefined) return { finding, action: "waive", ...suppression };
    const exception = excepted(finding, policy);
    if (exception !== undefined) return { finding, action: "waive", because: exception };
    return { finding, ...(uncounted(finding, policy) ?? decide(index)) };
  };
  const isHidden = hiding(policy.report);
  const judged = findings.map((finding, index) => {
    const row = rowOf(finding, index);
    return isHidden(row) ? { ...row, isHidden: true as const } : row;
  });
  const judgedGaps = [...gaps, ...untoldRules(block.rules)].map((gap) =>
    judgeGap(gap, policy, book, circumstances),
  );
  const outcome = outcomeOf(judged, judgedGaps);
  return {
    outcome,
    reason: reasonFor(outcome, judged, judgedGaps, block.rules, policy.isDefault),
    judged,
    gaps: judgedGaps,
    rules: [
      ...block.rules.map((rule) => judgedRule("block", rule)),
      ...warn.rules.map((rule) => judgedRule("warn", rule)),
    ],
    warnings: warningsOf(warn.rules),
    actions: outcome === "blocked" ? actionsOf(block.rules) : [],
    remarks: [
      ...policy.remarks,
      ...remarks,
      ...exceptionRemarks(findings, policy),
      ...(around.remarks ?? []),
    ],
  };
}

/** Why a finding does not count, whatever the rules say. */
function uncounted(finding: Finding, { ignoreUnfixed }: Policy): Decision | undefined {
  if (!isVulnerability(finding)) return undefined;
  if (finding.status === "not-affected")
    return { action: "note", because: "The vendor says that this package is not affected." };
  return ignoreUnfixed && finding.fixedIn === undefined
    ? { action: "note", because: "There is no fix, and the policy ignores what cannot be fixed." }
    : undefined;
}

/** A rule of the catalogue that could not be told stands in the way where its finding would. */
function judgeGap(gap: Gap, policy: Policy, book: RuleBook<BlockRule>, around: Circumstances): JudgedGap {
  if (policy.gaps[gap.kind] !== "block")
    return { gap, action: "note", because: `The policy ignores gaps of kind ${gap.kind}.` };
  const { rule } = gap;
  if (rule !== undefined && !book.mayAsk(Facts.ofMissed(rule, around)))
    return { gap, action: "note", because: `No rule of the policy asks for ${rule.id.toUpperCase()}.` };
  return { gap, action: "block", because: `The policy wants an answer to gaps of kind ${gap.kind}.` };
}

function outcomeOf(judged: readonly JudgedFinding[], gaps: readonly JudgedGap[]): Outcome {
  if (judged.some(({ action }) => action === "block")) return "blocked";
  return gaps.some(({ action }) => action === "block") ? "unproven" : "pass";
}

function judgedRule(kind: JudgedRule["kind"], { rule, matches, fired }: CountedRule): JudgedRule {
  const action = registryAction(rule);
  return {
    kind,
    ...(rule.name === undefined ? {} : { name: rule.name }),
    words: countAndConditions(rule),
    ...(rule.message === undefined ? {} : { message: rule.message }),
    ...(action === undefined ? {} : { action }),
    count: rule.count,
    matches,
    fired,
  };
}

function actionsOf(rules: readonly CountedRule<BlockRule>[]): readonly RegistryActionName[] {
  const asked = rules.filter(({ fired }) => fired).flatMap(({ rule }) => registryAction(rule) ?? []);
  return [...new Set(asked)];
}

function registryAction(rule: BlockRule | WarnRule): RegistryActionName | undefined {
  return "action" in rule && rule.action !== "block" ? rule.action : undefined;
}
