import { expect, test } from "vitest";
import type { FixResult } from "../../src/model/index.ts";
import { table } from "../../src/report/table.ts";
import { fixLine, fixLines } from "../../src/report/table-fix.ts";
import { fixResult } from "../support/fix-result.ts";
import { digestOf, scanResult } from "../support/scan-result.ts";

const plain = (_: unknown, text: string) => text;
const linesOf = (fix: FixResult) => [fixLine(fix, plain), ...fixLines({ ...scanResult(), fix }, 200, plain)];

test("nothing where no repair was asked for", () => {
  expect(fixLines(scanResult(), 100, plain)).toEqual([]);
});

test("a repaired image: what was raised, what stays, before and after", () => {
  const { unchanged: _, ...fix } = fixResult();
  expect(linesOf(fix)).toEqual([
    `registry.example:5000/team/app:1.2_fixd repaired (1 package, build): ${digestOf("fixed")}`,
    "Repair",
    "  - Findings of system packages before and after: high 2 → 1",
    "  - By apt of the image, with buildah.",
    "  - libssl3 (amd64): 3.0.1 → 3.0.2 (target)",
    "  - held 1 stays: It is on hold in the image. (FIX_HELD)",
  ]);
});

test("one image of an index tells of it", () => {
  const { unchanged: _, ...fix } = fixResult();
  const image = `registry.example:5000/team/app@${digestOf("fixed")}`;
  const index = { image: "registry.example:5000/team/app:1.2_fixd", digest: digestOf("index") };
  expect(linesOf({ ...fix, image, index }).slice(0, 4)).toEqual([
    `${image} repaired (1 package, build): ${digestOf("fixed")}, listed by ${index.image}`,
    "Repair",
    `  - The index ${index.image} was pushed:`,
    `    ${digestOf("index")}`,
  ]);
  expect(linesOf({ ...fix, image, index: { ...index, unchanged: true } })[2]).toBe(
    `  - The index ${index.image} is there already:`,
  );
});

test("a plan ends with what a person could run", () => {
  const { packages, left, commands, before, mode } = fixResult();
  const fix = {
    fixed: false,
    planned: true,
    packages,
    left,
    commands,
    before,
    notes: [],
    mode: mode!,
  } as const;
  expect(linesOf(fix).slice(0, 3)).toEqual([
    "Would be repaired (1 package, build)",
    "Repair",
    "  - By hand: apt-get update && apt-get install -y --only-upgrade libssl3",
  ]);
});

test("a refusal says why; an image's text does nothing to the terminal", () => {
  const refusal = { code: "FIX_BUILD", reason: "It said: \u001b[31m::error::" } as const;
  const { before } = fixResult();
  expect(linesOf({ fixed: false, refusal, packages: [], left: [], commands: [], notes: [], before })).toEqual(
    ["Not repaired: It said: \\x1b[31m::error:: (FIX_BUILD)"],
  );
});

test("the table ends with both verdicts and what has become of the repair", () => {
  const text = table.render({ ...scanResult(), fix: fixResult() }, { color: false, width: 100 });
  expect(text.trimEnd().split("\n").slice(-3)).toEqual([
    `BLOCKED: ${scanResult().verdict.reason}`,
    `registry.example:5000/team/app:1.2_fixd is there already (1 package, build): ${digestOf("fixed")}`,
    "Repaired image: BLOCKED: 1 finding of high or worse",
  ]);
});
