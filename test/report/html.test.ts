import { createHash } from "node:crypto";
import { HtmlValidate } from "html-validate";
import { expect, test } from "vitest";
import type { JudgedFinding, ScanResult } from "../../src/model/index.ts";
import type { PageData } from "../../src/report/html/page-data.ts";
import { html } from "../../src/report/html.ts";
import { everydayResult, nightmareResult } from "../support/pages.ts";
import { plainPolicy, scanResult, someFinding } from "../support/scan-result.ts";

const render = (result: ScanResult): string => html.render(result, { color: false, width: 80 });
const withoutFindings = scanResult({ findings: [], notices: [], policy: plainPolicy });

/** What stands in the page beside its own style, script and data. */
function staticPart(page: string): string {
  return page.replace(/<(style|script)\b[^>]*>[\s\S]*?<\/\1>/g, "");
}

/** As it is read, without markup. */
function textOf(page: string): string {
  return staticPart(page)
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ");
}

function dataOf(page: string): PageData {
  const [, json = ""] = /<script type="application\/json" id="data">([\s\S]*?)<\/script>/.exec(page) ?? [];
  return JSON.parse(json) as PageData;
}

test.each([
  ["everyday", everydayResult()],
  ["nightmare", nightmareResult()],
  ["without findings", withoutFindings],
  ["of a Dockerfile", scanResult({ image: { reference: "dockerfile:Dockerfile", layers: [] } })],
])("a page that is %s is valid", async (_, result) => {
  const validator = new HtmlValidate({
    extends: ["html-validate:recommended", "html-validate:document", "html-validate:a11y"],
    // The filters work while they are set: there is nothing to submit.
    rules: { "wcag/h32": "off" },
  });
  const { results } = await validator.validateString(render(result));
  const complaints = results.flatMap(({ messages }) =>
    messages.map(({ line, ruleId, message }) => `${line} ${ruleId}: ${message}`),
  );
  expect(complaints).toEqual([]);
});

test("nothing may leave the page, and nothing but its own script and style may run", () => {
  const page = render(nightmareResult());
  const hashOf = (pattern: RegExp): string => {
    const text = pattern.exec(page)?.[1] ?? "";
    return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  };
  const [, policy] = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(page) ?? [];
  expect(policy?.split("; ")).toEqual([
    "default-src 'none'",
    `script-src ${hashOf(/<script>([\s\S]*?)<\/script>/)}`,
    `style-src ${hashOf(/<style>([\s\S]*?)<\/style>/)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ]);
  expect(page.match(/<script\b[^>]*>/g)).toEqual(['<script type="application/json" id="data">', "<script>"]);
  const tags = staticPart(page).match(/<[^>]*>/g) ?? [];
  const names = tags.flatMap((tag) => Array.from(tag.matchAll(/\s([\w-]+)="[^"]*"/g), ([, name]) => name));
  expect([...new Set(names)].filter((name) => /^(?:src|srcset|on|style|action)/.test(name ?? ""))).toEqual(
    [],
  );
  expect(tags.filter((tag) => /^<(?:img|link|iframe|object|embed|base|form [^>]*action)/.test(tag))).toEqual(
    [],
  );
});

test("no line of the file is a command of a CI runner, nothing in it turns the text around", () => {
  const page = render(nightmareResult());
  const own = page.indexOf("<style>");
  const rest = `${page.slice(0, own)}${page.slice(page.indexOf("</style>"))}`;
  expect(rest).not.toMatch(/##[a-z]*\[/i);
  expect(rest).not.toMatch(/^\s*::/m);
  expect(rest).not.toMatch(
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/,
  );
});

test("verdict, counts, first steps, layers, waivers and gaps are readable without a script", () => {
  const text = textOf(render(scanResult()));
  for (const part of [
    "Blocked 2 critical vulnerabilities (policy: high or worse) registry.example:5000/team/app:1.2 scanned 2026-03-10 09:30 UTC",
    "out of support since 2025-11-01: fixes and advisories have ended",
    "vulnerabilities 2 1 2 1 1 1 8 2 1",
    "critical libcrypto3, libssl3 3.1.4-r5 layer 1 Upgrade to the newest of 3.1.4-r6, 3.1.5-r0. 2 blocking",
    "Blocks var/lib/rpm/Packages unreadable The database is cut off after 4096 bytes.",
    "2 RUN /bin/sh -c apk add --no-cache curl # buildkit not told size not known 1 high 1 low",
    "critical CVE-2024-0001 a buffer overflow in the certificate parser allows remote code execution with a crafted file libcrypto3 3.1.4-r5 → 3.1.4-r6 layer 1 (not told) Blocks",
    "CVE-2023-9999 in curl 8.5.0-r0 Waived until 2026-03-20: the code is not reached (web)",
    "The waiver for CVE-2020-1111 matched nothing; remove it if the image no longer needs it.",
  ]) {
    expect(text).toContain(part);
  }
});

test("where nothing was found it does not claim more than was looked at", () => {
  const text = textOf(render(withoutFindings));
  expect(text).toContain("Unproven");
  expect(text).toContain("Findings 0 No vulnerabilities found in what could be checked of 0 packages.");
});

test("a row holds what the table shows, and its details what to do first", () => {
  const { rows, details } = dataOf(render(scanResult({ findings: [ssl] })));
  expect(rows).toEqual([
    {
      id: "CVE-2024-0001",
      severity: "critical",
      word: "critical",
      rank: 5,
      title: "a bad thing",
      about: "busybox 1.36.1-r15",
      mending: "upgrade",
      fix: "1.36.1-r16",
      category: "system",
      owner: "unknown",
      ownerWord: "not told",
      place: "layer 1",
      layer: 1,
      action: "block",
      actionWord: "Blocks",
      aliases: "GHSA-aaaa-bbbb-cccc",
      details: rows[0]!.details,
    },
  ]);
  expect(rows[0]!.details.map((number) => details[number])).toEqual([
    { label: "What to do", texts: ["Upgrade busybox to 1.36.1-r16 or newer."], form: "text" },
    { label: "Verdict", texts: ["Blocked by: high or worse."], form: "text" },
    {
      label: "Description",
      texts: ["A longer text about CVE-2024-0001.\nWith a second line."],
      form: "text",
    },
    { label: "Package", texts: ["busybox 1.36.1-r15 x86_64"], form: "text" },
    { label: "Fixed in", texts: ["1.36.1-r16"], form: "text" },
    {
      label: "CVSS",
      texts: ["nvd, version 3: 7.5 CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H"],
      form: "text",
    },
    { label: "Weaknesses", texts: ["CWE-125"], form: "text" },
    { label: "Also known as", texts: ["GHSA-aaaa-bbbb-cccc"], form: "text" },
    { label: "Published", texts: ["2024-01-09"], form: "text" },
    {
      label: "References",
      texts: ["https://advisories.example/CVE-2024-0001", "https://advisories.example/1"],
      form: "link",
    },
    { label: "Matched by", texts: ["alpine 3.19, source busybox, apk"], form: "text" },
    {
      label: "Package URL",
      texts: ["pkg:apk/alpine/busybox@1.36.1-r15?arch=x86_64&distro=3.19"],
      form: "code",
    },
    { label: "Path", texts: ["lib/apk/db/installed"], form: "code" },
    { label: "Layer", texts: ["1 of 2"], form: "text" },
    { label: "Whose", texts: ["not told"], form: "text" },
    { label: "To accept it", texts: [`drydock waive ${ssl.fingerprint} --reason "…"`], form: "code" },
  ]);
});

const ssl = someFinding({
  id: "CVE-2024-0001",
  severity: "critical",
  title: "busybox: a bad thing",
  fixedIn: "1.36.1-r16",
  advisory: { aliases: ["GHSA-aaaa-bbbb-cccc"] },
});

test("an action that the page does not know is shown by its name, between what blocks and what is noted", () => {
  const result = scanResult({ findings: ["1", "2", "3"].map((id) => someFinding({ id, severity: "low" })) });
  const actions = ["note", "ponder", "block"] as const;
  const judged = result.verdict.judged.map((row, i) => ({ ...row, action: actions[i] }) as JudgedFinding);
  const { rows } = dataOf(render({ ...result, verdict: { ...result.verdict, judged } }));
  expect(rows.map(({ id, actionWord }) => [id, actionWord])).toEqual([
    ["3", "Blocks"],
    ["2", "Ponder"],
    ["1", "Noted"],
  ]);
});

test("more findings than a page holds are counted, the worst are shown", () => {
  const many = Array.from({ length: 50_001 }, (_, i) =>
    someFinding({
      id: `CVE-${i}`,
      severity: i === 50_000 ? "critical" : "low",
      advisory: { description: "x" },
    }),
  );
  const page = render(scanResult({ findings: many, policy: plainPolicy }));
  expect(textOf(page)).toContain(
    "The 50,000 worst findings are shown. 1 more would be too much for a page; they stand in the JSON report.",
  );
  expect(dataOf(page).rows[0]!.id).toBe("CVE-50000");
});

test("the same result gives the same bytes", () => {
  expect(render(everydayResult())).toBe(render(everydayResult()));
});
