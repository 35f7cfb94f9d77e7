import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { analyzeLayer } from "../../src/analysis/layer.ts";
import { squash } from "../../src/analysis/squash.ts";
import { go } from "../../src/inventory/go.ts";
import { catalog } from "../../src/inventory/index.ts";
import { rust } from "../../src/inventory/rust.ts";
import type { Layer } from "../../src/model/image.ts";
import type { Package } from "../../src/model/index.ts";
import { tar } from "../support/tar.ts";
import { describeWith } from "../support/tools.ts";
import { diffId, viewOf } from "./layers.ts";

/**
 * Programs made by Go 1.26.8 and 1.17.13 from one small module (see fixtures/go/README), with zeros wherever neither
 * `go version -m` nor we look; beside each what that command says of it.
 */
const folder = join(import.meta.dirname, "fixtures/go");
const program = (name: string) => gunzipSync(readFileSync(join(folder, `${name}.gz`)));

async function catalogOf(files: Record<string, Buffer>, programs = Object.keys(files)) {
  return catalog(await viewOf(go.analyzers, [{ files, programs }]), undefined, [go]);
}

const listed = (packages: readonly Package[]) =>
  packages.map(({ name, version }) => `${name} ${version}`.trim()).sort();

/** The modules that `go version -m` tells, by our rules for replaced and unreleased ones. */
function toldByGo(name: string): string[] {
  const [version = "", ...lines] = readFileSync(join(folder, `${name}.txt`), "utf8").split("\n");
  const modules: string[][] = [];
  for (const line of lines) {
    const [, kind, path = "", release = ""] = line.split("\t");
    if (kind === "mod" || kind === "dep") modules.push([path, release]);
    if (kind === "=>") modules.push(path.startsWith(".") ? [modules.pop()?.[0] ?? ""] : [path, release]);
    if (kind === "=>" && !path.startsWith(".")) modules.splice(-2, 1);
  }
  const known = modules.map(([path, release]) => `${path} ${release === "(devel)" ? "" : (release ?? "")}`);
  return [...known.map((line) => line.trim()), `stdlib ${version.replace("go", "v")}`].sort();
}

describe("what `go version -m` tells", () => {
  const names = globSync("*.gz", { cwd: folder }).map((file) => basename(file, ".gz"));
  const readable = names.filter((name) => name !== "117-windows").sort();
  test.each(readable)("%s", async (name) => {
    const { packages, gaps } = await catalogOf({ "usr/bin/tool": program(name) });
    // Ours knows the program's version from `-ldflags`; that command only repeats the flags.
    const told = toldByGo(name).map((line) =>
      line === "example.com/Acme/tool" && !/^117|pie/.test(name) ? `${line} v1.2.3` : line,
    );
    expect(listed(packages)).toEqual(told);
    expect(gaps).toEqual([]);
  });
});

test("whole packages", async () => {
  const { packages } = await catalogOf({ "opt/tool": program("linux-amd64") });
  const locations = [{ path: "opt/tool", layer: 0, diffId: diffId(0) }];
  const common = { ecosystem: "Go", by: "go", locations };
  const purls = [
    "pkg:golang/github.com/pkg/errors@v0.9.1",
    "pkg:golang/golang.org/x/sys",
    "pkg:golang/golang.org/x/text@v0.0.0-20170915032832-14c0d48ead0c",
    "pkg:golang/rsc.io/quote@v1.5.2",
    "pkg:golang/rsc.io/sampler@v1.3.0",
    "pkg:golang/stdlib@v1.26.8",
  ] as const;
  expect(packages).toEqual([
    {
      name: "example.com/Acme/tool",
      version: "v1.2.3",
      purl: "pkg:golang/example.com/acme/tool@v1.2.3",
      dependencies: purls,
      ...common,
    },
    { name: "github.com/pkg/errors", version: "v0.9.1", purl: purls[0], ...common },
    { name: "golang.org/x/sys", version: "", purl: purls[1], ...common },
    {
      name: "golang.org/x/text",
      version: "v0.0.0-20170915032832-14c0d48ead0c",
      purl: purls[2],
      ...common,
    },
    { name: "rsc.io/quote", version: "v1.5.2", purl: purls[3], ...common },
    { name: "rsc.io/sampler", version: "v1.3.0", purl: purls[4], ...common },
    { name: "stdlib", version: "v1.26.8", purl: purls[5], ...common },
  ]);
});

test("a program of Go 1.17 for Windows is a gap", async () => {
  const { packages } = await catalogOf({ "tool.exe": program("117-windows") }, []);
  const view = await viewOf(go.analyzers, [{ files: { "tool.exe": program("117-windows") } }]);
  expect(packages).toEqual([]);
  expect(view.gaps.map(({ kind, where, by, reason }) => [kind, where, by, reason])).toEqual([
    [
      "unreadable",
      "tool.exe",
      "go-programs",
      "it is a program of Go before 1.18, of a kind whose build info is not read",
    ],
  ]);
});

test("a fat Mach-O: every program in it, a module of both once", async () => {
  const slices = [program("darwin-arm64"), program("darwin-arm64")];
  const head = Buffer.alloc(4096);
  [0xcafebabe, 2, 0x01000007, 3, 4096, slices[0]!.length, 12, 0x0100000c, 0].forEach((word, index) => {
    head.writeUInt32BE(word, 4 * index);
  });
  const second = 4096 + slices[0]!.length + 14;
  [second, slices[1]!.length, 14].forEach((word, index) => {
    head.writeUInt32BE(word, 36 + 4 * index);
  });
  // The second was made by another Go.
  slices[1]!.set(Buffer.from("go1.26.9"), slices[1]!.indexOf("go1.26.8"));
  const fat = Buffer.concat([head, slices[0]!, Buffer.alloc(14), slices[1]!]);
  const { packages } = await catalogOf({ tool: fat });
  const told = toldByGo("darwin-arm64").map((line) => (line.includes("Acme") ? `${line} v1.2.3` : line));
  expect(listed(packages)).toEqual([...told, "stdlib v1.26.9"]);
});

describe("files without Go", () => {
  test.each([
    ["empty", ""],
    ["a script", "#!/bin/sh\nexec true\n"],
    ["three bytes", "\x7fEL"],
    ["a bare ELF head", "\x7fELF\x02\x01\x01"],
    ["the magic alone", "\xff Go buildinf:\x08\x02"],
  ])("%s", async (_, content) => {
    const view = await viewOf(go.analyzers, [
      { files: { x: Buffer.from(content, "latin1") }, programs: ["x"] },
    ]);
    expect([catalog(view, undefined, [go]), view.gaps]).toEqual([{ packages: [], gaps: [] }, []]);
  });

  test("no execute bit", async () => {
    const { packages } = await catalogOf({ tool: program("linux-amd64") }, []);
    expect(packages).toEqual([]);
  });
});

describe("damaged programs", () => {
  const damaged = async (change: (bytes: Buffer, magic: number) => Buffer | undefined) => {
    const bytes = program("linux-amd64");
    const changed = change(bytes, bytes.indexOf(Buffer.from("\xff Go buildinf:", "latin1")));
    const view = await viewOf(go.analyzers, [{ files: { x: changed ?? bytes }, programs: ["x"] }]);
    const { packages, gaps } = catalog(view, undefined, [go]);
    return [listed(packages), ...[...gaps, ...view.gaps].map(({ kind, reason }) => [kind, reason])];
  };

  test("cut off", async () => {
    expect(await damaged((bytes, magic) => bytes.subarray(0, magic + 200))).toEqual([
      [],
      ["unreadable", "its build info is cut off"],
    ]);
  });

  test("no build info in a program that Go's linker signed", async () => {
    expect(await damaged((bytes, magic) => bytes.fill(0, magic, magic + 14))).toEqual([
      [],
      ["unreadable", "it is a Go program without build info"],
    ]);
  });

  test("text of gigabytes is not waited for", async () => {
    const change = (bytes: Buffer, magic: number) => {
      bytes.set([0xff, 0xff, 0xff, 0xff, 0x0f], magic + 32 + 1 + bytes[magic + 32]!);
      return bytes;
    };
    expect(await damaged(change)).toEqual([[], ["limit", "its build info has more than 8388608 bytes"]]);
  });

  test("an overwritten list", async () => {
    const change = (bytes: Buffer, magic: number) => bytes.fill("x", magic + 100, magic + 3000);
    expect(await damaged(change)).toEqual([[], ["unreadable", "its list of modules is damaged"]]);
  });

  test("a Go that was never released", async () => {
    const change = (bytes: Buffer) =>
      bytes.fill("devel+a1", bytes.indexOf("go1.26.8"), bytes.indexOf("go1.26.8") + 8);
    const [names, ...gaps] = await damaged(change);
    expect(names).toContain("stdlib");
    expect(gaps).toEqual([
      ["version", 'The program was built with "devel+a1", so its standard library cannot be compared.'],
    ]);
  });

  test("program headers beyond the first 4 KiB: all is searched", async () => {
    const [names] = await damaged((bytes) => {
      bytes.writeBigUInt64LE(BigInt(bytes.length - 4096), 32);
      return bytes;
    });
    expect(names).toHaveLength(7);
  });
});

test("2 GB of program: neither memory nor disk", async () => {
  const small = program("linux-amd64");
  const magic = small.indexOf(Buffer.from("\xff Go buildinf:", "latin1"));
  const size = 2 ** 31;
  const info = small.subarray(magic, magic + 4096);
  // One segment for the whole file; the build info comes last.
  const head = Buffer.from(small.subarray(0, 4096));
  head.writeUInt16LE(1, 56);
  head.writeUInt32LE(1, 64);
  head.writeUInt32LE(6, 68);
  head.writeBigUInt64LE(0n, 72);
  head.writeBigUInt64LE(BigInt(size), 96);
  const header = tar([{ path: "usr/bin/big", mode: 0o755, rawSize: size }], { end: false });
  async function* open() {
    yield Buffer.concat([header, head]);
    const zeros = Buffer.alloc(2 ** 20);
    let left = size - head.length - info.length;
    for (; left > zeros.length; left -= zeros.length) yield zeros;
    yield zeros.subarray(0, left);
    yield Buffer.concat([info, Buffer.alloc(1024)]);
  }
  const before = process.memoryUsage.rss();
  let peak = before;
  const watched = async function* () {
    for await (const chunk of open()) {
      yield chunk;
      peak = Math.max(peak, process.memoryUsage.rss());
    }
  };
  const layer = { index: 0, diffId: diffId(0), open: watched } as unknown as Layer;
  const result = await analyzeLayer(layer, [...go.analyzers, ...rust.analyzers], {
    scratch: () => Promise.reject(new Error("something was written to disk")),
  });
  const { packages, gaps } = catalog(squash([result]), undefined, [go, rust]);
  expect([packages.length, gaps, result.gaps]).toEqual([7, [], []]);
  expect(peak - before).toBeLessThan(100 * 2 ** 20);
});

describeWith(["docker-registry", "skopeo", "buildah", "podman"], "programs of Debian's packages", () => {
  // Debian builds without modules: `go version -m` tells a path and settings, no `mod` and no `dep`.
  test.each(["docker-registry", "skopeo", "buildah", "podman"])("%s", async (name) => {
    const path = `usr/bin/${name}`;
    const { packages, gaps } = await catalogOf({ [path]: readFileSync(`/${path}`) });
    expect(listed(packages)).toEqual([expect.stringMatching(/^stdlib v1\.\d+\.\d+$/)]);
    expect(gaps).toEqual([]);
  });
});
