import fc from "fast-check";
import { expect, it } from "vitest";
import { Unreadable } from "../../src/errors.ts";
import type { VersionScheme } from "../../src/versions/index.ts";
import type { Pair, Sign } from "./native.ts";
import { readComparisons } from "./samples.ts";

/** Fails with every pair on which the two disagree. */
export function expectSame(scheme: VersionScheme, pairs: readonly Pair[], signs: readonly Sign[]): void {
  expect(signs).toHaveLength(pairs.length);
  const ours = pairs.map(([a, b]) => `${a} ${sign(scheme.compare(a, b))} ${b}`);
  expect(ours).toEqual(pairs.map(([a, b], index) => `${a} ${signs[index]} ${b}`));
}

/** The comparisons of a fixture, a line each, and the same the other way round. */
export function itAgreesWith(scheme: VersionScheme, file: string, atLeast: number): void {
  it(`agrees with every line of ${file}`, () => {
    const rows = readComparisons(file);
    expect(rows.length).toBeGreaterThanOrEqual(atLeast);
    const pairs = rows.map(([a, , b]): Pair => [a, b]);
    expectSame(
      scheme,
      pairs,
      rows.map(([, answer]) => answer),
    );
    expectSame(
      scheme,
      pairs.map(([a, b]): Pair => [b, a]),
      rows.map(([, answer]) => turned(answer)),
    );
  });
}

/** What makes it safe to sort by: reflexive, antisymmetric, transitive. */
export function itIsAnOrder(scheme: VersionScheme, shape: fc.Arbitrary<string>): void {
  const version = shape.filter((text) => scheme.valid(text));

  it("finds a version equal to itself", () => {
    fc.assert(fc.property(version, (a) => scheme.compare(a, a) === 0));
  });

  it("turns its answer with its arguments", () => {
    fc.assert(
      fc.property(version, version, (a, b) => scheme.compare(a, b) + scheme.compare(b, a) === 0),
      {
        numRuns: 2000,
      },
    );
  });

  it("is transitive", () => {
    const transitive = (a: string, b: string, c: string): boolean =>
      !(scheme.compare(a, b) <= 0 && scheme.compare(b, c) <= 0) || scheme.compare(a, c) <= 0;
    fc.assert(fc.property(version, version, version, transitive), { numRuns: 5000 });
  });

  it("says of any text whether it is a version, and compares no other", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), shape), version, (text, known) => {
        if (scheme.valid(text)) return [-1, 0, 1].includes(scheme.compare(text, known));
        expect(() => scheme.compare(text, known)).toThrow(Unreadable);
        expect(() => scheme.compare(known, text)).toThrow(Unreadable);
        return true;
      }),
    );
  });
}

export function itKnows(scheme: VersionScheme, valid: readonly string[], invalid: readonly string[]): void {
  it.each(valid)("takes %j", (version) => expect(scheme.valid(version)).toBe(true));
  it.each(invalid)("does not take %j", (version) => expect(scheme.valid(version)).toBe(false));
}

function sign(order: -1 | 0 | 1): Sign {
  return order < 0 ? "<" : order > 0 ? ">" : "=";
}

function turned(answer: Sign): Sign {
  return answer === "<" ? ">" : answer === ">" ? "<" : "=";
}
