import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Analyzer, FileEntry, StreamAnalyzer } from "../../src/analysis/analyzer.ts";
import { analyzeLayer } from "../../src/analysis/layer.ts";
import { squash } from "../../src/analysis/squash.ts";
import { OverLimit, Unreadable } from "../../src/errors.ts";
import type { Layer } from "../../src/model/image.ts";
import { type TarEntry, tar } from "../support/tar.ts";

const DIFF_ID = `sha256:${"0".repeat(64)}` as const;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "drydock-test-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** A layer that hands its tar out in chunks of `chunk` bytes, each overwritten when the next is asked for. */
function layerOf(content: Buffer, chunk = 700): Layer {
  return {
    index: 0,
    diffId: DIFF_ID,
    async *open() {
      for (let at = 0; at < content.length; at += chunk) {
        const piece = Buffer.from(content.subarray(at, at + chunk));
        yield piece;
        piece.fill(0xee);
      }
    },
  } as Layer;
}

async function analyze(content: Buffer, analyzers: readonly Analyzer[], chunk?: number) {
  return await analyzeLayer(layerOf(content, chunk), analyzers, { scratch: async () => folder });
}

/** Counts and hashes nothing: it keeps all it sees, up to `enough` bytes, of files whose name ends as wanted. */
function watcher(
  id: string,
  ending: string,
  enough = Number.POSITIVE_INFINITY,
): StreamAnalyzer<{ seen: string; calls: number }> {
  return {
    id,
    version: 1,
    maxBytes: Number.POSITIVE_INFINITY,
    wants: ({ path }: FileEntry) => path.endsWith(ending),
    open({ size }) {
      if (size === 0) return undefined;
      let seen = "";
      let calls = 0;
      return {
        write(piece) {
          calls++;
          seen += piece.toString();
          if (seen.includes("corrupt")) throw new Unreadable("it is corrupt");
          if (seen.includes("endless")) throw new OverLimit("it has no end");
          return seen.length < enough;
        },
        end: () => (seen.startsWith("none") ? undefined : { seen, calls }),
      };
    },
  };
}

const whole: Analyzer<number> = {
  id: "whole",
  version: 1,
  maxBytes: 1000,
  wants: ({ path }) => path.endsWith(".bin"),
  read: async (body) => (await body.bytes()).length,
};

const file = (path: string, content: string): TarEntry => ({ path, content });
const body = "0123456789".repeat(200);

test("a body passes by in pieces, to several watchers and beside one who wants it whole", async () => {
  const { records, gaps } = await analyze(
    tar([file("a.bin", body.slice(0, 900)), file("b.txt", "other"), file("c.bin", "none of it")]),
    [watcher("all", ".bin"), watcher("some", ".bin", 1), whole],
  );
  expect(gaps).toEqual([]);
  expect(records).toEqual({
    all: { "a.bin": { seen: body.slice(0, 900), calls: 3 } },
    some: { "a.bin": { seen: body.slice(0, 188), calls: 1 } },
    whole: { "a.bin": 900, "c.bin": 10 },
  });
});

test("a body over another analyzer's cap still passes by", async () => {
  const { records, gaps } = await analyze(tar([file("a.bin", body)]), [watcher("all", ".bin"), whole]);
  expect(records).toEqual({ all: { "a.bin": { seen: body, calls: 4 } } });
  expect(gaps.map(({ kind, by, path }) => [kind, by, path])).toEqual([["limit", "whole", "a.bin"]]);
});

test("what a sink cannot make out is a gap of that analyzer, and other sinks go on", async () => {
  const { records, gaps } = await analyze(
    tar([file("a.bin", `corrupt${body}`), file("b.bin", "endless"), file("c.bin", "fine")]),
    [watcher("all", ".bin"), watcher("some", ".bin", 1)].map((analyzer, index) => ({
      ...analyzer,
      wants: (entry: FileEntry) => analyzer.wants(entry) && (index === 0 || entry.path === "c.bin"),
    })),
  );
  expect(gaps).toEqual([
    {
      kind: "unreadable",
      where: "a.bin",
      path: "a.bin",
      by: "all",
      reason: "a.bin could not be read: it is corrupt.",
      layer: DIFF_ID,
    },
    {
      kind: "limit",
      where: "b.bin",
      path: "b.bin",
      by: "all",
      reason: "b.bin could not be read: it has no end.",
      layer: DIFF_ID,
    },
  ]);
  expect(records).toEqual({
    all: { "c.bin": { seen: "fine", calls: 1 } },
    some: { "c.bin": { seen: "fine", calls: 1 } },
  });
});

test("an own mistake in a sink is thrown", async () => {
  const broken: StreamAnalyzer = {
    ...watcher("broken", ".bin"),
    open: () => ({
      write: () => {
        throw new TypeError("a mistake");
      },
      end: () => undefined,
    }),
  };
  await expect(analyze(tar([file("a.bin", "x")]), [broken])).rejects.toThrow("a mistake");
});

test("a later entry of the same path takes the place of the first, in one chunk and in many", async () => {
  const content = tar([
    file("a.bin", "first"),
    file("b.bin", "corrupt"),
    file("a.bin", "second"),
    file("b.bin", "x"),
  ]);
  for (const chunk of [100, 1_000_000]) {
    const { records, gaps } = await analyze(content, [watcher("all", ".bin")], chunk);
    expect(records.all?.["a.bin"]).toMatchObject({ seen: "second" });
    expect(records.all?.["b.bin"]).toMatchObject({ seen: "x" });
    expect(gaps).toEqual([]);
  }
});

test("a tar that is cut off: a gap for who still watched, an answer from who had seen enough", async () => {
  const content = tar([file("a.bin", body)]).subarray(0, 1500);
  const { records, gaps } = await analyze(content, [watcher("all", ".bin"), watcher("some", ".bin", 1)]);
  expect(records).toEqual({ some: { "a.bin": { seen: body.slice(0, 188), calls: 1 } } });
  expect(gaps.map(({ by, where }) => [by, where])).toEqual([
    ["layers", `layer ${DIFF_ID}`],
    ["all", "a.bin"],
  ]);
});

test("hard links share the record and the gap", async () => {
  const { records, gaps } = await analyze(
    tar([
      file("a.bin", "shared"),
      { path: "b.bin", type: "hardlink", target: "a.bin" },
      file("c.bin", "corrupt"),
      { path: "d.bin", type: "hardlink", target: "c.bin" },
    ]),
    [watcher("all", ".bin")],
  );
  expect(records.all).toEqual({
    "a.bin": { seen: "shared", calls: 1 },
    "b.bin": { seen: "shared", calls: 1 },
  });
  expect(gaps.map(({ where }) => where)).toEqual(["c.bin", "d.bin"]);
});

test("a hard link to a file of a lower layer that held nothing is no gap; to one nobody looked at it is", async () => {
  const analyzers = [watcher("all", ".bin")];
  const lower = await analyze(
    tar([file("a.bin", "none"), file("b.bin", "record"), file("c", "unseen"), file("d.bin", "corrupt")]),
    analyzers,
  );
  const links = ["a.bin", "b.bin", "c", "d.bin", "gone.bin"].map(
    (target, index): TarEntry => ({ path: `link-${index}.bin`, type: "hardlink", target }),
  );
  const upper = await analyze(tar(links), analyzers);
  const view = squash([lower, upper]);
  expect(view.records(watcher("all", "")).map(({ path, layer }) => [path, layer])).toEqual([
    ["b.bin", 0],
    ["link-1.bin", 1],
  ]);
  expect(view.gaps.map(({ where }) => where)).toEqual(["d.bin", "link-2.bin", "link-3.bin", "link-4.bin"]);
});
