import fc from "fast-check";
import { expect, test } from "vitest";
import { libraryPurl } from "../../src/inventory/purl.ts";
import type { Gap, LayerInfo, LayerOrigin, OsRelease, Package, ScanResult } from "../../src/model/index.ts";
import { cyclonedx } from "../../src/report/cyclonedx.ts";
import { cyclonedxVuln } from "../../src/report/cyclonedx-vuln.ts";
import { spdx } from "../../src/report/spdx.ts";
import { readSbom } from "../../src/sbom/index.ts";
import { digestOf, hostileResult, scanResult } from "../support/scan-result.ts";

const context = { color: false, width: 80 };
const REPORTS = [cyclonedx, cyclonedxVuln, spdx];

const layers: readonly LayerInfo[] = [0, 1, 2].map((index) => ({
  index,
  diffId: digestOf(`layer ${index}`),
  ...(index === 1
    ? {}
    : { digest: digestOf(`blob ${index}`), size: 1000 * index, createdBy: `RUN step ${index}` }),
}));

/** What a file of the image may hold: anything, but no space around it and no half surrogates. */
const text = fc
  .string({ unit: "binary", minLength: 1, maxLength: 30 })
  .map((one) => one.trim())
  .filter((one) => one !== "");
const word = fc.oneof(text, fc.constantFrom("__proto__", "constructor", "a: b", "NONE", "x AND y", "<text>"));
const location = fc
  .record({ path: word, layer: fc.nat(layers.length - 1) })
  .map(({ path, layer }) => ({ path, layer, diffId: layers[layer]!.diffId }));
const nameAndVersion = fc.record({ name: word, version: fc.oneof(word, fc.constant("")) });

function hex(length: number): fc.Arbitrary<string> {
  return fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: length, maxLength: length });
}

/** Every field there is; the compiler says so when one is added. */
const fields: { readonly [K in keyof Package]-?: fc.Arbitrary<NonNullable<Package[K]>> } = {
  name: fc.oneof(word, fc.constantFrom("@scope/name", "org.example:name", "a:b:c", "@/x", "/", ":")),
  version: word,
  ecosystem: fc.oneof(word, fc.constantFrom("npm", "Maven", "Alpine:v3.19")),
  purl: fc.record({ name: word, version: word }).map((parts) => libraryPurl("npm", parts)),
  by: word,
  source: nameAndVersion,
  architecture: word,
  licenses: fc.array(fc.oneof(word, fc.constantFrom("MIT", "LicenseRef-1")), { minLength: 1, maxLength: 3 }),
  vendor: word,
  module: word,
  redHat: fc.record(
    { contentSets: fc.array(word, { maxLength: 2 }), nvr: word },
    { requiredKeys: ["contentSets"] },
  ),
  dependencies: fc.constant([]),
  development: fc.constant(true),
  locked: fc.constant(true),
  root: fc.constant(true),
  installer: word,
  hashes: fc
    .record({ sha1: hex(40), sha256: hex(64) }, { requiredKeys: [] })
    .filter((hashes) => Object.keys(hashes).length > 0) as fc.Arbitrary<NonNullable<Package["hashes"]>>,
  cpe: word,
  ownedBy: fc.record({ name: word, by: word }),
  files: fc.array(word, { maxLength: 2 }),
  locations: fc.array(location, { minLength: 1, maxLength: 3 }),
};

const onePackage = fc.record(fields, {
  requiredKeys: ["name", "version", "ecosystem", "purl", "by", "locations"],
}) as fc.Arbitrary<Package>;

/** Each asks for some of those before it. */
const packages = fc.array(onePackage, { maxLength: 6 }).map((all) =>
  all.map(({ dependencies, ...pkg }, at): Package => {
    const wanted = [...new Set(all.slice(0, at).map(({ purl }) => purl))];
    return dependencies === undefined || wanted.length === 0 ? pkg : { ...pkg, dependencies: wanted };
  }),
);

const os = fc.record(
  {
    family: word,
    version: fc.oneof(word, fc.constant("")),
    prettyName: word,
    codename: word,
    esm: fc.constant(true),
    repository: word,
    location,
  } satisfies { readonly [K in keyof OsRelease]-?: fc.Arbitrary<NonNullable<OsRelease[K]>> },
  { requiredKeys: ["family", "version"] },
) as fc.Arbitrary<OsRelease>;

test("everything that matching looks at comes back", () => {
  fc.assert(
    fc.property(packages, os, fc.constantFrom(...REPORTS), (packages, os, report) => {
      const result = scanResult({ packages, findings: [], image: { layers, os } });
      const sbom = readSbom(Buffer.from(report.render(result, context)), "sbom");
      expect(sbom.packages).toEqual(packages);
      expect(sbom.os).toEqual(os);
    }),
    { numRuns: 300 },
  );
});

test.each(REPORTS)("the image and what could not be read of it, in $id", (report) => {
  const gaps: Gap[] = [
    {
      kind: "unreadable",
      where: "var/lib/rpm/Packages",
      by: "rpm",
      reason: "It is cut off.",
      layer: layers[1]!.diffId,
    },
    { kind: "limit", where: "big", by: "npm", reason: "It is too large." },
  ];
  const found: Gap = {
    kind: "unsupported-distro",
    where: "x",
    by: "vulnerabilities",
    reason: "Matching says so.",
  };
  const origins: readonly LayerOrigin[] = [
    {
      owner: "base",
      certainty: "proved",
      dockerfile: { path: "Dockerfile", startLine: 1, endLine: 1, endColumn: 12 },
    },
    { owner: "own", certainty: "likely", instruction: "RUN x", note: "A note." },
    { owner: "unknown", certainty: "unknown" },
  ];
  const image: Partial<ScanResult["image"]> = {
    layers: layers.map((layer, at) => ({ ...layer, origin: origins[at]! })),
    names: ["a/b:1", "c/d:2"],
    baseImage: { name: "debian:12", digest: digestOf("base"), from: "label" },
  };
  const result = scanResult({ gaps: [...gaps, found], image });
  const sbom = readSbom(Buffer.from(report.render(result, context)), "sbom");
  const { os: _, ...expected } = result.image;
  expect(sbom.image).toEqual(expected);
  expect(sbom.gaps).toEqual(gaps);
});

test.each(REPORTS)("an image of nothing, in $id", (report) => {
  const { os: _, ...image } = scanResult().image;
  const empty: ScanResult = {
    ...scanResult({ packages: [], findings: [], gaps: [] }),
    image: { ...image, layers: [] },
  };
  const { packages, os, gaps, image: read } = readSbom(Buffer.from(report.render(empty, context)), "sbom");
  expect({ packages, os, gaps, layers: read.layers }).toEqual({
    packages: [],
    os: undefined,
    gaps: [],
    layers: [],
  });
});

test.each(REPORTS)(
  "names from a bad dream, in $id: all there, but the endless one, which is a gap",
  (report) => {
    const hostile = hostileResult();
    const result = { ...hostile, image: { ...hostile.image, layers: scanResult().image.layers } };
    const { packages, gaps } = readSbom(Buffer.from(report.render(result, context)), "sbom");
    expect(packages.map(({ name }) => name)).toEqual(
      result.packages.map(({ name }) => name.toWellFormed().trim()).filter((name) => name.length < 5000),
    );
    expect(gaps.slice(result.gaps.length).map(({ reason }) => reason)).toEqual([
      expect.stringMatching(
        /^Components without a purl .* could not be looked up \(1\): one without a name\.$/,
      ),
    ]);
  },
);
