import { describe, expect, test } from "vitest";
import type { Finding, ScanResult, Suppression } from "../../src/model/index.ts";
import { judge } from "../../src/policy/index.ts";
import { cyclonedxVuln } from "../../src/report/cyclonedx-vuln.ts";
import { ordinaryRisks, riskResult } from "../support/risk-result.ts";
import {
  hostileResult,
  manyFindings,
  NOW,
  ordinaryFindings,
  scanResult,
  someFinding,
  waiverPolicy,
} from "../support/scan-result.ts";
import { cyclonedxSchema, violations } from "../support/schemas.ts";

const context = { color: false, width: 80 };
const validate = cyclonedxSchema();
const render = (result: ScanResult) => cyclonedxVuln.render(result, context);
const vulnerabilities = (result: ScanResult) => JSON.parse(render(result)).vulnerabilities;

/** A result in which VEX speaks of the first finding. */
function withVex(finding: Finding, vex: NonNullable<Suppression["vex"]>): ScanResult {
  const suppressed = new Map([[finding, { because: "somebody says so", vex }]]);
  const result = scanResult({ findings: [finding] });
  return { ...result, verdict: judge([finding], [], waiverPolicy, NOW, { suppressed, remarks: [] }) };
}

describe("the official schema takes", () => {
  test.each<[string, ScanResult]>([
    ["a rich result", scanResult()],
    ["one without findings", scanResult({ findings: [] })],
    ["a hostile one", hostileResult()],
    ["a large one", scanResult({ findings: manyFindings(500) })],
    [
      "one with VEX",
      withVex(ordinaryFindings[0]!, { status: "not_affected", justification: "component_not_present" }),
    ],
  ])("%s", (_, result) => {
    expect(violations(validate, render(result))).toEqual([]);
  });
});

test("a vulnerability of two packages", () => {
  const [first] = vulnerabilities(scanResult());
  expect(first).toEqual({
    id: "CVE-2024-0001",
    references: [{ id: "GHSA-aaaa-bbbb-cccc", source: {} }],
    ratings: [
      { severity: "critical" },
      { source: { name: "nvd" }, score: 9.8, severity: "critical", method: "CVSSv3" },
      { source: { name: "redhat" }, score: 7.1, severity: "high", method: "CVSSv3" },
    ],
    cwes: [125],
    description: "A longer text about CVE-2024-0001.\nWith a second line.",
    recommendation: "Upgrade libcrypto3 to 3.1.4-r6.\nUpgrade libssl3 to 3.1.4-r6.",
    advisories: [
      { url: "https://advisories.example/CVE-2024-0001" },
      { url: "https://advisories.example/1" },
      { url: "ftp://old.example/2" },
    ],
    published: "2024-01-09T17:15:12.000Z",
    affects: ["libcrypto3", "libssl3"].map((name) => ({
      ref: `pkg:apk/alpine/${name}@3.1.4-r5?arch=x86_64&distro=3.19`,
      versions: [
        { version: "3.1.4-r5", status: "affected" },
        { version: "3.1.4-r6", status: "unaffected" },
      ],
    })),
  });
});

test("risks are no vulnerabilities", () => {
  const [all, none] = [riskResult(), riskResult({ findings: ordinaryRisks })];
  expect(vulnerabilities(all)).toEqual(vulnerabilities(scanResult()));
  expect(vulnerabilities(none)).toEqual([]);
  expect(violations(validate, render(all))).toEqual([]);
});

test("packages of which the same is to be said stand together, others apart", () => {
  const findings = ["libssl3", "libcrypto3"].map((name) =>
    someFinding({
      id: "CVE-1",
      severity: "low",
      package: { ...ordinaryFindings[0]!.package, name, purl: `pkg:apk/alpine/${name}@1` },
    }),
  );
  const worse = someFinding({ id: "CVE-1", severity: "high" });
  const found = vulnerabilities(scanResult({ findings: [...findings, worse] }));
  expect(found.map(({ affects }: { affects: { ref: string }[] }) => affects.map(({ ref }) => ref))).toEqual([
    ["pkg:apk/alpine/libssl3@1", "pkg:apk/alpine/libcrypto3@1"],
    [worse.package.purl],
  ]);
});

describe("what does not count, or not yet, has an analysis", () => {
  const finding = someFinding({ id: "CVE-1", severity: "high" });
  const analysisOf = (result: ScanResult) => vulnerabilities(result)[0].analysis;

  test.each([
    [
      { status: "not_affected", justification: "vulnerable_code_not_in_execute_path" },
      "not_affected",
      "code_not_reachable",
    ],
    [{ status: "not_affected" }, "not_affected", undefined],
    [{ status: "fixed" }, "resolved", undefined],
  ] as const)("VEX %j", (vex, state, justification) => {
    const result = withVex(finding, vex);
    expect(analysisOf(result)).toEqual({ state, justification, detail: "somebody says so" });
    expect(vulnerabilities(result)[0].affects[0].versions[0].status).toBe("unaffected");
  });

  test("a waiver accepts the risk, and says so", () => {
    const waived = ordinaryFindings.filter(({ rule }) => rule === "CVE-2023-9999");
    expect(analysisOf(scanResult({ findings: waived }))).toEqual({
      state: "exploitable",
      response: ["will_not_fix"],
      detail: "Waived until 2026-03-20: the code is not reached (web)",
    });
  });

  test.each([
    ["affected", undefined],
    ["will-not-fix", { state: "exploitable", response: ["will_not_fix"] }],
    ["under-investigation", { state: "in_triage", detail: "The vendor is looking into it." }],
    ["not-affected", { state: "not_affected", detail: "The vendor says that this package is not affected." }],
  ] as const)("status %s", (status, analysis) => {
    expect(analysisOf(scanResult({ findings: [{ ...finding, status }] }))).toEqual(analysis);
  });
});
