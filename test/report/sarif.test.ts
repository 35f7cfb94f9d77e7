import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import type { Log, Result, Run } from "sarif";
import { describe, expect, test } from "vitest";
import type { ScanResult } from "../../src/model/index.ts";
import { sarif } from "../../src/report/sarif.ts";
import { hostileRisks, riskResult } from "../support/risk-result.ts";
import {
  digestOf,
  hostile,
  hostileResult,
  manyFindings,
  ordinaryFindings,
  scanResult,
  someFinding,
  traced,
} from "../support/scan-result.ts";

const context = { color: false, width: 80 };
const multitool = join(import.meta.dirname, "../../node_modules/@microsoft/sarif-multitool-linux");

/** The SARIF 2.1.0 schema as Microsoft's validator ships it: the official one in JSON Schema 2020-12. */
const schema = JSON.parse(await readFile(join(multitool, "sarif-2.1.0.json"), "utf8"));
const ajv = new Ajv2020({ strict: false, allErrors: true });
formats.default(ajv);
const validate = ajv.compile(schema);

function runOf(result: ScanResult): Run {
  const log: Log = JSON.parse(sarif.render(result, context));
  expect(log.runs).toHaveLength(1);
  return log.runs[0]!;
}

const results: readonly (readonly [string, ScanResult])[] = [
  ["a rich result", scanResult()],
  ["one with origins", scanResult({ image: traced })],
  ["an empty one", scanResult({ findings: [], gaps: [], notices: [] })],
  ["a hostile one", hostileResult()],
  ["a large one", scanResult({ findings: manyFindings(200) })],
  ["one of a scan for everything", riskResult()],
  ["one with hostile risks", riskResult({ findings: hostileRisks() })],
];

describe.each(results)("%s", (_, result) => {
  test("is valid by the schema", () => {
    validate(JSON.parse(sarif.render(result, context)));
    expect(validate.errors ?? []).toEqual([]);
  });

  test("passes Microsoft's validator with GitHub's rules", async () => {
    expect(await complaints(sarif.render(result, context))).toEqual([]);
  });

  test("keeps what GitHub asks for", () => {
    const run = runOf(result);
    const rules = run.tool.driver.rules ?? [];
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
    for (const rule of rules) {
      const texts = [rule.id, rule.shortDescription?.text, rule.fullDescription?.text, rule.help?.text];
      expect(texts.every((text) => text !== undefined && text !== "")).toBe(true);
      expect(rule.id.length).toBeLessThanOrEqual(255);
      expect(rule.shortDescription!.text.length).toBeLessThanOrEqual(1_024);
      expect(rule.fullDescription!.text.length).toBeLessThanOrEqual(1_024);
      expect(rule.properties?.tags?.length).toBeLessThanOrEqual(10);
    }
    for (const { ruleId, ruleIndex, message, locations, partialFingerprints } of run.results ?? []) {
      expect(rules[ruleIndex!]?.id).toBe(ruleId);
      expect(message.text).not.toBe("");
      expect(partialFingerprints?.primaryLocationLineHash).toMatch(/^[0-9a-f]{64}$/);
      expect(locations).toHaveLength(1);
      expect(locations![0]!.physicalLocation!.artifactLocation!.uri).toMatch(/^[^/:\s][^:\s]*$/);
    }
  });
});

test("one vulnerability in one package", () => {
  const run = runOf(scanResult({ findings: ordinaryFindings.slice(0, 1), gaps: [], notices: [] }));
  expect(run.automationDetails).toEqual({ id: "drydock/registry.example:5000/team/app/" });
  expect(run.tool.driver.rules).toMatchObject([
    {
      id: "CVE-2024-0001",
      defaultConfiguration: { level: "error" },
      properties: {
        tags: ["security", "vulnerability", "container", "critical", "external/cwe/cwe-125"],
        "security-severity": "9.8",
      },
    },
  ]);
  expect(run.results).toMatchObject([
    {
      ruleId: "CVE-2024-0001",
      level: "error",
      message: {
        text: "libcrypto3 3.1.4-r5 has CVE-2024-0001 (critical): openssl: a buffer overflow in the certificate parser allows remote code execution with a crafted file. Upgrade to 3.1.4-r6. Found in layer 1 of 2 in registry.example:5000/team/app:1.2 (linux/arm64/v8).",
      },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "lib/apk/db/installed" },
            region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 },
          },
          logicalLocations: [{ name: "libcrypto3", kind: "package" }, { kind: "image" }],
        },
      ],
      partialFingerprints: { primaryLocationLineHash: ordinaryFindings[0]!.fingerprint },
      properties: { action: "block" },
    },
  ]);
  expect(run.properties).toMatchObject({ outcome: "blocked" });
});

describe("where a finding comes from", () => {
  const both = ordinaryFindings.slice(0, 5).filter((_, i) => i === 0 || i === 4);
  const placesOf = (image: Partial<ScanResult["image"]>) =>
    runOf(scanResult({ findings: both, image })).results!.map((row) => ({
      message: row.message.text!.replace(/^.*(?=Found in)/, ""),
      at: row.locations![0]!.physicalLocation,
      related: row.relatedLocations,
      owner: row.properties!.owner,
    }));

  test("lines of the Dockerfile, and the file in the image beside them", () => {
    const file = { uri: "docker/Dockerfile", uriBaseId: "%SRCROOT%" };
    const region = { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 };
    const database = { artifactLocation: { uri: "lib/apk/db/installed" }, region };
    const inLayer = (number: number) => [
      {
        id: 1,
        physicalLocation: database,
        message: {
          text: `lib/apk/db/installed in layer ${number} of 2, ${digestOf(`layer ${number - 1}`)}`,
        },
      },
    ];
    expect(placesOf(traced)).toEqual([
      {
        message:
          "Found in layer 1 of 2 in registry.example:5000/team/app:1.2 (linux/arm64/v8), which comes from the base image, alpine:3.19.",
        at: { artifactLocation: file, region: { startLine: 3, startColumn: 1, endLine: 3, endColumn: 17 } },
        related: inLayer(1),
        owner: "base",
      },
      {
        message:
          "Found in layer 2 of 2 in registry.example:5000/team/app:1.2 (linux/arm64/v8), made by RUN apk add --no-cache curl.",
        at: { artifactLocation: file, region: { startLine: 7, startColumn: 1, endLine: 8, endColumn: 9 } },
        related: inLayer(2),
        owner: "own",
      },
    ]);
  });

  test.each([
    [{ owner: "unknown", certainty: "unknown", note: "Nobody knows." }, ". Nobody knows."],
    [{ owner: "own", certainty: "likely" }, ", which is most likely the image's own."],
  ] as const)("%j", (origin, end) => {
    const layers = traced.layers!.map((layer) => ({ ...layer, origin }));
    for (const { message, related } of placesOf({ layers })) {
      expect(message.slice(message.indexOf("/v8)") + 4)).toBe(end);
      expect(related).toBe(undefined);
    }
  });

  test.each([
    ["/srv/builds/Dockerfile", { uri: "srv/builds/Dockerfile" }],
    ["../a b/Dockerfile", { uri: "a%20b/Dockerfile" }],
    ["a b/Dockerfile", { uri: "a%20b/Dockerfile", uriBaseId: "%SRCROOT%" }],
  ])("a Dockerfile at %s", (path, artifactLocation) => {
    const dockerfile = { path, startLine: 1, endLine: 1 };
    const origin = { owner: "own", certainty: "proved", dockerfile } as const;
    const layers = traced.layers!.map((layer) => ({ ...layer, origin }));
    for (const { at } of placesOf({ layers })) expect(at!.artifactLocation).toEqual(artifactLocation);
  });

  test("alerts stay the same when lines move", () => {
    const moved = traced.layers!.map((layer) => {
      const { dockerfile, ...origin } = layer.origin!;
      const { startLine, endLine } = dockerfile!;
      const lines = { ...dockerfile!, startLine: startLine + 10, endLine: endLine + 10 };
      return { ...layer, origin: { ...origin, dockerfile: lines } };
    });
    const fingerprints = (image: Partial<ScanResult["image"]>) =>
      runOf(scanResult({ image })).results!.map((row) => row.partialFingerprints);
    expect(fingerprints({ ...traced, layers: moved })).toEqual(fingerprints(traced));
  });
});

test("a rule names every package and its way out, and links only to the web", () => {
  const help = runOf(scanResult()).tool.driver.rules!.find(({ id }) => id === "CVE-2024-0001")!.help!;
  expect(help.text).toContain("libcrypto3 3.1.4-r5 → 3.1.4-r6; libssl3 3.1.4-r5 → 3.1.4-r6");
  expect(help.markdown).toContain("* <https://advisories.example/CVE-2024-0001>");
  expect(help.markdown).not.toMatch(/ftp:|not a url/);
});

test.each([
  ["critical", { nvd: { v3Score: 9.8 } }, "9.8"],
  ["critical", { nvd: { v3Score: 9 } }, "9.5"],
  ["critical", {}, "9.5"],
  ["high", { nvd: { v3Score: 9.8 }, redhat: { v3Score: 7.1 } }, "7.1"],
  ["high", { nvd: { v3Score: 5 } }, "8.0"],
  ["medium", { other: { v2Score: 4.3 } }, "4.3"],
  ["low", { nvd: { v4Score: 0 } }, "2.0"],
  ["negligible", {}, "0.1"],
  ["unknown", { nvd: { v3Score: 9.8 } }, undefined],
] as const)("the score of %s with %j is %s", (severity, cvss, score) => {
  const finding = someFinding({ id: "CVE-1", severity, advisory: { cvss } });
  const [rule] = runOf(scanResult({ findings: [finding] })).tool.driver.rules!;
  expect(rule!.properties!["security-severity"]).toBe(score);
});

test("a rule takes the worst severity of its packages", () => {
  const [low] = [someFinding({ id: "CVE-1", severity: "low" })];
  const high = { ...ordinaryFindings[0]!, severity: "high" as const, advisory: low!.advisory };
  const run = runOf(scanResult({ findings: [low!, high] }));
  expect(run.tool.driver.rules).toHaveLength(1);
  expect(run.tool.driver.rules![0]!.defaultConfiguration).toEqual({ level: "error" });
  expect(run.results!.map(({ level }) => level)).toEqual(["error", "note"]);
});

test("waived findings are suppressed with their reason, and then all others say that they are not", () => {
  const { results = [] } = runOf(scanResult());
  const suppressed = new Map(
    results.map((row) => [`${row.ruleId} ${row.properties!.package}`, row.suppressions]),
  );
  expect(suppressed.get("CVE-2023-9999 curl")).toEqual([
    {
      kind: "external",
      status: "accepted",
      justification: "Waived until 2026-03-20: the code is not reached (web)",
    },
  ]);
  expect([...suppressed.values()].filter((value) => value?.length === 0)).toHaveLength(results.length - 1);
});

test("gaps, notices and remarks are notifications of a run that succeeded", () => {
  const [invocation] = runOf(scanResult()).invocations!;
  expect(invocation!.executionSuccessful).toBe(true);
  const notes = invocation!.toolExecutionNotifications!;
  expect(notes.map(({ level, descriptor }) => [level, descriptor?.id])).toEqual([
    ["warning", "gap/unreadable"],
    ["warning", "gap/version"],
    ["note", undefined],
    ["note", undefined],
    ["note", undefined],
  ]);
  expect(notes[0]!.message.text).toBe(
    "var/lib/rpm/Packages: The database is cut off after 4096 bytes. (rpm)",
  );
});

test("what the vendor calls not affected is no result", () => {
  const finding = someFinding({ id: "CVE-1", severity: "high", status: "not-affected" });
  expect(runOf(scanResult({ findings: [finding] })).results).toEqual([]);
});

test("of too many results the least severe go, and the report says so", () => {
  const text = sarif.render(scanResult({ findings: manyFindings(6_000), gaps: [], notices: [] }), context);
  const [run] = (JSON.parse(text) as Log).runs;
  expect(run!.results).toHaveLength(5_000);
  expect(run!.results!.filter(({ properties }) => properties!.severity === "unknown")).toEqual([]);
  expect(run!.invocations![0]!.toolExecutionNotifications![0]!.message.text).toMatch(
    /^1000 of the least severe results are left out/,
  );
  expect(gzipSync(text).length).toBeLessThan(10_000_000);
});

test.each([
  ["vulnerabilities", hostileResult()],
  ["risks", riskResult({ findings: hostileRisks() })],
])("no text of a result of %s turns the letters around, or obeys", (_, result) => {
  const texts: string[] = [];
  JSON.stringify(runOf(result).results, (_, value) => {
    if (typeof value === "string") texts.push(value);
    return value;
  });
  const odd = texts.filter((text) => /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/.test(text));
  expect([texts.length > 100, odd]).toEqual([true, []]);
});

test("hostile text stays text", () => {
  const run = runOf(hostileResult());
  const texts = [
    ...run.results!.map((row: Result) => row.message.text!),
    ...run.invocations![0]!.toolExecutionNotifications!.map(({ message }) => message.text!),
  ];
  expect(texts.filter((text) => /[\u0000-\u001f\u202e\ud800]/u.test(text))).toEqual([]);
  expect(texts.filter((text) => /(?<!\\)\[click(?<!\\)\]/.test(text))).toEqual([]);
  expect(
    texts.some((text) => text.includes("\\[click\\](javascript:alert(1)) `x` *y* {{0}} | @everyone")),
  ).toBe(true);
  const markdown = run.tool.driver.rules!.map((rule) => rule.help!.markdown!);
  expect(markdown.filter((text) => text.includes(hostile.html) || text.includes("[click]("))).toEqual([]);
});

test.each([
  ["alpine:3.19", [], "alpine"],
  ["registry:localhost:5000/a/b:1@sha256:00", [], "localhost:5000/a/b"],
  ["localhost:5000/a/b", [], "localhost:5000/a/b"],
  ["docker:app:1", [], "app"],
  ["docker-archive:/tmp/x/app.tar", ["team/app:1"], "team/app"],
  ["docker-archive:/tmp/x/app.tar", [], "app.tar"],
  ["oci:./layout/", [], "layout"],
  ["./app.tar", [], "app.tar"],
  ["oci-archive:...", ["a b\u001b"], "a_b_"],
  ["dockerfile:a.Dockerfile", [], "dockerfile/a.Dockerfile"],
  ["dockerfile:./sub/Dockerfile", [], "dockerfile/sub/Dockerfile"],
])("the category of %s %j", (reference, names, name) => {
  const run = runOf(scanResult({ image: { reference, names } }));
  expect(run.automationDetails!.id).toBe(`drydock/${name}/`);
});

/** What the validator reports as error or warning. It always exits with 0, so its own report is read. */
async function complaints(text: string): Promise<readonly unknown[]> {
  const folder = await mkdtemp(join(tmpdir(), "drydock-sarif-"));
  try {
    const [input, output] = [join(folder, "in.sarif"), join(folder, "out.sarif")];
    await writeFile(input, text);
    const rules = ["--rule-kind", "Sarif;Ghas", "--level", "Error;Warning", "--kind", "Fail"];
    const size = ["--max-file-size-in-kb", "100000"];
    const args = ["validate", input, ...rules, ...size, "--output", output, "--log", "ForceOverwrite"];
    await promisify(execFile)(join(multitool, "Sarif.Multitool"), args);
    const log: Log = JSON.parse((await readFile(output, "utf8")).replace(/^\ufeff/, ""));
    const [run] = log.runs;
    const notes = run?.invocations?.flatMap((row) => row.toolExecutionNotifications ?? []) ?? [];
    return [...(run?.results ?? []), ...notes].map(({ message, level }) => ({ level, message }));
  } finally {
    await rm(folder, { recursive: true });
  }
}
