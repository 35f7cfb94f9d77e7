import { describe, expect, test } from "vitest";
import type { ScanResult } from "../../src/model/index.ts";
import { spdx } from "../../src/report/spdx.ts";
import { libraries } from "../support/libraries.ts";
import { hostileResult, manyFindings, scanResult } from "../support/scan-result.ts";
import { spdxSchema, violations } from "../support/schemas.ts";

const context = { color: false, width: 80 };
const validate = spdxSchema();
const render = (result: ScanResult) => spdx.render(result, context);
const parsed = (result: ScanResult) => JSON.parse(render(result));

describe("the official schema takes", () => {
  const { os, ...withoutOs } = scanResult().image;
  test.each<[string, ScanResult]>([
    ["a rich result", scanResult()],
    ["libraries with dependencies", scanResult({ packages: libraries })],
    ["an empty one", scanResult({ findings: [], gaps: [], packages: [], notices: [] })],
    ["one without a system", { ...scanResult(), image: withoutOs }],
    ["a hostile one", hostileResult()],
    ["a large one", scanResult({ findings: manyFindings(500) })],
  ])("%s", (_, result) => {
    expect(violations(validate, render(result))).toEqual([]);
    const ids = parsed(result).packages.map(({ SPDXID }: { SPDXID: string }) => SPDXID);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id: string) => !/^SPDXRef-[a-zA-Z0-9.-]+$/.test(id))).toEqual([]);
  });

  test("nothing else", () => {
    const { packages, ...document } = parsed(scanResult());
    const { downloadLocation, ...first } = packages[0];
    expect(downloadLocation).toBe("NOASSERTION");
    expect(violations(validate, JSON.stringify({ ...document, packages: [first] }))).not.toEqual([]);
    expect(violations(validate, JSON.stringify({ ...document, more: true }))).not.toEqual([]);
  });
});

test("the same result gives the same document, another result another namespace", () => {
  expect(render(scanResult())).toBe(render(scanResult()));
  const { documentNamespace } = parsed(scanResult());
  expect(documentNamespace).toMatch(
    /^https:\/\/spdx\.org\/spdxdocs\/registry\.example-5000-team-app-1\.2-[0-9a-f-]{36}$/,
  );
  expect(parsed(scanResult({ packages: libraries })).documentNamespace).not.toBe(documentNamespace);
});

test("a system package: its source in Trivy's words, the rest in annotations", () => {
  const { packages, creationInfo } = parsed(scanResult());
  const [image, os, first] = packages;
  expect(creationInfo).toEqual({ created: "2026-03-10T09:30:00Z", creators: ["Tool: drydock-0.1.0"] });
  expect(image.primaryPackagePurpose).toBe("CONTAINER");
  expect(os).toMatchObject({ name: "alpine", versionInfo: "3.19.1" });
  expect(os.SPDXID).toMatch(/^SPDXRef-OperatingSystem-/);
  const { annotations, ...shown } = first;
  expect(shown).toEqual({
    SPDXID: expect.stringMatching(/^SPDXRef-Package-[0-9a-f]{16}$/),
    name: "libcrypto3",
    versionInfo: "3.1.4-r5",
    primaryPackagePurpose: "LIBRARY",
    supplier: "NOASSERTION",
    sourceInfo: "built package from: openssl 3.1.4-r5",
    downloadLocation: "NOASSERTION",
    filesAnalyzed: false,
    licenseConcluded: "NOASSERTION",
    licenseDeclared: "NOASSERTION",
    copyrightText: "NOASSERTION",
    externalRefs: [
      {
        referenceCategory: "PACKAGE-MANAGER",
        referenceType: "purl",
        referenceLocator: "pkg:apk/alpine/libcrypto3@3.1.4-r5?arch=x86_64&distro=3.19",
      },
    ],
  });
  expect(annotations[0]).toEqual({
    annotationDate: "2026-03-10T09:30:00Z",
    annotationType: "OTHER",
    annotator: "Tool: drydock-0.1.0",
    comment: "drydock:by: apk",
  });
});

test("libraries: licences off SPDX's list, who depends on whom", () => {
  const { packages, relationships, hasExtractedLicensingInfos } = parsed(scanResult({ packages: libraries }));
  const names = new Map(packages.map((one: Record<string, string>) => [one.SPDXID, one.name]));
  expect(packages.at(-1).licenseDeclared).toBe("Apache-2.0 AND LicenseRef-1");
  expect(hasExtractedLicensingInfos).toEqual([
    {
      licenseId: "LicenseRef-1",
      name: "the thing's own licence",
      extractedText: "The package names its licence so: the thing's own licence",
    },
  ]);
  expect(packages.at(-1)).toMatchObject({
    checksums: [{ algorithm: "SHA1", checksumValue: "da39a3ee5e6b4b0d3255bfef95601890afd80709" }],
    externalRefs: [
      { referenceType: "purl" },
      { referenceCategory: "SECURITY", referenceLocator: "cpe:2.3:a:example:thing:2.0:*:*:*:*:*:*:*" },
    ],
  });
  const links = relationships.map((one: Record<string, string>) => [
    names.get(one.spdxElementId) ?? one.spdxElementId,
    one.relationshipType,
    names.get(one.relatedSpdxElement),
  ]);
  const image = "registry.example:5000/team/app:1.2";
  expect(links).toEqual([
    ["SPDXRef-DOCUMENT", "DESCRIBES", image],
    [image, "CONTAINS", "alpine"],
    [image, "CONTAINS", "express"],
    [image, "CONTAINS", "qs"],
    [image, "CONTAINS", "qs"],
    [image, "CONTAINS", "@scope/part"],
    [image, "CONTAINS", "org.example:thing"],
    ["express", "DEPENDS_ON", "qs"],
  ]);
});
