import { DrydockError } from "../errors.ts";
import { CATEGORIES, type Category, type GapKind, type Severity } from "../model/index.ts";
import type { Locked } from "./locks.ts";
import type { ReportForm } from "./report-form.ts";
import { type BlockRule, GAP_KINDS, type GapAnswer, type PolicyFile, type WarnRule } from "./schema.ts";
import { type Scope, scopeOf } from "./scope.ts";
import type { Waiver } from "./waiver-schema.ts";

/** What the judge goes by: a file's content with every default filled in. */
export interface Policy {
  /** The file's name, or `default policy`. */
  readonly origin: string;
  readonly block: readonly BlockRule[];
  readonly warn: readonly WarnRule[];
  /** The rules are those that hold where nobody says others. */
  readonly isDefault: boolean;
  /** Findings without a fixed version never block, whatever the rules say. */
  readonly ignoreUnfixed: boolean;
  readonly gaps: Readonly<Record<GapKind, GapAnswer>>;
  readonly waivers: readonly Waiver[];
  /** Where they stand, as `file:line:column`. */
  readonly places: ReadonlyMap<Waiver, string>;
  /** What is to be looked for. */
  readonly scope: Scope;
  /** What is shown to people; what is absent is shown. */
  readonly report: ReportForm;
  /** What may only be made stricter, and the file that says so. */
  readonly locked: Locked;
  /** Things to tell the user about how the policy came about. */
  readonly remarks: readonly string[];
}

/**
 * Holds where there is no file: vulnerabilities, sensitive files and malicious samples of severity high or worse block, and
 * what is risky in the image's settings and build instructions where it is critical (running as root is high, and half
 * of all images do); every gap but `no-source` wants an answer; nothing is waived; everything is looked for.
 */
export function defaultPolicy(): Policy {
  return {
    origin: "default policy",
    block: blockRules({}),
    warn: [],
    isDefault: true,
    ignoreUnfixed: false,
    gaps: gapAnswers(undefined),
    waivers: [],
    places: new Map(),
    scope: scopeOf(),
    report: {},
    locked: {},
    remarks: [],
  };
}

/** What `--fail-on` says: a severity for all categories but those that have one of their own; what it does not say stays as usual. */
export type FailOn = Readonly<Partial<Record<Category | "all", Severity>>>;

/**
 * The policy with what was said on the command line, which wins over the file: `--fail-on` stands in for all `block:`
 * rules of the file (and the verdict remarks that it did), `--ignore-unfixed` narrows whatever rules there are. Rules
 * that are locked stay, and are added to. Gaps, waivers and rules that warn stay the file's. Options that were not given
 * must be absent. Throws `DrydockError` USAGE where locked rules would be narrowed.
 */
export function withFlags(
  policy: Policy,
  flags: { readonly failOn?: FailOn | undefined; readonly ignoreUnfixed?: boolean | undefined },
): Policy {
  const { failOn, ignoreUnfixed } = flags;
  const { block: lockedBy } = policy.locked;
  if (ignoreUnfixed === true && lockedBy !== undefined)
    throw new DrydockError("USAGE", `--ignore-unfixed: ${lockedBy} has locked the block rules.`, {
      hint: "Leave it out.",
    });
  if (failOn === undefined)
    return { ...policy, ignoreUnfixed: ignoreUnfixed === true || policy.ignoreUnfixed };
  const own = blockRules(failOn);
  const effect = lockedBy === undefined ? "takes the place of" : "is added to";
  return {
    ...policy,
    block: lockedBy === undefined ? own : [...policy.block, ...own],
    isDefault: false,
    ignoreUnfixed: ignoreUnfixed === true || policy.ignoreUnfixed,
    remarks: policy.isDefault
      ? policy.remarks
      : [...policy.remarks, `--fail-on ${effect} the block rules of ${policy.origin}.`],
  };
}

/** A rule for all categories of one severity; without a condition where that is all of them. */
function blockRules({ all, ...own }: FailOn): readonly BlockRule[] {
  const bySeverity = new Map<Severity, Category[]>();
  for (const category of CATEGORIES) {
    const severity = own[category] ?? all ?? DEFAULT_SEVERITIES[category];
    bySeverity.set(severity, [...(bySeverity.get(severity) ?? []), category]);
  }
  return [...bySeverity].map(([severity, category]) =>
    category.length === CATEGORIES.length ? { severity, count: 1 } : { severity, count: 1, category },
  );
}

const DEFAULT_SEVERITIES: Readonly<Record<Category, Severity>> = {
  system: "high",
  application: "high",
  instruction: "critical",
  baseline: "critical",
  sensitive: "high",
  malware: "high",
};

/** What becomes of gaps, where a policy says it, else as `before`. */
export function gapAnswers(
  said: PolicyFile["gaps"],
  before?: Readonly<Record<GapKind, GapAnswer>>,
): Readonly<Record<GapKind, GapAnswer>> {
  const answerOf = (kind: GapKind): GapAnswer =>
    typeof said === "string" ? said : (said?.[kind] ?? before?.[kind] ?? defaultAnswer(kind));
  return Object.fromEntries(GAP_KINDS.map((kind) => [kind, answerOf(kind)])) as Record<GapKind, GapAnswer>;
}

/** No database could answer a gap of this kind, nor could the user: it is told, but stands in nobody's way. */
function defaultAnswer(kind: GapKind): GapAnswer {
  return kind === "no-source" ? "ignore" : "block";
}
