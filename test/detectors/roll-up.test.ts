import { expect, test } from "vitest";
import { rollUps } from "../../src/detectors/roll-up.ts";
import type { RiskFinding, Rule, Severity } from "../../src/model/index.ts";
import { checksOf, defaultPolicy } from "../../src/policy/index.ts";
import { someRisk } from "../support/risks.ts";

const checks = (rules: Record<string, Severity | "on" | "off"> = {}, exclude: string[] = []) =>
  checksOf({
    scope: { ...defaultPolicy().scope, categories: ["sensitive", "baseline"], rules, exclude },
  });

const rules = ["DD-SF-102", "DD-SF-110", "DD-SF-188", "DD-SF-130"].map(
  (id) => ({ id, category: "sensitive" }) as Rule,
);

const found = (rule: string, path: string, more: Partial<RiskFinding> = {}) =>
  someRisk({
    rule,
    category: "sensitive",
    severity: "critical",
    subject: path,
    evidence: [`seen in ${path}`],
    location: { path, layer: 0, diffId: `sha256:${"0".repeat(64)}` },
    ...more,
  });

const essence = (all: readonly RiskFinding[]) =>
  all.map(({ rule, severity, subject, evidence, isDeleted }) => [
    rule,
    severity,
    subject,
    evidence,
    isDeleted === true,
  ]);

test("one finding for each file, with all that is counted", () => {
  const findings = [
    found("DD-SF-102", "a"),
    found("DD-SF-110", "a", { severity: "high" }),
    found("DD-SF-188", "a", { severity: "high" }),
    found("DD-SF-130", "b"),
    found("DD-SF-006", "c", { isDeleted: true }),
  ];
  expect(essence(rollUps(findings, checks(), rules))).toEqual([
    ["DD-BL-091", "critical", "a", ["DD-SF-102: seen in a", "DD-SF-110: seen in a"], false],
    ["DD-BL-091", "critical", "c", ["DD-SF-006: seen in c"], true],
    ["DD-BL-092", "high", "a", ["DD-SF-188: seen in a"], false],
  ]);
});

test("it is as bad as the worst that is counted, and never worse than the roll-up", () => {
  expect(essence(rollUps([found("DD-SF-110", "a", { severity: "medium" })], checks(), rules))[0]?.[1]).toBe(
    "medium",
  );
  expect(essence(rollUps([found("DD-SF-188", "a")], checks(), rules))[0]?.[1]).toBe("high");
});

test.each([
  ["what is low", [found("DD-SF-110", "a", { severity: "low" })], checks()],
  ["a rule that is off", [found("DD-SF-110", "a")], checks({ "DD-SF-110": "off" })],
  ["a path that is left out", [found("DD-SF-110", "a")], checks({}, ["a"])],
  ["rules about other things", [found("DD-SF-130", "a")], checks()],
] as const)("does not count %s", (_, findings, wanted) => {
  expect(rollUps(findings, wanted, rules)).toEqual([]);
});
