import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { cargoLock } from "../../src/inventory/cargo-lock.ts";
import { catalog } from "../../src/inventory/index.ts";
import { diffId, type TestLayer, viewOf } from "./layers.ts";

const fixture = (name: string) => readFileSync(join(import.meta.dirname, "fixtures/cargo", name));

async function catalogOf(...layers: TestLayer[]) {
  const view = await viewOf(cargoLock.analyzers, layers);
  const { packages, gaps } = catalog(view, undefined, [cargoLock]);
  return { packages, gaps: [...view.gaps, ...gaps] };
}

const PROJECT = {
  "srv/Cargo.lock": fixture("Cargo.lock"),
  "srv/Cargo.toml": fixture("Cargo.toml"),
  "srv/own/Cargo.toml": fixture("own-Cargo.toml"),
};

/** As `cargo tree` printed it, without what only tests need. */
const TREE =
  "fixture 0.1.0, itoa 1.0.18, memchr 2.8.3, own 0.2.0, proc-macro2 1.0.107, quote 1.0.47, semver 1.0.28, serde 1.0.229, serde_core 1.0.229, serde_derive 1.0.229, serde_json 1.0.154, syn 3.0.9, unicode-ident 1.0.27, zmij 1.0.23";

test("a real lock file: what is for tests only is marked", async () => {
  const { packages, gaps } = await catalogOf({ files: PROJECT });
  const shown = (list: typeof packages) => list.map(({ name, version }) => `${name} ${version}`).join(", ");
  expect(shown(packages.filter(({ development }) => development !== true))).toBe(TREE);
  expect(shown(packages.filter(({ development }) => development === true))).toBe("leb128 0.2.7");
  expect(shown(packages.filter(({ root }) => root === true))).toBe("fixture 0.1.0, own 0.2.0");
  expect(packages.find(({ name }) => name === "serde_derive")).toEqual({
    name: "serde_derive",
    version: "1.0.229",
    ecosystem: "crates.io",
    purl: "pkg:cargo/serde_derive@1.0.229",
    by: "cargo-lock",
    locked: true,
    dependencies: ["pkg:cargo/proc-macro2@1.0.107", "pkg:cargo/quote@1.0.47", "pkg:cargo/syn@3.0.9"],
    locations: [{ path: "srv/Cargo.lock", layer: 0, diffId: diffId(0) }],
  });
  expect(gaps).toEqual([]);
});

test("without the Cargo.toml beside it nothing is known to be for tests", async () => {
  const { packages } = await catalogOf({ files: PROJECT }, { removed: ["srv/Cargo.toml"] });
  expect(packages.map(({ name, development }) => [name, development])).toContainEqual(["leb128", undefined]);
});

test("several versions, old forms, renamed dependencies", async () => {
  const lock = `
[[package]]
name = "app"
version = "0.1.0"
dependencies = ["a 1.0.0", "a 2.0.0 (registry+x)", "c"]

[[package]]
name = "a"
version = "1.0.0"
source = "registry+x"

[[package]]
name = "a"
version = "2.0.0"
source = "git+https://example.org/a#0123"
dependencies = ["c"]

[[package]]
name = "c"
version = "1.0.0-beta.1"
source = "registry+x"

[metadata]
"checksum a 1.0.0 (registry+x)" = "00"
`;
  const manifest =
    '[workspace.dependencies]\nb = { package = "a", version = "2" }\n[dependencies]\nb.workspace = true\n';
  const { packages, gaps } = await catalogOf({ files: { "Cargo.lock": lock, "Cargo.toml": manifest } });
  expect(
    packages.map(({ name, version, dependencies, development }) => [
      name,
      version,
      dependencies,
      development,
    ]),
  ).toEqual([
    ["a", "1.0.0", undefined, undefined],
    ["a", "2.0.0", ["pkg:cargo/c@1.0.0-beta.1"], undefined],
    ["app", "0.1.0", ["pkg:cargo/a@1.0.0", "pkg:cargo/a@2.0.0", "pkg:cargo/c@1.0.0-beta.1"], undefined],
    ["c", "1.0.0-beta.1", undefined, undefined],
  ]);
  expect(gaps).toEqual([]);
});

test("lock files of sources that cargo has fetched say nothing", async () => {
  const lock = fixture("Cargo.lock");
  const files = {
    "root/.cargo/registry/src/index-0/a-1.0.0/Cargo.lock": lock,
    "root/.cargo/git/checkouts/a/0/Cargo.lock": lock,
    "srv/Cargo.lock.bak": lock,
  };
  expect(await catalogOf({ files })).toEqual({ packages: [], gaps: [] });
});

test("what cannot be read is a gap", async () => {
  const reasons = async (content: string) => {
    const { packages, gaps } = await catalogOf({ files: { "Cargo.lock": content } });
    expect(packages).toEqual([]);
    return gaps.map(({ reason }) => reason.replace(/(TOML): .*/s, "$1"));
  };
  expect(await reasons("[[")).toEqual(["it is not TOML"]);
  expect(await reasons("package = 1")).toEqual(["it is not a lock file of cargo"]);
  expect(await reasons('[[package]]\nname = "a"')).toEqual(["it lists a package without a name or version"]);
  expect(await reasons("version = 4\n")).toEqual([]);
  const many = "[[package]]\nname='a'\nversion='1'\n".repeat(20_001);
  expect(await reasons(many)).toEqual(["it lists more than 20000 packages"]);
});
