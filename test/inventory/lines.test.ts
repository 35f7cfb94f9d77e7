import { expect, test } from "vitest";
import { lines } from "../../src/inventory/lines.ts";

function read(text: string, maxBytes = 100) {
  return [...lines(Buffer.from(text), maxBytes)].map(({ text: line, cut }) => (cut ? `${line}…` : line));
}

test.each([
  ["", []],
  ["\n", [""]],
  ["a\nb\n", ["a", "b"]],
  ["a\nb", ["a", "b"]],
  ["a\r\n\r\nb\r", ["a", "", "b"]],
  ["a\rb\n", ["a\rb"]],
  ["é\n", ["é"]],
])("%j", (text, expected) => expect(read(text)).toEqual(expected));

test("a line over the cap is cut, its neighbours are whole", () => {
  expect(read(`abc\n${"x".repeat(1000)}\nabcd`, 4)).toEqual(["abc", "xxxx…", "abcd"]);
});
