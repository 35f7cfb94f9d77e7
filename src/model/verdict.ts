import type { Finding } from "./finding.ts";
import type { Gap } from "./gap.ts";

export type Outcome = "pass" | "blocked" | "unproven";

export interface JudgedFinding<F extends Finding = Finding> {
  readonly finding: F;
  readonly action: "block" | "note" | "waive";
  /** A sentence: the rule that fired, or the waiver's reason and expiry, or why it does not count. */
  readonly because: string;
  /** The VEX statement by which it is waived. */
  readonly vex?: Suppression["vex"];
}

/** Why a finding does not count, whatever the policy's rules say. */
export interface Suppression {
  readonly because: string;
  readonly vex: {
    readonly status: "not_affected" | "fixed";
    /** As the statement labels it, e.g. `vulnerable_code_not_in_execute_path`. */
    readonly justification?: string;
  };
}

export interface JudgedGap {
  readonly gap: Gap;
  /** Whether it stands between the image and a pass. */
  readonly action: "block" | "note" | "waive";
  readonly because: string;
}

/** What a policy may ask to have done with the tag of an image that it blocks. */
export type RegistryActionName = "retag" | "delete-tag";

/** What has become of such a wish. */
export interface RegistryAction {
  readonly action: RegistryActionName;
  /** `off`: it was not allowed; `refused`: it would have hit something else; `failed`: the registry did not do it. */
  readonly outcome: "done" | "off" | "refused" | "failed";
  /** A sentence for people. */
  readonly message: string;
}

export interface Verdict {
  readonly outcome: Outcome;
  /** One line for people: why. */
  readonly reason: string;
  readonly judged: readonly JudgedFinding[];
  readonly gaps: readonly JudgedGap[];
  /** What the rules that fired ask to have done in the registry, beside blocking; absent = nothing. */
  readonly actions?: readonly RegistryActionName[];
  /** Remarks on the policy itself: expired waivers, waivers that matched nothing. */
  readonly remarks: readonly string[];
}
