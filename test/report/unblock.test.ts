import { expect, test } from "vitest";
import { CATEGORIES, type Package, type VulnerabilityFinding } from "../../src/model/index.ts";
import { defaultPolicy } from "../../src/policy/policy.ts";
import { table } from "../../src/report/table.ts";
import { unblockOf } from "../../src/report/unblock.ts";
import { catalogue, inLayer, riskOf } from "../support/risk-result.ts";
import { hostileResult, scanResult, someFinding, somePackage, traced } from "../support/scan-result.ts";

const of = (layer: number, source: string): Partial<Package> => ({
  source: { name: source, version: "1.0.0-r0" },
  locations: [inLayer("lib/apk/db/installed", layer)],
});
const npm = somePackage("lodash", "4.17.11", {
  ecosystem: "npm",
  purl: "pkg:npm/lodash@4.17.11",
  by: "npm",
  locations: [inLayer("srv/app/node_modules/lodash/package.json", 1)],
});
const ssl = somePackage("libssl3", "3.1.4-r5", of(0, "openssl"));
const crypto = somePackage("libcrypto3", "3.1.4-r5", of(0, "openssl"));

function vulnerable(
  id: string,
  severity: "high" | "critical",
  affected: Package,
  fixedIn?: string,
): VulnerabilityFinding {
  return someFinding({ id, severity, package: affected, ...(fixedIn === undefined ? {} : { fixedIn }) });
}

const findings = [
  vulnerable("CVE-1", "high", crypto, "3.1.4-r6"),
  vulnerable("CVE-1", "high", ssl, "3.1.4-r6"),
  vulnerable("CVE-2", "critical", ssl, "3.1.5-r0"),
  vulnerable("CVE-3", "high", npm, "4.17.12"),
  vulnerable("CVE-4", "critical", npm, "4.17.21"),
  vulnerable("CVE-5", "high", npm),
  riskOf("DD-SF-001", { subject: "root/.ssh/id_rsa", location: inLayer("root/.ssh/id_rsa", 1) }),
  riskOf("DD-SF-001", { subject: "srv/key", location: inLayer("srv/key", 1) }),
  // Not what blocks: nothing is to be done about it.
  riskOf("DD-DF-004", { subject: "ADD a /b" }),
];
const policy = {
  ...defaultPolicy(),
  isDefault: false,
  block: [
    { name: "no critical", severity: "critical", count: 1 },
    { severity: "high", count: 3, fixable: true },
    { name: "nothing at all", severity: "high", count: 1 },
  ] as const,
};
const print = (index: number) => findings[index]!.fingerprint;
const blocked = () =>
  scanResult({
    findings,
    policy,
    gaps: [],
    image: traced,
    rules: catalogue.filter(({ id }) => id.startsWith("DD-SF")),
    checked: { categories: CATEGORIES, profile: "default" },
  });

test("rules, counts, first findings, versions, base, remedies and a waiver", () => {
  expect(unblockOf(blocked())).toEqual({
    rules: [
      { rule: "no critical: critical", findings: 4, first: [print(2), print(4), print(6), print(7)] },
      { rule: "at least 3 of high or worse with a fix", findings: 3, first: [print(0), print(1), print(3)] },
      { rule: "nothing at all: high or worse", findings: 1, first: [print(5)] },
    ],
    upgrades: [
      {
        packages: ["libssl3", "libcrypto3"],
        from: "3.1.4-r5",
        to: "3.1.5-r0",
        findings: 3,
        places: [{ dockerfile: { path: "docker/Dockerfile", startLine: 3, endLine: 3 } }],
      },
      {
        packages: ["lodash"],
        from: "4.17.11",
        to: "4.17.21",
        findings: 2,
        command: "npm install lodash@4.17.21",
        places: [
          {
            manifest: "srv/app/package.json",
            dockerfile: { path: "docker/Dockerfile", startLine: 7, endLine: 8 },
          },
        ],
      },
    ],
    remedies: [
      {
        rule: "DD-SF-001",
        title: "SSH private key",
        advice: "Revoke the key; use `RUN --mount=type=ssh`.",
        findings: 2,
      },
    ],
    rebase: { findings: 3, baseImage: "alpine:3.19" },
    unfixed: 1,
    waive: `drydock waive ${print(5).slice(0, 12)} --reason "why" --expires 30d`,
  });
});

test("the table ends with it", () => {
  const lines = table.render(blocked(), { color: false, width: 80 }).split("\n");
  const short = (index: number) => print(index).slice(0, 12);
  expect(lines.slice(lines.indexOf("What blocks")).join("\n")).toBe(`\
What blocks
  no critical: critical: 4 findings
    critical   CVE-2 in libssl3 3.1.4-r5                            ${short(2)}
    critical   CVE-4 in lodash 4.17.11                              ${short(4)}
    critical   DD-SF-001 SSH private key: root/.ssh/id_rsa          ${short(6)}
    critical   DD-SF-001 SSH private key: srv/key                   ${short(7)}
  at least 3 of high or worse with a fix: 3 findings
    high       CVE-1 in libcrypto3 3.1.4-r5                         ${short(0)}
    high       CVE-1 in libssl3 3.1.4-r5                            ${short(1)}
    high       CVE-3 in lodash 4.17.11                              ${short(3)}
  nothing at all: high or worse: 1 finding
    high       CVE-5 in lodash 4.17.11                              ${short(5)}

What would unblock it
  - Upgrade libssl3, libcrypto3 from 3.1.4-r5 to 3.1.5-r0 in docker/Dockerfile:3
    (3 findings).
  - Upgrade lodash from 4.17.11 to 4.17.21 in srv/app/package.json,
    docker/Dockerfile:7 (2 findings): npm install lodash@4.17.21
  - Rebase: 3 of 8 blocking findings come from the base image alpine:3.19: look
    for a newer one.
  - DD-SF-001 SSH private key (2): Revoke the key; use \`RUN --mount=type=ssh\`.
  - 1 vulnerability cannot be fixed yet. To accept a finding for a time:
    drydock waive ${short(5)} --reason "why" --expires 30d

BLOCKED: 2 critical and 4 high vulnerabilities, 2 critical sensitive files (policy: no critical: critical; at least 3 of high or worse with a fix; and 1 more)
`);
});

test("nothing of it where the image is not blocked", () => {
  const result = scanResult({ findings, policy: { ...policy, block: [] }, gaps: [] });
  expect(unblockOf(result)).toBe(undefined);
  expect(table.render(result, { color: false, width: 80 })).not.toMatch(/What blocks|unblock/);
});

test("much is counted, and names from a bad dream stay text", () => {
  const many = Array.from({ length: 20 }, (_, i) =>
    vulnerable(`CVE-${i}`, "high", somePackage(`p${i}`, "1.0.0-r0"), "2.0.0-r0"),
  );
  const risks = catalogue.map(({ id }) => riskOf(id, { subject: "x", severity: "critical" }));
  const result = scanResult({ findings: [...many, ...risks], gaps: [], rules: catalogue });
  const lines = table.render(result, { color: false, width: 100 }).split("\n");
  const section = lines.slice(lines.indexOf("What would unblock it"), -2);
  expect(section.filter((line) => /^ {2}- And /.test(line))).toEqual([
    "  - And 16 more upgrades (all in the JSON report).",
    expect.stringMatching(/^ {2}- And \d+ more kinds of risk \(all in the JSON report\)\.$/),
  ]);
  expect(section.at(-3)).toBe("  - To accept a finding for a time:");
  const hostile = table.render(hostileResult(), { color: false, width: 80 }).split("\n");
  const told = hostile.slice(hostile.indexOf("What blocks"));
  expect(told.filter((line) => /[\u0000-\u001f\u202e]|^\s*::|##(vso)?\[/u.test(line))).toEqual([]);
  expect(told.length).toBeLessThan(40);
});
