import type { Finding } from "./finding.ts";
import type { Gap } from "./gap.ts";

export type Outcome = "pass" | "blocked" | "unproven";

export interface JudgedFinding<F extends Finding = Finding> {
  readonly finding: F;
  /** `warn`: a rule that warns has fired for it, and none that blocks. */
  readonly action: "block" | "warn" | "note" | "waive";
  /** A sentence: the rule that fired, or the waiver's reason and expiry, or why it does not count. */
  readonly because: string;
  /** The policy leaves it out of the reports for people; it counts as others do. */
  readonly isHidden?: true;
  /** The VEX statement by which it is waived. */
  readonly vex?: Suppression["vex"];
  /** Against the baseline; absent where there is none, or where it did not look for such things. */
  readonly since?: Since;
}

/** Whether the baseline has a finding, too. */
export type Since = "new" | "known";

/** Why a finding does not count, whatever the policy's rules say. */
export interface Suppression {
  readonly because: string;
  /** The VEX statement that says so; absent where an ignore file does. */
  readonly vex?: {
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

/** A rule of the policy, and what came of it. */
export interface JudgedRule {
  readonly kind: "block" | "warn";
  readonly name?: string;
  /** Count and conditions: `at least 10 of medium or worse with a fix`. */
  readonly words: string;
  readonly message?: string;
  readonly action?: RegistryActionName;
  /** Findings that it asks for. */
  readonly count: number;
  /** Findings that meet its conditions. */
  readonly matches: number;
  readonly fired: boolean;
}

export interface Verdict {
  readonly outcome: Outcome;
  /** One line for people: why. */
  readonly reason: string;
  readonly judged: readonly JudgedFinding[];
  /** Those of the scan, and then the rules of which nobody can tell whether they fire. */
  readonly gaps: readonly JudgedGap[];
  /** Of the policy, in its order, those that block first. */
  readonly rules: readonly JudgedRule[];
  /** A sentence for each rule that warns and has fired, or may have. */
  readonly warnings: readonly string[];
  /** What the rules that fired ask for beside blocking; nothing where the outcome is not `blocked`. */
  readonly actions: readonly RegistryActionName[];
  /** Remarks on the policy itself: expired waivers, waivers that matched nothing. */
  readonly remarks: readonly string[];
}
