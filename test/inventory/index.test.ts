import { globSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import type { LayerResult } from "../../src/analysis/analyzer.ts";
import { squash } from "../../src/analysis/squash.ts";
import * as all from "../../src/inventory/all.ts";
import { analyzersOf, type Cataloger, catalog, catalogers } from "../../src/inventory/index.ts";
import { diffId, type TestLayer, viewOf } from "./layers.ts";

const STATUS = "var/lib/dpkg/status";
const APK = "lib/apk/db/installed";
const room = join(import.meta.dirname, "../../src/inventory");

/** A dpkg status of `name version architecture` rows. */
function status(...rows: string[]): TestLayer {
  const paragraphs = rows.map((row) => {
    const [name, version, architecture = "amd64"] = row.split(" ");
    return `Package: ${name}\nStatus: install ok installed\nArchitecture: ${architecture}\nVersion: ${version}\n\n`;
  });
  return { files: { [STATUS]: paragraphs.join("") } };
}

/** `name version architecture → layer` of every package. */
async function origins(...layers: TestLayer[]): Promise<string[]> {
  const view = await viewOf(analyzersOf(catalogers), layers);
  return catalog(view, undefined).packages.map(
    ({ name, version, architecture, locations }) =>
      `${name} ${version} ${architecture} → ${locations[0]?.layer}`,
  );
}

test("every cataloger of this folder is in all.ts and has a test", async () => {
  const files = globSync("*.ts", { cwd: room }).filter((file) => !["all.ts", "index.ts"].includes(file));
  const found = await Promise.all(
    files.map(async (file) => {
      const exported = Object.values((await import(join(room, file))) as Record<string, unknown>);
      return exported.filter(isCataloger).map((cataloger) => ({ file, cataloger }));
    }),
  );
  const present = found.flat();
  expect(new Set(present.map(({ cataloger }) => cataloger))).toEqual(new Set(Object.values(all)));
  const tests = globSync("*.test.ts", { cwd: import.meta.dirname });
  expect(tests).toEqual(
    expect.arrayContaining(present.map(({ file }) => `${basename(file, ".ts")}.test.ts`)),
  );
  expect(present.map(({ cataloger }) => cataloger.id).sort()).toEqual(
    [...new Set(catalogers.map(({ id }) => id))].sort(),
  );
});

test("analyzers are told apart by their ids", () => {
  const ids = analyzersOf(catalogers).map(({ id }) => id);
  expect([...new Set(ids)]).toEqual(ids);
});

test("packages stand in the order of name, version and architecture, whatever their database says", async () => {
  const layer = {
    files: {
      ...status("b 1", "a 10 i386", "a 10 amd64", "B 1", "a 1").files,
      [APK]: "P:aa\nV:1\nA:x86_64\n\n",
    },
  };
  expect(await origins(layer)).toEqual([
    "B 1 amd64 → 0",
    "a 1 amd64 → 0",
    "a 10 amd64 → 0",
    "a 10 i386 → 0",
    "aa 1 x86_64 → 0",
    "b 1 amd64 → 0",
  ]);
});

test("a package belongs to the layer that brought its version, not to the last that wrote the database", async () => {
  const layers = [
    {},
    status("base 1", "old 1", "gone 1"),
    { files: { "etc/x": "1" } },
    status("base 1", "old 2", "gone 1", "late 1"),
    status("base 1", "old 2", "late 1", "late 1 i386"),
    { files: { "etc/x": "2" } },
  ];
  expect(await origins(...layers)).toEqual([
    "base 1 amd64 → 1",
    "late 1 amd64 → 3",
    "late 1 i386 → 4",
    "old 2 amd64 → 3",
  ]);
});

test("the location names the database, and the layer by its diff id", async () => {
  const view = await viewOf(analyzersOf(catalogers), [{}, status("a 1"), status("a 1", "b 1")]);
  expect(catalog(view, undefined).packages.map(({ locations }) => locations)).toEqual([
    [{ path: STATUS, layer: 1, diffId: diffId(1) }],
    [{ path: STATUS, layer: 2, diffId: diffId(2) }],
  ]);
});

test("a package that was removed and came back is of the layer it came back with", async () => {
  expect(
    await origins(status("a 1", "b 1"), status("b 1"), status("a 1", "b 1"), status("a 1", "b 1", "c 1")),
  ).toEqual(["a 1 amd64 → 2", "b 1 amd64 → 0", "c 1 amd64 → 3"]);
  expect(await origins(status("a 1"), status("a 2"), status("a 1"))).toEqual(["a 1 amd64 → 2"]);
});

test("so is one whose database was deleted in between", async () => {
  expect(await origins(status("a 1"), { removed: ["var/lib/dpkg"] }, status("a 1"))).toEqual([
    "a 1 amd64 → 2",
  ]);
  expect(await origins(status("a 1"), { links: { [STATUS]: "/x" } }, status("a 1"))).toEqual([
    "a 1 amd64 → 2",
  ]);
});

test("and one whose folder was made opaque in between", async () => {
  const layers = [status("a 1"), status("a 1"), status("a 1")];
  const results = (await viewOf(analyzersOf(catalogers), layers)).layers;
  const origin = (changed: readonly LayerResult[]) =>
    catalog(squash(changed), undefined).packages.map(({ locations }) => locations[0]?.layer);
  const empty: LayerResult = {
    diffId: diffId(1),
    entries: [],
    whiteouts: [],
    opaques: [],
    records: {},
    gaps: [],
  };
  const [base, , top] = results;
  if (base === undefined || top === undefined) throw new Error("no layers");
  expect(origin([base, empty, top])).toEqual([0]);
  expect(origin([base, { ...empty, opaques: ["var/lib"] }, top])).toEqual([2]);
  expect(origin([base, { ...empty, opaques: [""] }, top])).toEqual([2]);
});

test("a database that moved keeps its packages' layers", async () => {
  const database = "P:a\nV:1\nA:x86_64\n\n";
  const moved = { removed: ["lib"], files: { "usr/lib/apk/db/installed": database } };
  expect(await origins({ files: { [APK]: database } }, moved)).toEqual(["a 1 x86_64 → 0"]);
});

test("only layers that changed a database are asked", async () => {
  const asked: number[] = [];
  const [dpkg] = catalogers.filter(({ id }) => id === "dpkg");
  if (dpkg === undefined) throw new Error("no dpkg cataloger");
  const watched: Cataloger = {
    ...dpkg,
    packages: (view, os) => {
      asked.push(view.layers.length);
      return dpkg.packages(view, os);
    },
  };
  const idle = Array.from({ length: 40 }, (_, index) => ({ files: { [`srv/${index}`]: "x" } }));
  const layers = [status("a 1"), ...idle, status("a 1", "b 1"), ...idle, { removed: ["etc"] }];
  const view = await viewOf(dpkg.analyzers, layers);
  const { packages } = catalog(view, undefined, [watched]);
  expect(packages.map(({ locations }) => locations[0]?.layer)).toEqual([0, 41]);
  expect(asked).toEqual([layers.length, 1]);
});

test("an image without packages", async () => {
  expect(catalog(await viewOf(analyzersOf(catalogers), []), undefined)).toEqual({ packages: [], gaps: [] });
});

function isCataloger(value: unknown): value is Cataloger {
  return typeof value === "object" && value !== null && "analyzers" in value && "packages" in value;
}
