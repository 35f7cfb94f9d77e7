import type { FixCode, FixResult, Outcome, ScanResult } from "./model/index.ts";
import type { RepairOptions } from "./repair/index.ts";

/** Whose verdict decides: where nobody's was asked for, nothing blocks. */
export function gatingOutcome({ verdict, fix }: ScanResult, options: RepairOptions | undefined): Outcome {
  if (options === undefined) return verdict.outcome;
  if (options.gateOn === undefined) return "pass";
  const repaired = options.gateOn === "fixed" && fix?.fixed === true ? fix.verdict : undefined;
  return (repaired ?? verdict).outcome;
}

/** Here not the image is in the way, but the place it should go to, or an archive that cannot be trusted. */
const FAILURES: ReadonlySet<FixCode> = new Set<FixCode>([
  ...(["FIX_DENIED", "FIX_TAG_EXISTS", "FIX_TAG_TOO_LONG"] as const),
  ...(["FIX_SIGNATURE", "FIX_HASH", "FIX_EXPIRED"] as const),
]);

/** The exit code of a repair where the verdict lets the image pass: 2 = it failed, 1 = it is not whole and should be. */
export function repairExit(
  fix: FixResult | undefined,
  options: Pick<RepairOptions, "required"> | undefined,
): 0 | 1 | 2 {
  const code = fix?.refusal?.code;
  if (fix === undefined || options === undefined) return 0;
  if (code !== undefined && FAILURES.has(code)) return 2;
  const isRefused = code !== undefined && code !== "FIX_NOTHING";
  return options.required && (isRefused || fix.left.length > 0) ? 1 : 0;
}
