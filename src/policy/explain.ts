import type { Finding, JudgedFinding } from "../model/index.ts";
import { describeRule } from "./describe.ts";
import { judge, type Surroundings } from "./judge.ts";
import type { Policy } from "./policy.ts";
import type { WarnRule as Rule } from "./schema.ts";
import type { Waiver } from "./waiver-schema.ts";
import { describeWaiver } from "./waivers.ts";

/** How a policy comes to its decision about one finding. Plain JSON. */
export interface Explanation {
  readonly decision: Pick<JudgedFinding, "action" | "because">;
  /** What would be decided if nobody waived it; absent where nobody does. */
  readonly unwaived?: Explanation["decision"];
  readonly rules: readonly ExplainedRule[];
  /** Those that cover it, expired ones too. */
  readonly waivers: readonly ExplainedWaiver[];
}

export interface ExplainedRule {
  readonly kind: "block" | "warn";
  readonly rule: string;
  /** Each in words. `holds` is absent where nobody can tell. */
  readonly conditions: readonly { readonly words: string; readonly holds?: boolean }[];
  /** Whether all of them hold; absent where nobody can tell. */
  readonly isMet?: boolean;
  /** How many findings it asks for. */
  readonly count: number;
  /** How many findings that count meet it; of a rule that this one meets. */
  readonly matches?: number;
}

export interface ExplainedWaiver {
  readonly waiver: string;
  readonly isExpired: boolean;
}

/** All that was judged, and by what. */
export interface Case {
  readonly findings: readonly Finding[];
  readonly policy: Policy;
  readonly now: Date;
  readonly around: Surroundings;
}

/**
 * Explains findings of a case. Nothing is worked out here a second time: each rule and condition is put to the judge as a
 * policy of its own, so that the answers are the ones that decide. What all findings share is asked once.
 */
export function explainer(given: Case): (finding: Finding) => Explanation {
  const verdict = once(() => decisionsOf(given));
  const unwaived = once(() => decisionsOf(withoutWaivers(given)));
  const rules = [...given.policy.block, ...given.policy.warn];
  const matches = rules.map((rule) => once(() => matchesOf(rule, given)));
  return (finding) => {
    const decision = decisionOn(finding, verdict());
    return {
      decision,
      ...(decision.action === "waive" ? { unwaived: decisionOn(finding, unwaived()) } : {}),
      rules: rules.map((rule, at) => {
        const kind = at < given.policy.block.length ? "block" : "warn";
        return { kind, ...explainedRule(rule, finding, given, matches[at]!) };
      }),
      waivers: given.policy.waivers.flatMap((waiver) => explainedWaiver(waiver, finding, given)),
    };
  };
}

type Decision = Explanation["decision"];

function decisionsOf({ findings, policy, now, around }: Case): ReadonlyMap<Finding, Decision> {
  const { judged } = judge(findings, [], policy, now, around);
  return new Map(judged.map(({ finding, action, because }) => [finding, { action, because }]));
}

function decisionOn(finding: Finding, decisions: ReadonlyMap<Finding, Decision>): Decision {
  const decision = decisions.get(finding);
  if (decision === undefined) throw new Error("a finding of another case");
  return decision;
}

/** Exceptions beside an instruction are their author's word, and stay. */
function withoutWaivers(given: Case): Case {
  const { policy, around } = given;
  return { ...given, policy: { ...policy, waivers: [] }, around: { ...around, suppressed: new Map() } };
}

function once<T>(work: () => T): () => T {
  let done: { readonly value: T } | undefined;
  return () => {
    done ??= { value: work() };
    return done.value;
  };
}

/** What of a rule is no condition. */
const NO_CONDITIONS: ReadonlySet<string> = new Set(["name", "message", "count", "action"]);

function explainedRule(
  rule: Rule,
  finding: Finding,
  given: Case,
  matches: () => number,
): Omit<ExplainedRule, "kind"> {
  const conditions = Object.entries(rule)
    .filter(([key, value]) => !NO_CONDITIONS.has(key) && value !== undefined)
    .filter(([key, value]) => !(key === "severity" && value === "unknown"))
    .map(([key, value]) => {
      const alone: Rule = { count: 1, [key]: value };
      const words = describeRule(alone).replace(/^any severity,? (?=.)/, "");
      return { words, ...told("holds", answerTo(alone, finding, given)) };
    });
  const isMet = answerTo({ ...rule, count: 1 }, finding, given);
  return {
    rule: describeRule(rule),
    conditions,
    ...told("isMet", isMet),
    count: rule.count,
    ...(isMet === true ? { matches: matches() } : {}),
  };
}

function told<K extends string>(key: K, answer: boolean | undefined): { readonly [P in K]?: boolean } {
  return (answer === undefined ? {} : { [key]: answer }) as { [P in K]?: boolean };
}

/** Whether a rule that asks for one finding would block this one, were nothing said in its favour. */
function answerTo(rule: Rule, finding: Finding, { policy, now, around }: Case): boolean | undefined {
  const bare = bareOf(finding);
  const { isNew } = around;
  const { judged, gaps } = judge([bare], [], alone(rule, policy), now, {
    ...around,
    suppressed: new Map(),
    ...(isNew === undefined ? {} : { isNew: () => isNew(finding) }),
  });
  if (judged[0]?.action === "block") return true;
  return gaps.length > 0 ? undefined : false;
}

/** Without what keeps it from counting, whatever the rules say. */
function bareOf(finding: Finding): Finding {
  if (finding.kind === "vulnerability")
    return finding.status === "not-affected" ? { ...finding, status: "affected" } : finding;
  const { exception: _, ...rest } = finding;
  return rest;
}

function alone(rule: Rule, policy: Policy): Policy {
  return { ...policy, block: [rule], warn: [], ignoreUnfixed: false, waivers: [], isDefault: false };
}

function matchesOf(rule: Rule, given: Case): number {
  const policy = { ...given.policy, block: [{ ...rule, count: 1 }], warn: [] };
  return [...decisionsOf({ ...given, policy }).values()].filter(({ action }) => action === "block").length;
}

/** Asked on its last day: whether it is over is another question. */
function explainedWaiver(waiver: Waiver, finding: Finding, given: Case): readonly ExplainedWaiver[] {
  const { policy, now, around } = given;
  const lastDay = waiver.expires === undefined ? now : new Date(waiver.expires);
  const covers = (day: Date) =>
    judge([bareOf(finding)], [], { ...policy, block: [], warn: [], waivers: [waiver] }, day, {
      ...around,
      suppressed: new Map(),
    }).judged[0]?.action === "waive";
  return covers(lastDay) ? [{ waiver: describeWaiver(waiver), isExpired: !covers(now) }] : [];
}
