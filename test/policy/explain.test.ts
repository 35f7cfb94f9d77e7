import { expect, test } from "vitest";
import type { Finding, RiskFinding, Suppression } from "../../src/model/index.ts";
import { explainer } from "../../src/policy/index.ts";
import { defaultPolicy, type Policy } from "../../src/policy/policy.ts";
import { someRisk } from "../support/risks.ts";
import { someFinding, somePackage } from "../support/scan-result.ts";

const NOW = new Date("2026-03-10T09:30:00Z");
const critical = someFinding({
  id: "CVE-1",
  severity: "critical",
  package: somePackage("a", "1"),
  fixedIn: "2",
});
const high = someFinding({ id: "CVE-2", severity: "high", package: somePackage("b", "1") });
const low = someFinding({ id: "CVE-3", severity: "low", package: somePackage("c", "1"), fixedIn: "2" });
const denied = someFinding({ id: "CVE-4", severity: "high", status: "not-affected" });
const excepted: RiskFinding = someRisk({
  rule: "DD-DF-002",
  severity: "critical",
  exception: { reason: "needs root", until: "2026-04-01", by: "drydock" },
});

const policy: Policy = {
  ...defaultPolicy(),
  isDefault: false,
  block: [
    { name: "no critical", severity: "critical", count: 1, message: "Not here." },
    { severity: "medium", count: 2, category: ["system", "application"], fixable: true },
    { severity: "unknown", count: 1, rule: "CVE-9*" },
  ],
  waivers: [
    { id: "CVE-1", package: "a", reason: "not reached", expires: "2026-04-01", owner: "web" },
    { id: "CVE-2", reason: "over", expires: "2026-02-01" },
  ],
};

function explained(
  finding: Finding,
  given: Partial<Policy> = {},
  suppressed = new Map<Finding, Suppression>(),
) {
  const findings = [critical, high, low, denied, excepted];
  return explainer({
    findings,
    policy: { ...policy, ...given },
    now: NOW,
    around: { suppressed, remarks: [] },
  })(finding);
}

const GATE = {
  kind: "block",
  rule: "no critical: critical",
  conditions: [{ words: "critical", holds: true }],
  isMet: true,
  count: 1,
  matches: 0,
};
const SOME = {
  kind: "block",
  rule: "at least 2 of medium or worse with a fix in vulnerabilities",
  conditions: [
    { words: "medium or worse", holds: true },
    { words: "in vulnerabilities", holds: true },
    { words: "with a fix", holds: true },
  ],
  isMet: true,
  count: 2,
  matches: 0,
};
const IDS = {
  kind: "block",
  rule: "any severity by CVE-9*",
  conditions: [{ words: "by CVE-9*", holds: false }],
  isMet: false,
  count: 1,
};

test("waived: what holds, which waiver, and what would be without it", () => {
  expect(explained(critical)).toEqual({
    decision: { action: "waive", because: "Waived until 2026-04-01: not reached (web)" },
    unwaived: { action: "block", because: "Blocked by: no critical: critical." },
    rules: [GATE, SOME, IDS],
    waivers: [{ waiver: "Waived until 2026-04-01: not reached (web)", isExpired: false }],
  });
});

test("blocked: the counts are those of the verdict", () => {
  expect(explained(critical, { waivers: [] })).toEqual({
    decision: { action: "block", because: "Blocked by: no critical: critical." },
    rules: [{ ...GATE, matches: 1 }, { ...SOME, matches: 1 }, IDS],
    waivers: [],
  });
});

test("not blocked: which conditions do not hold, and the waiver that is over", () => {
  const { decision, rules, waivers } = explained(high);
  expect(decision).toEqual({ action: "note", because: "No rule of the policy asks for it." });
  const { matches: _, ...some } = SOME;
  expect(rules).toEqual([
    {
      kind: "block",
      rule: "no critical: critical",
      conditions: [{ words: "critical", holds: false }],
      isMet: false,
      count: 1,
    },
    {
      ...some,
      isMet: false,
      conditions: [...SOME.conditions.slice(0, 2), { words: "with a fix", holds: false }],
    },
    IDS,
  ]);
  expect(waivers).toEqual([{ waiver: "Waived until 2026-02-01: over", isExpired: true }]);
});

test("what keeps a finding from counting does not hide what the rules would say", () => {
  const block = [{ severity: "high", count: 1 }] as const;
  const met = { isMet: true, conditions: [{ words: "high or worse", holds: true }], matches: 1 };
  const vendor = "The vendor says that this package is not affected.";
  expect(explained(denied, { block })).toMatchObject({
    decision: { action: "note", because: vendor },
    rules: [met],
  });
  const author = "Excepted in the Dockerfile until 2026-04-01: needs root";
  expect(explained(excepted, { block })).toMatchObject({
    decision: { action: "waive", because: author },
    unwaived: { action: "waive", because: author },
    rules: [met],
  });
  const vex: Suppression = { because: "not_affected says x", vex: { status: "not_affected" } };
  expect(explained(high, { block }, new Map([[high, vex]]))).toMatchObject({
    decision: { action: "waive", because: vex.because },
    unwaived: { action: "block" },
    rules: [{ ...met, matches: 0 }],
  });
  expect(explained(high, { block, ignoreUnfixed: true, waivers: [] })).toMatchObject({
    decision: { because: "There is no fix, and the policy ignores what cannot be fixed." },
    rules: [{ ...met, matches: 1 }],
  });
});

test("no rules, no waivers", () => {
  expect(explained(low, { block: [], waivers: [] })).toEqual({
    decision: { action: "note", because: "No rule of the policy asks for it." },
    rules: [],
    waivers: [],
  });
});

test("rules that warn, and what nobody can tell", () => {
  const block = [{ count: 1, branch: "main" }] as const;
  const warn = [
    { count: 1, any: [{ severity: "critical" as const }, { package: "b*" }], not: { fixable: true } },
  ];
  const { decision, rules } = explained(high, { block, warn, waivers: [] });
  expect(decision.action).toBe("warn");
  expect(rules).toEqual([
    {
      kind: "block",
      rule: "any severity on main",
      conditions: [{ words: "on main" }],
      count: 1,
    },
    {
      kind: "warn",
      rule: "either critical or in package b*, but not with a fix",
      conditions: [
        { words: "either critical or in package b*", holds: true },
        { words: "but not with a fix", holds: true },
      ],
      isMet: true,
      count: 1,
      matches: 1,
    },
  ]);
});
