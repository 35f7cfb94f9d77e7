import { describe, expect, test } from "vitest";
import type { ScanResult } from "../src/model/index.ts";
import { printJson, reporter } from "../src/report/index.ts";
import { storedScan } from "../src/stored-scan.ts";
import { ordinaryRisks, riskResult } from "./support/risk-result.ts";
import { hostileResult, manyFindings, scanResult, traced, waiverPolicy } from "./support/scan-result.ts";

const context = { color: false, width: 100 };
const written = (result: ScanResult) => reporter("json").render(result, context);

describe("what was written is read again, whole", () => {
  const { os, ...withoutOs } = scanResult().image;
  const { database, ...withoutDatabase } = riskResult();
  const stored = {
    registry: "r.example",
    repository: "a/b",
    digests: [scanResult().image.digest as `sha256:${string}`],
  };
  test.each<[string, ScanResult]>([
    ["a rich one", scanResult()],
    ["one with origins and waivers", scanResult({ image: traced, policy: waiverPolicy })],
    ["an empty one", scanResult({ findings: [], gaps: [], packages: [], notices: [] })],
    ["one without a system", { ...scanResult(), image: withoutOs }],
    ["a hostile one", hostileResult()],
    ["one of a scan for everything", riskResult({ findings: ordinaryRisks })],
    ["one without a database", withoutDatabase],
    ["one out of a registry", scanResult({ image: { stored } })],
    ["a large one", scanResult({ findings: manyFindings(500) })],
  ])("%s", (_, result) => {
    // No such key is taken from a document.
    const text = written(result).replaceAll('"__proto__"', '"proto"');
    const again = storedScan(Buffer.from(text), "x");
    expect(JSON.parse(written(again))).toEqual(JSON.parse(text));
    // Every other report says the same, too.
    const plain = JSON.parse(printJson(result).replaceAll('"__proto__"', '"proto"'));
    for (const id of ["table", "sarif", "cyclonedx", "spdx"])
      expect(reporter(id).render(again, context)).toBe(reporter(id).render(plain, context));
  });
});

describe("refused", () => {
  const good = () => JSON.parse(written(scanResult()));
  const vulnerable = () => good().findings[0];
  test.each<[string, unknown, RegExp]>([
    ["no JSON", "{", /x is not JSON/],
    ["another form", { ...good(), schemaVersion: 2 }, /at schemaVersion/],
    ["no findings", { ...good(), findings: undefined }, /at findings/],
    [
      "a severity that there is not",
      { ...good(), findings: [{ ...vulnerable(), severity: "fine" }] },
      /at findings\.0\.severity/,
    ],
    [
      "a package that is not listed",
      { ...good(), packages: [] },
      /^x names a vulnerable package that it does not list\.$/,
    ],
    [
      "a pass with blocking findings",
      { ...good(), outcome: "pass" },
      /^x says pass, but what it lists makes blocked\.$/,
    ],
    [
      "a block without findings",
      { ...good(), findings: [], gaps: [] },
      /^x says blocked, but .* makes pass\.$/,
    ],
    ["a nest of arrays", `{"a":${"[".repeat(1000)}${"]".repeat(1000)}}`, /nested deeper/],
  ])("%s", (_, document, message) => {
    const text = typeof document === "string" ? document : JSON.stringify(document);
    const read = () => storedScan(Buffer.from(text), "x");
    expect(read).toThrowError(message);
    expect(read).toThrowError(expect.objectContaining({ code: "IMAGE_INVALID" }));
  });
});
