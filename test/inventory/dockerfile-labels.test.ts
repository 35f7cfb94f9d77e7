import { expect, test } from "vitest";
import { parseLabels } from "../../src/inventory/dockerfile-labels.ts";

test.each<[why: string, dockerfile: string, labels: Record<string, string>]>([
  [
    "several on a line, quoted or not",
    `LABEL a=1 "b"="two words" 'c'='$x' d=e\\ f`,
    { a: "1", b: "two words", c: "$x", d: "e f" },
  ],
  [
    "over several lines with a comment between",
    "LABEL a=1 \\\n# why\n\n  b=2 \\\n  c=3\nLABEL d=4",
    { a: "1", b: "2", c: "3", d: "4" },
  ],
  [
    "variables of ENV and ARG",
    `ARG V=8.5\nENV NAME=ubi8 REL 2\nLABEL a="$NAME-\${V}" b=$none`,
    { a: "ubi8-8.5", b: "" },
  ],
  [
    "the old form",
    "LABEL a some value\nENV key some value\nLABEL b=$key",
    { a: "some value", b: "some value" },
  ],
  ["the last one counts", "LABEL a=1\nlabel a=2", { a: "2" }],
  ["an escaped quote", 'LABEL a="x \\"y\\" z"', { a: 'x "y" z' }],
  ["a quote that never ends", 'LABEL a="x', { a: "x" }],
  ["other instructions", "FROM x\nRUN LABEL a=1\nCMD", {}],
])("%s", (_, dockerfile, labels) => {
  expect(Object.fromEntries(parseLabels(dockerfile))).toEqual(labels);
});

test("a variable that doubles itself on every line stays small", () => {
  const lines = Array.from({ length: 60 }, () => "ENV x=$x$x").join("\n");
  const labels = parseLabels(`ENV x=ab\n${lines}\nLABEL a=$x`);
  expect(labels.get("a")?.length ?? 0).toBeLessThan(10_000);
});
