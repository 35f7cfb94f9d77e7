import { describe, expect, test } from "vitest";
import type { ScanResult } from "../../src/model/index.ts";
import { cyclonedx } from "../../src/report/cyclonedx.ts";
import { libraries } from "../support/libraries.ts";
import { hostileResult, manyFindings, scanResult } from "../support/scan-result.ts";
import { cyclonedxSchema, violations } from "../support/schemas.ts";

const context = { color: false, width: 80 };
const validate = cyclonedxSchema();
const render = (result: ScanResult) => cyclonedx.render(result, context);
const parsed = (result: ScanResult) => JSON.parse(render(result));

describe("the official schema takes", () => {
  const { os, ...withoutOs } = scanResult().image;
  test.each<[string, ScanResult]>([
    ["a rich result", scanResult()],
    ["libraries with dependencies", scanResult({ packages: libraries })],
    ["an empty one", scanResult({ findings: [], gaps: [], packages: [], notices: [] })],
    ["one without a system", { ...scanResult(), image: withoutOs }],
    ["one without a name", scanResult({ image: { names: [] } })],
    ["a hostile one", hostileResult()],
    ["a large one", scanResult({ findings: manyFindings(500) })],
  ])("%s", (_, result) => {
    expect(violations(validate, render(result))).toEqual([]);
  });

  test("nothing else", () => {
    const document = parsed(scanResult());
    expect(violations(validate, JSON.stringify({ ...document, specVersion: 1.6 }))).not.toEqual([]);
    expect(violations(validate, JSON.stringify({ ...document, more: true }))).not.toEqual([]);
    const [first] = document.components;
    expect(violations(validate, JSON.stringify({ ...document, components: [first, first] }))).not.toEqual([]);
  });
});

test("the same result gives the same document, another result another serial number", () => {
  expect(render(scanResult())).toBe(render(scanResult()));
  const { serialNumber } = parsed(scanResult());
  expect(serialNumber).toMatch(
    /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
  expect(parsed(scanResult({ packages: libraries })).serialNumber).not.toBe(serialNumber);
});

test("the image, with a purl that leads to it", () => {
  const { metadata } = parsed(scanResult());
  const { digest } = scanResult().image;
  expect(metadata.timestamp).toBe("2026-03-10T09:30:00.000Z");
  expect(metadata.component).toMatchObject({
    type: "container",
    name: "registry.example:5000/team/app:1.2",
    version: digest,
    purl: `pkg:oci/app@${digest}?arch=arm64&repository_url=registry.example:5000%2Fteam%2Fapp&tag=1.2`,
  });
});

test("a system package: its source, its layer, its place", () => {
  const { components } = parsed(scanResult());
  const [os, first] = components;
  expect(os).toMatchObject({ type: "operating-system", name: "alpine", version: "3.19.1" });
  const [{ diffId } = { diffId: "" }] = scanResult().image.layers;
  expect(first).toEqual({
    "bom-ref": "pkg:apk/alpine/libcrypto3@3.1.4-r5?arch=x86_64&distro=3.19",
    type: "library",
    name: "libcrypto3",
    version: "3.1.4-r5",
    purl: "pkg:apk/alpine/libcrypto3@3.1.4-r5?arch=x86_64&distro=3.19",
    evidence: { occurrences: [{ location: "lib/apk/db/installed" }] },
    properties: [
      { name: "drydock:by", value: "apk" },
      { name: "drydock:ecosystem", value: "Alpine:v3.19" },
      { name: "drydock:source:name", value: "openssl" },
      { name: "drydock:source:version", value: "3.1.4-r5" },
      { name: "drydock:architecture", value: "x86_64" },
      { name: "drydock:path", value: "lib/apk/db/installed" },
      { name: "drydock:layer:index", value: "0" },
      { name: "drydock:layer:diffId", value: diffId },
    ],
  });
});

test("libraries: groups, licences, and who depends on whom", () => {
  const { components, dependencies } = parsed(scanResult({ packages: libraries }));
  const shown = components
    .slice(1)
    .map((one: Record<string, unknown>) => [one.group, one.name, one["bom-ref"]]);
  expect(shown).toEqual([
    [undefined, "express", "pkg:npm/express@4.18.2"],
    [undefined, "qs", "pkg:npm/qs@6.11.0"],
    [undefined, "qs", "pkg:npm/qs@6.11.0#2"],
    ["@scope", "part", "pkg:npm/%40scope/part@1.0.0"],
    ["org.example", "thing", "pkg:maven/org.example/thing@2.0"],
  ]);
  expect(components.at(-1).licenses).toEqual([
    { license: { id: "Apache-2.0" } },
    { license: { name: "the thing's own licence" } },
  ]);
  expect(components.at(-1)).toMatchObject({
    hashes: [{ alg: "SHA-1", content: "da39a3ee5e6b4b0d3255bfef95601890afd80709" }],
    cpe: "cpe:2.3:a:example:thing:2.0:*:*:*:*:*:*:*",
  });
  expect(dependencies).toEqual([
    { ref: "image", dependsOn: ["operating-system", ...shown.map(([, , ref]: string[]) => ref)] },
    { ref: "operating-system", dependsOn: [] },
    { ref: "pkg:npm/express@4.18.2", dependsOn: ["pkg:npm/qs@6.11.0"] },
  ]);
});

test("gaps of reading the image stay with the document; those of matching are found again", () => {
  const gaps = scanResult().gaps;
  const { metadata } = parsed(scanResult());
  const kept = metadata.component.properties.filter(
    ({ name }: { name: string }) => name === "drydock:image:gap",
  );
  expect(kept.map(({ value }: { value: string }) => JSON.parse(value))).toEqual(
    gaps.filter(({ by }) => by !== "vulnerabilities"),
  );
});
