import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { apk } from "../../src/inventory/apk.ts";
import type { Cataloger } from "../../src/inventory/cataloger.ts";
import { dpkg } from "../../src/inventory/dpkg.ts";
import { analyzersOf, catalog } from "../../src/inventory/index.ts";
import { owners, withOwners } from "../../src/inventory/ownership.ts";
import { python } from "../../src/inventory/python.ts";
import { rpm } from "../../src/inventory/rpm.ts";
import type { Package } from "../../src/model/index.ts";
import { corpus, describeCorpus } from "../support/corpus.ts";
import { catalogOfImage } from "./images.ts";
import { diffId, type TestLayer, viewOf } from "./layers.ts";
import { fixture } from "./rpm/fixtures.ts";

const CATALOGERS = [apk, dpkg, python, rpm];
const SITE = "usr/lib/python3/dist-packages";

/** A package of dpkg with its files. */
function debian(name: string, paths: readonly string[], version = "1-1"): Record<string, string> {
  return {
    "var/lib/dpkg/status": `Package: ${name}\nStatus: install ok installed\nVersion: ${version}\n\n`,
    [`var/lib/dpkg/info/${name}.list`]: ["/.", ...paths, ""].join("\n"),
  };
}

function module(name: string, version: string, site = SITE): Record<string, string> {
  return { [`${site}/${name}.egg-info/PKG-INFO`]: metadata(name, version) };
}

function metadata(name: string, version: string): string {
  return `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n`;
}

/** `name version owner` of every Python package. */
async function owned(...layers: TestLayer[]): Promise<string[]> {
  const view = await viewOf(analyzersOf(CATALOGERS), layers);
  return catalog(view, undefined, CATALOGERS)
    .packages.filter(({ by }) => by === "python")
    .map(({ name, version, ownedBy }) => `${name} ${version} ${ownedBy?.by ?? "-"} ${ownedBy?.name ?? "-"}`);
}

const A = debian("python3-a", ["/usr", `/${SITE}`, `/${SITE}/a.egg-info`, `/${SITE}/a.egg-info/PKG-INFO`]);

test("a module that dpkg lists belongs to its package, one beside it to nobody", async () => {
  const files = { ...A, ...module("a", "1"), ...module("b", "1") };
  expect(await owned({ files })).toEqual(["a 1 dpkg python3-a", "b 1 - -"]);
});

test("apk, and a package of several files in several folders", async () => {
  const database =
    "P:py3-a\nV:1-r0\nF:usr\nF:usr/bin\nR:a\nZ:Q1x\nF:usr/lib/a.dist-info\nR:RECORD\nR:METADATA\n\n";
  const files = { "lib/apk/db/installed": database, "usr/lib/a.dist-info/METADATA": metadata("a", "1") };
  expect(await owned({ files })).toEqual(["a 1 apk py3-a"]);
});

test("apk, by a database that apk wrote", async () => {
  const database = readFileSync(join(import.meta.dirname, "fixtures/apk-installed"));
  const view = await viewOf(apk.analyzers, [{ files: { "lib/apk/db/installed": database } }]);
  const ownerOf = owners(view, catalog(view, undefined, [apk]).packages, [apk]);
  const paths = [
    "lib/libz.so.1.3.1",
    "usr/lib/engines-3/afalg.so",
    "bin/sh",
    "etc/ssl/private",
    "lib/libz.so",
  ];
  expect(paths.map((path) => ownerOf(path)?.name)).toEqual([
    "zlib",
    "libcrypto3",
    "busybox-binsh",
    undefined,
    undefined,
  ]);
});

test("rpm, by a database that rpm wrote", async () => {
  const view = await viewOf(rpm.analyzers, [
    { files: { "usr/lib/sysimage/rpm/Packages.db": fixture("Packages.db") } },
  ]);
  const ownerOf = owners(view, catalog(view, undefined, [rpm]).packages, [rpm]);
  expect(ownerOf("opt/many/a-file-with-a-rather-long-name-7")).toMatchObject({
    name: "many",
    version: "1.0-1",
  });
  expect(ownerOf("opt/many/a-file-with-a-rather-long-name")).toBeUndefined();
  expect(ownerOf("opt/many/a-file-with-a-rather-long-name-7/x")).toBeUndefined();
});

test("distroless: sums beside each package, without a slash in front", async () => {
  const folder = "var/lib/dpkg/status.d";
  const files = {
    [`${folder}/a`]: "Package: python3-a\nVersion: 1\n",
    [`${folder}/a.md5sums`]: `0123  ${SITE}/a.egg-info/PKG-INFO\n0123  ./${SITE}/b.egg-info/PKG-INFO\n`,
    ...module("a", "1"),
    ...module("b", "1"),
  };
  expect(await owned({ files })).toEqual(["a 1 dpkg python3-a", "b 1 dpkg python3-a"]);
});

test("what is left of a removed package owns nothing", async () => {
  const files = {
    ...A,
    "var/lib/dpkg/status": "Package: python3-a\nStatus: deinstall ok config-files\nVersion: 1\n\n",
  };
  expect(await owned({ files: { ...files, ...module("a", "1") } })).toEqual(["a 1 - -"]);
});

test("a folder that a package has does not make everything in it its own", async () => {
  const files = debian("python3", ["/usr", "/usr/local", `/usr/local/lib`, "/usr/local/lib/site"]);
  expect(await owned({ files: { ...files, ...module("a", "1", "usr/local/lib/site") } })).toEqual([
    "a 1 - -",
  ]);
});

test("folders are compared behind the links of the image", async () => {
  const old = debian("python3-a", [
    "/lib",
    "/lib/site",
    "/lib/site/a.egg-info",
    "/lib/site/a.egg-info/PKG-INFO",
  ]);
  const moved = { ...old, ...module("a", "1", "usr/lib/site") };
  expect(await owned({ files: moved })).toEqual(["a 1 - -"]);
  expect(await owned({ files: moved, links: { lib: "usr/lib" } })).toEqual(["a 1 dpkg python3-a"]);
  // A later layer was written through the link.
  const files = {
    ...debian("python3-a", ["/usr/lib/site/a.egg-info/PKG-INFO"]),
    ...module("a", "1", "lib/site"),
  };
  expect(await owned({ files, links: { lib: "/usr/lib" } })).toEqual(["a 1 dpkg python3-a"]);
  expect(await owned({ files: { ...moved }, links: { lib: "lib" } })).toEqual(["a 1 - -"]);
});

test("decided on the squashed image: the database of a later layer counts for files of an earlier one", async () => {
  const files = { ...A, ...module("a", "1") };
  const both = { ...debian("python3-a", []), "etc/x": "" };
  expect(await owned({ files }, { files: both })).toEqual(["a 1 - -"]);
  expect(await owned({ files: module("a", "1") }, { files: A })).toEqual(["a 1 dpkg python3-a"]);
  expect(await owned({ files }, { removed: ["var/lib/dpkg/info/python3-a.list"] })).toEqual(["a 1 - -"]);
});

test("a file that was replaced after its package came is not the package's", async () => {
  const base = { files: { ...A, ...module("a", "1") } };
  expect(await owned(base, { files: module("a", "2") })).toEqual(["a 2 - -"]);
  // Copied up by a change of owner or mode: the same version.
  expect(await owned(base, { files: module("a", "1") })).toEqual(["a 1 dpkg python3-a"]);
  // The package came anew after that.
  const upgraded = {
    ...A,
    ...debian("python3-a", [`/${SITE}/a.egg-info/PKG-INFO`], "2-1"),
    ...module("a", "2"),
  };
  expect(await owned(base, { files: upgraded })).toEqual(["a 2 dpkg python3-a"]);
  const rewritten = { ...A, "var/lib/dpkg/status": `${A["var/lib/dpkg/status"]}Package: z\nVersion: 1\n\n` };
  expect(await owned(base, { files: module("a", "2") }, { files: rewritten })).toEqual(["a 2 - -"]);
});

test("all evidence has to belong to a system package", async () => {
  const wheel = { [`${SITE}/a-1.dist-info/METADATA`]: metadata("a", "1") };
  expect(await owned({ files: { ...A, ...module("a", "1"), ...wheel } })).toEqual(["a 1 - -"]);
});

test("evidence in an archive belongs to whoever has the archive", async () => {
  const files = {
    ...debian("libx-java", ["/usr/share/java/x.jar"]),
    "usr/share/java/x.jar": "",
    "srv/y.jar": "",
  };
  const view = await viewOf(dpkg.analyzers, [{ files }]);
  const jar = (path: string): Package => ({
    name: "g:a",
    version: "1",
    ecosystem: "Maven",
    purl: "pkg:maven/g/a@1",
    by: "java",
    locations: [{ path, layer: 0, diffId: diffId(0) }],
  });
  const { packages } = catalog(view, undefined, [dpkg]);
  const paths = [
    "usr/share/java/x.jar/BOOT-INF/lib/a.jar",
    "srv/y.jar/a.jar",
    "usr/share/java/gone.jar",
    "usr/share",
  ];
  const marked = withOwners([...packages, ...paths.map(jar)], view, [dpkg]);
  expect(marked.map(({ ownedBy }) => ownedBy?.name)).toEqual([
    undefined,
    "libx-java",
    undefined,
    undefined,
    undefined,
  ]);
});

test("the first of two packages that list a file", async () => {
  const status = ["a", "b"].map((name) => `Package: ${name}\nVersion: 1\n\n`).join("");
  const lists = ["a", "b"].map((name) => [
    `var/lib/dpkg/info/${name}.list`,
    `/${SITE}/a.egg-info/PKG-INFO\n`,
  ]);
  const files = { ...Object.fromEntries(lists), "var/lib/dpkg/status": status, ...module("a", "1") };
  expect(await owned({ files })).toEqual(["a 1 dpkg a"]);
});

test("lists are read at the first question, and not at all without one", async () => {
  const view = await viewOf(dpkg.analyzers, [{ files: A }]);
  let asked = 0;
  const owns: Cataloger["owns"] = (...args) => {
    asked++;
    return dpkg.owns?.(...args) ?? [];
  };
  const watched: Cataloger = { ...dpkg, owns };
  const { packages } = catalog(view, undefined, [watched]);
  expect(asked).toBe(0);
  const ownerOf = owners(view, packages, [watched]);
  expect([`${SITE}/a.egg-info/PKG-INFO`, "etc/x", ""].map((path) => ownerOf(path)?.name)).toEqual([
    "python3-a",
    undefined,
    undefined,
  ]);
  expect(asked).toBe(1);
});

describeCorpus("a real Debian image", () => {
  test("Debian's modules are Debian's, the wheel is not; links of the merged /usr are followed", async () => {
    const path = corpus.image("debian-12-python", "debian-12-python.oci-gzip.tar");
    const { view, packages } = await catalogOfImage(path, "oci", CATALOGERS);
    const modules = packages.filter(({ by }) => by === "python");
    expect(modules.map(({ name, ownedBy }) => [name, ownedBy?.name])).toEqual([
      ["Jinja2", "python3-jinja2"],
      ["MarkupSafe", "python3-markupsafe"],
      ["PyYAML", "python3-yaml"],
      ["certifi", "python3-certifi"],
      ["chardet", "python3-chardet"],
      ["charset-normalizer", "python3-charset-normalizer"],
      ["idna", "python3-idna"],
      ["pip", undefined],
      ["requests", "python3-requests"],
      ["six", "python3-six"],
      ["urllib3", "python3-urllib3"],
    ]);
    const ownerOf = owners(view, packages, CATALOGERS);
    const libc = "lib/x86_64-linux-gnu/libc.so.6"; // as libc6 lists it
    expect([libc, `usr/${libc}`, "bin/bash", "usr/bin/bash"].map((one) => ownerOf(one)?.name)).toEqual([
      "libc6",
      "libc6",
      "bash",
      "bash",
    ]);
    const unowned = [...view.entries()].filter(({ path, type }) => {
      return (
        type === "file" &&
        !path.endsWith(".pyc") &&
        /^usr\/(?:bin|sbin|lib)\//.test(path) &&
        ownerOf(path) === undefined
      );
    });
    expect(unowned.map((entry) => entry.path)).toEqual([]);
  });
});
