import { describe, expect, test } from "vitest";
import * as allRules from "../../../src/detectors/instruction/rules/all.ts";
import { hitsOf, type RuleCases } from "./cases.ts";
import * as allCases from "./rules/all.ts";

const CASES: readonly RuleCases[] = Object.values(allCases).flat();
const RULES = Object.values(allRules);

describe.each(CASES)("$rule.id $rule.title", ({ rule, catches, catchesNot, unproven = [] }) => {
  for (const [given, line, severity = rule.severity] of catches)
    test(`catches ${nameOf(given)}`, () => expect(hitsOf(rule, given)).toEqual([`${line} ${severity}`]));

  for (const given of catchesNot)
    test(`keeps quiet: ${nameOf(given)}`, () =>
      expect(hitsOf(rule, given).filter((hit) => !hit.endsWith("unproven"))).toEqual([]));

  for (const given of unproven)
    test(`cannot tell: ${nameOf(given)}`, () =>
      expect(hitsOf(rule, given)).toEqual([expect.stringMatching(/ unproven$/)]));
});

test("every rule has a catch and three guards", () => {
  const few = RULES.filter(({ id }) => {
    const { catches = [], catchesNot = [] } = CASES.find(({ rule }) => rule.id === id) ?? {};
    return catches.length < 1 || catchesNot.length < 3;
  });
  expect(few.map(({ id }) => id)).toEqual([]);
});

test("every rule tells people what it is about", () => {
  for (const { id, title, fires, guards, advice, category } of RULES) {
    expect(category, id).toBe("instruction");
    for (const text of [fires, guards, advice]) expect(text, id).toMatch(/^[A-Z].{15,}[^.]\.$/s);
    expect(title, id).not.toMatch(/\.$/);
  }
});

test("ids are unique", () => {
  const ids = RULES.map(({ id }) => id);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
});

function nameOf(given: RuleCases["catchesNot"][number]): string {
  const text = typeof given === "string" ? given : given.text;
  return text.replaceAll("\n", " ↵ ");
}
