import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Analyzer, GroupAnalyzer, LayerResult } from "../../src/analysis/analyzer.ts";
import { analyzeLayer } from "../../src/analysis/layer.ts";
import type { LayerCaps } from "../../src/analysis/layer-pass.ts";
import { DrydockError, OverLimit, Unreadable } from "../../src/errors.ts";
import type { Layer } from "../../src/model/image.ts";
import { memoryLayer, reader } from "../support/layers.ts";
import { opaque, type TarEntry, tar, whiteout } from "../support/tar.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "drydock-test-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const everything = reader("all", /./);

function analyze(
  content: readonly TarEntry[] | Buffer | Layer,
  analyzers: readonly Analyzer[] = [everything],
  caps?: LayerCaps,
): Promise<LayerResult> {
  const layer =
    Array.isArray(content) || Buffer.isBuffer(content) ? memoryLayer(content) : (content as Layer);
  return analyzeLayer(layer, analyzers, { scratch: async () => folder, ...(caps && { caps }) });
}

const gapsOf = ({ gaps }: LayerResult) =>
  gaps.map(({ kind, where, by, reason }) => ({ kind, where, by, reason }));

describe("what a layer gives", () => {
  it("is entries, whiteouts, opaque folders and records", async () => {
    const layer = memoryLayer([
      { path: "./etc/", type: "directory" },
      { path: "./etc/passwd", content: "root" },
      { path: "etc/link", type: "symlink", target: "passwd", mode: 0o777 },
      whiteout("etc/shadow"),
      opaque("usr/lib"),
      { path: ".wh..wh.plnk", content: "aufs" },
      { path: "dev/null", type: "character", device: [1, 3] },
    ]);
    const result = await analyze(layer);
    expect({ ...result, entries: [...result.entries] }).toEqual({
      diffId: layer.diffId,
      entries: [
        { path: "etc", type: "directory", size: 0, mode: 0o755, uid: 0, gid: 0 },
        { path: "etc/passwd", type: "file", size: 4, mode: 0o644, uid: 0, gid: 0 },
        { path: "etc/link", type: "symlink", size: 0, mode: 0o777, uid: 0, gid: 0, target: "passwd" },
        {
          path: "dev/null",
          type: "other",
          size: 0,
          mode: 0o644,
          uid: 0,
          gid: 0,
          device: { kind: "char", major: 1, minor: 3 },
        },
      ],
      whiteouts: ["etc/shadow"],
      opaques: ["usr/lib"],
      records: { all: { "etc/passwd": "root" } },
      gaps: [],
    });
  });

  it("does not depend on where chunks are cut", async () => {
    const content: TarEntry[] = Array.from({ length: 60 }, (_, index) => ({
      path: `dir/${index}`,
      content: `${index} `.repeat(index * 40),
    }));
    const whole = await analyze(memoryLayer(content, { step: 10_000_000 }));
    expect(Object.keys(whole.records.all ?? {})).toHaveLength(60);
    for (const step of [100, 1024, 5000])
      expect(await analyze(memoryLayer(content, { step }))).toEqual(whole);
  });

  it("keeps names apart that mean something to JavaScript", async () => {
    const result = await analyze([
      { path: "__proto__", content: "a" },
      { path: "constructor", content: "b" },
    ]);
    expect(Object.entries(result.records.all ?? {})).toEqual([
      ["__proto__", "a"],
      ["constructor", "b"],
    ]);
  });

  it("has the last of several entries with one path", async () => {
    const failing = reader("failing", /f$/, async () => {
      throw new Unreadable("bad");
    });
    const twice = await analyze([
      { path: "f", content: "first" },
      { path: "g", content: "stays" },
      { path: "f", content: "second" },
    ]);
    expect(twice.records).toEqual({ all: { f: "second", g: "stays" } });
    const gone = await analyze(
      [
        { path: "f", content: "x" },
        { path: "f", type: "symlink", target: "g" },
      ],
      [everything, failing],
    );
    expect([gone.records, gone.gaps]).toEqual([{}, []]);
    const large = reader("small", /f$/, undefined, { maxBytes: 3 });
    const grown = await analyze(
      [
        { path: "f", content: "abc" },
        { path: "f", content: "abcd" },
      ],
      [large],
    );
    expect([grown.records, grown.gaps.length]).toEqual([{}, 1]);
  });

  it("lacks what a later link or file of the same layer has replaced with its folder", async () => {
    const result = await analyze([
      { path: "lib/a/file", content: "gone" },
      { path: "lib", type: "symlink", target: "usr/lib" },
      { path: "lib/a/late", content: "written through the link" },
      { path: "other/file", content: "stays" },
    ]);
    expect(result.records).toEqual({
      all: { "lib/a/late": "written through the link", "other/file": "stays" },
    });
  });
});

describe("bodies", () => {
  const large = Buffer.alloc(3_000_000, "large ");

  it("reach several analyzers, from memory and from disk, as bytes, text and file", async () => {
    const as = (id: string, read: Parameters<typeof reader>[2]) => reader(id, /./, read);
    const analyzers = [
      as("bytes", async (body) => (await body.bytes()).length),
      as("text", async (body) => (await body.text()).slice(0, 6)),
      as("file", async (body) => {
        const path = await body.file();
        expect(statSync(path).mode & 0o777).toBe(0o600);
        return readFileSync(path).equals(await body.bytes()) && body.size;
      }),
    ];
    const content = [
      { path: "small", content: "small" },
      { path: "large", content: large },
      { path: "empty" },
    ];
    const result = await analyze(memoryLayer(content, { step: 65_536 }), analyzers);
    expect(result.records).toEqual({
      bytes: { small: 5, large: large.length, empty: 0 },
      text: { small: "small", large: "large ", empty: "" },
      file: { small: 5, large: large.length, empty: 0 },
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  it("over an analyzer's cap are a gap for that one only", async () => {
    const result = await analyze(
      [{ path: "f", content: "12345" }],
      [everything, reader("tiny", /./, undefined, { maxBytes: 4 })],
    );
    expect(result.records).toEqual({ all: { f: "12345" } });
    expect(gapsOf(result)).toEqual([
      { kind: "limit", where: "f", by: "tiny", reason: "f could not be read: it has 5 bytes, more than 4." },
    ]);
  });

  it("of sparse files have their holes, and their real size counts", async () => {
    const sparse = { form: "pax-1.0", size: 50_000, segments: [{ offset: 49_990, content: "end" }] } as const;
    const result = await analyze(
      [{ path: "s", sparse }],
      [
        reader("tail", /./, async (body) => (await body.bytes()).toString("latin1", 49_990, 49_993)),
        reader("tiny", /./, undefined, { maxBytes: 40_000 }),
      ],
    );
    expect(result.records).toEqual({ tail: { s: "end" } });
    expect(gapsOf(result)).toMatchObject([{ kind: "limit", by: "tiny" }]);
  });

  it("that an analyzer cannot read are gaps; nothing there after all is neither", async () => {
    const analyzers = [
      reader("unreadable", /./, async () => {
        throw new Unreadable("it makes no sense");
      }),
      reader("deep", /./, async () => {
        throw new OverLimit("it is nested too deeply");
      }),
      reader("nothing", /./, async () => undefined),
    ];
    const result = await analyze([{ path: "f", content: "x" }], analyzers);
    expect(result.records).toEqual({});
    expect(gapsOf(result)).toEqual([
      { kind: "unreadable", where: "f", by: "unreadable", reason: "f could not be read: it makes no sense." },
      { kind: "limit", where: "f", by: "deep", reason: "f could not be read: it is nested too deeply." },
    ]);
  });

  it("do not hide our own mistakes", async () => {
    const broken = reader("broken", /./, async () => {
      throw new TypeError("oops");
    });
    await expect(analyze([{ path: "f", content: "x" }], [broken])).rejects.toThrow(new TypeError("oops"));
  });
});

describe("files read together", () => {
  const group = (readTogether: GroupAnalyzer["readTogether"]): GroupAnalyzer => ({
    id: "group",
    version: 1,
    maxBytes: 1_000_000,
    wants: ({ path }) => path.startsWith("db/"),
    readTogether,
  });
  const joined = group(async (files) => {
    const texts = await Promise.all([...files].map(async ([path, body]) => `${path}=${await body.text()}`));
    const onDisk = await Promise.all([...files.values()].map(async (body) => existsSync(await body.file())));
    return new Map([["db/main", [...texts, ...onDisk]]]);
  });

  it("come at the end, each at its last state", async () => {
    const result = await analyze(
      [
        { path: "db/main-wal", content: "w" },
        { path: "db/main", content: "old" },
        { path: "other", content: "x" },
        { path: "db/main", content: "new" },
      ],
      [joined],
    );
    expect(result.records).toEqual({ group: { "db/main": ["db/main-wal=w", "db/main=new", true, true] } });
  });

  it("are not asked for where there are none", async () => {
    expect((await analyze([{ path: "other", content: "x" }], [joined])).records).toEqual({});
  });

  it("that cannot be read are a gap about the main one", async () => {
    const failing = group(async () => {
      throw new Unreadable("no database");
    });
    const result = await analyze([{ path: "db/main-wal" }, { path: "db/main" }], [failing]);
    expect(gapsOf(result)).toEqual([
      {
        kind: "unreadable",
        where: "db/main",
        by: "group",
        reason: "db/main could not be read: no database.",
      },
    ]);
  });

  it("may be hard links", async () => {
    const result = await analyze(
      [
        { path: "db/first", content: "x" },
        { path: "db/second", type: "hardlink", target: "db/first" },
      ],
      [joined],
    );
    expect(result.records).toEqual({ group: { "db/main": ["db/first=x", "db/second=x", true, true] } });
  });
});

describe("hard links", () => {
  const status = reader("status", /status$/);
  const link = (path: string, target: string): TarEntry => ({ path, type: "hardlink", target });

  it("are the file they point to", async () => {
    const result = await analyze(
      [
        { path: "a/status", content: "x" },
        link("b/status", "a/status"),
        link("c/status", "b/status"),
        link("d/other", "a/status"),
      ],
      [status],
    );
    expect(result.records).toEqual({ status: { "a/status": "x", "b/status": "x", "c/status": "x" } });
    expect([result.gaps, result.lowerLinks]).toEqual([[], undefined]);
  });

  it("share what could not be told", async () => {
    const failing = reader("failing", /status$/, async () => {
      throw new Unreadable("bad");
    });
    const result = await analyze(
      [{ path: "a/status", content: "x" }, link("b/status", "a/status")],
      [failing],
    );
    expect(result.gaps.map(({ path }) => path)).toEqual(["a/status", "b/status"]);
  });

  it("to a file that nobody wanted are a gap where they are wanted", async () => {
    const result = await analyze(
      [{ path: "objects/1", content: "x" }, link("status", "objects/1"), link("other", "objects/1")],
      [status],
    );
    expect(gapsOf(result)).toEqual([
      {
        kind: "unreadable",
        where: "status",
        by: "status",
        reason: "status could not be read: it is a hard link to objects/1, which was not kept.",
      },
    ]);
  });

  it("to lower layers wait for those", async () => {
    const result = await analyze(
      [
        link("status", "var/status"),
        link("other", "var/other"),
        link("late/status", "later"),
        { path: "later", content: "x" },
        link("round/status", "round/b"),
        link("round/b", "round/status"),
      ],
      [status],
    );
    expect(result.lowerLinks).toEqual([
      { path: "status", target: "var/status", analyzers: ["status"], wantedThere: ["status"] },
      { path: "late/status", target: "later", analyzers: ["status"] },
      { path: "round/status", target: "round/b", analyzers: ["status"] },
    ]);
  });

  it("that something else has replaced do not count", async () => {
    const result = await analyze(
      [{ path: "a/status", content: "x" }, link("b/status", "a/status"), { path: "b/status", content: "y" }],
      [status],
    );
    expect(result.records).toEqual({ status: { "a/status": "x", "b/status": "y" } });
  });
});

describe("hostile and damaged tars", () => {
  it("keep what came before the fault, and say so", async () => {
    const whole = tar(
      [
        { path: "a", content: "x" },
        { path: "b", content: "y".repeat(5000) },
      ],
      { end: false },
    );
    const layer = memoryLayer(whole.subarray(0, 2000));
    const result = await analyze(layer);
    expect(result.records).toEqual({ all: { a: "x" } });
    expect(gapsOf(result)).toEqual([
      {
        kind: "unreadable",
        where: `layer ${layer.diffId}`,
        by: "layers",
        reason: "Layer 1 could only be read in part: the tar is cut off inside b.",
      },
      {
        kind: "unreadable",
        where: "b",
        by: "all",
        reason: "b could not be read: the tar is cut off inside b.",
      },
    ]);
  });

  it("are read to the end all the same: a wrong digest counts more", async () => {
    const bytes = tar([
      { path: "a", content: "x" },
      { path: "b", damaged: true },
    ]);
    expect((await analyze(bytes)).gaps).toHaveLength(1);
    const layer = memoryLayer(bytes);
    let ended = false;
    const wrong: Layer = {
      ...layer,
      async *open() {
        yield* layer.open();
        ended = true;
        throw new DrydockError("DIGEST_MISMATCH", "wrong");
      },
    };
    await expect(analyze(wrong)).rejects.toMatchObject({ code: "DIGEST_MISMATCH" });
    expect(ended).toBe(true);
  });

  it("leave gaps for paths that lead out of the image", async () => {
    const result = await analyze([
      { path: "../../etc/passwd", content: "x" },
      { path: "/etc/passwd", content: "y" },
      { path: "a/.wh.", content: "" },
    ]);
    expect(result.records).toEqual({ all: { "etc/passwd": "y" } });
    expect(gapsOf(result)).toEqual([
      {
        kind: "unreadable",
        where: "../../etc/passwd",
        by: "layers",
        reason: "../../etc/passwd is not looked at: its path leads out of the image.",
      },
      {
        kind: "unreadable",
        where: "a/.wh.",
        by: "layers",
        reason: "a/.wh. is not looked at: it is a whiteout without a name.",
      },
    ]);
  });

  it("with too many entries, or too long names, are read up to the cap", async () => {
    const many = Array.from({ length: 300 }, (_, index) => ({ path: `${index}`, content: "x" }));
    const capped = await analyze(many, [everything], { entries: 250, entryBytes: 1_000_000 });
    expect(capped.entries.length).toBe(250);
    expect(Object.keys(capped.records.all ?? {})).toHaveLength(250);
    expect(gapsOf(capped)).toMatchObject([
      { kind: "limit", reason: "Layer 1 could only be read in part: it has more than 250 entries." },
    ]);

    const markers = await analyze(
      many.map(({ path }) => whiteout(path)),
      [everything],
      { entries: 1000, entryBytes: 5000 },
    );
    expect(gapsOf(markers)).toMatchObject([
      { kind: "limit", reason: "Layer 1 could only be read in part: its names take more than 5000 bytes." },
    ]);
  });

  it("leave no more than a thousand gaps", async () => {
    const bad = Array.from({ length: 1500 }, (_, index) => ({ path: `../${index}` }));
    const { gaps } = await analyze(bad);
    expect(gaps).toHaveLength(1001);
    expect(gaps.at(-1)).toMatchObject({
      kind: "limit",
      reason: "500 more things in this layer could not be read; they are not listed.",
    });
  });
});

it("stops when it is told to", async () => {
  let closed = false;
  const layer = memoryLayer([{ path: "a", content: "x".repeat(500_000) }]);
  const abort = new AbortController();
  const slow: Layer = {
    ...layer,
    async *open() {
      try {
        for await (const chunk of layer.open()) {
          yield chunk;
          abort.abort(new Error("enough"));
        }
      } finally {
        closed = true;
      }
    },
  };
  const context = { scratch: async () => folder, signal: abort.signal };
  await expect(analyzeLayer(slow, [everything], context)).rejects.toThrow("enough");
  expect(closed).toBe(true);
});
