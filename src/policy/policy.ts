import { CATEGORIES, type Category, type GapKind, type Severity } from "../model/index.ts";
import { readingOf } from "./chain/reading.ts";
import { parsePolicy } from "./parse.ts";
import { type BlockRule, GAP_KINDS, type GapAnswer, type PolicyFile, type WarnRule } from "./schema.ts";
import { type Scope, scopeOf } from "./scope.ts";
import { laxities, type Waiver } from "./waiver-schema.ts";

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
  /** What is to be looked for. */
  readonly scope: Scope;
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
    scope: scopeOf(),
    remarks: [],
  };
}

/** A parsed file as a policy. `origin` = its name as shown to people. */
export function policyOf(file: PolicyFile, origin: string): Policy {
  const chain = file.chain === undefined ? undefined : readingOf(file.chain);
  const isDefault = file.block === undefined && chain === undefined;
  return {
    ...defaultPolicy(),
    origin,
    block: isDefault ? blockRules({}) : [...(file.block ?? []), ...(chain?.rules ?? [])],
    warn: file.warn ?? [],
    isDefault,
    remarks: [
      ...(chain?.notes.map((note) => `${origin}, chain: ${note}`) ?? []),
      ...laxities(file).map((text) => `${origin}: ${text}`),
    ],
    gaps: gapAnswers(file.gaps),
    waivers: file.waivers ?? [],
    scope: scopeOf(file.scope, file.settings),
  };
}

/** The policy that a text says, YAML or JSON; `name` as shown to people. Throws `DrydockError` POLICY_INVALID. */
export function policyFrom(text: string, name: string): Policy {
  return policyOf(parsePolicy(text, name), name);
}

/** What `--fail-on` says: a severity for all categories but those that have one of their own; what it does not say stays as usual. */
export type FailOn = Readonly<Partial<Record<Category | "all", Severity>>>;

/**
 * The policy with what was said on the command line, which wins over the file: `--fail-on` stands in for all `block:`
 * rules of the file (and the verdict remarks that it did), `--ignore-unfixed` narrows whatever rules there are. Gaps
 * and waivers stay the file's. Options that were not given must be absent.
 */
export function withFlags(
  policy: Policy,
  flags: { readonly failOn?: FailOn | undefined; readonly ignoreUnfixed?: boolean | undefined },
): Policy {
  const { failOn, ignoreUnfixed } = flags;
  const replaces = failOn !== undefined && !policy.isDefault;
  return {
    ...policy,
    block: failOn === undefined ? policy.block : blockRules(failOn),
    isDefault: failOn === undefined && policy.isDefault,
    ignoreUnfixed: ignoreUnfixed === true || policy.ignoreUnfixed,
    remarks: replaces
      ? [...policy.remarks, `--fail-on takes the place of the block rules of ${policy.origin}.`]
      : policy.remarks,
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

function gapAnswers(said: PolicyFile["gaps"]): Readonly<Record<GapKind, GapAnswer>> {
  const answerOf = (kind: GapKind): GapAnswer =>
    typeof said === "string" ? said : (said?.[kind] ?? defaultAnswer(kind));
  return Object.fromEntries(GAP_KINDS.map((kind) => [kind, answerOf(kind)])) as Record<GapKind, GapAnswer>;
}

/** No database could answer a gap of this kind, nor could the user: it is told, but stands in nobody's way. */
function defaultAnswer(kind: GapKind): GapAnswer {
  return kind === "no-source" ? "ignore" : "block";
}
