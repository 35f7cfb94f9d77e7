import { describe, expect, test } from "vitest";
import type { ScanResult } from "../../src/model/index.ts";
import { fitting } from "../../src/report/fitting.ts";
import { gitlabContainerScanning } from "../../src/report/gitlab-container-scanning.ts";
import { messagesOf } from "../../src/report/gitlab-messages.ts";
import type { Context } from "../../src/report/reporter.ts";
import { gitlabResults, gitlabSchema, largeResult } from "../support/gitlab.ts";
import { hostileRisks, inLayer, riskOf, riskResult } from "../support/risk-result.ts";
import {
  digestOf,
  hostile,
  hostileResult,
  ordinaryFindings,
  scanResult,
  someFinding,
  somePackage,
  traced,
} from "../support/scan-result.ts";
import { violations } from "../support/schemas.ts";

const context: Context = { color: false, width: 80 };
const validate = gitlabSchema("container_scanning");
const render = (result: ScanResult, gitlab?: Context["gitlab"]) =>
  gitlabContainerScanning.render(result, gitlab === undefined ? context : { ...context, gitlab });
const parsed = (result: ScanResult, gitlab?: Context["gitlab"]) => JSON.parse(render(result, gitlab));
const one = (result: ScanResult) => parsed(result).vulnerabilities[0];

test.each(gitlabResults)("GitLab takes %s", (_, result) => {
  expect(violations(validate, render(result))).toEqual([]);
  const ids = parsed(result).vulnerabilities.map(({ id }: { id: string }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test("the schema is no blank cheque", () => {
  const report = parsed(scanResult());
  const [{ location, ...first }] = report.vulnerabilities;
  for (const wrong of [
    { ...first },
    { ...first, location: { ...location, image: "" } },
    { ...first, location, severity: "Negligible" },
    { ...first, location, identifiers: [] },
    { ...first, location, solution: "x".repeat(7_001) },
  ])
    expect(violations(validate, JSON.stringify({ ...report, vulnerabilities: [wrong] }))).not.toEqual([]);
  const late = { ...report.scan, end_time: "2026-03-10T09:30:42Z" };
  expect(violations(validate, JSON.stringify({ ...report, scan: late }))).toEqual([
    expect.stringContaining("/scan/end_time"),
  ]);
});

test("a vulnerability, whole", () => {
  const finding = { ...ordinaryFindings[0]!, severitySource: "redhat" };
  const cvss = {
    nvd: { v3Vector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H" },
    ghsa: { v3Vector: "CVSS:3.1/AV:N/AC:L", v4Vector: "CVSS:4.0/AV:N" },
    redhat: { v2Vector: "AV:N/AC:L/Au:N/C:P/I:P/A:P" },
  };
  const advisory = { ...finding.advisory, cvss, aliases: ["GHSA-aaaa-bbbb-cccc", "ALPINE-13661"] };
  const result = scanResult({ findings: [{ ...finding, advisory }], image: traced, gaps: [], notices: [] });
  const report = parsed(result);
  expect(violations(validate, render(result))).toEqual([]);
  expect(report).toEqual({
    version: "15.0.6",
    schema:
      "https://gitlab.com/gitlab-org/security-products/security-report-schemas/-/raw/v15.0.6/dist/container-scanning-report-format.json",
    scan: {
      analyzer: { id: "drydock", name: "drydock", version: "0.1.0", vendor: { name: "drydock" } },
      scanner: { id: "drydock", name: "drydock", version: "0.1.0", vendor: { name: "drydock" } },
      type: "container_scanning",
      start_time: "2026-03-10T09:30:00",
      end_time: "2026-03-10T09:30:42",
      status: "success",
      messages: expect.any(Array),
    },
    vulnerabilities: [
      {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        name: "openssl: a buffer overflow in the certificate parser allows remote code execution with a crafted file",
        description: "A longer text about CVE-2024-0001. With a second line.",
        severity: "Critical",
        solution: "Upgrade libcrypto3 to 3.1.4-r6.",
        identifiers: [
          {
            type: "cve",
            name: "CVE-2024-0001",
            value: "CVE-2024-0001",
            url: "https://nvd.nist.gov/vuln/detail/CVE-2024-0001",
          },
          {
            type: "ghsa",
            name: "GHSA-aaaa-bbbb-cccc",
            value: "GHSA-aaaa-bbbb-cccc",
            url: "https://github.com/advisories/GHSA-aaaa-bbbb-cccc",
          },
          { type: "advisory", name: "ALPINE-13661", value: "ALPINE-13661" },
          {
            type: "cwe",
            name: "CWE-125",
            value: "125",
            url: "https://cwe.mitre.org/data/definitions/125.html",
          },
        ],
        cvss_vectors: [
          { vendor: "redhat", vector: "AV:N/AC:L/Au:N/C:P/I:P/A:P" },
          { vendor: "nvd", vector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H" },
        ],
        links: [{ url: "https://advisories.example/CVE-2024-0001" }, { url: "https://advisories.example/1" }],
        details: {
          package: {
            name: "Package URL",
            type: "text",
            value: "pkg:apk/alpine/libcrypto3@3.1.4-r5?arch=x86_64&distro=3.19",
          },
          path: { name: "Path in the image", type: "text", value: "lib/apk/db/installed" },
          origin: {
            name: "Origin",
            type: "text",
            value:
              "Found in layer 1 of 2 in registry.example:5000/team/app:1.2 (linux/arm64/v8), which comes from the base image, alpine:3.19.",
          },
          dockerfile: {
            name: "Dockerfile",
            type: "file-location",
            file_name: "docker/Dockerfile",
            line_start: 3,
            line_end: 3,
          },
        },
        location: {
          dependency: { package: { name: "libcrypto3" }, version: "3.1.4-r5" },
          operating_system: "alpine 3.19.1",
          image: "registry.example:5000/team/app:1.2",
        },
      },
    ],
  });
});

test("severities are GitLab's, and what has no fix has no solution", () => {
  const rows = parsed(scanResult()).vulnerabilities.map((row: Record<string, unknown>) => [
    (row.identifiers as { value: string }[])[0]!.value,
    row.severity,
    row.solution,
  ]);
  expect(rows).toEqual([
    ["CVE-2024-0001", "Critical", "Upgrade libcrypto3 to 3.1.4-r6."],
    ["CVE-2024-0001", "Critical", "Upgrade libssl3 to 3.1.4-r6."],
    ["CVE-2024-0002", "Medium", "Upgrade libcrypto3 to 3.1.5-r0."],
    ["CVE-2024-0002", "Medium", "Upgrade libssl3 to 3.1.5-r0."],
    ["CVE-2023-8888", "Low", "Upgrade curl to 8.6.0-r0."],
    ["CVE-2022-7777", "Info", undefined],
    ["CVE-2022-6666", "Unknown", undefined],
  ]);
});

test.each([
  ["USN-4234-1", "usn", "https://ubuntu.com/security/notices/USN-4234-1"],
  ["RHSA-2020:0111", "rhsa", "https://access.redhat.com/errata/RHSA-2020:0111"],
  ["ELSA-2020-0085", "elsa", "https://linux.oracle.com/errata/ELSA-2020-0085.html"],
  ["DSA-5417-1", "dsa", "https://security-tracker.debian.org/tracker/DSA-5417-1"],
  ["TEMP-0841856-B18BAF", "advisory", undefined],
])("the identifier %s", (id, type, url) => {
  const finding = someFinding({ id, severity: "low", advisory: { cwes: ["CWE-0", "cwe", "CWE-79"] } });
  expect(one(scanResult({ findings: [finding] })).identifiers).toEqual([
    { type, name: id, value: id, ...(url === undefined ? {} : { url }) },
    { type: "cwe", name: "CWE-79", value: "79", url: "https://cwe.mitre.org/data/definitions/79.html" },
  ]);
});

test("no more than twenty identifiers, each once", () => {
  const aliases = Array.from({ length: 30 }, (_, i) => `CVE-2024-${1_000 + (i >> 1)}`);
  const cwes = Array.from({ length: 30 }, (_, i) => `CWE-${i + 1}`);
  const finding = someFinding({ id: "CVE-2024-1000", severity: "low", advisory: { aliases, cwes } });
  const { identifiers } = one(scanResult({ findings: [finding] }));
  expect(identifiers).toHaveLength(20);
  expect(new Set(identifiers.map(({ value }: { value: string }) => value)).size).toBe(20);
});

describe("what is no package", () => {
  const places = (result: ScanResult) =>
    parsed(result).vulnerabilities.map((row: { identifiers: { value: string }[]; location: object }) => [
      row.identifiers[0]!.value,
      (row.location as { dependency: unknown }).dependency,
    ]);

  test("a malicious sample stands there by its path, whatever is known of the Dockerfile", () => {
    const findings = [riskOf("DD-MW-002", { subject: "tmp/x", location: inLayer("tmp/x", 1) })];
    const expected = [["DD-MW-002", { package: { name: "tmp/x" }, version: "" }]];
    expect(places(riskResult({ findings }))).toEqual(expected);
    expect(places(riskResult({ findings, image: {} }))).toEqual(expected);
  });

  test("risks stand there only where no line of a Dockerfile is known", () => {
    const findings = [
      riskOf("DD-BL-020", { subject: "guest", location: inLayer("etc/shadow", 1) }),
      riskOf("DD-BL-020", { subject: "games", location: inLayer("etc/shadow", 1) }),
      riskOf("DD-DF-002", { subject: "USER" }),
      riskOf("DD-SF-001", { subject: "id_rsa", location: inLayer("root/.ssh/id_rsa", 1) }),
    ];
    expect(places(riskResult({ findings, image: {} }))).toEqual([
      ["DD-BL-020", { package: { name: "etc/shadow: guest" }, version: "" }],
      ["DD-BL-020", { package: { name: "etc/shadow: games" }, version: "" }],
      ["DD-DF-002", { package: { name: "USER" }, version: "" }],
    ]);
    expect(places(riskResult({ findings }))).toEqual([
      ["DD-DF-002", { package: { name: "USER" }, version: "" }],
    ]);
  });

  test("the catalogue's code stays code", () => {
    const findings = [riskOf("DD-BL-020", { subject: "guest", location: inLayer("etc/shadow", 1) })];
    expect(one(riskResult({ findings, image: {} }))).toMatchObject({
      name: "Account without password",
      description: "The second field of an account's line is empty.",
      solution: "Lock the account with `passwd -l`.",
    });
  });
});

test.each([
  ["alpine", [], "alpine:latest"],
  ["registry:localhost:5000/a/b", [], "localhost:5000/a/b:latest"],
  ["docker:app:1", [], "app:1"],
  [`app@${digestOf("x")}`, [], `app@${digestOf("x")}`],
  ["docker-archive:/tmp/x/app.tar", ["team/app:1"], "team/app:1"],
  ["docker-archive:/tmp/x/app.tar", [], `app.tar@${digestOf("manifest")}`],
  ["dockerfile:sub/Dockerfile", [], `dockerfile/sub/Dockerfile@${digestOf("manifest")}`],
])("the image of %s %j", (reference, names, image) => {
  expect(one(scanResult({ image: { reference, names } })).location.image).toBe(image);
});

test("without a system, and with one that has no version", () => {
  const { os, ...image } = scanResult().image;
  expect(one({ ...scanResult(), image }).location.operating_system).toBe("unknown");
  const rolling = { ...scanResult().image, os: { family: "arch", version: "" } };
  expect(one({ ...scanResult(), image: rolling }).location.operating_system).toBe("arch");
});

describe("ids", () => {
  const ids = (result: ScanResult, gitlab?: Context["gitlab"]) =>
    parsed(result, gitlab).vulnerabilities.map(({ id }: { id: string }) => id);
  const named = (reference: string) => scanResult({ image: { reference } });

  test("are the same for another tag, other lines and another day, and others for another image", () => {
    const before = ids(named("team/app:1"));
    expect(
      ids({
        ...scanResult({ image: { ...traced, reference: "team/app:2" } }),
        scannedAt: "2027-01-01T00:00:00Z",
      }),
    ).toEqual(before);
    expect(ids(named("team/other:1")).filter((id: string) => before.includes(id))).toEqual([]);
  });

  test("are the same on each branch where the name on the default branch is told", () => {
    const gitlab = { defaultBranchImage: "team/app/main:latest", links: [] };
    const feature = named("team/app/feature:0123");
    expect(ids(feature, gitlab)).toEqual(ids(named("team/app/main:4567")));
    expect(parsed(feature, gitlab).vulnerabilities[0].location).toMatchObject({
      image: "team/app/feature:0123",
      default_branch_image: "team/app/main:latest",
    });
    expect(violations(validate, render(feature, gitlab))).toEqual([]);
  });

  test("tell the architectures of a package apart", () => {
    const arm = someFinding({ id: "CVE-1", severity: "low" });
    const result = scanResult({ findings: [arm, { ...arm, package: somePackage("busybox", "1.0") }] });
    expect(new Set(ids(result)).size).toBe(2);
  });
});

describe("messages", () => {
  const messages = (result: ScanResult) => parsed(result).scan.messages;

  test("say what is left out, what could not be told, and what the scan has to say", () => {
    expect(messages(scanResult())).toEqual([
      { level: "info", value: "blocked: 2 critical vulnerabilities (policy: high or worse)" },
      ...["malware", "baseline", "instruction"].map((category) => ({
        level: "warn",
        value: `Nothing of category ${category} was looked for.`,
      })),
      { level: "info", value: "Left out, because waived or not affecting the image: 1 finding." },
      { level: "warn", value: "var/lib/rpm/Packages: The database is cut off after 4096 bytes. (rpm)" },
      {
        level: "warn",
        value:
          "strange 1..2: The version 1..2 of strange cannot be parsed as an apk version. (vulnerabilities)",
      },
      {
        level: "info",
        value: "The index has 3 platforms; linux/arm64/v8 was chosen because it is this machine's.",
      },
      {
        level: "info",
        value: "The waiver for CVE-2023-9999 in curl expires in 10 days, on 2026-03-20 (owner: web).",
      },
      {
        level: "info",
        value: "The waiver for CVE-2020-1111 matched nothing; remove it if the image no longer needs it.",
      },
    ]);
  });

  test("an empty report of half a look says so", () => {
    const checked = { categories: ["malware"], profile: "default", partial: ["malware"] } as const;
    expect(messages(scanResult({ findings: [], gaps: [], notices: [], checked }))).toMatchObject([
      { level: "info" },
      ...["system", "application", "baseline", "instruction"].map((category) => ({
        value: `Nothing of category ${category} was looked for.`,
      })),
      { level: "warn", value: "Of category malware some rules are switched off." },
      {},
      {},
    ]);
  });

  test("there are never many", () => {
    const gaps = Array.from({ length: 5_000 }, (_, i) => ({
      kind: "unreadable" as const,
      where: `a/${i}`,
      by: "rpm",
      reason: "It is cut off.",
    }));
    const all = messages(riskResult({ gaps }));
    expect(all).toHaveLength(201);
    expect(all.at(-1)).toEqual({
      level: "warn",
      value: "4805 more messages are left out; the JSON report has them all.",
    });
  });
});

test("what the vendor calls not affected is left out", () => {
  const finding = someFinding({ id: "CVE-1", severity: "high", status: "not-affected" });
  expect(parsed(scanResult({ findings: [finding] })).vulnerabilities).toEqual([]);
});

test("hostile text stays text", () => {
  const results = [hostileResult(), riskResult({ findings: hostileRisks(), image: hostileResult().image })];
  const rows = results.flatMap((result) => parsed(result).vulnerabilities);
  const strings = (value: unknown): string[] =>
    typeof value === "string"
      ? [value]
      : typeof value === "object" && value !== null
        ? Object.values(value).flatMap(strings)
        : [];
  const controls = /[\u0000-\u001f\u202e\ud800]/u;
  expect(strings(rows).filter((text) => controls.test(text))).toEqual([]);
  const plain = rows.map(({ description, solution, ...row }) => row);
  expect(strings(plain).filter((text) => /(?:^|\s)::|##vso\[/.test(text))).toEqual([]);
  const rendered = rows.flatMap(({ description, solution = "" }) => [description, solution] as string[]);
  expect(rendered.filter((text) => /<script|(?<!\\)\[click|@everyone/.test(text))).toEqual([]);
  expect(rendered.filter((text) => text.includes("alert\\(1\\)")).length).toBeGreaterThan(0);
  expect(strings(rows).filter((text) => text.length > 10_000)).toEqual([]);
  expect(strings(rows).some((text) => text.includes(hostile.html))).toBe(true);
});

test("twenty thousand findings", () => {
  const text = render(largeResult());
  expect(text.length).toBeLessThan(60_000_000);
  expect(violations(validate, text)).toEqual([]);
  expect(JSON.parse(text).vulnerabilities.length).toBeGreaterThan(13_000);
});

test("of too many the least severe are left out, and the report says so", () => {
  const kept: string[] = [];
  const text = fitting(["high", "medium", "low"], 12, (rows, dropped) => {
    kept.push(`${rows.join()} ${dropped}`);
    return rows.join();
  });
  expect([text, kept]).toEqual(["high", ["high,medium,low 0", "high 2"]]);
  expect(fitting(["much"], 0, (rows) => rows.join() || "(nothing)")).toBe("(nothing)");
  expect(messagesOf({ categories: ["system"] }, scanResult({ gaps: [], notices: [] }), 2)[1]).toEqual({
    level: "warn",
    value: "2 of the least severe findings are left out; the JSON report has them all.",
  });
});
