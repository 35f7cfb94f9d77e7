import type { Severity } from "../model/advisory.ts";
import type { GapKind } from "../model/gap.ts";
import { type BlockRule, GAP_KINDS, type GapAnswer, type PolicyFile, type Waiver } from "./schema.ts";

/** What the judge goes by: a file's content with every default filled in. */
export interface Policy {
  /** The file's name, or `default policy`. */
  readonly origin: string;
  readonly block: readonly BlockRule[];
  /** Findings without a fixed version never block, whatever the rules say. */
  readonly ignoreUnfixed: boolean;
  readonly gaps: Readonly<Record<GapKind, GapAnswer>>;
  readonly waivers: readonly Waiver[];
  /** Things to tell the user about how the policy came about. */
  readonly remarks: readonly string[];
}

/** Holds where there is no file: `failOn` or worse blocks, every gap but `no-source` wants an answer, nothing is waived. */
export function defaultPolicy(options: {
  readonly failOn: Severity;
  readonly ignoreUnfixed: boolean;
}): Policy {
  return {
    origin: "default policy",
    block: [{ severity: options.failOn, count: 1 }],
    ignoreUnfixed: options.ignoreUnfixed,
    gaps: gapAnswers(undefined),
    waivers: [],
    remarks: [],
  };
}

/** A parsed file as a policy. `origin` = its name as shown to people. */
export function policyOf(file: PolicyFile, origin: string): Policy {
  const base = defaultPolicy({ failOn: "high", ignoreUnfixed: false });
  return {
    ...base,
    origin,
    block: file.block ?? base.block,
    gaps: gapAnswers(file.gaps),
    waivers: file.waivers ?? [],
  };
}

/**
 * The policy with what was said on the command line, which wins over the file: `--fail-on` stands in for all `block:`
 * rules of the file (and the verdict remarks that it did), `--ignore-unfixed` narrows whatever rules there are. Gaps
 * and waivers stay the file's. Options that were not given must be absent.
 */
export function withFlags(
  policy: Policy,
  flags: { readonly failOn?: Severity | undefined; readonly ignoreUnfixed?: boolean | undefined },
): Policy {
  const { failOn, ignoreUnfixed } = flags;
  const replaces = failOn !== undefined && policy.origin !== "default policy";
  return {
    ...policy,
    block: failOn === undefined ? policy.block : [{ severity: failOn, count: 1 }],
    ignoreUnfixed: ignoreUnfixed === true || policy.ignoreUnfixed,
    remarks: replaces
      ? [...policy.remarks, `--fail-on ${failOn} takes the place of the block rules of ${policy.origin}.`]
      : policy.remarks,
  };
}

function gapAnswers(said: PolicyFile["gaps"]): Readonly<Record<GapKind, GapAnswer>> {
  const answerOf = (kind: GapKind): GapAnswer =>
    typeof said === "string" ? said : (said?.[kind] ?? defaultAnswer(kind));
  return Object.fromEntries(GAP_KINDS.map((kind) => [kind, answerOf(kind)])) as Record<GapKind, GapAnswer>;
}

/** No database could answer a gap of this kind, nor could the user: it is told, but stands in nobody's way. */
function defaultAnswer(kind: GapKind): GapAnswer {
  return kind === "no-source" ? "ignore" : "block";
}
