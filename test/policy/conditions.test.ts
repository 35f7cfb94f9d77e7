import { describe, expect, test } from "vitest";
import { parseEpss, parseKev } from "../../src/exploitation/index.ts";
import type { Finding, Gap, LayerOrigin, Package } from "../../src/model/index.ts";
import * as all from "../../src/policy/conditions/all.ts";
import { defaultPolicy, judge, type Policy } from "../../src/policy/index.ts";
import type { Surroundings } from "../../src/policy/judge.ts";
import { parsePolicy } from "../../src/policy/parse.ts";
import type { BlockRule } from "../../src/policy/schema.ts";
import { someRisk } from "../support/risks.ts";
import { digestOf, NOW, someFinding, somePackage } from "../support/scan-result.ts";

/** The day of the tests is 2026-03-10. */
const found = (parts: Partial<Parameters<typeof someFinding>[0]> = {}) =>
  someFinding({ id: "CVE-2024-1234", severity: "high", ...parts });
const inPackage = (name: string, rest: Partial<Package> = {}) =>
  found({ package: somePackage(name, "1.0-r1", rest) });
const file = someRisk({
  rule: "DD-SF-002",
  category: "sensitive",
  severity: "critical",
  subject: "srv/app/key.pem",
  location: { path: "srv/app/key.pem", layer: 1, diffId: digestOf("layer 1") },
});
const instruction = someRisk({ rule: "DD-DF-021", severity: "medium", also: ["DD-DF-022"] });

const layersOf = (...owners: LayerOrigin["owner"][]) => ({
  layers: owners.map((owner) => ({ origin: { owner, certainty: "proved" as const } })),
});
const epss = (day: string) => ({
  exploitation: {
    epss: parseEpss(
      `#model_version:v2025.03.14,score_date:${day}T00:00:00+0000\ncve,epss,percentile\nCVE-2024-1234,0.5,0.9\n`,
    ),
  },
});
const kev = {
  exploitation: { kev: parseKev(Buffer.from('{"vulnerabilities": [{"cveID": "CVE-2024-1234"}]}')) },
};

/** As a rule of a file would be read: what it blocks, does not, or leaves unproven. */
function outcomeOf(rule: string, finding: Finding, around: Surroundings = {}) {
  const { block = [] } = parsePolicy(`version: 1\nblock:\n  - ${rule}\n`, "drydock.yml");
  const policy: Policy = { ...defaultPolicy(), isDefault: false, block };
  return judge([finding], [], policy, NOW, around).outcome;
}

const CASES: readonly [
  rule: string,
  finding: Finding,
  outcome: ReturnType<typeof outcomeOf>,
  around?: Surroundings,
][] = [
  ["{severity: high}", found(), "blocked"],
  ["{severity: critical}", found(), "pass"],
  ["{severity: [high, low]}", found(), "blocked"],
  ["{severity: [critical, low]}", found(), "pass"],
  ["{severity: unknown}", found({ severity: "unknown" }), "blocked"],
  ["{severity: low}", found({ severity: "unknown" }), "pass"],
  ["{category: system}", found(), "blocked"],
  ["{category: [application, malware]}", found(), "pass"],
  ["{category: sensitive}", file, "blocked"],
  ["{rule: cve-2024-1234}", found(), "blocked"],
  ["{rule: 'CVE-2024-*'}", found(), "blocked"],
  ["{rule: GHSA-aaaa-bbbb-cccc}", found({ advisory: { aliases: ["GHSA-aaaa-bbbb-cccc"] } }), "blocked"],
  ["{rule: DD-DF-022}", instruction, "blocked"],
  ["{rule: [DD-DF-023, 'DD-SF-*']}", instruction, "pass"],
  ["{fixable: true}", found({ fixedIn: "2" }), "blocked"],
  ["{fixable: true}", found(), "pass"],
  ["{fixable: false}", found(), "blocked"],
  ["{fixable: false}", file, "pass"],
  ["{status: will-not-fix}", found({ status: "will-not-fix" }), "blocked"],
  ["{status: [will-not-fix, end-of-life]}", found(), "pass"],
  ["{status: affected}", file, "pass"],
  ["{owner: base}", found(), "blocked", layersOf("base", "own")],
  ["{owner: own}", found(), "pass", layersOf("base", "own")],
  ["{owner: own}", file, "blocked", layersOf("base", "own")],
  ["{owner: own}", found(), "unproven"],
  ["{owner: base}", found(), "unproven", layersOf("unknown")],
  ["{owner: own, severity: critical}", found(), "pass"],
  ["{layer: 1}", found(), "blocked"],
  ["{layer: [2, 3]}", found(), "pass"],
  ["{layer: 2}", file, "blocked"],
  [`{layer: "${digestOf("layer 1")}"}`, file, "blocked"],
  ["{layer: 1}", instruction, "pass"],
  ["{package: busybox}", found(), "blocked"],
  ["{package: 'lib*'}", inPackage("libssl3", { source: { name: "openssl", version: "1" } }), "blocked"],
  ["{package: openssl}", inPackage("libssl3", { source: { name: "openssl", version: "1" } }), "blocked"],
  ["{package: '@scope/*'}", inPackage("@scope/tool"), "blocked"],
  ["{package: curl}", found(), "pass"],
  ["{package: '*'}", file, "pass"],
  ["{purl: 'pkg:apk/alpine/busybox'}", found(), "blocked"],
  ["{purl: 'pkg:apk/alpine/busybox@1.36.1-r15'}", found(), "blocked"],
  ["{purl: 'pkg:apk/alpine/busybox@2.*'}", found(), "pass"],
  ["{purl: ['pkg:npm/*', '*distro=3.19']}", found(), "blocked"],
  ["{purl: 'pkg:apk/alpine/busy'}", found(), "pass"],
  ["{path: '/srv/app/**'}", file, "blocked"],
  ["{path: ['etc/*', 'srv/*']}", file, "pass"],
  ["{path: lib/apk/db/installed}", found(), "blocked"],
  ["{path: '**'}", instruction, "pass"],
  ["{cwe: CWE-125}", found(), "blocked"],
  ["{cwe: [79, cwe-125]}", found(), "blocked"],
  ["{cwe: 79}", found(), "pass"],
  ["{cwe: 125}", found({ advisory: { cwes: [] } }), "pass"],
  ["{cvss: {min: 7.5}}", found(), "blocked"],
  ["{cvss: {min: 7.6}}", found(), "pass"],
  [
    "{cvss: {min: 9}}",
    found({ advisory: { cvss: { nvd: { v3Score: 5 }, ghsa: { v4Score: 9.3 } } } }),
    "blocked",
  ],
  ["{cvss: {min: 9}}", found({ advisory: { cvss: { nvd: { v2Score: 10, v3Score: 5 } } } }), "pass"],
  ["{cvss: {min: 9}}", found({ advisory: { cvss: { nvd: { v2Score: 10 } } } }), "blocked"],
  ["{cvss: {min: 9}}", found({ advisory: { cvss: {} } }), "unproven"],
  ["{cvss: {min: 9}, severity: critical}", found({ advisory: { cvss: {} } }), "pass"],
  ["{cvss: {vector: {AV: N, UI: [N, R]}}}", found(), "blocked"],
  ["{cvss: {min: 7, vector: {AV: L}}}", found(), "pass"],
  ["{cvss: {vector: {AV: N}}}", found({ advisory: { cvss: { nvd: { v3Score: 9 } } } }), "unproven"],
  ["{cvss: {min: 1}}", file, "pass"],
  ["{epss: {min: 0.5}}", found(), "blocked", epss("2026-03-01")],
  ["{epss: {min: 0.51}}", found(), "pass", epss("2026-03-01")],
  ["{epss: {min: 0}}", found({ id: "GHSA-aaaa-bbbb-cccc" }), "pass", epss("2026-03-01")],
  ["{epss: {min: 0}}", found({ id: "CVE-2024-9999" }), "pass", epss("2026-03-01")],
  ["{epss: {min: 0}}", found({ id: "CVE-2024-9999" }), "unproven", epss("2024-01-01")],
  ["{epss: {min: 0}}", found(), "unproven"],
  ["{kev: true}", found(), "blocked", kev],
  ["{kev: true}", found({ id: "CVE-2024-9999" }), "pass", kev],
  ["{kev: false}", found({ id: "CVE-2024-9999" }), "blocked", kev],
  ["{kev: true}", found(), "unproven"],
  ["{kev: false}", file, "pass", kev],
  ["{published-before: 2024-01-10}", found(), "blocked"],
  ["{published-before: 2024-01-09}", found(), "pass"],
  ["{age: 30d}", found(), "blocked"],
  ["{age: 30d}", found({ advisory: { published: "2026-02-20T00:00:00Z" } }), "pass"],
  ["{age: 18d}", found({ advisory: { published: "2026-02-20T00:00:00Z" } }), "blocked"],
  ["{age: 30d}", found({ advisory: { published: "some day" } }), "unproven"],
  ["{fix-age: 30d}", found({ fixedIn: "2" }), "blocked"],
  ["{fix-age: 30d}", found(), "pass"],
  ["{fix-age: 30d}", found({ fixedIn: "2", advisory: { published: "2026-03-01" } }), "pass"],
  ["{licence: 'gpl-*'}", inPackage("x", { licenses: ["MIT", "GPL-2.0-only"] }), "blocked"],
  ["{licence: [MIT, ISC]}", inPackage("x", { licenses: ["GPL-2.0-only"] }), "pass"],
  ["{licence: MIT}", inPackage("x"), "unproven"],
  ["{image: registry.example/prod/**}", found(), "blocked", { images: ["registry.example/prod/app:1.0"] }],
  ["{image: '**:release-*'}", found(), "blocked", { images: ["registry:registry.example/app:release-3"] }],
  ["{image: '**:release-*'}", found(), "pass", { images: ["registry.example:5000/app"] }],
  ["{image: app}", found(), "blocked", { images: ["docker:app@sha256:0"] }],
  ["{image: 'app:latest'}", found(), "blocked", { images: ["app"] }],
  ["{image: app}", found(), "unproven", { images: ["docker-archive:app.tar"] }],
  ["{branch: [main, release/**]}", found(), "blocked", { branch: "release/1.0" }],
  ["{branch: main}", found(), "pass", { branch: "feature/x" }],
  ["{branch: main}", found(), "unproven"],
  ["{branch: main, severity: critical}", found(), "pass"],
  ["{environment: prod*}", found(), "blocked", { environment: "production" }],
  ["{environment: prod*}", found(), "pass", { environment: "none" }],
  ["{environment: prod*}", found(), "unproven"],
  ["{new: true}", found(), "blocked", { isNew: () => true }],
  ["{new: true}", found(), "pass", { isNew: () => false }],
  ["{new: false}", found(), "blocked", { isNew: () => false }],
  ["{new: true}", found(), "unproven"],
  ["{all: [{severity: high}, {fixable: false}]}", found(), "blocked"],
  ["{all: [{severity: high}, {fixable: true}]}", found(), "pass"],
  ["{any: [{severity: critical}, {package: busybox}]}", found(), "blocked"],
  ["{any: [{severity: critical}, {package: curl}]}", found(), "pass"],
  ["{not: {package: busybox}}", found(), "pass"],
  ["{severity: high, not: {any: [{package: curl}, {fixable: true}]}}", found(), "blocked"],
  ["{any: [{kev: true}, {severity: high}]}", found(), "blocked"],
  ["{any: [{kev: true}, {severity: critical}]}", found(), "unproven"],
  ["{all: [{kev: true}, {severity: critical}]}", found(), "pass"],
  ["{not: {kev: true}}", found(), "unproven"],
  ["{}", file, "blocked"],
];

test.each(CASES)("%s", (rule, finding, outcome, around) => {
  expect(outcomeOf(rule, finding, around)).toBe(outcome);
});

test("every condition has cases that it meets and cases that it does not", () => {
  const keys = Object.values(all).map(({ key }) => key);
  const untried = keys.filter((key) =>
    (["blocked", "pass"] as const).some(
      (outcome) => !CASES.some(([rule, , told]) => rule.startsWith(`{${key}: `) && told === outcome),
    ),
  );
  expect(untried).toEqual([]);
  expect(CASES.length).toBeGreaterThanOrEqual(100);
});

describe("what cannot be told", () => {
  const policy = (block: readonly BlockRule[], rest: Partial<Policy> = {}): Policy => ({
    ...defaultPolicy(),
    isDefault: false,
    block,
    ...rest,
  });

  test("is a gap that names the rule, what is missing and what to do", () => {
    const rule: BlockRule = { name: "main", branch: "main", severity: "high", count: 2 };
    const findings = [found(), found({ id: "CVE-2024-2" }), found({ severity: "low" })];
    const { outcome, reason, judged, gaps } = judge(findings, [], policy([rule]), NOW);
    expect({ outcome, reason, actions: judged.map(({ because }) => because), gaps }).toEqual({
      outcome: "unproven",
      reason:
        "The rule main may block: nobody tells which branch or tag this is, and 2 findings hang on it (at least 2 of high or worse on main). Name it with --branch",
      actions: [
        "Whether it counts for a rule cannot be told (main: at least 2 of high or worse on main): nobody tells which branch or tag this is.",
        "Whether it counts for a rule cannot be told (main: at least 2 of high or worse on main): nobody tells which branch or tag this is.",
        "No rule of the policy asks for it.",
      ],
      gaps: [
        {
          gap: {
            kind: "unproven",
            where: "main",
            by: "policy",
            reason:
              "The rule main may block: nobody tells which branch or tag this is, and 2 findings hang on it (at least 2 of high or worse on main). Name it with --branch.",
          },
          action: "block",
          because: "The policy wants an answer to gaps of kind unproven.",
        },
      ],
    });
  });

  test("does not matter where too few are found, where the rule fires anyway, and where the policy does not care", () => {
    const rule: BlockRule = { kev: true, count: 2 };
    expect(judge([found()], [], policy([rule]), NOW).outcome).toBe("pass");
    const both: BlockRule = { any: [{ kev: true }, { severity: "critical" }], count: 1 };
    const findings = [found(), found({ severity: "critical" })];
    expect(judge(findings, [], policy([both]), NOW)).toMatchObject({ outcome: "blocked", gaps: [] });
    const { gaps } = defaultPolicy();
    const careless = policy([{ kev: true, count: 1 }], { gaps: { ...gaps, unproven: "ignore" } });
    expect(judge([found()], [], careless, NOW)).toMatchObject({
      outcome: "pass",
      gaps: [{ action: "note" }],
    });
  });

  test("of a rule that warns is a warning, and no gap", () => {
    const warns = policy([], { warn: [{ kev: true, count: 1 }] });
    const { outcome, gaps, warnings } = judge([found()], [], warns, NOW);
    expect({ outcome, gaps, warnings }).toEqual({
      outcome: "pass",
      gaps: [],
      warnings: [
        "The rule warn rule 1 may warn: nobody tells whether a vulnerability is known to be exploited, and 1 finding hangs on it (any severity known to be exploited). Give --kev the catalogue of CISA.",
      ],
    });
  });

  test.each<[string, Partial<BlockRule>]>([
    ["path", { path: "etc/**" }],
    ["layer", { layer: 1 }],
    ["owner", { owner: "own" }],
    ["new", { new: true }],
  ])("a rule of the catalogue that could not be told may be what a %s asks for", (_, conditions) => {
    const rule = { id: "DD-BL-023", category: "baseline", severity: "high" } as const;
    const gap: Gap = { kind: "unproven", where: "etc/shadow", by: "baseline", reason: "Not tried.", rule };
    expect(judge([], [gap], policy([{ ...conditions, count: 1 }]), NOW).outcome).toBe("unproven");
    expect(judge([], [gap], policy([{ ...conditions, severity: "critical", count: 1 }]), NOW).outcome).toBe(
      "pass",
    );
  });
});
