import { expect, test } from "vitest";
import { ratedGaps } from "../../src/detectors/chosen.ts";
import type { Gap } from "../../src/model/index.ts";
import { checksOf, policyFrom } from "../../src/policy/index.ts";

test("a gap weighs what the policy says of its rule's findings", () => {
  const policy = policyFrom("version: 1\nscope: {rules: {DD-DF-002: low}}\n", "p.yml");
  const gap: Gap = { kind: "unproven", where: "Dockerfile:1", by: "instruction", reason: "No base." };
  const of = (id: string, severity: "high" | "low"): Gap => ({
    ...gap,
    rule: { id, category: "instruction", severity },
  });
  const gaps = [of("DD-DF-002", "high"), of("DD-DF-003", "high"), gap];
  expect(ratedGaps(gaps, checksOf(policy))).toEqual([of("DD-DF-002", "low"), of("DD-DF-003", "high"), gap]);
});
