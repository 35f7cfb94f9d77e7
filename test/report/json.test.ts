import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { describe, expect, test } from "vitest";
import {
  CATEGORIES,
  type Finding,
  type Package,
  type ScanResult,
  SEVERITIES,
} from "../../src/model/index.ts";
import { json } from "../../src/report/json.ts";
import { fixResult } from "../support/fix-result.ts";
import {
  catalogue,
  inLayer,
  ordinaryRisks,
  riskOf,
  riskResult,
  unprovenGap,
} from "../support/risk-result.ts";
import {
  digestOf,
  gaps,
  hostileResult,
  manyFindings,
  ordinaryFindings,
  scanResult,
  traced,
} from "../support/scan-result.ts";

const context = { color: false, width: 80 };
const schema = JSON.parse(
  await readFile(join(import.meta.dirname, "../../schema/drydock-result.schema.json"), "utf8"),
);
const ajv = new Ajv2020({ strict: true, allErrors: true });
formats.default(ajv);
const validate = ajv.compile(schema);

function parsed(result: ScanResult) {
  return JSON.parse(json.render(result, context));
}

describe("the published schema takes", () => {
  const { os, ...withoutOs } = scanResult().image;
  test.each<[string, ScanResult]>([
    ["a rich result", scanResult()],
    ["one with origins", scanResult({ image: traced })],
    ["an empty one", scanResult({ findings: [], gaps: [], packages: [], notices: [] })],
    ["one without a system", { ...scanResult(), image: withoutOs }],
    ["a hostile one", hostileResult()],
    ["one of a scan for everything", riskResult()],
    ["one without a database", withoutDatabase(riskResult())],
    ["a large one", scanResult({ findings: manyFindings(500) })],
    ["one with what was done in the registry", acted()],
    ["one with every field there is", full()],
  ])("%s", (_, result) => {
    validate(parsed(result));
    expect(validate.errors ?? []).toEqual([]);
  });

  test("nothing else", () => {
    const document = parsed(scanResult());
    expect(validate({ ...document, more: 1 })).toBe(false);
    expect(validate({ ...document, outcome: "fine" })).toBe(false);
    expect(validate({ ...document, findings: [{ ...document.findings[0], severity: "bad" }] })).toBe(false);
    expect(validate({ ...document, findings: [{ ...document.findings[0], kind: "other" }] })).toBe(false);
  });
});

test("risks, as they are, beside what their rules say", () => {
  const risk = ordinaryRisks.find(({ rule }) => rule === "DD-SF-001")!;
  const document = parsed(
    riskResult({ findings: [risk], gaps: [{ ...unprovenGap, category: "instruction" }] }),
  );
  expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
  expect(document.findings).toEqual([
    {
      ...risk,
      decision: { action: "block", because: "Blocked by: high or worse." },
      origin: { layer: 1, diffId: risk.location!.diffId, ...traced.layers![1]!.origin },
    },
  ]);
  expect(document.rules).toEqual(catalogue.filter(({ id }) => id === "DD-SF-001"));
  expect(document.gaps[0].rule).toEqual(unprovenGap.rule);
  expect(document.checked).toEqual({ categories: CATEGORIES, profile: "default" });
});

test("a risk that is waived beside its instruction", () => {
  const exception = { reason: "needs root", until: "2026-04-01", by: "drydock" } as const;
  const document = parsed(riskResult({ findings: [riskOf("DD-DF-002", { subject: "USER", exception })] }));
  validate(document);
  expect(validate.errors ?? []).toEqual([]);
  expect(document.findings[0]).toMatchObject({ exception, decision: { action: "waive" } });
});

test("numbers of each category that was looked at, and of no other", () => {
  const none = { found: 0, fixable: 0, blocking: 0, warning: 0, waived: 0 };
  const findings = [ordinaryFindings[0]!, riskOf("DD-BL-040", { subject: "a", location: inLayer("a", 1) })];
  const checked = { categories: ["system", "baseline", "malware"], profile: "acr" } as const;
  const { summaryByCategory, summaryByOwner } = parsed(riskResult({ findings, checked }));
  expect(Object.keys(summaryByCategory)).toEqual(["system", "baseline", "malware"]);
  expect(summaryByCategory.system.critical).toEqual({
    found: 1,
    fixable: 1,
    blocking: 1,
    warning: 0,
    waived: 0,
  });
  expect(summaryByCategory.baseline).toMatchObject({ critical: none, medium: { ...none, found: 1 } });
  expect(summaryByCategory.malware.critical).toEqual(none);
  expect(summaryByOwner.own.medium.found).toBe(1);
});

test("what later checks read", () => {
  const document = parsed(scanResult({ findings: ordinaryFindings.slice(0, 1), gaps: gaps.slice(0, 1) }));
  expect(document).toMatchObject({
    schemaVersion: 1,
    drydock: { version: "0.1.0" },
    outcome: "blocked",
    reason: "1 critical vulnerability (policy: high or worse)",
    image: {
      reference: "registry.example:5000/team/app:1.2",
      digest: digestOf("manifest"),
      platform: "linux/arm64/v8",
      os: { id: "alpine", version: "3.19.1" },
    },
    summary: { critical: { found: 1, fixable: 1, blocking: 1, warning: 0, waived: 0 } },
  });
  expect(document.packages).toEqual([
    {
      name: "libcrypto3",
      version: "3.1.4-r5",
      ecosystem: "Alpine:v3.19",
      purl: "pkg:apk/alpine/libcrypto3@3.1.4-r5?arch=x86_64&distro=3.19",
      by: "apk",
      source: { name: "openssl", version: "3.1.4-r5" },
      architecture: "x86_64",
      locations: [{ path: "lib/apk/db/installed", layer: 0, diffId: digestOf("layer 0") }],
    },
  ]);
  expect(document.findings).toMatchObject([
    {
      kind: "vulnerability",
      advisory: { id: "CVE-2024-0001", aliases: ["GHSA-aaaa-bbbb-cccc"] },
      package: {
        name: "libcrypto3",
        version: "3.1.4-r5",
        ecosystem: "Alpine:v3.19",
        purl: "pkg:apk/alpine/libcrypto3@3.1.4-r5?arch=x86_64&distro=3.19",
      },
      severity: "critical",
      fixedIn: "3.1.4-r6",
      status: "fixed",
      matchedBy: "alpine 3.19, source openssl, apk",
      decision: { action: "block", because: "Blocked by: high or worse." },
    },
  ]);
  expect(document.gaps).toEqual([
    {
      kind: "unreadable",
      where: "var/lib/rpm/Packages",
      by: "rpm",
      reason: "The database is cut off after 4096 bytes.",
      layer: digestOf("layer 1"),
      decision: { action: "block", because: "The policy wants an answer to gaps of kind unreadable." },
    },
  ]);
});

test("where packages and findings come from", () => {
  const findings = [ordinaryFindings[0]!, ordinaryFindings[4]!];
  const document = parsed(scanResult({ findings, image: traced }));
  const [base, own] = traced.layers!.map(({ index, diffId, origin }) => ({
    layer: index,
    diffId,
    ...origin,
  }));
  expect(document.packages.map((row: Package) => [row.name, Reflect.get(row, "origin")])).toEqual([
    ["libcrypto3", base],
    ["curl", own],
  ]);
  expect(document.findings.map((row: Finding) => Reflect.get(row, "origin"))).toEqual([base, own]);
  expect([document.image.baseImage, document.image.layers]).toEqual([traced.baseImage, traced.layers]);
  const none = { found: 0, fixable: 0, blocking: 0, warning: 0, waived: 0 };
  const nothing = Object.fromEntries(SEVERITIES.map((severity) => [severity, none]));
  expect(document.summaryByOwner).toEqual({
    base: { ...nothing, critical: { found: 1, fixable: 1, blocking: 1, warning: 0, waived: 0 } },
    own: { ...nothing, high: { found: 1, fixable: 0, blocking: 0, warning: 0, waived: 1 } },
    unknown: nothing,
  });
});

test("nobody looked where they come from", () => {
  const document = parsed(scanResult());
  expect(document.summaryByOwner.unknown).toEqual(document.summary);
  expect(JSON.stringify(document)).not.toContain('"origin":{');
});

test("against a baseline: since when, what is gone, and numbers of both", () => {
  const document = parsed(full());
  expect(document.baseline).toEqual({
    reference: "app:1",
    digest: digestOf("app:1"),
    scannedAt: "2026-03-01T00:00:00Z",
  });
  expect(document.findings.map(({ since, decision }: Record<string, unknown>) => [since, decision])).toEqual([
    ["new", { action: "block", because: "x" }],
    ["known", { action: "waive", because: "x", vex: { status: "fixed", justification: "x" } }],
  ]);
  expect(document.fixed).toEqual([full().verdict.judged[0]!.finding, ...ordinaryRisks]);
  const count = (number: number) => ({ found: number, fixable: number, blocking: number, waived: 0 });
  expect(document.summaryBySince.new).toMatchObject({ critical: count(1), high: count(0) });
  expect(document.summaryBySince.known).toMatchObject({ critical: count(0), high: { found: 1, waived: 1 } });
  const { baseline, fixed, summaryBySince, findings } = parsed(scanResult());
  expect([baseline, fixed, summaryBySince, findings[0].since]).toEqual(Array(4).fill(undefined));
});

test("hostile text comes through as it is, but for halves of pairs", () => {
  const text = json.render(hostileResult(), context);
  expect(text.search(/\\ud800/i)).toBe(-1);
  expect(JSON.parse(text).notices).toEqual(hostileResult().notices.map((notice) => notice.toWellFormed()));
});

test("the context changes nothing", () => {
  expect(json.render(scanResult(), { color: true, width: 20 })).toBe(json.render(scanResult(), context));
});

function withoutDatabase({ database: _, ...result }: ScanResult): ScanResult {
  return result;
}

/** Every optional field of the model, filled. */
function acted(): ScanResult {
  const { image, checked, ...rest } = scanResult();
  const digests = [digestOf("manifest"), digestOf("index")];
  const done = { action: "retag", outcome: "done", message: "It was tagged 1.2_quarantine." } as const;
  return {
    ...rest,
    image: { ...image, stored: { registry: "registry.example:5000", repository: "team/app", digests } },
    checked: { ...checked, added: ["DD-DF-108"] },
    registryActions: [done, { ...done, action: "delete-tag", outcome: "off" }],
    fix: {
      ...fixResult(),
      index: { image: "registry.example:5000/team/app:1_fixd", digest: digestOf("index"), unchanged: true },
    },
  };
}

function full(): ScanResult {
  const { image, ...rest } = scanResult();
  const affected: Required<Package> = {
    ...ordinaryFindings[0]!.package,
    source: { name: "openssl", version: "3.1.4-r5" },
    architecture: "x86_64",
    licenses: ["MIT"],
    vendor: "v",
    module: "m:1:2:3:x86_64",
    redHat: { contentSets: ["rhel-9"], nvr: "ubi9-1-2" },
    dependencies: ["pkg:npm/a@1"],
    development: true,
    locked: true,
    root: true,
    installer: "pip",
    hashes: { sha1: "00", sha256: "11" },
    cpe: "cpe:2.3:a:nginx:nginx:1.2:*:*:*:*:*:*:*",
    ownedBy: { name: "curl", by: "apk" },
    files: ["usr/lib/libcurl.so"],
  };
  const finding = {
    ...ordinaryFindings[0]!,
    package: affected,
    severitySource: "nvd",
    advisory: {
      ...ordinaryFindings[0]!.advisory,
      modified: "2024-01-10T00:00:00Z",
      source: { id: "redhat", name: "Red Hat", url: "https://x.example", baseId: "redhat" },
      cvss: { nvd: { v2Vector: "a", v2Score: 1, v3Vector: "b", v3Score: 2, v4Vector: "c", v4Score: 3 } },
    },
  };
  const vex = { status: "fixed", justification: "x" } as const;
  const judged = [
    { finding, action: "block", because: "x", since: "new" },
    { finding: ordinaryRisks[0]!, action: "waive", because: "x", since: "known", vex },
  ] as const;
  const os = { ...image.os!, codename: "c", esm: true, repository: "edge" };
  const layers = traced.layers!.map(({ origin, ...layer }) => ({
    ...layer,
    size: 1,
    createdBy: "x",
    digest: layer.diffId,
    origin: { ...origin!, note: "A remark." },
  }));
  const { baseImage } = traced;
  return {
    ...rest,
    image: { ...image, os, layers, baseImage: baseImage! },
    packages: [affected],
    verdict: { ...rest.verdict, judged },
    baseline: { reference: "app:1", digest: digestOf("app:1"), scannedAt: "2026-03-01T00:00:00Z" },
    fixed: [finding, ...ordinaryRisks],
  };
}
