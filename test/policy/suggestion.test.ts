import { expect, test } from "vitest";
import { closest } from "../../src/policy/suggestion.ts";

const known = ["severity", "count", "fixable", "message", "name"];

test.each([
  ["sevrity", "severity"],
  ["Severity", "severity"],
  ["coutn", "count"],
  ["fixible", "fixable"],
  ["nam", "name"],
  ["names", "name"],
])("%s was meant to be %s", (word, meant) => {
  expect(closest(word, known)).toBe(meant);
});

test.each(["owner", "", "x", "x".repeat(1_000_000)])("nothing is near %.10s", (word) => {
  expect(closest(word, known)).toBeUndefined();
});
