import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { catalog } from "../../src/inventory/index.ts";
import { npm } from "../../src/inventory/npm.ts";
import { corpus, describeCorpus } from "../support/corpus.ts";
import { describeWith } from "../support/tools.ts";
import { layerFrom } from "./disk.ts";
import { catalogOfImage } from "./images.ts";
import { diffId, type TestLayer, viewOf } from "./layers.ts";

const fixtures = join(import.meta.dirname, "fixtures/npm");
const root = join(import.meta.dirname, "../..");

interface Expected {
  readonly npm: { readonly packages: readonly { name: string; version: string; path: string }[] };
}

async function catalogOf(...layers: TestLayer[]) {
  const view = await viewOf(npm.analyzers, layers);
  const { packages, gaps } = catalog(view, undefined, [npm]);
  return { packages, gaps: [...view.gaps, ...gaps] };
}

function manifest(name: string, version?: string, more: object = {}): string {
  return JSON.stringify({ name, version, ...more });
}

/** `name version` and the paths at which each was found; kind and place of each gap. */
async function found(...layers: TestLayer[]) {
  const { packages, gaps } = await catalogOf(...layers);
  return {
    packages: packages.map(({ name, version, locations }) => [
      `${name} ${version}`,
      ...locations.map(({ path }) => path),
    ]),
    gaps: gaps.map(({ kind, where }) => [kind, where]),
  };
}

describeCorpus("the npm trees of real images", () => {
  test.each([
    [
      "alpine-3.10",
      "alpine-3.10.docker-archive.tar.gz",
      "docker",
      [
        ["corpus-shop", "1.4.2", "srv/shop/package.json", 1, true],
        ["jquery", "2.2.4", "var/www/jquery/package.json", 9, undefined],
      ],
      { lodash: 2 },
    ],
    [
      "debian-12-python",
      "debian-12-python.oci-gzip.tar",
      "oci",
      [["web", "0.0.1", "srv/web/package.json", 4, true]],
      { ejs: 4, lodash: 5 },
    ],
  ] as const)("%s", { timeout: 60_000 }, async (folder, file, layout, projects, layers) => {
    const text = readFileSync(corpus.image(folder, "expected-language.json"), "utf8");
    const expected = JSON.parse(text) as Expected;
    const { packages, gaps, view } = await catalogOfImage(corpus.image(folder, file), layout, [npm]);
    const inTree = packages.filter(({ locations }) => locations[0]?.path.includes("/node_modules/"));
    const rows = inTree.map(({ name, version, locations }) => {
      return { name, version, path: `/${locations[0]?.path}` };
    });
    expect(rows).toEqual(expected.npm.packages);
    const others = packages.filter((one) => !inTree.includes(one));
    expect(
      others.map(({ name, version, locations: [at], root }) => [name, version, at?.path, at?.layer, root]),
    ).toEqual(projects);
    for (const [name, layer] of Object.entries(layers))
      expect(inTree.find((one) => one.name === name)?.locations[0]?.layer).toBe(layer);
    expect([...gaps, ...view.gaps]).toEqual([]);
  });
});

interface Queried {
  readonly name: string;
  readonly version: string;
  readonly location: string;
  readonly dev: boolean;
  readonly to: readonly string[];
}

/** What npm knows of a tree: location → name@version and that of its dependencies. */
function graphOf(queried: readonly Queried[]) {
  const byLocation = new Map(queried.map((row) => [row.location, `${row.name}@${row.version}`]));
  return queried
    .filter(({ location }) => location !== "")
    .map(({ name, version, location, dev, to }) => ({
      id: `${name}@${version}`,
      location,
      dev,
      to: [...new Set(to.map((one) => byLocation.get(one) ?? one))].sort(),
    }));
}

function idOf(purl: string): string {
  return decodeURIComponent(purl.slice("pkg:npm/".length));
}

describeWith(["npm"], "the tree of this project", () => {
  test("is what npm says it is, edges too", { timeout: 120_000 }, async () => {
    const printed = execFileSync("npm", ["query", "*"], {
      cwd: root,
      encoding: "utf8",
      maxBuffer: 1e9,
      stdio: ["ignore", "pipe", "ignore"],
    });
    const theirs = graphOf(JSON.parse(printed) as Queried[]);
    const { packages, gaps } = await catalogOf(
      layerFrom(join(root, "node_modules"), "app/node_modules", npm.analyzers),
    );
    const ours = new Map(packages.map((one) => [one.locations[0]?.path, one]));
    for (const { id, location, to } of theirs) {
      const one = ours.get(`app/${location}/package.json`);
      expect(one && `${one.name}@${one.version}`, location).toBe(id);
      // Peers that npm leaves unmet are there for us where something else brought them.
      expect(one?.dependencies?.map(idOf) ?? [], location).toEqual(expect.arrayContaining(to));
    }
    const known = new Set(theirs.map(({ location }) => `app/${location}/package.json`));
    expect(packages.filter(({ locations }) => !known.has(locations[0]?.path ?? ""))).toEqual([]);
    expect(gaps).toEqual([]);
  });
});

const queried = graphOf(JSON.parse(readFileSync(join(fixtures, "npm-query.json"), "utf8")) as Queried[]);
/** npm has put some packages at two places. */
const distinct = [...new Map(queried.map((row) => [row.id, row])).values()];
const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);

describe("trees as installed by", () => {
  test.each(["npm", "pnpm9", "yarn4"])("%s", async (tool) => {
    const tree = JSON.parse(readFileSync(join(fixtures, `tree-${tool}.json`), "utf8")) as {
      files: Record<string, unknown>;
      links: Record<string, string>;
    };
    const files = Object.fromEntries(
      Object.entries(tree.files).map(([path, content]) => [path, JSON.stringify(content)]),
    );
    const { packages, gaps } = await catalogOf({ files, links: tree.links });
    expect(
      packages
        .map(({ purl, dependencies = [] }) => ({ id: idOf(purl), to: dependencies.map(idOf).sort() }))
        .sort(byId),
    ).toEqual((tool === "npm" ? queried : distinct).map(({ id, to }) => ({ id, to })).sort(byId));
    expect(gaps).toEqual([]);
  });
});

describe("lock files without a tree beside them", () => {
  test.each([
    ["package-lock-1.json", "package-lock.json", []],
    ["package-lock-3.json", "npm-shrinkwrap.json", ["ajv"]],
    ["yarn-1.lock", "yarn.lock", []],
    ["yarn-4.lock", "yarn.lock", []],
    ["pnpm-lock-7.yaml", "pnpm-lock.yaml", ["ajv"]],
    ["pnpm-lock-8.yaml", "pnpm-lock.yaml", ["ajv"]],
    ["pnpm-lock-9.yaml", "pnpm-lock.yaml", ["ajv"]],
  ])("%s", async (fixture, name, peers) => {
    const path = `srv/${name}`;
    const files = {
      [path]: readFileSync(join(fixtures, fixture)),
      "srv/package.json": readFileSync(join(fixtures, "package.json")),
    };
    const { packages, gaps } = await catalogOf({ files });
    const [project] = packages.splice(
      packages.findIndex((one) => one.name === "fixture"),
      1,
    );
    expect(project?.root).toBe(true);
    expect(
      packages
        .map(({ purl, dependencies = [], development = false, locked, locations }) => ({
          id: idOf(purl),
          location: locations[0]?.path,
          dev: development,
          to: dependencies.map(idOf).sort(),
          locked,
        }))
        .sort(byId),
    ).toEqual(
      distinct
        .map(({ id, dev, to }) => ({
          id,
          location: path,
          dev,
          // Only some lock files say who got which peer.
          to:
            id.startsWith("ajv-keywords@") && peers.length === 0
              ? to.filter((one) => !one.startsWith("ajv@"))
              : to,
          locked: true,
        }))
        .sort(byId),
    );
    expect(gaps).toEqual([]);
  });
});

test("one package, with all that is kept of it", async () => {
  const files = {
    "srv/node_modules/@a/b/package.json": manifest("@A/b", "1.0.0+x", {
      license: { type: "MIT" },
      licenses: [{ type: "MIT" }, "ISC", 3],
      dependencies: { c: "*", absent: "*", __proto__: "*", constructor: "*" },
      optionalDependencies: ["c"],
    }),
    "srv/node_modules/c/package.json": `\uFEFF${manifest("c", "2.0.0")}`,
  };
  const { packages, gaps } = await catalogOf({ files });
  const location = (path: string) => [{ path, layer: 0, diffId: diffId(0) }];
  expect(packages).toEqual([
    {
      name: "@A/b",
      version: "1.0.0+x",
      ecosystem: "npm",
      purl: "pkg:npm/%40a/b@1.0.0%2Bx",
      by: "npm",
      licenses: ["MIT", "ISC"],
      dependencies: ["pkg:npm/c@2.0.0"],
      locations: location("srv/node_modules/@a/b/package.json"),
    },
    {
      name: "c",
      version: "2.0.0",
      ecosystem: "npm",
      purl: "pkg:npm/c@2.0.0",
      by: "npm",
      locations: location("srv/node_modules/c/package.json"),
    },
  ]);
  expect(gaps).toEqual([]);
});

test("what is a package and what is not", async () => {
  const paths = [
    "node_modules/a/node_modules/b/package.json",
    "node_modules/a/package.json",
    "srv/node_modules/.pnpm/c@1.0.0/node_modules/c/package.json",
    "srv/node_modules/.store/d-npm-1.0.0-0/package/package.json",
    "usr/lib/node_modules/e/test/node_modules/f/package.json",
    "opt/yarn/package.json",
  ];
  const not = [
    "node_modules/a/dist/esm/package.json",
    "node_modules/@a/package.json",
    "node_modules/.cache/a/package.json",
    "node_modules/.package-lock.json",
    "srv/package.json.bak",
    "srv/xpackage.json",
  ];
  const files = Object.fromEntries([...paths, ...not].map((path) => [path, manifest("a", "1.0.0")]));
  expect(await found({ files })).toEqual({ packages: paths.map((path) => ["a 1.0.0", path]), gaps: [] });
});

test("a package.json without name or version", async () => {
  const files = {
    "srv/package.json": "{}",
    "srv/node_modules/a/package.json": '{"type":"module"}',
    "srv/node_modules/b/package.json": manifest("b"),
    "srv/node_modules/.pnpm/c@1/node_modules/c/package.json": manifest("c"),
    "srv/node_modules/d/test/node_modules/e/package.json": manifest("e"),
    "srv/node_modules/f/package.json": manifest("f", " "),
  };
  expect(await found({ files })).toEqual({
    packages: [],
    gaps: [
      ["version", "srv/node_modules/.pnpm/c@1/node_modules/c/package.json"],
      ["version", "srv/node_modules/b/package.json"],
      ["version", "srv/node_modules/f/package.json"],
    ],
  });
});

test("a package.json that cannot be read", async () => {
  const path = "srv/node_modules/a/package.json";
  const unreadable = { packages: [], gaps: [["unreadable", path]] };
  for (const content of ["", "{", "[]", "null", Buffer.alloc(100), manifest("a".repeat(2000), "1")])
    expect(await found({ files: { [path]: content } })).toEqual(unreadable);
  expect(await found({ files: { [path]: `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}` } })).toEqual({
    packages: [],
    gaps: [],
  });
});

describe("lock files", () => {
  const lock = readFileSync(join(fixtures, "package-lock-3.json"));
  const tree = { "srv/node_modules/a/package.json": manifest("a", "1.0.0") };

  test("do not count beside a tree, nor inside packages", async () => {
    const files = {
      ...tree,
      "srv/package-lock.json": lock,
      "srv/yarn.lock": readFileSync(join(fixtures, "yarn-1.lock")),
      "srv/node_modules/a/package-lock.json": lock,
    };
    const [path = ""] = Object.keys(tree);
    expect(await found({ files })).toEqual({ packages: [["a 1.0.0", path]], gaps: [] });
    // A tree that a later layer removed is not there.
    const { packages } = await found({ files }, { removed: ["srv/node_modules"] });
    expect(packages.length).toBe(distinct.length);
  });

  test("of one folder make one list, without what another overrules", async () => {
    const locked = (...names: string[]) =>
      JSON.stringify({
        lockfileVersion: 3,
        packages: Object.fromEntries(
          names.map((name) => [`node_modules/${name}`, { version: "1.0.0", dev: name === "b" }]),
        ),
      });
    const yarn = 'a@^1:\n  version "1.0.0"\n\nb@^1:\n  version "1.0.0"\n\nc@^1:\n  version "1.0.0"\n';
    const files = { "a/package-lock.json": locked("a", "b"), "a/yarn.lock": yarn };
    expect(await found({ files })).toEqual({
      packages: [
        ["a 1.0.0", "a/package-lock.json", "a/yarn.lock"],
        ["b 1.0.0", "a/package-lock.json", "a/yarn.lock"],
        ["c 1.0.0", "a/yarn.lock"],
      ],
      gaps: [],
    });
    const { packages } = await catalogOf({ files });
    expect(packages.some(({ development }) => development === true)).toBe(false);
    const shrunk = { ...files, "a/npm-shrinkwrap.json": locked("a") };
    expect((await found({ files: shrunk })).packages[0]).toEqual([
      "a 1.0.0",
      "a/npm-shrinkwrap.json",
      "a/yarn.lock",
    ]);
  });

  test("leave out the project's own folders, links and files", async () => {
    const npmLock = JSON.stringify({
      lockfileVersion: 2,
      packages: {
        "": { name: "x", version: "1.0.0" },
        "packages/own": { version: "1.0.0" },
        "node_modules/own": { resolved: "packages/own", link: true },
        "node_modules/local": { version: "file:../local" },
        "node_modules/real": { name: "other", version: "1.0.0" },
      },
    });
    const yarn1 = '"a@file:../a":\n  version "1.0.0"\n\nb@1, b@^1.0:\n  version "1.0.0"\n';
    const yarn2 = [
      '"app@workspace:.":\n  version: 0.0.0-use.local\n  resolution: "app@workspace:."\n  linkType: soft\n',
      '"r@patch:r@npm%3A1#./p":\n  version: 1.0.0\n  resolution: "r@patch:r@npm%3A1.0.0#./p::hash=1"\n  linkType: hard\n',
    ].join("\n");
    const pnpm = [
      "lockfileVersion: 5.4",
      "packages:",
      "",
      "  /@a/b/1.0.0_x@2.0.0:",
      "    resolution: {integrity: sha512-0}",
      "    dev: true",
      "  github.com/o/r/0123:",
      "    name: r",
      "    version: 2.0.0",
      "  file:../l:",
      "    name: l",
      "    version: 2.0.0",
    ].join("\n");
    const files = {
      "a/package-lock.json": npmLock,
      "b/yarn.lock": yarn1,
      "c/yarn.lock": yarn2,
      "d/pnpm-lock.yaml": pnpm,
    };
    expect(await found({ files })).toEqual({
      packages: [
        ["@a/b 1.0.0", "d/pnpm-lock.yaml"],
        ["b 1.0.0", "b/yarn.lock"],
        ["other 1.0.0", "a/package-lock.json"],
        ["r 1.0.0", "c/yarn.lock"],
        ["r 2.0.0", "d/pnpm-lock.yaml"],
      ],
      gaps: [],
    });
  });

  test("that are none, or without end, are gaps", async () => {
    const deep = '"dependencies":{"a":{"version":"1",'.repeat(5000);
    const nested = `{"lockfileVersion":1,${deep}"x":0${"}}".repeat(5000)}}`;
    const files = {
      "a/package-lock.json": "{}",
      "b/package-lock.json": nested,
      "c/yarn.lock": "<html>\n",
      "d/pnpm-lock.yaml": "lockfileVersion: 99\n",
      "e/pnpm-lock.yaml": `${"x".repeat(100_000)}: 1\n`,
      "f/yarn.lock": Buffer.alloc(1000),
      "g/yarn.lock": Array.from({ length: 50_001 }, (_, index) => `a@${index}:\n`).join(""),
    };
    expect(await found({ files })).toEqual({
      packages: [],
      gaps: Object.keys(files).map((path) => [/^[beg]/.test(path) ? "limit" : "unreadable", path]),
    });
  });
});
