import type { Finding } from "./finding.ts";
import type { Gap } from "./gap.ts";

export type Outcome = "pass" | "blocked" | "unproven";

export interface JudgedFinding {
  readonly finding: Finding;
  readonly action: "block" | "note" | "waive";
  /** A sentence: the rule that fired, or the waiver's reason and expiry, or why it does not count. */
  readonly because: string;
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
