import { describe, expect, test } from "vitest";
import { code, prose } from "../../src/gitlab/markdown.ts";
import { noteText } from "../../src/gitlab/note-text.ts";
import { nasty, result } from "../notify/made.ts";
import { fixResult } from "../support/fix-result.ts";
import { hostileRisks, riskResult } from "../support/risk-result.ts";
import {
  digestOf,
  hostileResult,
  manyFindings,
  scanResult,
  someFinding,
  somePackage,
} from "../support/scan-result.ts";

const job = { name: "drydock", page: "https://gitlab.example/team/app/-/jobs/7" };
const MARK = "<!-- drydock note 5b07d4c8b4c05b1f -->";

test("the whole note", () => {
  const { verdict } = result;
  const judged = verdict.judged.map((row) => ({
    ...row,
    since: row.finding.rule === "CVE-2024-0001" ? ("known" as const) : ("new" as const),
  }));
  const compared = {
    ...result,
    verdict: { ...verdict, judged },
    baseline: {
      reference: "registry.example:5000/team/app:1.1",
      digest: "sha256:0",
      scannedAt: "2026-03-01",
    },
    fixed: [someFinding({ id: "CVE-2020-0001", severity: "high" })],
  };
  const text = noteText(compared, job);
  expect(text.replace(/^<!-- drydock note [0-9a-f]{16} -->/, MARK).split("\n")).toEqual([
    MARK,
    "",
    "### drydock: blocked",
    "",
    "`registry.example:5000/team/app:1.2`",
    `(\`${result.image.digest}\`, \`Alpine Linux v3.19\`, \`linux/arm64/v8\`)`,
    "",
    "> 2 critical vulnerabilities, 1 critical sensitive file \\(policy: high or worse\\)",
    "",
    "| Checked | critical | high | medium | low | negligible | unknown | blocking |",
    "| --- | --- | --- | --- | --- | --- | --- | --- |",
    "| system packages | 2 |  |  |  | 1 |  | 2 |",
    "| application packages |  |  |  |  |  |  | 0 |",
    "| sensitive files | 1 |  |  |  |  |  | 1 |",
    "",
    "- Against `registry.example:5000/team/app:1.1`: **2 new**, 1 fixed.",
    "",
    "| Severity | What | Where | Fixed in | Decision |",
    "| --- | --- | --- | --- | --- |",
    "| critical | `DD-SF-001` SSH private key | `root/.ssh/id_rsa` |  | **blocks**, new |",
    "| critical | `CVE-2024-0001` | `libcrypto3`, `libssl3` `3.1.4-r5` | `3.1.4-r6` | **blocks** |",
    "| negligible | `CVE-2024-0003` | `busybox` `1.36.1-r15` | no fix | new |",
    "",
    "[The job](<https://gitlab.example/team/app/-/jobs/7>) has all of it.",
  ]);
});

test("of a clean image, and of one of which something could not be told", () => {
  const clean = noteText(scanResult({ findings: [], gaps: [] }), { name: "drydock" });
  expect(clean).toContain("### drydock: pass");
  expect(clean).not.toContain("| Severity |");
  const unproven = noteText(scanResult({ findings: [] }), job);
  expect(unproven).toContain("### drydock: unproven");
  expect(unproven).toMatch(/\*\*Could not be told: 2\*\*\n\n- `[^`]+`: \S/);
});

describe("hostile names", () => {
  const long = "a".repeat(10_000);
  const worst = [
    "::error::x",
    "%0A::error::",
    "a|b\\|@all|",
    "<script>alert(1)</script>",
    "`code` ``@all`",
    "``` @all",
    nasty,
    long,
    "\n/close\n",
    "\r/merge",
    "@all",
    "#1 !2 ~3 %4 $5 ^6 &7",
    "[x](javascript:1)",
    "--> <!--",
    "https://evil.example/x www.evil.example",
    "",
    "   ",
  ];
  const odd = riskResult({
    findings: [
      ...hostileRisks(),
      ...worst.map((name, i) =>
        someFinding({
          id: i % 2 === 0 ? `CVE-2024-${1000 + i}` : name,
          title: name,
          severity: "high",
          fixedIn: name,
          package: somePackage(name, name),
        }),
      ),
    ],
    image: { reference: nasty },
  });
  test.each([
    ["made for this", odd],
    ["made for all reports", hostileResult()],
  ])("%s: neither markup nor commands", (_, hostile) => {
    const text = noteText(hostile, job);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(60_000);
    for (const line of text.split("\n")) {
      expect(line).toMatch(
        /^(?:$|<!-- drydock note [0-9a-f]{16} -->$|[`(>|#*-]|\d+ more are|<\/?details>|\[The job\])/,
      );
      const bare = outsideCode(line);
      expect(bare).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
      expect(bare).not.toMatch(/(?<!\\)[@#!~$^%](?=[\w"])(?!\u200b)/);
      expect(bare.replace(/^#+ |^<!--.*-->$|<\/?(?:details|summary)>|\]\(<https[^>]*>\)/g, "")).not.toMatch(
        /(?<!\\)[<\]]|:\/\//,
      );
      if (line.startsWith("| ")) expect(bare.match(/(?<!\\)\|/g)?.length).toBeOneOf([6, 9]);
    }
  });
});

/** What a reader of Markdown finds outside of code: a run of backticks ends at the next one of its length. */
function outsideCode(line: string): string {
  let [rest, outside] = [line, ""];
  for (;;) {
    const start = /(?<!\\)`+/.exec(rest);
    if (start === null) return outside + rest;
    const fence = start[0];
    const after = rest.slice(start.index + fence.length);
    const end = new RegExp(`(?<!\`)${fence}(?!\`)`).exec(after);
    expect(end, `code without an end: ${line.slice(0, 200)}`).not.toBeNull();
    outside += rest.slice(0, start.index);
    rest = after.slice((end?.index ?? 0) + fence.length);
  }
}

test("a repair: where it is, before and after, and how many packages", () => {
  expect(noteText({ ...scanResult(), fix: fixResult() }, job)).toContain(
    [
      `**Repair**: registry.example:5000/team/app:1.2\\_fixd is there already \\(1 package, build\\): ${digestOf("fixed")}\n`,
      "- Findings of system packages before and after: high 2 → 1",
      "- By apt of the image, with buildah.",
      "- System packages: 1 raised, 1 as they were.",
    ].join("\n"),
  );
});

test("30,000 findings: within the limit, and what is left out is counted", () => {
  const many = scanResult({ findings: manyFindings(30_000) });
  const text = noteText(many, job);
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(60_000);
  expect(text).toMatch(/<details><summary>\d+ more<\/summary>/);
  expect(text).toMatch(/\n\n\d+ more are not shown here\.\n/);
});

test("code and prose", () => {
  expect(["a", "", "`", "a``b", "`a`", "a|b", "a\nb"].map((text) => code(text))).toEqual([
    "`a`",
    "–",
    "`` ` ``",
    "```a``b```",
    "`` `a` ``",
    "`a\\x7cb`",
    "`a\\nb`",
  ]);
  expect(prose("50% of $1 & ^2 http://x www.x")).toBe(
    "50\\% of \\$1 &amp;\u200b \\^2 http:\u200b//x www\u200b.x",
  );
});
