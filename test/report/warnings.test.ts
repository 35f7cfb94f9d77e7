import type { Log } from "sarif";
import { expect, test } from "vitest";
import { reporters } from "../../src/report/index.ts";
import { ordinaryFindings, plainPolicy, scanResult } from "../support/scan-result.ts";

const result = scanResult({
  findings: ordinaryFindings.slice(2, 7),
  gaps: [],
  policy: {
    ...plainPolicy,
    block: [{ severity: "high", count: 1 }],
    warn: [
      {
        name: "soon",
        severity: "medium",
        fixable: true,
        count: 2,
        message: "Upgrade with the next release.",
      },
      { severity: "low", count: 9 },
    ],
  },
});
const render = (format: string, width = 100) =>
  reporters.get(format)!.render(result, { width, color: false });

test("the table marks what is warned of, says why, and counts it apart", () => {
  expect(render("table")).toMatchInlineSnapshot(`
    "Image    registry.example:5000/team/app:1.2
    Digest   sha256:05b3abf2579a5eb66403cd78be557fd860633a1fe2103c7642030defe32c657f
    Platform linux/arm64/v8
    System   Alpine Linux v3.19
             out of support since 2025-11-01: fixes and advisories have ended
    Content  4 packages in 2 layers
    Checked  vulnerabilities
    Database trivy-db from ghcr.io/aquasecurity/trivy-db:2
             2 days old (of 2026-03-08)

    curl 8.5.0-r0 → 8.6.0-r0  layer 2
      x high       CVE-2023-9999  will not be fixed  something about CVE-2023-9999
        low        CVE-2023-8888  8.6.0-r0           something about CVE-2023-8888

    libcrypto3, libssl3 3.1.4-r5 → 3.1.5-r0  layer 1
      ! medium     CVE-2024-0002  3.1.5-r0           something about CVE-2024-0002

    busybox 1.36.1-r15  layer 1
        negligible CVE-2022-7777  end of life        something about CVE-2022-7777

    Warnings (1)
      - 2 findings: soon: at least 2 of medium or worse with a fix. Upgrade with the next release.

    Notes
      - The index has 3 platforms; linux/arm64/v8 was chosen because it is this machine's.

                     high  medium  low  negligible  found  x blocking  ! warn
    vulnerabilities     1       2    1           1      5           1       2
      with a fix        -       2    1           -      3           -       2

    What blocks
      high or worse: 1 finding
        high       CVE-2023-9999 in curl 8.5.0-r0                                           749e6fd7d122

    What would unblock it
      - 1 vulnerability cannot be fixed yet. To accept a finding for a time:
        drydock waive 749e6fd7d122 --reason "why" --expires 30d

    BLOCKED: 1 high vulnerability (policy: high or worse)
    "
  `);
});

test("JSON has decisions, sentences, rules and numbers", () => {
  const { findings, warnings, actions, policyRules, summary } = JSON.parse(render("json"));
  expect({
    decisions: findings.map(({ decision }: { decision: unknown }) => decision),
    warnings,
    actions,
    policyRules,
    medium: summary.medium,
  }).toEqual({
    decisions: [
      { action: "warn", because: "Warned of by: soon: at least 2 of medium or worse with a fix." },
      { action: "warn", because: "Warned of by: soon: at least 2 of medium or worse with a fix." },
      { action: "block", because: "Blocked by: high or worse." },
      { action: "note", because: "Counted by: at least 9 of low or worse; 4 of 9 found." },
      { action: "note", because: "No rule of the policy asks for it." },
    ],
    warnings: ["2 findings: soon: at least 2 of medium or worse with a fix. Upgrade with the next release."],
    actions: [],
    policyRules: [
      { kind: "block", words: "high or worse", count: 1, matches: 1, fired: true },
      {
        kind: "warn",
        name: "soon",
        words: "at least 2 of medium or worse with a fix",
        message: "Upgrade with the next release.",
        count: 2,
        matches: 2,
        fired: true,
      },
      { kind: "warn", words: "at least 9 of low or worse", count: 9, matches: 4, fired: false },
    ],
    medium: { found: 2, fixable: 2, blocking: 0, warning: 2, waived: 0 },
  });
});

test("SARIF has level warning, whatever the severity, and a notification", () => {
  const [run] = (JSON.parse(render("sarif")) as Log).runs;
  expect(
    run?.results?.map(({ level, properties }) => [properties?.severity, properties?.action, level]),
  ).toEqual([
    ["high", "block", "error"],
    ["medium", "warn", "warning"],
    ["medium", "warn", "warning"],
    ["low", "note", "note"],
    ["negligible", "note", "note"],
  ]);
  expect(run?.invocations?.[0]?.toolExecutionNotifications?.[0]).toEqual({
    level: "warning",
    message: {
      text: "2 findings: soon: at least 2 of medium or worse with a fix. Upgrade with the next release.",
    },
    descriptor: { id: "policy/warn" },
  });
});
