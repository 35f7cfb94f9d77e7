import { describe, expect, test } from "vitest";
import { readStatement, statementOn } from "../../src/attestation/statement.ts";
import { digestOf, hostileResult, manyFindings, scanResult, waiverPolicy } from "../support/scan-result.ts";

const DIGEST = digestOf("manifest");
const finishedAt = new Date("2026-03-10T09:31:00Z");
const documents = [
  { mediaType: "application/vnd.drydock.result.v1+json", digest: digestOf("json"), size: 4 },
];
const written = (result = scanResult()) =>
  statementOn({ result, name: "registry.example/team/app", digest: DIGEST, finishedAt, documents });

test("in cosign's form, with what a policy engine asks for", () => {
  const { findings, ...rest } = scanResult({ policy: waiverPolicy });
  const statement = JSON.parse(written({ findings, ...rest }).toString());
  const { result } = statement.predicate.scanner;
  expect({ ...statement, predicate: { ...statement.predicate, scanner: "below" } }).toEqual({
    _type: "https://in-toto.io/Statement/v1",
    subject: [{ name: "registry.example/team/app", digest: { sha256: DIGEST.slice(7) } }],
    predicateType: "https://cosign.sigstore.dev/attestation/vuln/v1",
    predicate: {
      invocation: { parameters: null, uri: "", event_id: "", "builder.id": "" },
      scanner: "below",
      metadata: { scanStartedOn: rest.scannedAt, scanFinishedOn: "2026-03-10T09:31:00.000Z" },
    },
  });
  const { vulnerabilities, ...summary } = result;
  expect(summary).toEqual({
    outcome: "blocked",
    reason: rest.verdict.reason,
    categories: rest.checked.categories,
    summary: {
      critical: { found: 2, waived: 0 },
      high: { found: 1, waived: 1 },
      medium: { found: 2, waived: 0 },
      low: { found: 1, waived: 0 },
      negligible: { found: 1, waived: 0 },
      unknown: { found: 1, waived: 0 },
    },
    documents,
    omitted: 0,
  });
  expect(vulnerabilities).toHaveLength(8);
  expect(vulnerabilities[0]).toEqual({
    id: "CVE-2024-0001",
    severity: "critical",
    package: "pkg:apk/alpine/libcrypto3@3.1.4-r5?arch=x86_64&distro=3.19",
    fixedIn: "3.1.4-r6",
    decision: "block",
  });
  expect(vulnerabilities.at(-1).severity).toBe("unknown");
});

test("is read again", () => {
  const { scannedAt, drydock, database, verdict, checked } = scanResult();
  expect(readStatement(written(), "x")).toEqual({
    subjects: [DIGEST],
    version: drydock.version,
    database: { origin: database?.origin, updatedAt: database?.updatedAt },
    outcome: verdict.outcome,
    reason: verdict.reason,
    categories: checked.categories,
    summary: expect.objectContaining({ critical: { found: 2, waived: 0 } }),
    documents,
    startedAt: new Date(scannedAt),
    finishedAt,
  });
});

test("large and hostile results make statements that can be read", () => {
  const large = written(scanResult({ findings: manyFindings(20_000) }));
  expect(large.length).toBeLessThan(4 * 1024 * 1024);
  const { result } = JSON.parse(large.toString()).predicate.scanner;
  expect([result.vulnerabilities.length, result.omitted]).toEqual([5_000, 15_000]);
  expect(readStatement(large, "x")?.outcome).toBe("blocked");
  expect(readStatement(written(hostileResult()), "x")?.version).toBe("0.1.0");
});

describe("what is not ours", () => {
  const changed = (change: (statement: Record<string, object>) => object) =>
    Buffer.from(JSON.stringify(change(JSON.parse(written().toString()))));

  test.each<[string, Buffer]>([
    ["another predicate", changed((one) => ({ ...one, predicateType: "https://slsa.dev/provenance/v1" }))],
    ["no predicate", changed(({ _type, subject }) => ({ _type, subject }))],
    [
      "another tool's",
      changed((one) => ({ ...one, predicate: { scanner: { uri: "pkg:github/aquasecurity/trivy@0.60.0" } } })),
    ],
  ])("%s is passed over", (_, bytes) => {
    expect(readStatement(bytes, "x")).toBeUndefined();
  });

  test.each<[string, Buffer, RegExp]>([
    ["no JSON", Buffer.from("{"), /^x is not JSON/],
    ["no statement", Buffer.from("{}"), /^x is not what it should be/],
    [
      "of another kind",
      changed((one) => ({ ...one, _type: "https://example.com/v1" })),
      /no in-toto statement/,
    ],
    [
      "ours, but without times",
      changed((one) => ({ ...one, predicate: { ...one.predicate, metadata: {} } })),
      /at predicate\.metadata/,
    ],
  ])("%s is an error", (_, bytes, message) => {
    expect(() => readStatement(bytes, "x")).toThrowError(message);
  });
});
