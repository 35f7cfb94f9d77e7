import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { apk } from "../../src/inventory/apk.ts";
import { catalog } from "../../src/inventory/index.ts";
import type { OsRelease } from "../../src/model/index.ts";
import { diffId, type TestLayer, viewOf } from "./layers.ts";

const DATABASE = "lib/apk/db/installed";
const OS: OsRelease = { family: "alpine", version: "3.20.3" };

/** Six packages of the database of Alpine's 3.20.3 minirootfs, as its apk wrote them. */
const real = readFileSync(join(import.meta.dirname, "fixtures/apk-installed"));

async function catalogOf(...layers: TestLayer[]) {
  return catalog(await viewOf(apk.analyzers, layers), OS, [apk]);
}

/** `name version`, and the reasons of the gaps. */
async function summary(database: string | Buffer) {
  const { packages, gaps } = await catalogOf({ files: { [DATABASE]: database } });
  return [
    packages.map(({ name, version }) => `${name} ${version}`),
    gaps.map(({ kind, reason }) => [kind, reason]),
  ];
}

test("a real database", async () => {
  const { packages, gaps } = await catalogOf({}, { files: { [DATABASE]: real } });
  const locations = [{ path: DATABASE, layer: 1, diffId: diffId(1) }];
  const common = { ecosystem: "Alpine:v3.20", by: "apk", architecture: "x86_64", locations };
  const purl = (name: string) => `pkg:apk/alpine/${name}?arch=x86_64&distro=3.20.3`;
  expect(packages).toEqual([
    {
      name: "alpine-baselayout-data",
      version: "3.6.5-r0",
      purl: purl("alpine-baselayout-data@3.6.5-r0"),
      source: { name: "alpine-baselayout", version: "3.6.5-r0" },
      licenses: ["GPL-2.0-only"],
      ...common,
    },
    {
      name: "busybox-binsh",
      version: "1.36.1-r29",
      purl: purl("busybox-binsh@1.36.1-r29"),
      source: { name: "busybox", version: "1.36.1-r29" },
      licenses: ["GPL-2.0-only"],
      ...common,
    },
    {
      name: "ca-certificates-bundle",
      version: "20240705-r0",
      purl: purl("ca-certificates-bundle@20240705-r0"),
      source: { name: "ca-certificates", version: "20240705-r0" },
      licenses: ["MPL-2.0 AND MIT"],
      ...common,
    },
    {
      name: "libcrypto3",
      version: "3.3.2-r0",
      purl: purl("libcrypto3@3.3.2-r0"),
      source: { name: "openssl", version: "3.3.2-r0" },
      licenses: ["Apache-2.0"],
      ...common,
    },
    {
      name: "scanelf",
      version: "1.3.7-r2",
      purl: purl("scanelf@1.3.7-r2"),
      source: { name: "pax-utils", version: "1.3.7-r2" },
      licenses: ["GPL-2.0-only"],
      ...common,
    },
    {
      name: "zlib",
      version: "1.3.1-r1",
      purl: purl("zlib@1.3.1-r1"),
      source: { name: "zlib", version: "1.3.1-r1" },
      licenses: ["Zlib"],
      ...common,
    },
  ]);
  expect(gaps).toEqual([]);
});

describe("what is taken", () => {
  test("line ends of any kind, no last line end, lost empty lines", async () => {
    expect(await summary("P:a\r\nV:1\r\n\r\nP:b\nV:2\nP:c\nV:3")).toEqual([["a 1", "b 2", "c 3"], []]);
  });

  test("the first package of a name, here and in a second database", async () => {
    const files = {
      [DATABASE]: "P:a\nV:2\n\nP:a\nV:3\n\n",
      "usr/lib/apk/db/installed": "P:a\nV:1\n\nP:b\nV:1\n\n",
    };
    const { packages, gaps } = await catalogOf({ files });
    expect(packages.map(({ name, version, locations }) => [name, version, locations[0]?.path])).toEqual([
      ["a", "2", DATABASE],
      ["b", "1", "usr/lib/apk/db/installed"],
    ]);
    expect(gaps).toEqual([]);
  });

  test("a package of no distribution", async () => {
    const view = await viewOf(apk.analyzers, [{ files: { [DATABASE]: "P:a\nV:1\n\n" } }]);
    expect(catalog(view, undefined, [apk]).packages).toEqual([
      {
        name: "a",
        version: "1",
        ecosystem: "apk",
        purl: "pkg:apk/a@1",
        by: "apk",
        source: { name: "a", version: "1" },
        locations: [{ path: DATABASE, layer: 0, diffId: diffId(0) }],
      },
    ]);
  });

  test("an empty database: no packages, no gap", async () => {
    expect(await summary("")).toEqual([[], []]);
  });

  test("names that objects have by nature", async () => {
    expect(await summary("P:__proto__\nV:1\n\nP:constructor\nV:2\n\n")).toEqual([
      ["__proto__ 1", "constructor 2"],
      [],
    ]);
  });
});

describe("what becomes a gap", () => {
  test("a version that is none", async () => {
    const reason = 'The version of a, "latest", is not one that apk allows, so it cannot be compared.';
    expect(await summary("P:a\nV:latest\n\n")).toEqual([["a latest"], [["version", reason]]]);
  });

  test("many such versions: the first few in words", async () => {
    const rows = Array.from({ length: 1000 }, (_, index) => `P:a${index}\nV:${"x".repeat(3000)}\n\n`);
    const { packages, gaps } = await catalogOf({ files: { [DATABASE]: rows.join("") } });
    expect(packages).toHaveLength(1000);
    expect(gaps).toHaveLength(11);
    expect(gaps[0]?.reason).toBe(
      `The version of a0, "${"x".repeat(80)}…", is not one that apk allows, so it cannot be compared.`,
    );
    expect(gaps[10]?.reason).toBe("The versions of 990 more packages are not such that apk allows them.");
  });

  test("a package without a name or version", async () => {
    expect(await summary("P:a\nV:1\n\nV:2\nA:x86\n\nP:b\n")).toEqual([
      ["a 1"],
      [
        ["unreadable", "The package before line 6 has no name or no version."],
        ["unreadable", "The package before line 8 has no name or no version."],
      ],
    ]);
  });

  test("a line that is none of apk's", async () => {
    expect(await summary("P:a\nV:1\ngarbage\n\n")).toEqual([
      ["a 1"],
      [["unreadable", "Line 3 is not part of a package database."]],
    ]);
  });

  test("a line without end", async () => {
    expect(await summary(`P:a\nV:1\nD:${"x".repeat(10_000)}\n\nP:b\nV:${"1".repeat(10_000)}\n\n`)).toEqual([
      ["a 1"],
      [
        ["limit", "Line 6 is over 4096 bytes long."],
        ["unreadable", "The package before line 7 has no name or no version."],
      ],
    ]);
  });

  test("a file that is no database at all", async () => {
    const view = await viewOf(apk.analyzers, [{ files: { [DATABASE]: Buffer.alloc(5000, "\x00\xff\n") } }]);
    expect(catalog(view, OS, [apk])).toEqual({ packages: [], gaps: [] });
    expect(view.gaps).toEqual([
      {
        kind: "unreadable",
        where: DATABASE,
        by: "apk-database",
        reason: "this is not an apk database",
        layer: diffId(0),
      },
    ]);
  });

  test("more problems than anyone reads", async () => {
    const [packages, gaps] = await summary(`P:a\nV:1\n${"?\n".repeat(1000)}\n`);
    expect(packages).toEqual(["a 1"]);
    expect(gaps).toHaveLength(11);
    expect(gaps?.at(-1)).toEqual(["unreadable", "There are 990 more problems in this file."]);
  });

  test("more packages than any system has", async () => {
    const [packages, gaps] = await summary("P:a\nV:1\n\n".repeat(100_001));
    expect(packages).toEqual(["a 1"]);
    expect(gaps).toEqual([["limit", "There are more than 100000 packages; the rest was not read."]]);
  });

  test("a database that a later layer removed", async () => {
    const { packages, gaps } = await catalogOf({ files: { [DATABASE]: real } }, { removed: ["lib/apk"] });
    expect(packages).toEqual([]);
    expect(gaps).toEqual([
      {
        kind: "unreadable",
        where: DATABASE,
        by: "apk",
        reason: "A later layer removed the package database, so the installed packages cannot be told.",
        layer: diffId(0),
      },
    ]);
  });

  test("a database behind a link", async () => {
    const { gaps } = await catalogOf({ links: { "lib/apk": "/opt/apk" } });
    expect(gaps).toEqual([
      {
        kind: "unreadable",
        where: "lib/apk",
        by: "apk",
        reason: "The package database is behind a symbolic link, which is not followed.",
        layer: diffId(0),
      },
    ]);
  });

  test("but not a database that moved with the merge of /usr", async () => {
    const { packages, gaps } = await catalogOf(
      { files: { [DATABASE]: real } },
      { removed: ["lib"], links: { lib: "usr/lib" }, files: { "usr/lib/apk/db/installed": real } },
    );
    expect(packages).toHaveLength(6);
    expect(gaps).toEqual([]);
  });
});
