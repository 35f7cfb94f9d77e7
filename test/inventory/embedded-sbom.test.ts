import { describe, expect, test } from "vitest";
import { sbom } from "../../src/inventory/embedded-sbom.ts";
import { analyzersOf, catalog, catalogers } from "../../src/inventory/index.ts";
import { diffId, viewOf } from "./layers.ts";

const library = (name: string, version = "1.0.0", more: object = {}) => ({
  type: "library",
  name,
  version,
  purl: `pkg:npm/${name}@${version}`,
  ...more,
});
const document = (...components: object[]) =>
  JSON.stringify({ bomFormat: "CycloneDX", specVersion: "1.5", components });

async function packagesOf(...layers: Parameters<typeof viewOf>[1]) {
  const view = await viewOf(sbom.analyzers, layers);
  return { ...catalog(view, undefined, [sbom]), viewGaps: view.gaps };
}

test("language packages, with the SBOM as their place; system packages are the databases' business", async () => {
  const deb = {
    type: "library",
    name: "libc6",
    version: "2",
    purl: "pkg:deb/debian/libc6@2?distro=debian-12",
  };
  const content = JSON.stringify({
    bomFormat: "CycloneDX",
    specVersion: "1.5",
    components: [
      library("a", "1.0.0", { "bom-ref": "a", licenses: [{ license: { id: "MIT" } }] }),
      library("b", "2.0.0", { "bom-ref": "b" }),
      { ...deb, "bom-ref": "c" },
    ],
    dependencies: [{ ref: "a", dependsOn: ["b", "c"] }],
  });
  const { packages } = await packagesOf({ files: { "srv/app.cdx.json": content } });
  const locations = [{ path: "srv/app.cdx.json", layer: 0, diffId: diffId(0) }];
  expect(packages).toEqual([
    {
      name: "a",
      version: "1.0.0",
      ecosystem: "npm",
      purl: "pkg:npm/a@1.0.0",
      by: "sbom",
      licenses: ["MIT"],
      dependencies: ["pkg:npm/b@2.0.0"],
      locations,
    },
    { name: "b", version: "2.0.0", ecosystem: "npm", purl: "pkg:npm/b@2.0.0", by: "sbom", locations },
  ]);
});

test("the layer is the one that brought the present version", async () => {
  const path = "app.cdx.json";
  const { packages } = await packagesOf(
    { files: { [path]: document(library("a"), library("b")) } },
    { files: { [path]: document(library("a"), library("b", "2.0.0")) } },
  );
  expect(packages.map(({ name, version, locations }) => [name, version, locations[0]?.layer])).toEqual([
    ["a", "1.0.0", 0],
    ["b", "2.0.0", 1],
  ]);
});

test("the file that the document names comes first, if it is there", async () => {
  const at = (name: string, path: string) =>
    library(name, "1.0.0", { evidence: { occurrences: [{ location: `/${path}` }] } });
  const content = document(at("here", "opt/here.jar"), at("gone", "opt/gone.jar"));
  const { packages } = await packagesOf({
    files: { "usr/share/sbom/x.cdx.json": content, "opt/here.jar": "x" },
  });
  expect(packages.map(({ name, locations }) => [name, locations.map(({ path }) => path)])).toEqual([
    ["gone", ["usr/share/sbom/x.cdx.json"]],
    ["here", ["opt/here.jar", "usr/share/sbom/x.cdx.json"]],
  ]);
});

test("a package that is installed as well is one package with two places", async () => {
  const files = {
    "app/node_modules/a/package.json": JSON.stringify({ name: "a", version: "1.0.0" }),
    "app/sbom.cdx.json": document(library("a"), library("b")),
  };
  const view = await viewOf(analyzersOf(catalogers), [{ files }]);
  const { packages } = catalog(view, undefined);
  expect(packages.map(({ name, by, locations }) => [name, by, locations.map(({ path }) => path)])).toEqual([
    ["a", "npm", ["app/node_modules/a/package.json", "app/sbom.cdx.json"]],
    ["b", "sbom", ["app/sbom.cdx.json"]],
  ]);
});

test("SPDX, in JSON and as tag-value", async () => {
  const spdx = {
    spdxVersion: "SPDX-2.3",
    packages: [
      {
        SPDXID: "SPDXRef-1",
        name: "x",
        versionInfo: "v1.2.3",
        externalRefs: [{ referenceType: "purl", referenceLocator: "pkg:golang/example.com/x@v1.2.3" }],
      },
    ],
  };
  const tagValue =
    "SPDXVersion: SPDX-2.2\nPackageName: y\nPackageVersion: 3\nExternalRef: PACKAGE-MANAGER purl pkg:gem/y@3\n";
  const files = { "a.spdx.json": JSON.stringify(spdx), "b.spdx": tagValue };
  const { packages } = await packagesOf({ files });
  expect(packages.map(({ name, version, ecosystem }) => [name, version, ecosystem])).toEqual([
    ["example.com/x", "v1.2.3", "Go"],
    ["y", "3", "RubyGems"],
  ]);
});

describe("files", () => {
  test.each([
    ["a.spdx", true],
    ["usr/a.spdx.json", true],
    ["a.cdx", true],
    ["a.cdx.json", true],
    ["a.json", false],
    ["usr/lib/python3/x.dist-info/sboms/a.cdx.json", false],
    ["opt/bitnami/redis/.spdx-redis.spdx", false],
    ["opt/bitnami/redis/other.spdx", true],
  ])("%s: %s", (path, wanted) => {
    const entry = { path, type: "file" as const, size: 1, mode: 0o644, uid: 0, gid: 0 };
    expect(sbom.analyzers.map((analyzer) => analyzer.wants(entry))).toEqual([wanted]);
  });

  test.each([
    ["text of another kind", "MIT.spdx", "Permission is hereby granted"],
    ["nothing", "empty.cdx", ""],
  ])("%s is passed over", async (_, path, content) => {
    const { packages, viewGaps } = await packagesOf({ files: { [path]: content } });
    expect([packages, viewGaps]).toEqual([[], []]);
  });

  test.each([
    ["cut off", '{"bomFormat": "CycloneDX", "comp', "unreadable"],
    ["XML", "<bom/>", "unreadable"],
    ["of a version to come", '{"spdxVersion": "SPDX-4.0"}', "unreadable"],
  ])("one that is %s is a gap", async (_, content, kind) => {
    const { packages, viewGaps } = await packagesOf({ files: { "a.cdx.json": content } });
    expect(packages).toEqual([]);
    expect(viewGaps.map((gap) => [gap.kind, gap.where])).toEqual([[kind, "a.cdx.json"]]);
  });
});
