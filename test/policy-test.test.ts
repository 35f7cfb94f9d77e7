import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { quietHost } from "../src/host.ts";
import { CATEGORIES, type ScanResult } from "../src/model/index.ts";
import { testPolicy } from "../src/policy-test.ts";
import { reporter } from "../src/report/index.ts";
import { readStoredScan } from "../src/stored-result.ts";
import { cli } from "./support/cli.ts";
import { ordinaryRisks, riskResult } from "./support/risk-result.ts";
import { digestOf, ordinaryFindings, scanResult, waiverPolicy } from "./support/scan-result.ts";

const context = { color: false, width: 100 };

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "drydock-policy-test-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function written(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return name;
}

function stored(name: string, result: ScanResult): string {
  return written(name, reporter("json").render(result, context));
}

const host = () => quietHost(folder, { cwd: folder, now: () => new Date("2026-03-10T09:30:00Z") });

const options = (policy: string) => ({ insecure: false, policy: [policy], vex: [], ignoreFiles: [] });

/** All that a result may have, the comparison with a baseline too. */
function whole(): ScanResult {
  const result = riskResult({ policy: waiverPolicy });
  const { verdict } = result;
  const vex = { status: "not_affected", justification: "code_not_reachable" } as const;
  const judged = verdict.judged.map((row, index) => ({
    ...row,
    ...(row.action === "waive" ? { vex } : {}),
    ...(index % 3 === 0 ? {} : { since: index % 3 === 1 ? ("new" as const) : ("known" as const) }),
  }));
  return {
    ...result,
    verdict: { ...verdict, judged },
    baseline: { reference: "app:1.0", digest: digestOf("1.0"), scannedAt: "2026-03-01T00:00:00Z" },
    fixed: [...ordinaryFindings, ...ordinaryRisks].slice(5, 12),
  };
}

test("a report is read again as it was written, and every other report says the same of it", async () => {
  const result = whole();
  const again = await readStoredScan(stored("whole.json", result), host());
  const [text, copy] = [result, again].map((one) => reporter("json").render(one, context));
  expect(JSON.parse(copy!)).toEqual(JSON.parse(text!));
  for (const id of ["table", "sarif", "cyclonedx"])
    expect(reporter(id).render(again, context)).toBe(reporter(id).render(result, context));
});

describe("another policy on a stored result", () => {
  const judgedBy = async (policy: string, result = whole()) => {
    const name = written("drydock.yml", policy);
    const { verdict, notices, gaps } = await testPolicy(stored("r.json", result), options(name), host());
    const { outcome, reason, judged, remarks } = verdict;
    const count = (action: string) => judged.filter((row) => row.action === action).length;
    return {
      outcome,
      reason,
      blocks: count("block"),
      waives: count("waive"),
      remarks,
      notices,
      gaps,
      judged,
    };
  };

  test("is what decides, and when the scan was is said", async () => {
    const { outcome, blocks, notices } = await judgedBy("version: 1\nblock: []\ngaps: ignore\n");
    expect([outcome, blocks, notices.at(-1)]).toEqual([
      "pass",
      0,
      "Nothing was scanned: this is what a scan of 2026-03-10T09:30:00.000Z found, judged by: drydock.yml.",
    ]);
    const strict = await judgedBy("version: 1\nblock:\n  - severity: low\n    category: malware\n");
    expect([strict.outcome, strict.reason]).toEqual([
      "blocked",
      "1 critical malicious sample (policy: low or worse in malicious samples)",
    ]);
  });

  test("its waivers hold today, those of that day are forgotten, and VEX stays", async () => {
    const before = whole();
    const vexed = before.verdict.judged.filter(({ vex }) => vex !== undefined).length;
    expect(vexed).toBeGreaterThan(0);
    const waiver = (expires: string) =>
      `version: 1\nwaivers:\n  - { rule: DD-MW-002, reason: x, expires: ${expires} }\n`;
    expect((await judgedBy(waiver("2026-04-30"))).waives).toBe(vexed + 1);
    const over = await judgedBy(waiver("2026-03-09"));
    expect([over.waives, over.remarks]).toEqual([
      vexed,
      ["The waiver for DD-MW-002 (drydock.yml:3:5) expired on 2026-03-09: 1 finding no longer waived."],
    ]);
  });

  test("what it does not want looked for is left out; what the scan did not look for is a gap", async () => {
    const narrow = await judgedBy("version: 1\nscope:\n  categories: [sensitive]\n");
    expect([...new Set(narrow.judged.map(({ finding }) => finding.rule))]).toEqual(["DD-SF-001"]);
    const some = scanResult({ findings: [], gaps: [], packages: [] });
    const wide = await judgedBy("version: 1\n", some);
    expect([wide.outcome, wide.gaps.map(({ reason }) => reason)]).toEqual([
      "unproven",
      CATEGORIES.filter((one) => !some.checked.categories.includes(one)).map(
        (one) => `The stored scan did not look for ${one}.`,
      ),
    ]);
  });

  test("findings are as new as they were, also where they are rated otherwise", async () => {
    const before = whole();
    const { judged } = await judgedBy("version: 1\nscope:\n  rules: { DD-SF-001: low }\n", before);
    expect(judged.map(({ since }) => since)).toEqual(before.verdict.judged.map(({ since }) => since));
    expect(judged.find(({ finding }) => finding.rule === "DD-SF-001")?.finding.severity).toBe("low");
  });
});

describe("the command line", () => {
  const run = (...words: readonly string[]) => {
    const args = [cli(), "policy", ...words];
    const env = { ...process.env, XDG_CACHE_HOME: join(folder, "cache") };
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: folder,
      encoding: "utf8",
      env,
    });
    return { status, last: stdout.trimEnd().split("\n").at(-1) ?? "", stdout, stderr };
  };
  const findings = [ordinaryFindings[0]!, ordinaryFindings[5]!];
  beforeAll(() => {
    stored("two.json", scanResult({ findings, gaps: [] }));
    written("pass.yml", "version: 1\nblock: []\nscope: { categories: [system, application] }\n");
    written("block.yml", "version: 1\nblock: [{ severity: low }]\n");
    written("all.yml", "version: 1\nblock: []\n");
    written("bad.yml", "version: 1\nblok: []\n");
  });

  test.each([
    ["pass", ["test", "two.json", "--policy", "pass.yml"], 0, /^PASS: /],
    ["blocked", ["test", "two.json", "--policy", "block.yml"], 1, /^BLOCKED: 1 critical and 1 low/],
    ["unproven", ["test", "two.json", "--policy", "all.yml"], 3, /^UNPROVEN: .*did not look for/],
    [
      "--fail-on",
      ["test", "two.json", "--policy", "pass.yml", "--fail-on", "critical"],
      1,
      /^BLOCKED: 1 critical/,
    ],
  ] as const)("%s is the exit code", (_, words, status, last) => {
    expect(run(...words)).toEqual({
      status,
      last: expect.stringMatching(last),
      stdout: expect.any(String),
      stderr: "",
    });
  });

  test.each([
    [
      "a policy with a mistake",
      ["test", "two.json", "--policy", "bad.yml"],
      /POLICY_INVALID: bad\.yml:2:1: unknown key "blok"/,
    ],
    ["no report", ["test", "bad.yml"], /USAGE: bad\.yml is no JSON report of drydock/],
    ["no file", ["test", "no.json"], /NOT_FOUND: There is no report no\.json\./],
    [
      "no such finding",
      ["explain", "CVE-1999-1", "two.json"],
      /NOT_FOUND: two\.json has no finding CVE-1999-1/,
    ],
    ["too few digits", ["explain", "abc", "two.json"], /NOT_FOUND: .*\n.*first 8 digits/],
  ] as const)("%s is an error", (_, words, message) => {
    const { status, stdout, stderr } = run(...words);
    expect([status, stdout, stderr]).toEqual([2, "", expect.stringMatching(message)]);
  });

  test("explain tells rule by rule and what would change it, by id, alias or fingerprint", () => {
    const print = findings[0]!.fingerprint.slice(0, 12);
    const { status, stdout } = run("explain", "cve-2024-0001", "two.json", "--policy", "block.yml");
    expect([status, stdout]).toEqual([
      0,
      `Judged by: block.yml. Scanned: 2026-03-10T09:30:00.000Z.

CVE-2024-0001 in libcrypto3 3.1.4-r5 (critical, ${print})
  It blocks. Blocked by: low or worse.
  Rules
    yes low or worse; 2 found, 1 asked for: it fires
      yes low or worse
  Waivers
    none covers it
  What would change it
    - Upgrade libcrypto3 from 3.1.4-r5 to 3.1.4-r6.
    - To accept it for a time: drydock waive ${print} --reason "why" --expires 30d
`,
    ]);
    for (const name of ["GHSA-aaaa-bbbb-cccc", print.slice(0, 8)])
      expect(run("explain", name, "two.json", "--policy", "block.yml").stdout).toBe(stdout);
  });

  test("explain as JSON", () => {
    written("two.yml", "version: 1\nblock: [{ severity: medium, count: 2 }]\n");
    const { stdout } = run("explain", "CVE-2023-8888", "two.json", "--policy", "two.yml", "--json");
    const { finding: _, ...explained } = JSON.parse(stdout).findings[0];
    expect(explained).toEqual({
      decision: { action: "note", because: "No rule of the policy asks for it." },
      rules: [
        {
          kind: "block",
          rule: "at least 2 of medium or worse",
          conditions: [{ words: "medium or worse", holds: false }],
          isMet: false,
          count: 2,
        },
      ],
      waivers: [],
      changes: ["Not met: medium or worse (for at least 2 of medium or worse)."],
    });
  });
});
