import { describe, expect, test } from "vitest";
import { checkedBy, firedRules } from "../../src/detectors/catalogue.ts";
import { checksOf, defaultPolicy } from "../../src/policy/index.ts";
import { catalogue, ordinaryRisks } from "../support/risk-result.ts";
import { ordinaryFindings } from "../support/scan-result.ts";

describe("what was looked for", () => {
  test.each([
    [[], undefined],
    [["-DD-DF-004"], ["instruction"]],
    [["sensitive", "DD-BL-040"], ["baseline"]],
    [["-DD-DF-041", "-DD-DF-108"], undefined],
    [["profile:strict"], undefined],
  ])("%j: in part only where a rule that is usually on is off", (words, partial) => {
    expect(checkedBy(checksOf(defaultPolicy(), words), catalogue).partial).toEqual(partial);
  });

  test("categories in their order, and the profile", () => {
    const checks = checksOf(defaultPolicy(), ["malware", "system", "profile:acr"]);
    expect(checkedBy(checks, catalogue)).toEqual({ categories: ["system", "malware"], profile: "acr" });
  });
});

test("rules that fired are words alone, whatever else a rule is", () => {
  const working = catalogue.map((rule) => ({ ...rule, check: () => [], pattern: /x/ }));
  const [miner, strict] = ["DD-MW-002", "DD-DF-041"].map((id) => catalogue.find((rule) => rule.id === id)!);
  const findings = ordinaryRisks.filter(({ rule }) => rule === miner!.id || rule === strict!.id);
  expect(firedRules([...ordinaryFindings, ...findings], working)).toEqual([strict, miner]);
});
