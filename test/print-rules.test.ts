import { expect, test } from "vitest";
import { rules } from "../src/detectors/index.ts";
import { DrydockError } from "../src/errors.ts";
import { printedRules } from "../src/print-rules.ts";

const paper = { isTTY: false, columns: 100, write: () => true };

test("each rule is found by its id, however that is written", () => {
  for (const { id } of rules)
    for (const written of [id, id.toLowerCase(), id.toUpperCase()])
      expect(JSON.parse(printedRules(written, true, paper)).id).toBe(id);
});

test("what is no rule is an error", () => {
  expect(() => printedRules("DD-DF-999", false, paper)).toThrow(DrydockError);
});

test("a setting is named as the policy file has it", () => {
  const named = rules.flatMap(({ id, fires, guards, advice }) =>
    [fires, guards, advice].flatMap((text) =>
      (text.match(/\b(?:allowed|trusted|extended|required|max|no)[A-Z]\w*/g) ?? []).map(
        (word) => `${id}: ${word}`,
      ),
    ),
  );
  expect(named).toEqual([]);
});
