import { describe, expect, test } from "vitest";
import type { Finding, Gap, Severity, Suppression } from "../../src/model/index.ts";
import { defaultPolicy, judge, type Policy, withFlags } from "../../src/policy/index.ts";
import type { BlockRule } from "../../src/policy/schema.ts";
import { someRisk } from "../support/risks.ts";
import { gaps, NOW, ordinaryFindings, someFinding, waiverPolicy } from "../support/scan-result.ts";

const standard: Policy = {
  ...defaultPolicy(),
  isDefault: false,
  block: [{ severity: "high", count: 1 }],
};

function found(severity: Severity, fixedIn?: string, id = `CVE-1-${severity}`): Finding {
  return someFinding({ id, severity, ...(fixedIn === undefined ? {} : { fixedIn }) });
}

function verdict(findings: readonly Finding[], policy: Partial<Policy> = {}, found: readonly Gap[] = []) {
  const { outcome, reason, judged } = judge(findings, found, { ...standard, ...policy }, NOW);
  return { outcome, reason, actions: judged.map(({ action }) => action) };
}

describe("rules", () => {
  test.each<[string, readonly Finding[], Partial<Policy>, ReturnType<typeof verdict>]>([
    ["nothing", [], {}, { outcome: "pass", reason: "nothing found (policy: high or worse)", actions: [] }],
    [
      "only what counts blocks",
      [found("critical"), found("high"), found("medium"), found("unknown")],
      {},
      {
        outcome: "blocked",
        reason: "1 critical and 1 high vulnerabilities (policy: high or worse)",
        actions: ["block", "block", "note", "note"],
      },
    ],
    [
      "nothing that counts",
      [found("medium"), found("low"), found("unknown")],
      {},
      {
        outcome: "pass",
        reason: "1 medium, 1 low and 1 unrated vulnerabilities, none that blocks (policy: high or worse)",
        actions: ["note", "note", "note"],
      },
    ],
    [
      "one",
      [found("critical")],
      { block: [{ severity: "critical", count: 1 }] },
      { outcome: "blocked", reason: "1 critical vulnerability (policy: critical)", actions: ["block"] },
    ],
    [
      "unknown counts everything",
      [found("unknown")],
      { block: [{ severity: "unknown", count: 1 }] },
      { outcome: "blocked", reason: "1 unrated vulnerability (policy: any severity)", actions: ["block"] },
    ],
    [
      "a count that is not reached",
      [found("high"), found("high", "2")],
      { block: [{ severity: "high", count: 3 }] },
      {
        outcome: "pass",
        reason: "2 high vulnerabilities, none that blocks (policy: at least 3 of high or worse)",
        actions: ["note", "note"],
      },
    ],
    [
      "a count that is reached",
      [found("high"), found("high", "2"), found("low")],
      { block: [{ severity: "high", count: 2 }] },
      {
        outcome: "blocked",
        reason: "2 high vulnerabilities (policy: at least 2 of high or worse)",
        actions: ["block", "block", "note"],
      },
    ],
    [
      "fixable only",
      [found("high"), found("low", "2")],
      { block: [{ severity: "low", count: 1, fixable: true }] },
      {
        outcome: "blocked",
        reason: "1 low vulnerability (policy: low or worse with a fix)",
        actions: ["note", "block"],
      },
    ],
    [
      "without a fix only",
      [found("high"), found("high", "2")],
      { block: [{ severity: "low", count: 1, fixable: false, name: "stuck", message: "Rebase." }] },
      {
        outcome: "blocked",
        reason: "1 high vulnerability (policy: stuck: low or worse without a fix): Rebase.",
        actions: ["block", "note"],
      },
    ],
    [
      "several rules",
      [found("critical"), found("low"), found("negligible")],
      {
        block: [
          { severity: "critical", count: 1 },
          { severity: "low", count: 2 },
          { severity: "negligible", count: 3 },
          { severity: "high", count: 9 },
        ],
      },
      {
        outcome: "blocked",
        reason:
          "1 critical, 1 low and 1 negligible vulnerabilities (policy: critical; at least 2 of low or worse; and 1 more)",
        actions: ["block", "block", "block"],
      },
    ],
    [
      "no rules",
      [found("critical")],
      { block: [] },
      {
        outcome: "pass",
        reason: "1 critical vulnerability, none that blocks (policy: nothing blocks)",
        actions: ["note"],
      },
    ],
    [
      "ignore-unfixed narrows every rule",
      [found("critical"), found("high", "2")],
      { ignoreUnfixed: true, block: [{ severity: "low", count: 2 }] },
      {
        outcome: "pass",
        reason:
          "1 critical and 1 high vulnerabilities, none that blocks (policy: at least 2 of low or worse)",
        actions: ["note", "note"],
      },
    ],
    [
      "what the vendor calls not affected never blocks",
      [someFinding({ id: "CVE-1", severity: "critical", status: "not-affected" })],
      { block: [{ severity: "unknown", count: 1 }] },
      { outcome: "pass", reason: "nothing found (policy: any severity)", actions: ["note"] },
    ],
  ])("%s", (_, findings, policy, expected) => {
    expect(verdict(findings, policy)).toEqual(expected);
  });

  test("each finding says why", () => {
    const policy: Policy = {
      ...standard,
      ignoreUnfixed: true,
      block: [
        { severity: "critical", count: 1, name: "worst" },
        { severity: "medium", count: 9 },
      ],
    };
    const findings = [
      found("critical", "2"),
      found("medium", "2"),
      found("low", "2"),
      found("critical"),
      someFinding({ id: "CVE-1", severity: "high", fixedIn: "2", status: "not-affected" }),
    ];
    const { judged } = judge(findings, [], policy, NOW);
    expect(judged.map(({ finding, because }) => [findings.indexOf(finding), because])).toEqual([
      [0, "Blocked by: worst: critical."],
      [1, "Counted by: at least 9 of medium or worse; 2 of 9 found."],
      [2, "No rule of the policy asks for it."],
      [3, "There is no fix, and the policy ignores what cannot be fixed."],
      [4, "The vendor says that this package is not affected."],
    ]);
  });
});

describe("gaps", () => {
  test("every kind wants an answer by default", () => {
    expect(judge([], gaps, standard, NOW)).toEqual({
      outcome: "unproven",
      reason: "var/lib/rpm/Packages: The database is cut off after 4096 bytes (and 1 more gap)",
      judged: [],
      gaps: [
        { gap: gaps[0], action: "block", because: "The policy wants an answer to gaps of kind unreadable." },
        { gap: gaps[1], action: "block", because: "The policy wants an answer to gaps of kind version." },
      ],
      rules: [{ kind: "block", words: "high or worse", count: 1, matches: 0, fired: false }],
      warnings: [],
      actions: [],
      remarks: [],
    });
  });

  test("a kind that is ignored is only noted", () => {
    const policy: Policy = { ...standard, gaps: { ...standard.gaps, unreadable: "ignore" } };
    const { outcome, reason, gaps: judged } = judge([], gaps, policy, NOW);
    expect([outcome, reason, judged.map(({ action }) => action)]).toEqual([
      "unproven",
      "strange 1..2: The version 1..2 of strange cannot be parsed as an apk version",
      ["note", "block"],
    ]);
    expect(judge([], gaps.slice(0, 1), policy, NOW).outcome).toBe("pass");
  });

  test("blocked wins over unproven, and the reason does not depend on the order of the gaps", () => {
    expect(verdict([found("high")], {}, gaps).outcome).toBe("blocked");
    expect(verdict([], {}, gaps.toReversed()).reason).toBe(verdict([], {}, gaps).reason);
  });

  test("many gaps with one reason are one", () => {
    const reason = "No advisories for alpine 3.20 in the database.";
    const many = ["alpine 3.20", "alpine 3.20"].map(
      (where): Gap => ({ kind: "unsupported-distro", where, by: "vulnerabilities", reason }),
    );
    expect(verdict([], {}, many).reason).toBe("No advisories for alpine 3.20 in the database");
  });
});

test("waivers, gaps and findings together", () => {
  const { outcome, reason, judged, remarks } = judge(ordinaryFindings, gaps, waiverPolicy, NOW);
  expect(outcome).toBe("blocked");
  expect(reason).toBe("2 critical vulnerabilities (policy: high or worse)");
  expect(judged.map(({ action }) => action)).toEqual([
    "block",
    "block",
    "note",
    "note",
    "waive",
    "note",
    "note",
    "note",
  ]);
  expect(judged[4]?.because).toBe("Waived until 2026-03-20: the code is not reached (web)");
  expect(remarks).toEqual([
    "The waiver for CVE-2023-9999 in curl expires in 10 days, on 2026-03-20 (owner: web).",
    "The waiver for CVE-2020-1111 matched nothing; remove it if the image no longer needs it.",
  ]);
  const rest = judge(ordinaryFindings.slice(4), [], waiverPolicy, NOW);
  expect([rest.outcome, rest.reason]).toEqual([
    "pass",
    `1 low, 1 negligible and 1 unrated vulnerabilities, none that blocks, 1 waived (policy: high or worse)`,
  ]);
});

describe("the command line", () => {
  const file: Policy = {
    ...waiverPolicy,
    isDefault: false,
    block: [{ severity: "low", count: 5 }],
    gaps: { ...standard.gaps, limit: "ignore" },
  };

  test("--fail-on takes the place of the file's rules, and says so", () => {
    expect(withFlags(file, { failOn: { all: "critical" } })).toEqual({
      ...file,
      block: [{ severity: "critical", count: 1 }],
      remarks: ["--fail-on takes the place of the block rules of drydock.yml."],
    });
  });

  test("--fail-on of a category leaves the others as they usually are", () => {
    expect(withFlags(standard, { failOn: { instruction: "low", malware: "medium" } }).block).toEqual([
      { severity: "high", count: 1, category: ["system", "application", "sensitive"] },
      { severity: "low", count: 1, category: ["instruction"] },
      { severity: "critical", count: 1, category: ["baseline"] },
      { severity: "medium", count: 1, category: ["malware"] },
    ]);
  });

  test("--ignore-unfixed leaves them", () => {
    expect(withFlags(file, { ignoreUnfixed: true })).toEqual({ ...file, ignoreUnfixed: true });
  });

  test("nothing said changes nothing, and the default policy needs no remark", () => {
    expect(withFlags({ ...file, ignoreUnfixed: true }, { ignoreUnfixed: false }).ignoreUnfixed).toBe(true);
    expect(withFlags(file, {})).toEqual(file);
    expect(withFlags(defaultPolicy(), { failOn: { all: "low" }, ignoreUnfixed: true })).toEqual({
      ...defaultPolicy(),
      isDefault: false,
      block: [{ severity: "low", count: 1 }],
      ignoreUnfixed: true,
    });
  });
});

describe("risks", () => {
  const root = someRisk({ rule: "DD-DF-003", severity: "high", also: ["DD-BL-001"] });
  const secret = someRisk({ rule: "DD-SF-130", severity: "critical", category: "sensitive" });
  const tidy = someRisk({ rule: "DD-DF-051", severity: "negligible" });
  const exposed = someRisk({ rule: "DD-BL-077", severity: "critical", category: "baseline" });

  test.each<[string, readonly Finding[], Partial<Policy>, ReturnType<typeof verdict>]>([
    [
      "the default policy looks at each category in its own way",
      [root, secret, exposed, found("high")],
      defaultPolicy(),
      {
        outcome: "blocked",
        reason: `1 high vulnerability, 1 critical sensitive file, 1 critical baseline risk (policy: high or worse; critical)`,
        actions: ["note", "block", "block", "block"],
      },
    ],
    [
      "info is the catalogue's word for negligible",
      [root, tidy],
      defaultPolicy(),
      {
        outcome: "pass",
        reason: `1 high and 1 info instruction risks, none that blocks (default policy: high or worse, of baseline and instructions critical)`,
        actions: ["note", "note"],
      },
    ],
    [
      "a rule by its id, also where another one of the same fact is shown",
      [root, secret],
      { block: [{ severity: "unknown", count: 1, rule: ["DD-BL-001", "DD-MW-*"], name: "no root" }] },
      {
        outcome: "blocked",
        reason: "1 high instruction risk (policy: no root: any severity by DD-BL-001 or DD-MW-*)",
        actions: ["block", "note"],
      },
    ],
    [
      "a pattern of ids",
      [root, secret],
      { block: [{ severity: "low", count: 1, rule: "dd-sf-*" }] },
      {
        outcome: "blocked",
        reason: "1 critical sensitive file (policy: low or worse by dd-sf-*)",
        actions: ["note", "block"],
      },
    ],
    [
      "what can be fixed is said of vulnerabilities only",
      [secret, found("high"), found("high", "2")],
      { block: [{ severity: "low", count: 1, fixable: true }] },
      {
        outcome: "blocked",
        reason: "1 high vulnerability (policy: low or worse with a fix)",
        actions: ["note", "note", "block"],
      },
    ],
    [
      "without a fix is no excuse for a secret",
      [secret, found("high")],
      { ignoreUnfixed: true },
      {
        outcome: "blocked",
        reason: "1 critical sensitive file (policy: high or worse)",
        actions: ["block", "note"],
      },
    ],
  ])("%s", (_, findings, policy, expected) => {
    expect(verdict(findings, policy)).toEqual(expected);
  });

  test("an exception in the Dockerfile waives", () => {
    const exception = { by: "drydock", reason: "a tool", until: "2027-01-31" } as const;
    const { judged, outcome } = judge([{ ...secret, exception }], [], standard, NOW);
    expect([outcome, judged[0]?.action, judged[0]?.because]).toEqual([
      "pass",
      "waive",
      "Excepted in the Dockerfile until 2027-01-31: a tool",
    ]);
  });

  test("a rule that could not be told stands in the way where its finding would", () => {
    const gap: Gap = {
      kind: "unproven",
      where: "etc/shadow",
      by: "baseline",
      reason: "DD-BL-023: the hash is of a kind that is not tried.",
      rule: { id: "DD-BL-023", category: "baseline", severity: "critical" },
    };
    const minor: Gap = { ...gap, rule: { id: "DD-BL-003", category: "baseline", severity: "negligible" } };
    const { outcome, gaps } = judge([], [gap, minor], defaultPolicy(), NOW);
    expect([outcome, gaps.map(({ because }) => because)]).toEqual([
      "unproven",
      ["The policy wants an answer to gaps of kind unproven.", "No rule of the policy asks for DD-BL-003."],
    ]);
  });
});

test.each<[string, Partial<BlockRule>, boolean]>([
  ["its severity", { severity: "high" }, true],
  ["more than its severity", { severity: "critical" }, false],
  ["its id", { rule: "dd-df-002" }, true],
  ["one of several ids", { rule: ["DD-DF-021", "DD-DF-00*"] }, true],
  ["another id", { rule: "DD-DF-021" }, false],
  ["another category", { category: "malware" }, false],
  ["what has a fix", { fixable: true }, false],
  ["what has none", { fixable: false }, false],
])("a rule that could not be told, where the policy asks for %s", (_, conditions, isAsked) => {
  const rule = { id: "DD-DF-002", category: "instruction", severity: "high" } as const;
  const gap: Gap = { kind: "unproven", where: "Dockerfile:1", by: "instruction", reason: "No base.", rule };
  const finding = someRisk({ rule: rule.id, category: rule.category, severity: rule.severity });
  const policy = { ...standard, block: [{ severity: "unknown", count: 1, ...conditions }] } as Policy;
  const { judged, gaps } = judge([finding], [gap], policy, NOW);
  const action = isAsked ? "block" : "note";
  expect([judged[0]?.action, gaps[0]?.action]).toEqual([action, action]);
});

describe("what others say of a finding", () => {
  const said: Suppression = { because: "Not affected, says the vendor", vex: { status: "not_affected" } };
  const outside = (...findings: readonly Finding[]) => ({
    suppressed: new Map(findings.map((finding) => [finding, said])),
    remarks: ["A document speaks of nothing."],
  });

  test("it does not count, and says why", () => {
    const findings = [found("critical"), found("medium")];
    const { outcome, reason, judged, remarks } = judge(findings, [], standard, NOW, outside(findings[0]!));
    expect([outcome, reason]).toEqual([
      "pass",
      "1 medium vulnerability, none that blocks, 1 waived (policy: high or worse)",
    ]);
    expect(judged[0]).toEqual({ finding: findings[0], action: "waive", ...said });
    expect(remarks).toEqual(["A document speaks of nothing."]);
  });

  test("the policy's own waiver is named first", () => {
    const waived = ordinaryFindings.filter(({ rule }) => rule === "CVE-2023-9999");
    const { judged } = judge(waived, [], waiverPolicy, NOW, outside(...waived));
    expect(judged.map(({ because, vex }) => [because, vex])).toEqual([
      ["Waived until 2026-03-20: the code is not reached (web)", undefined],
    ]);
  });

  test("it does not count towards a rule's number", () => {
    const findings = [found("high", "1"), found("high", "2"), found("high", "3")];
    const policy: Policy = { ...standard, block: [{ severity: "high", count: 3 }] };
    expect(judge(findings, [], policy, NOW).outcome).toBe("blocked");
    expect(judge(findings, [], policy, NOW, outside(findings[1]!)).outcome).toBe("pass");
  });
});
