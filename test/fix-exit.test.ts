import { expect, test } from "vitest";
import { gatingOutcome, repairExit } from "../src/fix-exit.ts";
import type { FixCode, FixResult, ScanResult } from "../src/model/index.ts";
import { repairOptions } from "../src/read-options.ts";
import { fixResult } from "./support/fix-result.ts";
import { scanResult } from "./support/scan-result.ts";

const refused = (code: FixCode): FixResult => ({
  ...{ fixed: false, refusal: { code, reason: "x" }, packages: [], left: [], commands: [], notes: [] },
  before: fixResult().before,
});
const whole: FixResult = { ...fixResult(), left: [] };

test.each([
  [whole, 0, 0],
  [fixResult(), 0, 1],
  [refused("FIX_NOTHING"), 0, 0],
  [refused("FIX_NO_BUILDER"), 0, 1],
  [refused("FIX_NOT_BETTER"), 0, 1],
  [refused("FIX_DENIED"), 2, 2],
  [refused("FIX_TAG_EXISTS"), 2, 2],
  [refused("FIX_SIGNATURE"), 2, 2],
  [undefined, 0, 0],
])("%j: %i, and where it is required %i", (fix, plain, required) => {
  expect([repairExit(fix, { required: false }), repairExit(fix, { required: true })]).toEqual([
    plain,
    required,
  ]);
});

function resultWith(fix: FixResult): ScanResult {
  const result = scanResult();
  return { ...result, verdict: { ...result.verdict, outcome: "unproven" }, fix };
}

test("whose verdict decides", () => {
  const of = (gate: string | undefined, fix: FixResult, prefix: "" | "fix-" = "") =>
    gatingOutcome(resultWith(fix), repairOptions({ "gate-on": gate }, prefix, false));
  expect([
    gatingOutcome(resultWith(whole), undefined),
    of(undefined, whole),
    of(undefined, whole, "fix-"),
    of("original", whole),
    of("fixed", whole),
    of("fixed", refused("FIX_NO_BUILDER")),
  ]).toEqual(["unproven", "pass", "unproven", "unproven", "blocked", "unproven"]);
});
