import { expect, test } from "vitest";
import { bitnami } from "../../src/inventory/bitnami.ts";
import { catalog } from "../../src/inventory/index.ts";
import { diffId, type TestLayer, viewOf } from "./layers.ts";

const PATH = "opt/bitnami/postgresql/.spdx-postgresql.spdx";

async function catalogOf(...layers: TestLayer[]) {
  const view = await viewOf(bitnami.analyzers, layers);
  const { packages, gaps } = catalog(view, undefined, [bitnami]);
  return { packages, gaps: [...view.gaps, ...gaps] };
}

function row(name: string, versionInfo: string, locator: string, more: object = {}) {
  const reference = {
    referenceCategory: "PACKAGE-MANAGER",
    referenceType: "purl",
    referenceLocator: locator,
  };
  const cpe = {
    referenceCategory: "SECURITY",
    referenceType: "cpe23Type",
    referenceLocator: "cpe:2.3:a:x:y:1",
  };
  return { name, SPDXID: `SPDXRef-${name}`, versionInfo, externalRefs: [cpe, reference], ...more };
}

/** In the form of the documents in Bitnami's images: the server itself and what was built with it. */
const document = {
  spdxVersion: "SPDX-2.3",
  documentDescribes: ["SPDXRef-postgresql"],
  packages: [
    row("postgresql", "17.2.0-8", "pkg:bitnami/postgresql@17.2.0-8?arch=amd64&distro=debian-12", {
      licenseConcluded: "PostgreSQL",
      licenseDeclared: "PostgreSQL",
    }),
    row("geos", "3.13.0", "pkg:bitnami/geos@3.13.0?arch=amd64&distro=debian-12", {
      licenseConcluded: "NOASSERTION",
      licenseDeclared: "LGPL-2.1-only",
    }),
    row("geos", "3.13.0", "pkg:bitnami/geos@3.13.0?arch=amd64&distro=debian-12"),
    row("lodash", "4.17.21", "pkg:npm/lodash@4.17.21"),
    row("broken", "1", "pkg:bitnami/"),
    { name: "no references" },
    null,
  ],
};

test("what Bitnami has built, and nothing else of the document", async () => {
  const content = JSON.stringify(document);
  const files = { [PATH]: content, "opt/other/.spdx-x.spdx": content, "opt/bitnami/.spdx-x.spdx": content };
  const { packages, gaps } = await catalogOf({ files });
  const common = {
    ecosystem: "Bitnami",
    by: "bitnami",
    architecture: "amd64",
    locations: [{ path: PATH, layer: 0, diffId: diffId(0) }],
  };
  expect(packages.map(({ licenses: _, ...rest }) => rest)).toEqual([
    {
      name: "geos",
      version: "3.13.0",
      purl: "pkg:bitnami/geos@3.13.0?arch=amd64&distro=debian-12",
      ...common,
    },
    {
      name: "postgresql",
      version: "17.2.0-8",
      purl: "pkg:bitnami/postgresql@17.2.0-8?arch=amd64&distro=debian-12",
      ...common,
    },
  ]);
  expect(packages.map(({ licenses }) => licenses)).toEqual([["LGPL-2.1-only"], ["PostgreSQL"]]);
  expect(gaps).toEqual([]);
});

test("a document that cannot be read is a gap", async () => {
  const { packages, gaps } = await catalogOf({ files: { [PATH]: "SPDXVersion: SPDX-2.3\n" } });
  expect(packages).toEqual([]);
  expect(gaps.map(({ kind, where }) => [kind, where])).toEqual([["unreadable", PATH]]);
});
