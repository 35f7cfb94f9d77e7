import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { keepTar, keptLayer, openKept } from "../../src/image/kept-layer.ts";
import type { Layer } from "../../src/model/image.ts";
import { memoryLayer } from "../support/layers.ts";
import { tar } from "../support/tar.ts";

const bytes = tar([{ path: "a", content: "x".repeat(5000) }]);

let folder = "";
let opened = 0;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "drydock-kept-"));
  opened = 0;
});
afterEach(() => rmSync(folder, { recursive: true }));

function layer(more: Partial<Layer> = {}): Layer {
  const opens = { step: 1000, opened: () => void opened++ };
  return { ...memoryLayer(bytes, opens), ...more };
}

/** All bytes, and what was told of stored ones. Each chunk is spoilt once the next is asked for, as a lent one may be. */
async function read(from: Layer): Promise<{ content: Buffer; told: number }> {
  const parts: Buffer[] = [];
  let told = 0;
  for await (const chunk of from.open((stored) => {
    told += stored;
  }))
    parts.push(Buffer.from(chunk));
  return { content: Buffer.concat(parts), told };
}

it("is unpacked once, and read from the folder from then on", async () => {
  const kept = keptLayer(layer(), folder);
  const whole = { content: bytes, told: bytes.length };
  expect(await read(kept)).toEqual(whole);
  expect(await read(kept)).toEqual(whole);
  // Another thread's object of the same layer.
  expect(await read(keptLayer(layer(), folder))).toEqual(whole);
  expect(opened).toBe(1);
  const [name = "", ...others] = readdirSync(folder);
  expect(others).toEqual([]);
  expect(readFileSync(join(folder, name)).equals(bytes)).toBe(true);
  expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
});

it("writes what was lent before it is taken back", async () => {
  const lent = Buffer.alloc(1000);
  async function* lending() {
    for (let from = 0; from < bytes.length; from += lent.length) {
      const length = bytes.copy(lent, 0, from, from + lent.length);
      yield lent.subarray(0, length);
      lent.fill(0);
    }
  }
  const kept = keptLayer(layer({ open: lending }), folder);
  await read(kept);
  expect((await read(kept)).content.equals(bytes)).toBe(true);
});

it("keeps nothing of a layer that was not read to its end, or is not what was promised", async () => {
  for await (const _ of keptLayer(layer(), folder).open()) break;
  expect(readdirSync(folder)).toEqual([]);
  const { diffId } = memoryLayer(Buffer.alloc(1024));
  const expected = { what: "layer 1", digest: diffId, diffId };
  const { openLayerStream } = await import("../../src/image/layer-stream.ts");
  const wrong = layer({ diffId, open: () => openLayerStream(layer().raw!.stream(), expected) });
  await expect(read(keptLayer(wrong, folder))).rejects.toMatchObject({ code: "DIGEST_MISMATCH" });
  expect(readdirSync(folder)).toEqual([]);
});

it("unpacks each time what is over the limit, and what somebody else is writing", async () => {
  const long = keptLayer(layer(), folder, 4000);
  expect([(await read(long)).content.equals(bytes), (await read(long)).content.equals(bytes)]).toEqual([
    true,
    true,
  ]);
  expect([opened, readdirSync(folder)]).toEqual([2, []]);
  const [one, other] = [keptLayer(layer(), folder).open(), keptLayer(layer(), folder).open()];
  const [first, second] = [one[Symbol.asyncIterator](), other[Symbol.asyncIterator]()];
  await first.next();
  await second.next();
  while ((await second.next()).done !== true);
  expect(readdirSync(folder).map((name) => name.endsWith(".part"))).toEqual([true]);
  while ((await first.next()).done !== true);
  expect(readdirSync(folder).map((name) => name.endsWith(".tar"))).toEqual([true]);
});

it("unpacks each time where there is no folder, or its name is taken", async () => {
  expect((await read(keptLayer(layer(), join(folder, "none")))).content.equals(bytes)).toBe(true);
  const { diffId } = layer();
  mkdirSync(join(folder, `${diffId.replace(":", "-")}.tar.part`));
  writeFileSync(join(folder, `${diffId.replace(":", "-")}.tar.part/x`), "");
  expect((await read(keptLayer(layer(), folder))).content.equals(bytes)).toBe(true);
  expect(opened).toBe(2);
});

it("is read where it is asked for", async () => {
  expect(openKept(layer(), folder)).toBeUndefined();
  await read(keptLayer(layer(), folder));
  const kept = openKept(layer(), folder)!;
  const [room, beyond] = [Buffer.alloc(100), Buffer.alloc(bytes.length)];
  kept.fill(room, 500);
  expect(room.equals(bytes.subarray(500, 600))).toBe(true);
  expect(() => kept.fill(beyond, 100)).toThrow(expect.objectContaining({ code: "IMAGE_INVALID" }));
  kept.close();
});

it("may be a file that is there already, and is not read then", async () => {
  const path = join(folder, "own.tar");
  writeFileSync(path, bytes);
  await keepTar(path, layer(), folder);
  expect((await read(keptLayer(layer(), folder))).content.equals(bytes)).toBe(true);
  expect(opened).toBe(0);
  // Neither a second time nor a file that is gone is an error.
  await keepTar(path, layer(), folder);
  rmSync(path);
  await keepTar(path, layer(), join(folder, "none"));
});
