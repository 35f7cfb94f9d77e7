import { expect, test } from "vitest";
import { EXIT, gateOf, worst } from "../src/gate.ts";
import type { FixCode, FixResult, Outcome, ScanResult } from "../src/model/index.ts";
import { repairOptions } from "../src/read-repair-options.ts";
import { fixResult } from "./support/fix-result.ts";
import { scanResult } from "./support/scan-result.ts";

const refused = (code: FixCode): FixResult => ({
  ...{ fixed: false, refusal: { code, reason: "x" }, packages: [], left: [], commands: [], notes: [] },
  before: fixResult().before,
});
const whole: FixResult = { ...fixResult(), left: [] };

function resultWith(fix: FixResult, outcome: Outcome = "unproven"): ScanResult {
  const result = scanResult();
  return { ...result, verdict: { ...result.verdict, outcome }, fix };
}
const asked = (gate: string | undefined, prefix: "" | "fix-" = "", required?: true) =>
  repairOptions({ "gate-on": gate, [`${prefix}required`]: required }, prefix, false);

test.each([
  [whole, 0, 0],
  [fixResult(), 0, 1],
  [refused("FIX_NOTHING"), 0, 0],
  [refused("FIX_NO_BUILDER"), 0, 1],
  [refused("FIX_NOT_BETTER"), 0, 1],
  [refused("FIX_DENIED"), 2, 2],
  [refused("FIX_FAILED"), 2, 2],
  [refused("FIX_TAG_EXISTS"), 2, 2],
  [refused("FIX_SIGNATURE"), 2, 2],
])("%j: exit code %i, and where it is required %i", (fix, plain, required) => {
  const codes = [asked(undefined), asked(undefined, "", true)].map(
    (options) => EXIT[gateOf(resultWith(fix, "blocked"), options).outcome],
  );
  expect(codes).toEqual([plain, required]);
});

test("where the scan could not tell, a required repair is unproven, whatever was found", () => {
  const of = (required?: true) =>
    gateOf(resultWith(refused("FIX_NOTHING")), asked(undefined, "", required)).outcome;
  expect([of(), of(true)]).toEqual(["pass", "unproven"]);
});

test("the reason is the decisive verdict's, or what became of the repair", () => {
  const of = (fix: FixResult, required?: true) =>
    gateOf(resultWith(fix, "pass"), asked("original", "fix-", required));
  expect([
    of(whole),
    of(fixResult(), true),
    of(refused("FIX_NO_BUILDER"), true),
    of(refused("FIX_DENIED")),
  ]).toEqual([
    { outcome: "pass", reason: scanResult().verdict.reason },
    { outcome: "blocked", reason: "the repair could not raise one package" },
    { outcome: "blocked", reason: "the image was not repaired: x" },
    { outcome: "failed", reason: "x" },
  ]);
});

test("whose verdict decides", () => {
  const of = (gate: string | undefined, fix: FixResult, prefix: "" | "fix-" = "") =>
    gateOf(resultWith(fix), asked(gate, prefix)).outcome;
  expect([
    gateOf(resultWith(whole), undefined).outcome,
    of(undefined, whole),
    of(undefined, whole, "fix-"),
    of("original", whole),
    of("fixed", whole),
    of("fixed", refused("FIX_NO_BUILDER")),
  ]).toEqual(["unproven", "pass", "unproven", "unproven", "blocked", "unproven"]);
});

test("of several images the worst answer counts", () => {
  expect(worst(["pass", "unproven", "blocked", "failed"])).toBe("failed");
  expect(worst(["unproven", "blocked", "pass"])).toBe("blocked");
  expect(worst(["pass", "unproven"])).toBe("unproven");
  expect([worst(["pass"]), worst([])]).toEqual(["pass", "pass"]);
});
