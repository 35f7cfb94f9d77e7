import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openLayerCache } from "../../src/analysis/cache.ts";
import { analyzeLayers, readAgain } from "../../src/analysis/layers.ts";
import { ReadingTime } from "../../src/analysis/reading-time.ts";
import type { WorkerEntry } from "../../src/analysis/workers/thread.ts";
import { DrydockError } from "../../src/errors.ts";
import { type Logger, silent } from "../../src/log.ts";
import type { Image, Layer } from "../../src/model/image.ts";
import { memoryLayer, reader } from "../support/layers.ts";
import { threadAnalyzers } from "../support/thread-analyzers.ts";

let cacheDir = "";
beforeEach(() => {
  cacheDir = mkdtempSync(join(tmpdir(), "drydock-test-"));
});
afterEach(() => rmSync(cacheDir, { recursive: true }));

const everything = reader("all", /./);

function imageOf(...layers: Layer[]): Image {
  return { layers: layers.map((layer, index) => ({ ...layer, index })) } as unknown as Image;
}

function analyze(image: Image, { cached = false, log = silent }: { cached?: boolean; log?: Logger } = {}) {
  const host = { cacheDir, log };
  return analyzeLayers(image, [everything], { cache: cached ? openLayerCache(host) : undefined, host });
}

/** A layer of one file, of at least `size` bytes, that notes in `opened` when it is opened. */
function layer(name: string, opened: string[] = [], size = 10): Layer {
  return memoryLayer([{ path: name, content: name.padEnd(size) }], { opened: () => opened.push(name) });
}

it("gives a result for every layer, base first, reading equal layers once", async () => {
  const opened: string[] = [];
  const layers = ["a", "b", "a", "c", "d", "e", "b"].map((name, index) =>
    layer(name, opened, index < 3 ? 10 : 9000),
  );
  const results = await analyze(imageOf(...layers));
  expect(results.map(({ diffId }) => diffId)).toEqual(layers.map(({ diffId }) => diffId));
  expect(results.map(({ records }) => Object.keys(records.all ?? {}))).toEqual(
    ["a", "b", "a", "c", "d", "e", "b"].map((name) => [name]),
  );
  expect(opened.sort()).toEqual(["a", "b", "b", "c", "d", "e"]);
  expect(await analyze(imageOf())).toEqual([]);
});

it("does not open a layer again that is in the cache, and gives the same", async () => {
  const opened: string[] = [];
  const image = () => imageOf(layer("a", opened), layer("b", opened));
  const cold = await analyze(image(), { cached: true });
  expect(opened).toEqual(["a", "b"]);
  const warm = await analyze(image(), { cached: true });
  expect(opened).toEqual(["a", "b"]);
  const plain = (results: typeof warm) => JSON.parse(JSON.stringify(results));
  expect(plain(warm)).toEqual(plain(cold));
  await analyze(image());
  expect(opened).toHaveLength(4);
});

it("leaves nothing on disk but the cache", async () => {
  const seen: boolean[] = [];
  const onDisk = reader("disk", /./, async (body) => seen.push(existsSync(await body.file())));
  const host = { cacheDir, log: silent };
  await analyzeLayers(imageOf(layer("a", [], 3_000_000), layer("b")), [onDisk], { cache: undefined, host });
  expect(seen).toEqual([true, true]);
  expect(readdirSync(cacheDir, { recursive: true })).toEqual(["tmp"]);

  const broken = reader("broken", /./, async (body) => {
    await body.file();
    throw new TypeError("oops");
  });
  await expect(analyzeLayers(imageOf(layer("a")), [broken], { cache: undefined, host })).rejects.toThrow(
    "oops",
  );
  expect(readdirSync(cacheDir, { recursive: true })).toEqual(["tmp"]);
});

it("throws the first error, once the other layers have stopped", async () => {
  const opened: string[] = [];
  const stopped: string[] = [];
  const endless = (name: string): Layer => ({
    ...layer(name),
    size: 1_000_000,
    async *open() {
      try {
        for (;;) {
          await new Promise((resolve) => setImmediate(resolve));
          yield new Uint8Array(512);
        }
      } finally {
        stopped.push(name);
      }
    },
  });
  const lost = new DrydockError("NETWORK", "connection lost");
  const failing: Layer = {
    ...layer("failing"),
    size: 500_000,
    async *open() {
      await new Promise((resolve) => setTimeout(resolve, 5));
      throw lost;
    },
  };
  const image = imageOf(endless("a"), endless("b"), failing, layer("waiting", opened));
  await expect(analyze(image)).rejects.toBe(lost);
  expect(stopped.sort()).toEqual(["a", "b"]);
  expect(opened).toEqual([]);
});

it("tells how far it is, cached layers included", async () => {
  const told = async () => {
    const steps: string[] = [];
    let bytes = 0;
    let total: unknown;
    let done = 0;
    const log: Logger = {
      ...silent,
      stage: (_, length) => {
        total = length;
        return {
          advance: (by) => {
            bytes += by.bytes ?? 0;
            if (by.step !== undefined) steps.push(by.step);
          },
          done: () => done++,
        };
      },
    };
    await analyze(imageOf(layer("a"), layer("b", [], 9000)), { cached: true, log });
    return { steps: steps.sort(), bytes, total, done };
  };
  const whole = {
    steps: ["layer 1 of 2", "layer 2 of 2"],
    bytes: 2048 + 10_752,
    total: { bytes: 2048 + 10_752, steps: 2 },
    done: 1,
  };
  expect(await told()).toEqual(whole);
  expect(await told()).toEqual(whole);
});

it("stops when the time is over: a gap, and nothing is kept of what was read in part", async () => {
  const slow: Layer = {
    ...layer("slow"),
    async *open() {
      const tar = Buffer.alloc(1024 * 1024);
      for (;;) {
        await new Promise((resolve) => setTimeout(resolve, 1));
        yield tar.subarray(0, 0);
      }
    },
  };
  const host = { cacheDir, log: silent };
  const cache = openLayerCache(host);
  const [result] = await analyzeLayers(imageOf(slow), [], { cache, host, time: 20 });
  expect(result?.gaps).toEqual([
    {
      kind: "limit",
      where: `layer ${slow.diffId}`,
      by: "layers",
      reason: "Layer 1 could only be read in part: the time that the policy allows has passed.",
      layer: slow.diffId,
    },
  ]);
  expect(await cache.get(slow.diffId, [])).toBeUndefined();
});

it("stops a second look when the time is over", async () => {
  const image = imageOf(layer("a"), layer("b", [], 300_000));
  const names = reader("names", /./);
  const host = { cacheDir, log: silent };
  const found = await readAgain(image, [1], [names], { host, time: 0 });
  expect([...found.values()].map(({ records, gaps }) => ({ records, gaps }))).toEqual([
    {
      records: {},
      gaps: [
        {
          kind: "limit",
          where: `layer ${image.layers[1]?.diffId}`,
          by: "layers",
          reason: "Layer 2 could only be read in part: the time that the policy allows has passed.",
          layer: image.layers[1]?.diffId,
        },
      ],
    },
  ]);
});

it("counts all readings together, and nothing in between", async () => {
  const left: (number | undefined)[] = [];
  const note = async (time: number | undefined) => void left.push(time);
  const slow = async (time: number | undefined) => {
    left.push(time);
    await new Promise((resolve) => setTimeout(resolve, 30));
    throw new Error("broken off");
  };
  const some = new ReadingTime(60_000);
  await some.spend(note);
  const [, first = 0] = [await new Promise((resolve) => setTimeout(resolve, 200)), left[0]];
  await expect(some.spend(slow)).rejects.toThrow("broken off");
  await some.spend(note);
  const few = new ReadingTime(5);
  await expect(few.spend(slow)).rejects.toThrow("broken off");
  await few.spend(note);
  await new ReadingTime(undefined).spend(note);
  expect(first).toBe(60_000);
  expect(left[1]).toBeGreaterThan(60_000 - 200);
  expect(left[2]).toBeLessThan(60_000 - 20);
  expect(left.slice(3)).toEqual([5, 0, undefined]);
});

it("reads chosen layers again", async () => {
  const opened: string[] = [];
  const image = imageOf(layer("a", opened), layer("b", opened), layer("c", opened));
  const names = reader("names", /./, async (body) => (await body.bytes()).length);
  const found = await readAgain(image, [2, 0, 2, 9], [names], { host: { cacheDir, log: silent } });
  expect([...found.keys()]).toEqual([2, 0]);
  expect(Object.keys(found.get(2)?.records.names ?? {})).toHaveLength(1);
  expect(opened.sort()).toEqual(["a", "c"]);
});

it("reads large layers in two threads, with the same results", async () => {
  const url = new URL("../support/layer-worker.ts", import.meta.url);
  const opened: string[] = [];
  const large = ["a", "b", "c", "d"].map((name) => ({ ...layer(name, opened, 100_000), size: 40_000_000 }));
  const host = { cacheDir, log: silent };
  const read = async (workers?: WorkerEntry) => {
    const results = await analyzeLayers(imageOf(...large), threadAnalyzers, {
      cache: undefined,
      host,
      workers,
    });
    return results.map(({ entries, ...rest }) => ({ ...rest, entries: [...entries] }));
  };
  const both = await read({ url, data: undefined, processors: 4 });
  expect(both).toEqual(await read());
  expect(opened.sort()).toEqual(["a", "a", "b", "b", "c", "c", "d", "d"]);
  expect(await read({ url, data: undefined, processors: 2 })).toEqual(both);
  // One processor has enough to do: the address is not even looked at.
  const nowhere = new URL("../support/nothing-here.ts", import.meta.url);
  expect(await read({ url: nowhere, data: undefined, processors: 1 })).toEqual(both);

  const broken = new URL("../support/nothing-here.ts", import.meta.url);
  await expect(read({ url: broken, data: undefined, processors: 4 })).rejects.toThrow("nothing-here");
});

it("unpacks a layer once that is read again, in whichever thread it was read", async () => {
  const url = new URL("../support/layer-worker.ts", import.meta.url);
  const opened: string[] = [];
  const image = imageOf(
    ...["a", "b", "c"].map((name) => ({ ...layer(name, opened, 100_000), size: 40_000_000 })),
  );
  const folder = mkdtempSync(join(cacheDir, "kept-"));
  const options = { host: { cacheDir, log: silent }, cache: undefined };
  const first = await analyzeLayers(image, threadAnalyzers, {
    ...options,
    workers: { url, data: undefined, processors: 4 },
    keep: { folder, isWanted: ({ index }) => index < 2 },
  });
  expect([opened.sort(), readdirSync(folder).length]).toEqual([["a", "b", "c"], 2]);
  const keep = { folder, isWanted: () => true };
  const plain = (one: (typeof first)[number] | undefined) =>
    one && { ...one, places: [], entries: [...one.entries] };
  expect(first.map(({ places }) => places)).toEqual([Float64Array.of(512), Float64Array.of(512), undefined]);
  for (let reading = 0; reading < 2; reading++) {
    const again = await readAgain(image, [0, 1, 2], threadAnalyzers, { ...options, keep });
    expect([0, 1, 2].map((index) => plain(again.get(index)))).toEqual(first.map(plain));
  }
  expect([opened, readdirSync(folder).length]).toEqual([["a", "b", "c", "c"], 3]);
});
