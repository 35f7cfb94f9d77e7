import { expect, test } from "vitest";
import type { ScanResult } from "../../src/model/index.ts";
import { codequality } from "../../src/report/codequality.ts";
import { gitlabResults, gitlabSchema, largeResult } from "../support/gitlab.ts";
import { atLine, inLayer, ordinaryRisks, riskOf, riskResult } from "../support/risk-result.ts";
import { ordinaryFindings, scanResult, someFinding, somePackage, traced } from "../support/scan-result.ts";
import { violations } from "../support/schemas.ts";

interface Issue {
  readonly check_name: string;
  readonly description: string;
  readonly fingerprint: string;
  readonly severity: string;
  readonly location: {
    readonly path: string;
    readonly lines: { readonly begin: number; readonly end: number };
  };
}

const context = { color: false, width: 80 };
const validate = gitlabSchema("codequality");
const render = (result: ScanResult) => codequality.render(result, context);
const issues = (result: ScanResult): readonly Issue[] => JSON.parse(render(result));

test.each([...gitlabResults, ["twenty thousand findings", largeResult()] as const])(
  "GitLab takes %s",
  (_, result) => {
    const text = render(result);
    expect(violations(validate, text)).toEqual([]);
    expect(text.startsWith("[")).toBe(true);
    const found: readonly Issue[] = JSON.parse(text);
    expect(new Set(found.map(({ fingerprint }) => fingerprint)).size).toBe(found.length);
    const shown = found.flatMap(({ description, check_name, location }) => [
      description,
      check_name,
      location.path,
    ]);
    expect(shown.filter((text) => /[\u0000-\u001f\u202e\ud800]/u.test(text) || text.length > 1_000)).toEqual(
      [],
    );
  },
);

test("a vulnerability at the line that brought it", () => {
  const findings = ordinaryFindings.slice(0, 1);
  expect(issues(scanResult({ findings, image: traced, gaps: [] }))).toEqual([
    {
      type: "issue",
      check_name: "CVE-2024-0001",
      description:
        "libcrypto3 3.1.4-r5 has CVE-2024-0001 (critical): openssl: a buffer overflow in the certificate parser allows remote code execution with a crafted file. Upgrade to 3.1.4-r6.",
      categories: ["Security"],
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
      severity: "blocker",
      location: { path: "docker/Dockerfile", lines: { begin: 3, end: 3 } },
    },
  ]);
});

test("severities, waived findings, places", () => {
  const findings = [
    ...ordinaryFindings,
    riskOf("DD-BL-020", { subject: "guest", location: inLayer("etc/shadow", 1), line: 21 }),
    riskOf("DD-DF-002", { subject: "USER" }),
    riskOf("DD-DF-004", { subject: "ADD a /", dockerfile: atLine(5, "../x/./Dockerfile") }),
  ];
  const rows = issues(riskResult({ findings, gaps: [], image: {} }));
  expect(
    rows.map(({ check_name, severity, location: { path, lines } }) => [
      check_name,
      severity,
      path,
      lines.begin,
    ]),
  ).toEqual([
    ["CVE-2024-0001", "blocker", "lib/apk/db/installed", 1],
    ["CVE-2024-0001", "blocker", "lib/apk/db/installed", 1],
    ["DD-BL-020", "blocker", "etc/shadow", 21],
    ["DD-DF-002", "critical", "registry.example:5000/team/app", 1],
    ["CVE-2024-0002", "major", "lib/apk/db/installed", 1],
    ["CVE-2024-0002", "major", "lib/apk/db/installed", 1],
    ["CVE-2023-8888", "minor", "lib/apk/db/installed", 1],
    ["DD-DF-004", "minor", "x/Dockerfile", 5],
    ["CVE-2022-7777", "info", "lib/apk/db/installed", 1],
    ["CVE-2022-6666", "major", "lib/apk/db/installed", 1],
  ]);
});

test("what could not be told and blocks is in the report, so that it is never empty for want of a look", () => {
  const [first, ...rest] = issues(scanResult({ findings: [] }));
  expect(first).toEqual({
    type: "issue",
    check_name: "gap/unreadable",
    description: "Could not be told: var/lib/rpm/Packages: The database is cut off after 4096 bytes. (rpm)",
    categories: ["Security"],
    fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
    severity: "major",
    location: { path: "registry.example:5000/team/app", lines: { begin: 1, end: 1 } },
  });
  expect(rest).toHaveLength(1);
});

test("of many gaps the rest is counted", () => {
  const gaps = Array.from({ length: 150 }, (_, i) => ({
    kind: "unreadable" as const,
    where: `a/${i}`,
    by: "rpm",
    reason: "It is cut off.",
  }));
  const found = issues(scanResult({ findings: [], gaps }));
  expect(found).toHaveLength(101);
  expect(found.at(-1)!.description).toBe("50 more things could not be told; the JSON report has them all.");
});

test("fingerprints stay when lines move, and differ between images and architectures", () => {
  const prints = (result: ScanResult) => issues(result).map(({ fingerprint }) => fingerprint);
  const of = (image: Partial<ScanResult["image"]>) => prints(scanResult({ image, gaps: [] }));
  expect(of(traced)).toEqual(of({ reference: "registry.example:5000/team/app:2.0" }));
  expect(of({ reference: "other" }).filter((one) => of({}).includes(one))).toEqual([]);
  const arm = someFinding({ id: "CVE-1", severity: "low" });
  const both = scanResult({ findings: [arm, { ...arm, package: somePackage("busybox", "2") }], gaps: [] });
  expect(new Set(prints(both)).size).toBe(2);
  expect(prints(riskResult({ findings: ordinaryRisks, gaps: [] }))).toHaveLength(ordinaryRisks.length);
});
