import fc from "fast-check";
import type { Log, ReportingDescriptor, Run } from "sarif";
import { describe, expect, test } from "vitest";
import type { RiskFinding, ScanResult } from "../../src/model/index.ts";
import { sarif } from "../../src/report/sarif.ts";
import { atLine, hostileRisks, inLayer, ordinaryRisks, riskOf, riskResult } from "../support/risk-result.ts";
import { digestOf, hostile, ordinaryFindings } from "../support/scan-result.ts";

function runOf(result: ScanResult): Run {
  const log: Log = JSON.parse(sarif.render(result, { color: false, width: 80 }));
  return log.runs[0]!;
}

function one(finding: RiskFinding) {
  const { results = [], tool } = runOf(riskResult({ findings: [finding], gaps: [], notices: [] }));
  return { result: results[0]!, rule: tool.driver.rules![0]! };
}

test("a rule says what the catalogue says", () => {
  const finding = riskOf("DD-DF-004", { subject: "ADD conf.d /etc/", dockerfile: atLine(5), owner: "own" });
  expect(one(finding).rule).toEqual({
    id: "DD-DF-004",
    name: "AddWhereCopyDoes",
    shortDescription: { text: "DD-DF-004: `ADD` where `COPY` does" },
    fullDescription: { text: "`ADD` has a local source that is no archive." },
    help: {
      text: [
        "DD-DF-004: `ADD` where `COPY` does",
        "It fires when: `ADD` has a local source that is no archive.",
        "It does not fire when: The source is a tar archive that the builder unpacks.",
        "What to do: Use `COPY`.",
        "Usual severity: low",
        "The same check elsewhere: hadolint DL3020; CIS Docker Benchmark 4.9",
        "More: docs/rules/instruction.md#dd-df-004",
      ].join("\n"),
      markdown: [
        "**DD-DF-004**: `ADD` where `COPY` does",
        "**It fires when**: `ADD` has a local source that is no archive.",
        "**It does not fire when**: The source is a tar archive that the builder unpacks.",
        "**What to do**: Use `COPY`.",
        "**Usual severity**: low",
        "**The same check elsewhere**: hadolint DL3020; CIS Docker Benchmark 4.9",
        "**More**: docs/rules/instruction.md\\#dd-df-004",
      ].join("\n\n"),
    },
    defaultConfiguration: { level: "note" },
    properties: {
      tags: ["security", "container", "instruction", "CIS-4.9", "DL3020"],
      precision: "high",
      "security-severity": "2.0",
    },
  } satisfies ReportingDescriptor);
});

test("a rule takes the worst severity of its findings", () => {
  const findings = ordinaryRisks.filter(({ rule }) => rule === "DD-BL-020").toReversed();
  const run = runOf(riskResult({ findings }));
  expect(run.tool.driver.rules).toMatchObject([
    { defaultConfiguration: { level: "error" }, properties: { "security-severity": "9.5" } },
  ]);
  expect(run.results!.map(({ level }) => level)).toEqual(["error", "warning"]);
});

test("info is info, and shown as the least there is", () => {
  const { rule, result } = one(riskOf("DD-DF-041", { subject: "alpine:3.19" }));
  expect(rule.properties!["security-severity"]).toBe("0.1");
  expect(result.message.text).toMatch(/^Base not pinned by digest \(info\): alpine:3\.19\. Pin the digest/);
});

describe("the place", () => {
  const image = "which comes from the base image, alpine:3.19";
  const reference = "registry.example:5000/team/app:1.2 (linux/arm64/v8)";

  test("of an instruction is its lines, and nothing beside them", () => {
    const { result } = one(riskOf("DD-DF-002", { subject: "USER", dockerfile: atLine(9), owner: "own" }));
    expect(result.locations![0]!.physicalLocation).toEqual({
      artifactLocation: { uri: "docker/Dockerfile", uriBaseId: "%SRCROOT%" },
      region: { startLine: 9, startColumn: 1, endLine: 9, endColumn: 20 },
    });
    expect(result.relatedLocations).toBe(undefined);
    expect(result.message.text).toContain(`Found in ${reference}, which is the image's own.`);
  });

  test("of a file is the instruction that brought it, and beside that its own line", () => {
    const location = inLayer("etc/shadow", 1);
    const finding = riskOf("DD-BL-020", { subject: "guest", location, line: 21, isDeleted: true });
    const { result } = one({ ...finding, evidence: ["guest::19000"] });
    expect(result.locations![0]!.physicalLocation!.region).toMatchObject({ startLine: 7, endLine: 8 });
    expect(result.relatedLocations).toEqual([
      {
        id: 1,
        physicalLocation: {
          artifactLocation: { uri: "etc/shadow" },
          region: { startLine: 21, startColumn: 1, endLine: 21, endColumn: 1 },
        },
        message: { text: `etc/shadow in layer 2 of 2, ${digestOf("layer 1")}` },
      },
    ]);
    expect(result.message.text).toBe(
      "Account without password (critical): guest. Seen: guest::19000. A later layer deletes it, but whoever pulls the image has it. " +
        `Lock the account with \`passwd -l\`. Found in layer 2 of 2 in ${reference}, made by RUN apk add --no-cache curl.`,
    );
    expect(result.partialFingerprints).toEqual({ primaryLocationLineHash: finding.fingerprint });
    expect(result.properties).toMatchObject({
      kind: "risk",
      category: "baseline",
      subject: "guest",
      layer: 1,
      owner: "own",
      isDeleted: true,
      action: "block",
    });
  });

  test("of a file without a Dockerfile is its own line", () => {
    const finding = riskOf("DD-BL-020", { subject: "a", location: inLayer("etc/shadow", 5), line: 4 });
    expect(one(finding).result.locations![0]!.physicalLocation).toMatchObject({
      artifactLocation: { uri: "etc/shadow" },
      region: { startLine: 4, endLine: 4 },
    });
  });

  test("of what is in no file is the image", () => {
    const { result } = one(riskOf("DD-BL-047", { subject: "HEALTHCHECK", owner: "base" }));
    expect(result.locations![0]!.physicalLocation!.artifactLocation).toEqual({
      uri: "registry.example%3A5000/team/app",
    });
    expect(result.message.text).toContain(`Found in ${reference}, ${image}.`);
  });
});

test("an exception suppresses a risk", () => {
  const exception = { reason: "needs root", until: "2026-04-01", by: "drydock" } as const;
  const { result } = one(riskOf("DD-DF-002", { subject: "USER", exception }));
  expect(result.suppressions).toEqual([
    {
      kind: "external",
      status: "accepted",
      justification: "Excepted in the Dockerfile until 2026-04-01: needs root",
    },
  ]);
});

test("vulnerabilities and risks stand in one run, the worst first", () => {
  const run = runOf(riskResult({ findings: [...ordinaryRisks, ...ordinaryFindings] }));
  const levels = run.results!.map(({ properties }) => properties!.severity);
  expect(levels.slice(0, 5)).toEqual(Array(5).fill("critical"));
  expect(run.results).toHaveLength(ordinaryRisks.length + ordinaryFindings.length);
});

test("no database is none", () => {
  const { database: _, ...result } = riskResult();
  expect(runOf(result).properties!.databaseUpdatedAt).toBe("none");
});

test("hostile text stays text, whatever it is", () => {
  const piece = fc.oneof(fc.constantFrom(...Object.values(hostile), "##[group]", " ::"), fc.string());
  const text = fc.array(piece, { minLength: 1, maxLength: 4 }).map((pieces) => pieces.join("").slice(0, 400));
  fc.assert(
    fc.property(text, (text) => {
      const { results = [] } = runOf(riskResult({ findings: hostileRisks([text]), gaps: [], notices: [] }));
      return results.every(({ message, locations }) => {
        const { uri } = locations![0]!.physicalLocation!.artifactLocation!;
        return (
          !/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\ud800]|^\s*::|##\[|(?<!\\)\[click/u.test(
            message.text!,
          ) && /^[^/:\s][^:\s]*$/.test(uri!)
        );
      });
    }),
    { numRuns: 100 },
  );
});
