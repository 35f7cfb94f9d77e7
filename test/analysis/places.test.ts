import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type {
  Analyzer,
  FileAnalyzer,
  GroupAnalyzer,
  LayerResult,
  StreamAnalyzer,
} from "../../src/analysis/analyzer.ts";
import { analyzeLayer } from "../../src/analysis/layer.ts";
import { Unreadable } from "../../src/errors.ts";
import { withSource } from "../../src/inventory/byte-source.ts";
import type { Layer } from "../../src/model/image.ts";
import { memoryLayer, reader } from "../support/layers.ts";
import { opaque, type TarEntry, whiteout } from "../support/tar.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "drydock-places-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const LARGE = Buffer.alloc(2_500_000, "large ");
const entries: readonly TarEntry[] = [
  { path: "etc", type: "directory" },
  { path: "etc/empty", content: "" },
  { path: "etc/passwd", content: "root" },
  whiteout("etc/shadow"),
  { path: "a".repeat(200), content: "long name" },
  { path: "etc/link", type: "symlink", target: "passwd" },
  { path: "etc/hard", type: "hardlink", target: "etc/passwd" },
  { path: "etc/lower", type: "hardlink", target: "etc/group" },
  { path: "twice", content: "first" },
  opaque("usr/lib"),
  { path: "usr/large", content: LARGE },
  { path: "usr/just", content: Buffer.alloc(1024 * 1024, "just") },
  ...Array.from({ length: 30 }, (_, index) => ({
    path: `var/${index}`,
    content: `${index} `.repeat(index * 5000),
  })),
  { path: "db/a", content: "one" },
  { path: "db/b", content: Buffer.alloc(1_200_000, "two") },
  { path: "twice", content: "second" },
  { path: "bad", content: "bad" },
];

const length: StreamAnalyzer = {
  id: "length",
  version: 1,
  maxBytes: Number.POSITIVE_INFINITY,
  wants: ({ path }) => /large|just|twice|empty|hard|^var\/2/.test(path),
  open: () => {
    let bytes = 0;
    return {
      write(piece) {
        bytes += piece.length;
        return true;
      },
      end: () => bytes,
    };
  },
};
const parts: FileAnalyzer = {
  id: "parts",
  version: 1,
  maxBytes: 10_000_000,
  wants: ({ path }) => /large|passwd/.test(path),
  read: (body) =>
    withSource(body, async (source) => (await source.read(source.size - 4, 4)).toString("latin1")),
};
const together: GroupAnalyzer = {
  id: "together",
  version: 1,
  maxBytes: 10_000_000,
  wants: ({ path }) => path.startsWith("db/"),
  readTogether: async (files) =>
    new Map(
      await Promise.all(
        [...files].map(async ([path, body]) => {
          const copy = readFileSync(await body.file());
          return [path, [copy.length, copy.equals(await body.bytes())]] as const;
        }),
      ),
    ),
};
const failing = reader("failing", /bad|passwd/, async () => {
  throw new Unreadable("it is bad");
});
const small = reader("small", /large|passwd/, undefined, { maxBytes: 100 });
const all: readonly Analyzer[] = [reader("all", /./), length, parts, together, failing, small];

function analyze(layer: Layer, analyzers: readonly Analyzer[], known?: LayerResult, more = {}) {
  const context = { scratch: async () => mkdtempSync(join(folder, "scratch-")), keepIn: folder, known };
  return analyzeLayer(layer, analyzers, { ...context, ...more });
}

const plain = ({ places: _, ...result }: LayerResult) => ({ ...result, entries: [...result.entries] });

describe("a layer that lies unpacked", () => {
  it("gives the same when only what is wanted is read", async () => {
    const layer = memoryLayer(entries);
    const known = await analyze(layer, []);
    expect(known.places).toHaveLength(known.entries.length);
    const through = await analyze(layer, all);
    expect(Object.keys(through.records)).toEqual(["all", "length", "parts", "together", "small"]);
    let told = 0;
    const again = await analyze(layer, all, known, {
      onBytes: (bytes: number) => {
        told += bytes;
      },
    });
    expect(plain(again)).toEqual(plain(through));
    expect([told, again.places]).toEqual([layer.size, undefined]);
  });

  it("is read nowhere else", async () => {
    const layer = memoryLayer(entries);
    const known = await analyze(layer, []);
    const name = readdirSync(folder).find((one) => one.endsWith(".tar"))!;
    const kept = readFileSync(join(folder, name));
    const place = kept.indexOf("second");
    writeFileSync(join(folder, name), kept.fill(0xff, 0, place).fill(0xff, place + "second".length));
    const { records, gaps } = await analyze(layer, [reader("twice", /twice/)], known);
    expect([records, gaps]).toEqual([{ twice: { twice: "second" } }, []]);
  });

  it("is an error once it has been cut off", async () => {
    const layer = memoryLayer(entries);
    const known = await analyze(layer, []);
    const name = readdirSync(folder).find((one) => one.endsWith(".tar"))!;
    writeFileSync(join(folder, name), "short");
    await expect(analyze(layer, all, known)).rejects.toMatchObject({ code: "IMAGE_INVALID" });
  });

  it("may take no longer than it is given, and can be told to stop", async () => {
    const layer = memoryLayer(entries);
    const known = await analyze(layer, []);
    const late = await analyze(layer, all, known, { deadline: 0 });
    expect(late.gaps.filter(({ by }) => by === "layers").map(({ kind, reason }) => [kind, reason])).toEqual([
      ["limit", "Layer 1 could only be read in part: the time that the policy allows has passed."],
    ]);
    const signal = AbortSignal.abort(new Error("stop"));
    await expect(analyze(layer, all, known, { signal })).rejects.toThrow("stop");
  });

  it("is read from end to end where nobody knows the places", async () => {
    const holes = { form: "gnu", size: 9000, segments: [{ offset: 8000, content: "data" }] } as const;
    const unknown: [string, Layer][] = [
      [
        "holes",
        memoryLayer([
          { path: "file", content: "x" },
          { path: "holes", sparse: holes },
        ]),
      ],
      ["trouble", memoryLayer([{ path: "../out", content: "x" }])],
      ["cut off", memoryLayer(Buffer.alloc(700, 1))],
    ];
    for (const [name, layer] of unknown) {
      const known = await analyze(layer, [reader("all", /./)]);
      expect([name, known.places]).toEqual([name, undefined]);
      expect(plain(await analyze(layer, [reader("all", /./)], known))).toEqual(plain(known));
    }
    const layer = memoryLayer(entries);
    const known = await analyze(layer, all);
    for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
    expect(plain(await analyze(layer, all, known))).toEqual(plain(known));
  });
});
