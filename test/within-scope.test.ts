import { expect, test } from "vitest";
import { CATEGORIES } from "../src/model/index.ts";
import { checksOf, defaultPolicy } from "../src/policy/index.ts";
import { withinScope } from "../src/within-scope.ts";
import { riskOf, riskResult } from "./support/risk-result.ts";
import { ordinaryFindings } from "./support/scan-result.ts";

const root = riskOf("DD-DF-002", { subject: "USER" });
const stored = riskResult({ findings: [...ordinaryFindings, root], gaps: [] });
const scoped = (words: readonly string[], result = stored) =>
  withinScope(result, checksOf(defaultPolicy(), words));

test("all that was looked at, where all is asked for", () => {
  expect(scoped([])).toEqual(stored);
});

test("only what is asked for", () => {
  expect(scoped(["instruction"]).findings).toEqual([root]);
  expect(scoped(["-instruction"]).findings).toEqual(ordinaryFindings);
  expect(scoped(["-DD-DF-002"]).findings).toEqual(ordinaryFindings);
});

test("a rule that only a newer drydock knows counts", () => {
  const unknown = { ...root, rule: "DD-DF-999" };
  const { findings, gaps } = scoped([], { ...stored, findings: [unknown] });
  expect([findings, gaps]).toEqual([[unknown], []]);
});

test("a gap for what was not looked for", () => {
  const partly = { ...stored, checked: { categories: ["system"], profile: "default" } } as const;
  const known = { kind: "unproven", where: stored.image.reference, by: "stored result" };
  expect(scoped([], partly).gaps).toEqual(
    CATEGORIES.filter((one) => one !== "system").map((one) => ({
      ...known,
      reason: `The stored scan did not look for ${one}.`,
      ...(one === "application" ? {} : { category: one }),
    })),
  );
  const { gaps } = scoped(["instruction", "DD-DF-108"]);
  expect(gaps).toEqual([
    {
      ...known,
      reason: "The stored scan did not look at DD-DF-108.",
      category: "instruction",
      rule: { id: "DD-DF-108", category: "instruction", severity: expect.any(String) },
    },
  ]);
});
