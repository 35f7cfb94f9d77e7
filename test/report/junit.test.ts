import { XMLParser, XMLValidator } from "fast-xml-parser";
import { expect, test } from "vitest";
import type { ScanResult } from "../../src/model/index.ts";
import { junit } from "../../src/report/junit.ts";
import { gitlabResults, largeResult } from "../support/gitlab.ts";
import { atLine, riskOf, riskResult, unprovenGap } from "../support/risk-result.ts";
import {
  manyFindings,
  ordinaryFindings,
  scanResult,
  someFinding,
  somePackage,
} from "../support/scan-result.ts";

type Element = Readonly<Record<string, unknown>>;

/** Attributes and children that `junit-10.xsd` of the Jenkins xUnit plugin knows, as far as drydock writes them. */
const KNOWN: Readonly<
  Record<
    string,
    {
      readonly needed: readonly string[];
      readonly allowed: readonly string[];
      readonly children: readonly string[];
    }
  >
> = {
  testsuites: {
    needed: [],
    allowed: ["name", "time", "tests", "failures", "errors"],
    children: ["testsuite"],
  },
  testsuite: {
    needed: ["name", "tests", "failures", "errors"],
    allowed: ["skipped", "timestamp", "time", "hostname", "id", "package"],
    children: ["testcase", "properties", "system-out", "system-err"],
  },
  testcase: {
    needed: ["name"],
    allowed: ["classname", "time", "group"],
    children: ["skipped", "error", "failure", "system-out", "system-err"],
  },
  failure: { needed: [], allowed: ["type", "message"], children: ["#text"] },
  error: { needed: [], allowed: ["type", "message"], children: ["#text"] },
  skipped: { needed: [], allowed: ["type", "message"], children: ["#text"] },
};

const parser = new XMLParser({
  ignoreAttributes: false,
  preserveOrder: true,
  trimValues: false,
  htmlEntities: true,
});

function parsed(text: string): { readonly suite: Element; readonly cases: readonly Case[] } {
  expect(XMLValidator.validate(text)).toBe(true);
  const [, root] = (parser.parse(text) as Element[]).filter((one) => !("#text" in one));
  const complaints: string[] = [];
  check(root!, complaints);
  expect(complaints).toEqual([]);
  const [suite] = elements(root!.testsuites);
  return { suite: attributes(suite!), cases: elements(suite!.testsuite).map(caseOf) };
}

function check(element: Element, complaints: string[]): void {
  const [name] = Object.keys(element).filter((key) => key !== ":@");
  const known = KNOWN[name!];
  if (known === undefined) return void complaints.push(`element ${name}`);
  const given = Object.keys(attributes(element));
  for (const one of known.needed) if (!given.includes(one)) complaints.push(`${name} without ${one}`);
  for (const one of given)
    if (![...known.needed, ...known.allowed].includes(one)) complaints.push(`${name} with ${one}`);
  for (const child of element[name!] as Element[]) {
    const [childName] = Object.keys(child).filter((key) => key !== ":@");
    if (childName === "#text") {
      if (!known.children.includes("#text") && /\S/.test(String(child["#text"])))
        complaints.push(`text in ${name}`);
    } else if (known.children.includes(childName!)) check(child, complaints);
    else complaints.push(`${childName} in ${name}`);
  }
}

function elements(children: unknown): Element[] {
  return (children as Element[]).filter((one) => !("#text" in one));
}

function attributes(element: Element): Element {
  const given = (element[":@"] ?? {}) as Element;
  return Object.fromEntries(Object.entries(given).map(([key, value]) => [key.replace(/^@_/, ""), value]));
}

interface Case {
  readonly classname: string;
  readonly name: string;
  readonly outcome: string;
  readonly text: string;
}

function caseOf(element: Element): Case {
  const { classname, name } = attributes(element) as { classname: string; name: string };
  const [result] = elements(element.testcase);
  if (result === undefined) return { classname, name, outcome: "success", text: "" };
  const [outcome] = Object.keys(result).filter((key) => key !== ":@");
  const text = (result[outcome!] as Element[]).map((one) => String(one["#text"])).join("");
  return { classname, name, outcome: outcome!, text };
}

const render = (result: ScanResult) => junit.render(result, { color: false, width: 80 });
const report = (result: ScanResult) => parsed(render(result));

test.each([...gitlabResults, ["twenty thousand findings", largeResult()] as const])(
  "readers take %s",
  (_, result) => {
    const text = render(result);
    expect(Buffer.byteLength(text)).toBeLessThan(30_000_000);
    expect(/[\u0000-\u0008\u000b-\u001f\u202e\ufffe\uffff]|\[\[ATTACHMENT/u.test(text)).toBe(false);
    const { suite, cases } = parsed(text);
    const count = (outcome: string) => String(cases.filter((one) => one.outcome === outcome).length);
    expect(suite).toEqual({
      name: expect.any(String),
      tests: String(cases.length),
      failures: count("failure"),
      errors: count("error"),
      skipped: count("skipped"),
      timestamp: "2026-03-10T09:30:00",
    });
    expect(new Set(cases.map(({ classname, name }) => `${classname} ${name}`)).size).toBe(cases.length);
    expect(cases.filter(({ name }) => name.length > 2_000 || name === "")).toEqual([]);
  },
);

test("what blocks fails, what could not be told errs, the rest is skipped with its reason", () => {
  const findings = [
    ...ordinaryFindings.filter((_, i) => i === 0 || i === 3 || i === 4),
    riskOf("DD-DF-004", { subject: "ADD a /", dockerfile: atLine(5), owner: "own" }),
  ];
  const { suite, cases } = report(riskResult({ findings, gaps: [unprovenGap] }));
  expect(suite.name).toBe("registry.example:5000/team/app");
  expect(cases.map(({ classname, name, outcome }) => [classname, name, outcome])).toEqual([
    ["drydock.verdict", "verdict", "failure"],
    ["drydock.application", "nothing blocks", "success"],
    ["drydock.baseline", "nothing blocks", "success"],
    ["drydock.sensitive", "nothing blocks", "success"],
    ["drydock.malware", "nothing blocks", "success"],
    ["drydock.gaps", "unproven: alpine:3.19 (users)", "error"],
    ["drydock.system", "CVE-2024-0001 in libcrypto3", "failure"],
    ["drydock.system", "CVE-2023-9999 in curl", "skipped"],
    ["drydock.system", "CVE-2024-0002 in libssl3", "skipped"],
    ["drydock.instruction", "DD-DF-004 `ADD` where `COPY` does: ADD a /", "skipped"],
  ]);
  expect(cases.map(({ text }) => text).slice(6, 8)).toEqual([
    [
      "libcrypto3 3.1.4-r5 has CVE-2024-0001 (critical): openssl: a buffer overflow in the certificate parser allows remote code execution with a crafted file. Upgrade to 3.1.4-r6.",
      "Blocked by: high or worse.",
      "Found in layer 1 of 2 in registry.example:5000/team/app:1.2 (linux/arm64/v8), which comes from the base image, alpine:3.19.",
      "Look at docker/Dockerfile:3",
      `Fingerprint: ${ordinaryFindings[0]!.fingerprint}`,
    ].join("\n"),
    [
      "curl 8.5.0-r0 has CVE-2023-9999 (high): curl: something about CVE-2023-9999. No fixed version is known (will not fix).",
      "Waived until 2026-03-20: the code is not reached (web)",
      "Found in layer 2 of 2 in registry.example:5000/team/app:1.2 (linux/arm64/v8), made by RUN apk add --no-cache curl.",
      "Look at docker/Dockerfile:7",
      `Fingerprint: ${ordinaryFindings[4]!.fingerprint}`,
    ].join("\n"),
  ]);
});

test.each([
  ["pass", scanResult({ findings: [], gaps: [] }), "success", ["system", "application"]],
  ["unproven", scanResult({ findings: [] }), "error", []],
  [
    "unproven in one category",
    riskResult({ findings: [], gaps: [unprovenGap] }),
    "error",
    ["system", "application", "baseline", "sensitive", "malware"],
  ],
] as const)("%s", (_, result, outcome, passed) => {
  const { cases } = report(result);
  expect(cases[0]).toMatchObject({ classname: "drydock.verdict", name: "verdict", outcome });
  const names = cases.filter(({ name }) => name === "nothing blocks").map(({ classname }) => classname);
  expect(names).toEqual(passed.map((category) => `drydock.${category}`));
});

test("namesakes are told apart by fingerprint, and then by number", () => {
  const one = someFinding({ id: "CVE-1", severity: "low", package: somePackage("lodash", "4.0.0") });
  const elsewhere = { ...one, fingerprint: "f".repeat(64) };
  const { cases } = report(scanResult({ findings: [one, elsewhere, elsewhere], gaps: [] }));
  expect(cases.map(({ name }) => name).slice(-3)).toEqual([
    `CVE-1 in lodash [${one.fingerprint.slice(0, 12)}]`,
    "CVE-1 in lodash [ffffffffffff]",
    "CVE-1 in lodash [ffffffffffff] 2",
  ]);
});

test("what is too much for GitLab is left out, the least severe first, and the report says so", () => {
  const title = `${"&".repeat(280)}`;
  const findings = manyFindings(12_000).map((finding) => ({ ...finding, title }));
  const text = render(scanResult({ findings, gaps: [] }));
  expect(Buffer.byteLength(text)).toBeLessThan(30_000_000);
  const { cases } = parsed(text);
  expect(cases).toContainEqual({
    classname: "drydock.verdict",
    name: "left out",
    outcome: "skipped",
    text: "6000 of the least severe findings are left out; the JSON report has them all.",
  });
  expect(cases.filter(({ outcome }) => outcome === "failure").length).toBeGreaterThan(3_999);
});

test("of many gaps the rest is counted", () => {
  const gaps = Array.from({ length: 600 }, (_, i) => ({
    kind: "unreadable" as const,
    where: `a/${i}`,
    by: "rpm",
    reason: "It is cut off.",
  }));
  const { cases } = report(scanResult({ findings: [], gaps }));
  expect(cases.at(-1)).toEqual({
    classname: "drydock.gaps",
    name: "left out",
    outcome: "error",
    text: "100 more things could not be told; the JSON report has them all.",
  });
});
