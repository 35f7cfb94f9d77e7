import type { FixCode, Outcome, ScanResult } from "./model/index.ts";
import type { RepairOptions } from "./repair/index.ts";

/** What a door answers: a verdict, or that a wished repair has failed. */
export interface Gate {
  readonly outcome: Outcome | "failed";
  /** Safe to print after escaping. */
  readonly reason: string;
}

/** Exit codes of the answers, at every door; README has the table. */
export const EXIT: Readonly<Record<Gate["outcome"], number>> = {
  pass: 0,
  blocked: 1,
  unproven: 3,
  failed: 2,
};

/** Of several images together. */
export function worst(outcomes: readonly Gate["outcome"][]): Gate["outcome"] {
  return WORST_FIRST.find((outcome) => outcomes.includes(outcome)) ?? "pass";
}

const WORST_FIRST = ["failed", "blocked", "unproven"] as const;

/**
 * The answer to a scan, and to a repair where one was wanted: the verdict that decides (`--gate-on`), and where that lets
 * the image pass, whether the repair failed, or is not whole and should be (`--required`).
 */
export function gateOf(result: ScanResult, options: RepairOptions | undefined): Gate {
  const { fix } = result;
  const verdict = decisive(result, options);
  if (verdict.outcome !== "pass" || options === undefined || fix === undefined) return verdict;
  const { refusal, left } = fix;
  if (refusal !== undefined && FAILURES.has(refusal.code))
    return { outcome: "failed", reason: refusal.reason };
  if (!options.required) return verdict;
  // Nothing to repair, because nobody could look: that is no answer to somebody who requires a repair.
  if (result.verdict.outcome === "unproven") return { outcome: "unproven", reason: result.verdict.reason };
  if (refusal !== undefined && refusal.code !== "FIX_NOTHING")
    return { outcome: "blocked", reason: `the image was not repaired: ${refusal.reason}` };
  if (left.length === 0) return verdict;
  const count = left.length === 1 ? "one package" : `${left.length} packages`;
  return { outcome: "blocked", reason: `the repair could not raise ${count}` };
}

/** Where nobody's verdict was asked for, nothing blocks. */
function decisive(
  { verdict, fix }: ScanResult,
  options: RepairOptions | undefined,
): Gate & { outcome: Outcome } {
  const { outcome, reason } = verdict;
  if (options === undefined) return { outcome, reason };
  if (options.gateOn === undefined) return { outcome: "pass", reason: "only a repair was asked for" };
  const repaired = options.gateOn === "fixed" && fix?.fixed === true ? fix.verdict : undefined;
  return repaired ?? { outcome, reason };
}

/** Here not the image is in the way, but the place it should go to, an archive that cannot be trusted, or the outside. */
const FAILURES: ReadonlySet<FixCode> = new Set<FixCode>([
  ...(["FIX_FAILED", "FIX_DENIED", "FIX_TAG_EXISTS", "FIX_TAG_TOO_LONG"] as const),
  ...(["FIX_SIGNATURE", "FIX_HASH", "FIX_EXPIRED"] as const),
]);
