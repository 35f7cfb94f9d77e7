import { describe, expect, test } from "vitest";
import type { Finding } from "../../src/model/index.ts";
import { checksOf, defaultPolicy, judge, withFlags } from "../../src/policy/index.ts";
import { merged } from "../../src/policy/merge.ts";
import { readPolicy } from "../../src/policy/parse.ts";
import { someRisk } from "../support/risks.ts";
import { NOW, someFinding } from "../support/scan-result.ts";

/** Texts of policies, the first the organisation's. */
function policyOf(...texts: readonly string[]) {
  const names = ["org.yml", "repo.yml", "image.yml"];
  return merged(
    texts.map((text, index) => ({
      name: names[index]!,
      ...readPolicy(`version: 1\n${text}`, names[index]!),
    })),
  );
}

const ORGANISATION = `block:
  - {severity: critical}
gaps: {third-party: ignore, limit: block}
scope: {categories: [system], rules: {DD-DF-001: off, DD-DF-002: low}, limits: {time: 10m}}
settings: {allowed-tools: [curl], no-health-check: true}
report: {severity: low, waived: false}
waivers: [{id: CVE-1, reason: r, expires: 2027-01-01}]
`;

test("rules and waivers add up, everything else a later file says anew, key by key", () => {
  const policy = policyOf(
    ORGANISATION,
    `block: [{category: malware}]
warn: [{severity: high}]
gaps: {limit: ignore}
scope: {rules: {DD-DF-002: high}, limits: {file-size: 1MB}}
settings: {allowed-tools: [git]}
report: {severity: medium}
waivers: [{id: CVE-2, reason: s, expires: 2027-01-01}]
`,
    "scope: {categories: [malware]}\nwarn: [{fixable: true}]\n",
  );
  const { gaps, scope } = defaultPolicy();
  expect(policy).toEqual({
    origin: "org.yml + repo.yml + image.yml",
    block: [
      { severity: "critical", count: 1 },
      { category: "malware", count: 1 },
    ],
    warn: [
      { severity: "high", count: 1 },
      { fixable: true, count: 1 },
    ],
    isDefault: false,
    ignoreUnfixed: false,
    gaps: { ...gaps, "third-party": "ignore", limit: "ignore" },
    waivers: [
      { id: "CVE-1", reason: "r", expires: "2027-01-01" },
      { id: "CVE-2", reason: "s", expires: "2027-01-01" },
    ],
    places: new Map([
      [policy.waivers[0], "org.yml:8:11"],
      [policy.waivers[1], "repo.yml:8:11"],
    ]),
    scope: {
      ...scope,
      categories: ["malware"],
      rules: { "DD-DF-001": "off", "DD-DF-002": "high" },
      limits: { fileBytes: 1e6, time: 600_000 },
      settings: { ...scope.settings, allowedTools: ["git"], noHealthCheck: true },
    },
    report: { severity: "medium", waived: false },
    locked: {},
    remarks: [],
  });
});

test("files that say nothing of what blocks leave the default rules", () => {
  expect(policyOf("warn: []\n", "gaps: block\n")).toMatchObject({
    isDefault: true,
    block: defaultPolicy().block,
  });
  expect(policyOf("block: []\n", "gaps: block\n")).toMatchObject({ isDefault: false, block: [] });
});

describe("what is locked may only be made stricter", () => {
  const lock = (keys: string) => `${ORGANISATION}locked: [${keys}]\n`;

  test.each<[string, string, string, string]>([
    [
      "gaps",
      "gaps",
      "gaps: {limit: ignore}\n",
      'repo.yml:2:15: "gaps" is locked by org.yml: gaps that block must not be ignored',
    ],
    [
      "all gaps",
      "gaps",
      "gaps: ignore\n",
      'repo.yml:2:7: "gaps" is locked by org.yml: gaps that block must not be ignored',
    ],
    [
      "waivers",
      "waivers",
      "waivers: [{id: CVE-2, reason: s, expires: 2027-01-01}]\n",
      'repo.yml:2:10: "waivers" is locked by org.yml: none may be added',
    ],
    [
      "scope and settings",
      "scope, settings",
      "settings: {}\nscope: {}\n",
      'repo.yml:2:11: "settings" is locked by org.yml: it must not be said again\nrepo.yml:3:8: "scope" is locked by org.yml: it must not be said again',
    ],
    [
      "report",
      "report",
      "report: {}\n",
      'repo.yml:2:9: "report" is locked by org.yml: it must not be said again',
    ],
    [
      "what waivers need",
      "waivers-need",
      "waivers-need: {reason: false}\n",
      'repo.yml:2:15: "waivers-need" is locked by org.yml: it must not be said again',
    ],
  ])("%s", (_, keys, text, message) => {
    expect(() => policyOf(lock(keys), text)).toThrow(message);
  });

  test("rules may be added, gaps made to block, and what is not locked said", () => {
    const policy = policyOf(
      lock("block, gaps, waivers"),
      "block: [{severity: low}]\ngaps: {third-party: block, limit: block}\nreport: {severity: high}\n",
    );
    expect(policy.block).toEqual([
      { severity: "critical", count: 1 },
      { severity: "low", count: 1 },
    ]);
    expect(policy.gaps).toEqual({ ...defaultPolicy().gaps, limit: "block" });
    expect(policy.locked).toEqual({ block: "org.yml", gaps: "org.yml", waivers: "org.yml" });
  });

  test("--fail-on adds to locked rules, and nothing narrows them", () => {
    const policy = policyOf(lock("block, scope"));
    expect(withFlags(policy, { failOn: { all: "low" } })).toEqual({
      ...policy,
      block: [
        { severity: "critical", count: 1 },
        { severity: "low", count: 1 },
      ],
      remarks: ["--fail-on is added to the block rules of org.yml."],
    });
    expect(() => withFlags(policy, { ignoreUnfixed: true })).toThrow(
      "--ignore-unfixed: org.yml has locked the block rules.",
    );
    expect(() => checksOf(policy, ["-malware"])).toThrow("--checks: org.yml has locked what is looked for.");
    expect(checksOf(policy).categories).toEqual(new Set(["system"]));
  });

  test("exceptions in the Dockerfile are waivers, too", () => {
    const exception = { by: "drydock", reason: "r", until: "2027-01-01" } as const;
    const finding = someRisk({ severity: "critical", exception });
    expect(judge([finding], [], policyOf(lock("gaps")), NOW).judged[0]?.action).toBe("waive");
    const { outcome, remarks } = judge([finding], [], policyOf(lock("waivers")), NOW);
    expect([outcome, remarks.at(-1)]).toEqual([
      "blocked",
      "1 exception in the Dockerfile did not count: org.yml has locked the waivers.",
    ]);
  });
});

test("a waiver that has ended is named with its place", () => {
  const policy = policyOf("gaps: block\n", "waivers:\n  - {id: CVE-1, reason: r, expires: 2020-01-01}\n");
  expect(judge([someFinding({ id: "CVE-1", severity: "high" })], [], policy, NOW).remarks).toEqual([
    "The waiver for CVE-1 (repo.yml:3:5) expired on 2020-01-01: 1 finding no longer waived.",
  ]);
});

describe("report: what is shown is apart from what blocks", () => {
  const findings: readonly Finding[] = [
    someFinding({ id: "CVE-1", severity: "critical" }),
    someFinding({ id: "CVE-2", severity: "high" }),
    someFinding({ id: "CVE-3", severity: "medium" }),
    someFinding({ id: "CVE-4", severity: "low" }),
    someFinding({ id: "CVE-5", severity: "critical" }),
    someRisk({ rule: "DD-DF-051", severity: "high" }),
  ];
  const rules = `block: [{rule: CVE-4}]
warn: [{rule: CVE-3}]
waivers: [{id: CVE-5, reason: r, expires: 2027-01-01}]
`;

  test.each<[string, readonly string[]]>([
    ["", []],
    ["report: {severity: critical}\n", ["CVE-2", "DD-DF-051"]],
    ["report: {severity: high, waived: false}\n", ["CVE-5"]],
    ["report: {categories: [instruction]}\n", ["CVE-1", "CVE-2", "CVE-5"]],
    ["report: {waived: true}\n", []],
  ])("%s", (report, hidden) => {
    const { judged, outcome } = judge(findings, [], policyOf(`${rules}${report}`), NOW);
    expect(outcome).toBe("blocked");
    expect(judged.flatMap(({ finding, isHidden }) => (isHidden ? [finding.rule] : []))).toEqual(hidden);
  });
});
