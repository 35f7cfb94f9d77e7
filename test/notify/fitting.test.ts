import { describe, expect, test } from "vitest";
import { fitting } from "../../src/notify/fitting.ts";

/** Three bytes an item, two around them. */
const print = (items: readonly string[]): string => `[${items.join("")}]`;
const items = ["一", "二", "三", "四", "五"];

describe("as many as fit, by bytes", () => {
  test.each([
    [2, "[]"],
    [4, "[]"],
    [5, "[一]"],
    [10, "[一二]"],
    [13, "[一二三]"],
    [16, "[一二三四]"],
    [17, "[一二三四五]"],
    [99, "[一二三四五]"],
  ])("%i", (limit, text) => {
    expect(fitting(items, limit, print)).toBe(text);
  });

  test("of nothing", () => {
    expect(fitting([], 2, print)).toBe("[]");
  });
});
