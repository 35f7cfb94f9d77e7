import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import type { Pair, Sign } from "./native.ts";

const SEED = 20_240_601;

/** Strings that are versions or come close, made to collide: few pieces, often put together almost alike. */
export const shapes = {
  deb: evr([
    "0",
    "1",
    "2",
    "9",
    "10",
    "01",
    "007",
    ".",
    "+",
    "~",
    "~~",
    "-",
    ":",
    "a",
    "b",
    "Z",
    "rc",
    "dfsg",
  ]),
  rpm: evr(
    ["0", "1", "2", "9", "10", "01", "007", ".", "_", "+", "~", "^", "a", "b", "Z", "rc", "el9", "git"],
    "-1.el9",
  ),
  apk: fc
    .tuple(
      fc.constantFrom("0", "1", "2", "01", "10"),
      pieces(["", ".0", ".1", ".01", ".001", ".010", ".10", ".9", ".09", ".", ".1.0"], 3),
      fc.constantFrom("", "", "", "a", "b", "z", "a1"),
      pieces(
        [
          "_alpha",
          "_beta",
          "_pre",
          "_rc",
          "_rc1",
          "_rc10",
          "_cvs",
          "_svn",
          "_git",
          "_git20240101",
          "_hg",
          "_p",
          "_p0",
          "_p1",
          "_",
        ],
        2,
      ),
      fc.constantFrom("", "", "-r0", "-r1", "-r10", "-r", "-r01"),
    )
    .map((parts) => parts.join("")),
};

function pieces(some: readonly string[], most: number): fc.Arbitrary<string> {
  return fc.array(fc.constantFrom(...some), { maxLength: most }).map((found) => found.join(""));
}

function evr(some: readonly string[], release = "-1"): fc.Arbitrary<string> {
  return fc
    .tuple(
      fc.constantFrom("", "", "", "0:", "1:", "02:"),
      fc.constantFrom("0", "1", "1.0", "10"),
      pieces(some, 5),
      fc.constantFrom("", "", release, `${release}.1`, "-0"),
    )
    .map((parts) => parts.join(""));
}

/** Versions as people publish them, a line each. */
export function realVersions(scheme: "apk" | "deb" | "rpm"): readonly string[] {
  return fixtureLines(`real-${scheme}.txt`);
}

/** Always the same pairs: of generated versions, and of real ones with each other and with small changes to them. */
export function samplePairs(
  shape: fc.Arbitrary<string>,
  real: readonly string[],
  valid: (version: string) => boolean,
  count: number,
): readonly Pair[] {
  const made = shape.filter(valid);
  const known = fc.constantFrom(...real);
  const pair = fc.oneof(
    fc.tuple(made, made),
    fc.tuple(known, known),
    fc.tuple(known, known.chain(neighbour).filter(valid)),
    known.chain((version) => fc.tuple(fc.constant(version), neighbour(version).filter(valid))),
    made.chain((version) => fc.tuple(fc.constant(version), neighbour(version).filter(valid))),
  );
  return fc.sample(pair, { seed: SEED, numRuns: count });
}

const CHANGES = ["", "0", "1", "9", ".", "~", "^", "a", "+", "-", "-r1"];

/** The version with one sign put in, taken out or doubled. */
function neighbour(version: string): fc.Arbitrary<string> {
  return fc
    .tuple(fc.nat(version.length), fc.nat(1), fc.constantFrom(...CHANGES))
    .map(([at, gone, put]) => version.slice(0, at) + put + version.slice(at + gone));
}

/** A line is `a < b`. */
export function readComparisons(file: string): readonly (readonly [string, Sign, string])[] {
  return fixtureLines(file).map((line) => {
    const [a = "", sign, b = ""] = line.split(" ");
    return [a, sign as Sign, b];
  });
}

/** A line is `1.0 yes` or `1.0bc no`. */
export function readValidity(file: string): readonly (readonly [string, boolean])[] {
  return fixtureLines(file).map((line) => {
    const [version = "", answer] = line.split(" ");
    return [version, answer === "yes"];
  });
}

/** What to ask apk whether it is a version: generated ones, and the same with one sign changed. */
export function doubtful(shape: fc.Arbitrary<string>, count: number): readonly string[] {
  return fc
    .sample(shape.chain(neighbour), { seed: SEED, numRuns: count })
    .filter((version) => /^[0-9]/.test(version));
}

function fixtureLines(file: string): readonly string[] {
  const text = readFileSync(join(import.meta.dirname, "fixtures", file), "utf8");
  return text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
}
