import { expect, test } from "vitest";
import { hunt, literals, suspects } from "../../scripts/hunt-backtracking.ts";
import { ownData } from "../../src/detectors/malware/own-rules.ts";
import { secretRules } from "../../src/secrets/index.ts";

// Catastrophic backtracking would never come to an end; `scripts/hunt-backtracking.ts` holds the rest to a bound.
test("every expression comes to an end on long texts of its own letters", () => {
  const names = new Set(hunt(suspects(), 20_000).map(({ name }) => name));
  const malware = ownData().rules.flatMap(({ name, strings }) =>
    strings.flatMap((one) => (one.expression === undefined ? [] : [`${name} $${one.name}`])),
  );
  expect(malware.length).toBeGreaterThan(100);
  expect(names).toEqual(new Set([...secretRules.map(({ id, title }) => `${id} ${title}`), ...malware]));
});

test("every part of an expression is bounded", () => {
  for (const { id, expression } of secretRules) {
    const source = expression.source.replace(/\\./g, "").replace(/\[[^\]]*\]/g, "");
    expect(source, id).not.toMatch(/[*+]|\{\d+,\}/);
  }
});

// Exponential ones would never come to an end; a square of so short a length would not take long.
test("every expression that is written out in the rooms that see content comes to an end", () => {
  const all = literals();
  expect(all.length).toBeGreaterThan(800);
  expect(hunt(all, 1_000).filter(({ milliseconds }) => milliseconds > 1_000)).toEqual([]);
});
