import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { open, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, it } from "vitest";
import { analyzeLayer, type LayerContext } from "../../../src/analysis/layer.ts";
import { LayerThread } from "../../../src/analysis/workers/thread.ts";
import { DrydockError } from "../../../src/errors.ts";
import { openLayerStream } from "../../../src/image/layer-stream.ts";
import { sha256 } from "../../../src/image/verify.ts";
import type { Layer } from "../../../src/model/image.ts";
import { memoryLayer } from "../../support/layers.ts";
import { type TarEntry, tar, whiteout } from "../../support/tar.ts";
import { threadAnalyzers } from "../../support/thread-analyzers.ts";

const url = new URL("../../support/layer-worker.ts", import.meta.url);
let folder = "";
let thread: LayerThread;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "drydock-test-"));
  thread = new LayerThread({ url, data: undefined });
});
afterEach(async () => {
  await thread.close();
  rmSync(folder, { recursive: true });
});

const context = (more: Partial<LayerContext> = {}): LayerContext => ({
  scratch: async () => folder,
  ...more,
});

/** With entries that can be compared. */
async function read(layer: Layer, by: { read: typeof thread.read }, more: Partial<LayerContext> = {}) {
  const { entries, ...rest } = await by.read(layer, context(more));
  return { ...rest, entries: [...entries] };
}

const here = { read: (layer: Layer, more: LayerContext) => analyzeLayer(layer, threadAnalyzers, more) };

/** What is stored, and what is promised of it. */
function stored(bytes: Buffer, content: Buffer, onEnd?: () => void): Layer {
  const expected = { what: "layer 1", digest: sha256(bytes), diffId: sha256(content) };
  async function* stream() {
    for (let from = 0; from < bytes.length; from += 50_000) yield bytes.subarray(from, from + 50_000);
    onEnd?.();
  }
  const { diffId, digest } = expected;
  return {
    index: 0,
    diffId,
    digest,
    open: (onBytes) => openLayerStream(stream(), expected, onBytes),
    raw: { expected, stream },
  };
}

const entries: readonly TarEntry[] = [
  { path: "usr/a", content: "x".repeat(300_000) },
  { path: "large", content: "y".repeat(9_000_000) },
  { path: "unreadable", content: "z" },
  { path: "../out", content: "" },
  { path: "again", type: "hardlink", target: "usr/a" },
  whiteout("gone"),
];

it("gives what this thread would give, packed or not, one layer after the other", async () => {
  const content = tar(entries);
  const layers = [stored(gzipSync(content), content), memoryLayer(entries), memoryLayer([])];
  for (const layer of layers) expect(await read(layer, thread)).toEqual(await read(layer, here));
});

it("tells how many stored bytes were read", async () => {
  const content = tar(entries);
  const packed = gzipSync(content);
  let bytes = 0;
  await read(stored(packed, content), thread, { onBytes: (more) => (bytes += more) });
  expect(bytes).toBe(packed.length);
});

it("keeps to caps and to the clock", async () => {
  const layer = memoryLayer(entries);
  const capped = { caps: { entries: 2, entryBytes: 1_000_000 } };
  const few = await read(layer, thread, capped);
  expect(few.gaps).toHaveLength(1);
  expect(few).toEqual(await read(layer, here, capped));
  const late = { deadline: performance.now() - 1 };
  const none = await read(layer, thread, late);
  expect(none.gaps).toHaveLength(1);
  expect(none).toEqual(await read(layer, here, late));
  // What was still on its way is not taken for the next layer's.
  expect(await read(layer, thread)).toEqual(await read(layer, here));
});

it("throws what this thread would throw", async () => {
  const content = tar(entries);
  const packed = gzipSync(content);
  const damaged = Buffer.from(packed);
  damaged[5000]! ^= 1;
  const { raw, ...rest } = stored(packed, content);
  const wrong = stored(damaged, content);
  const altered = { ...wrong, ...rest, raw: { ...wrong.raw!, expected: raw!.expected } };
  await expect(thread.read(altered, context())).rejects.toMatchObject({
    name: "DrydockError",
    code: "DIGEST_MISMATCH",
    message: expect.stringMatching(/^layer 1 should be sha256:/),
    hint: "Fetch the image again; it was damaged or altered on its way.",
  });
});

it("reads by itself what lies in a file, and leaves the source alone", async () => {
  const content = tar(entries);
  const packed = gzipSync(content);
  const file = join(folder, "blob");
  await writeFile(file, Buffer.concat([Buffer.from("before"), packed, Buffer.from("behind")]));
  const handle = await open(file);
  try {
    const inHere = { read: (layer: Layer, more: LayerContext) => thread.read(layer, more, "here") };
    for (const where of [file, handle.fd]) {
      const place = { file: where, start: 6, size: packed.length };
      const layer = stored(packed, content, () => {
        throw new Error("not to be asked");
      });
      const placed = { ...layer, raw: { ...layer.raw!, place: () => place } };
      let bytes = 0;
      const onBytes = (more: number) => {
        bytes += more;
      };
      expect(await read(placed, inHere, { onBytes })).toEqual(await read(stored(packed, content), here));
      expect(bytes).toBe(packed.length);
      const cut = { ...placed, raw: { ...placed.raw, place: () => ({ ...place, start: 10_000_000 }) } };
      await expect(thread.read(cut, context())).rejects.toMatchObject({ code: "IMAGE_INVALID" });
    }
  } finally {
    await handle.close();
  }
});

it("throws what the source throws", async () => {
  const content = tar(entries);
  const lost = stored(content, content, () => {
    throw new DrydockError("NETWORK", "connection lost", { hint: "Try again." });
  });
  await expect(thread.read(lost, context())).rejects.toMatchObject({
    code: "NETWORK",
    message: "connection lost",
    hint: "Try again.",
  });
});

it("throws a mistake of an analyzer with the place where it happened", async () => {
  const failed = thread.read(memoryLayer([{ path: "mistake", content: "x" }]), context());
  await expect(failed).rejects.toMatchObject({
    message: "a mistake of ours",
    stack: expect.stringContaining("thread-analyzers.ts"),
  });
});

it("fails where the thread dies", async () => {
  const failed = thread.read(memoryLayer([{ path: "exit", content: "x" }]), context());
  await expect(failed).rejects.toThrow("a thread that reads layers has ended");
});

it("stops when it is told to, and leaves the source", async () => {
  const abort = new AbortController();
  let isLeft = false;
  const layer = memoryLayer(entries);
  async function* endless() {
    try {
      for (;;) {
        await new Promise((resolve) => setImmediate(resolve));
        yield new Uint8Array(512);
      }
    } finally {
      isLeft = true;
    }
  }
  const failed = thread.read(
    { ...layer, raw: { ...layer.raw!, stream: endless } },
    context({ signal: abort.signal }),
  );
  setTimeout(() => abort.abort(new Error("enough")), 20);
  await expect(failed).rejects.toThrow("enough");
  await expect.poll(() => isLeft).toBe(true);
});

it("leaves nothing in the folder for large files", async () => {
  expect((await read(memoryLayer(entries), thread)).records.file).toEqual({ large: 9_000_000 });
  expect(readdirSync(folder)).toEqual([]);
});
