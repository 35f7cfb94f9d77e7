import { expect, test } from "vitest";
import { count, cut, pad, painter, widthOf, wrap } from "../../src/report/text.ts";

test.each([
  ["abc", 3],
  ["漢字", 4],
  ["e\u0301", 1],
  ["🚢", 2],
])("widthOf %s", (text, width) => {
  expect(widthOf(text)).toBe(width);
});

test.each<[string, number, string]>([
  ["abcdef", 6, "abcdef"],
  ["abcdef", 5, "abcd…"],
  ["漢字漢字", 5, "漢字…"],
  ["🚢🚢", 3, "🚢…"],
  ["abc", Number.POSITIVE_INFINITY, "abc"],
])("cut %s to %d", (text, width, expected) => {
  expect(cut(text, width)).toBe(expected);
});

test("pad", () => {
  expect([pad("漢", 4), pad("long", 2)]).toEqual(["漢  ", "long"]);
});

test("wrap", () => {
  expect(wrap("one two  three four", 9)).toEqual(["one two", "three", "four"]);
  expect(wrap("", 9)).toEqual([]);
  expect(wrap("a bcdefghij k", 4)).toEqual(["a", "bcde", "…fgh", "…ij", "k"]);
});

test("a broken word cannot bring a runner's command to the start of a line", () => {
  for (let before = 60; before < 100; before++) {
    const lines = wrap(`${"x".repeat(before)}::error::owned`, 76);
    expect(lines.filter((line) => line.trimStart().startsWith("::"))).toEqual([]);
  }
});

test("painter and count", () => {
  expect([painter(true)("red", "x"), painter(false)("red", "x")]).toEqual(["\u001b[31mx\u001b[0m", "x"]);
  expect([count(1, "layer"), count(2, "layer"), count(0, "layer")]).toEqual([
    "1 layer",
    "2 layers",
    "0 layers",
  ]);
});
