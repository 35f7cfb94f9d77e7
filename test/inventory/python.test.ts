import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { catalog } from "../../src/inventory/index.ts";
import { python } from "../../src/inventory/python.ts";
import { corpus, describeCorpus } from "../support/corpus.ts";
import { describeWith } from "../support/tools.ts";
import { layerFrom } from "./disk.ts";
import { catalogOfImage } from "./images.ts";
import { diffId, type TestLayer, viewOf } from "./layers.ts";

const SITE = "usr/lib/python3/site-packages";

async function catalogOf(...layers: TestLayer[]) {
  const view = await viewOf(python.analyzers, layers);
  const { packages, gaps } = catalog(view, undefined, [python]);
  return { packages, gaps: [...view.gaps, ...gaps] };
}

function header(name: string, version: string, ...more: string[]): string {
  return [
    "Metadata-Version: 2.1",
    `Name: ${name}`,
    `Version: ${version}`,
    ...more,
    "",
    "Name: text",
    "",
  ].join("\n");
}

interface Expected {
  readonly python: { readonly distributions: readonly { name: string; version: string; path: string }[] };
}

describeCorpus("the Python packages of a real image", () => {
  test("debian-12-python", { timeout: 60_000 }, async () => {
    const folder = "debian-12-python";
    const text = readFileSync(corpus.image(folder, "expected-language.json"), "utf8");
    const expected = JSON.parse(text) as Expected;
    const path = corpus.image(folder, `${folder}.oci-gzip.tar`);
    const { packages, gaps, view } = await catalogOfImage(path, "oci", [python]);
    const rows = packages.map(({ name, version, locations }) => ({
      name,
      version,
      path: `/${locations[0]?.path}`,
    }));
    const byLowerCase = (a: { name: string }, b: { name: string }) =>
      a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1;
    expect(rows.sort(byLowerCase)).toEqual(expected.python.distributions);
    const layers = packages.map(({ name, locations }) => [name, locations[0]?.layer] as const);
    expect(layers.filter(([, layer]) => layer !== 1)).toEqual([["pip", 2]]);
    expect([...gaps, ...view.gaps]).toEqual([]);
  });
});

describeWith(["python3", "pip3"], "the Python of this machine", () => {
  test("lists the same", { timeout: 60_000 }, async () => {
    const script = `
import importlib.metadata, json, sysconfig
for folder in (sysconfig.get_paths()["purelib"], "/usr/lib/python3/dist-packages"):
    found = sorted({(d.metadata["Name"], d.version) for d in importlib.metadata.distributions(path=[folder])})
    if found: break
print(json.dumps([folder, found]))`;
    const printed = execFileSync("python3", ["-c", script], { encoding: "utf8" });
    const [folder, theirs] = JSON.parse(printed) as [string, [string, string][]];
    const { packages, gaps } = await catalogOf(layerFrom(folder, SITE, python.analyzers));
    const inSite = packages.filter(({ locations }) => locations[0]?.path.split("/").length === 6);
    expect(inSite.map(({ name, version }) => [name, version])).toEqual(theirs);
    expect(theirs.length).toBeGreaterThan(0);
    expect(gaps).toEqual([]);
  });
});

test("a wheel with all it tells", async () => {
  const folder = `${SITE}/My_Tool.x-1.0.dist-info`;
  const metadata = header(
    "My_Tool.x",
    "1.0",
    "License-Expression: MIT OR Apache-2.0",
    "License: something else",
    "Requires-Dist: Other-Tool[fast] (>=2) ; python_version < '4'",
    "Requires-Dist: absent",
    "Requires-Dist: extra-tool ; extra == 'all'",
  );
  const { packages, gaps } = await catalogOf({
    files: {
      [`${folder}/METADATA`]: metadata,
      [`${folder}/INSTALLER`]: "pip\n",
      [`${folder}/RECORD`]:
        '../../../bin/my-tool,sha256=x,1\nmy_tool/__init__.py,,\n"my_tool/a,b.so",,\nmy_tool/_c.so.1,,\n',
      [`${SITE}/other_tool-2.0.dist-info/METADATA`]: header("other.tool", "2.0"),
      [`${SITE}/extra_tool-2.0.dist-info/METADATA`]: header("extra_tool", "2.0"),
    },
  });
  expect(packages).toEqual([
    {
      name: "My_Tool.x",
      version: "1.0",
      ecosystem: "PyPI",
      purl: "pkg:pypi/my-tool.x@1.0",
      by: "python",
      licenses: ["MIT OR Apache-2.0"],
      dependencies: ["pkg:pypi/other.tool@2.0"],
      installer: "pip",
      files: ["usr/bin/my-tool", `${SITE}/my_tool/a,b.so`, `${SITE}/my_tool/_c.so.1`],
      locations: [{ path: `${folder}/METADATA`, layer: 0, diffId: diffId(0) }],
    },
    expect.objectContaining({ name: "extra_tool" }),
    expect.objectContaining({ name: "other.tool" }),
  ]);
  expect(gaps).toEqual([]);
});

/** `name version` and the paths at which each was found. */
async function found(files: Record<string, string | Buffer>) {
  const { packages, gaps } = await catalogOf({ files });
  return {
    packages: packages.map(({ name, version, locations }) => [
      `${name} ${version}`,
      ...locations.map(({ path }) => path),
    ]),
    gaps: gaps.map(({ kind, where, reason }) => [kind, where, reason]),
  };
}

test("all the places in which tools leave metadata", async () => {
  const files: Record<string, string> = {
    [`${SITE}/a-1.dist-info/METADATA`]: header("a", "1"),
    [`${SITE}/b-1-py3.11.egg-info`]: header("b", "1"),
    [`${SITE}/c.egg-info/PKG-INFO`]: header("c", "1"),
    [`${SITE}/d-1-py3.egg/EGG-INFO/PKG-INFO`]: header("d", "1"),
    "EGG-INFO/PKG-INFO": header("e", "1"),
    [`${SITE}/f/_vendor/g-2.dist-info/METADATA`]: header("g", "2"),
    [`${SITE}/a-1.dist-info/other/METADATA`]: header("no", "1"),
    [`${SITE}/PKG-INFO`]: header("no", "2"),
    "srv/METADATA": header("no", "3"),
  };
  expect(await found(files)).toEqual({
    packages: Object.keys(files)
      .slice(0, 6)
      .map((path) => [
        /Name: (.*)\nVersion: (.*)/
          .exec(files[path] ?? "")
          ?.slice(1)
          .join(" "),
        path,
      ]),
    gaps: [],
  });
});

test("a package of two kinds of evidence is one; of two versions or places it is two", async () => {
  const files = {
    [`${SITE}/A_b-1.egg-info/PKG-INFO`]: header("A_b", "1"),
    [`${SITE}/a_b-1.dist-info/METADATA`]: header("a-b", "1"),
    [`${SITE}/a_b-2.dist-info/METADATA`]: header("a-b", "2"),
    "opt/venv/lib/site-packages/a_b-1.dist-info/METADATA": header("a-b", "1"),
  };
  expect(await found(files)).toEqual({
    packages: [
      ["a-b 1", "opt/venv/lib/site-packages/a_b-1.dist-info/METADATA"],
      ["a-b 1", `${SITE}/a_b-1.dist-info/METADATA`, `${SITE}/A_b-1.egg-info/PKG-INFO`],
      ["a-b 2", `${SITE}/a_b-2.dist-info/METADATA`],
    ],
    gaps: [],
  });
});

test("the same version at two places is of two layers", async () => {
  const files = { [`${SITE}/a-1.dist-info/METADATA`]: header("a", "1") };
  const again = { "opt/a-1.dist-info/METADATA": header("a", "1") };
  const { packages } = await catalogOf({ files }, { files: again }, { files });
  expect(packages.map(({ locations }) => [locations[0]?.path, locations[0]?.layer])).toEqual([
    ["opt/a-1.dist-info/METADATA", 1],
    [`${SITE}/a-1.dist-info/METADATA`, 0],
  ]);
});

test("dependencies that Debian put into another of its folders", async () => {
  const { packages } = await catalogOf({
    files: {
      "usr/lib/python3/dist-packages/a-1.egg-info/PKG-INFO": header("a", "1"),
      "usr/local/lib/python3.11/dist-packages/b-1.dist-info/METADATA": header("b", "1", "Requires-Dist: a"),
      "opt/venv/lib/site-packages/c-1.dist-info/METADATA": header("c", "1", "Requires-Dist: a"),
    },
  });
  expect(packages.map(({ name, dependencies }) => [name, dependencies])).toEqual([
    ["a", undefined],
    ["b", ["pkg:pypi/a@1"]],
    ["c", undefined],
  ]);
});

test("headers: folded, with CR, in UTF-8, with a license text, the first of two names", async () => {
  const path = `${SITE}/a.egg-info`;
  const text =
    "\uFEFFMetadata-Version: 1.1\r\nNAME: a\r\nName: b\r\nVersion:\r\n 1.0\r\nAuthor: Jürgen\r\nLicense: MIT\r\n\tand others\r\n\r\nVersion: 2";
  const { packages, gaps } = await catalogOf({ files: { [path]: text } });
  expect(packages.map(({ name, version, licenses }) => [name, version, licenses])).toEqual([
    ["a", "1.0", ["MIT and others"]],
  ]);
  expect(gaps).toEqual([]);
  const classified = header(
    "a",
    "1",
    `License: ${"text ".repeat(100)}`,
    "Classifier: License :: OSI Approved :: MIT License",
  );
  const second = await catalogOf({ files: { [path]: classified } });
  expect(second.packages[0]?.licenses).toEqual(["MIT License"]);
});

test("metadata that tells too little is a gap", async () => {
  const path = `${SITE}/a.dist-info/METADATA`;
  const gap = (reason: string) => ({ packages: [], gaps: [["unreadable", path, reason]] });
  expect(await found({ [path]: "Name: a\n\nVersion: 1\n" })).toEqual(gap("it tells no version of a"));
  expect(await found({ [path]: "Version: 1\n" })).toEqual(gap("it names no package"));
  expect(await found({ [path]: Buffer.alloc(1_000_000) })).toEqual(gap("it names no package"));
  expect(await found({ [path]: "Name: a\n".repeat(30_000) })).toEqual(
    gap("its header is over 20000 lines long"),
  );
});

describeWith(["python3"], "egg archives", () => {
  async function eggOf(content: string | Buffer, name = "EGG-INFO/PKG-INFO"): Promise<Buffer> {
    const folder = mkdtempSync(join(tmpdir(), "drydock-test-"));
    try {
      mkdirSync(join(folder, "EGG-INFO"));
      writeFileSync(join(folder, name), content);
      execFileSync("python3", ["-m", "zipfile", "-c", "a.egg", name.split("/")[0] ?? ""], { cwd: folder });
      return readFileSync(join(folder, "a.egg"));
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  test("are read", async () => {
    const path = `${SITE}/a-1-py3.egg`;
    expect(await found({ [path]: await eggOf(header("a", "1")) })).toEqual({
      packages: [["a 1", path]],
      gaps: [],
    });
    expect(await found({ [path]: await eggOf(header("a", "1"), "other") })).toEqual({
      packages: [],
      gaps: [],
    });
  });

  test("are a gap when they are none, cut off, or bombs", async () => {
    const reasons = async (egg: Buffer) =>
      (await found({ "a.egg": egg })).gaps.map(([, , reason]) => reason?.replace(/: .*/, ""));
    const whole = await eggOf(header("a", "1"));
    expect(await reasons(Buffer.from("easter"))).toEqual(["it is not a zip archive, or is cut off"]);
    expect(await reasons(whole.subarray(0, -40))).toEqual(["it is not a zip archive, or is cut off"]);
    const bomb = await eggOf(Buffer.alloc(50_000_000, "Name: a\n"));
    expect(bomb.length).toBeLessThan(100_000);
    expect(await reasons(bomb)).toEqual(["EGG-INFO/PKG-INFO has 50000000 bytes, more than 4194304"]);
  });
});
