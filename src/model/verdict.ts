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
  /** Against the baseline; absent where there is none, or where it did not look for such things. */
  readonly since?: Since;
}

/** Whether the baseline has a finding, too. */
export type Since = "new" | "known";

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

export interface Verdict {
  readonly outcome: Outcome;
  /** One line for people: why. */
  readonly reason: string;
  readonly judged: readonly JudgedFinding[];
  readonly gaps: readonly JudgedGap[];
  /** Remarks on the policy itself: expired waivers, waivers that matched nothing. */
  readonly remarks: readonly string[];
}
