import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { LayerResult } from "../../src/analysis/analyzer.ts";
import { openLayerCache } from "../../src/analysis/cache.ts";
import { EntryList } from "../../src/analysis/entry-list.ts";
import { silent } from "../../src/log.ts";
import type { Digest } from "../../src/model/image.ts";
import { reader } from "../support/layers.ts";

let cacheDir = "";
beforeEach(() => {
  cacheDir = mkdtempSync(join(tmpdir(), "drydock-test-"));
});
afterEach(() => rmSync(cacheDir, { recursive: true }));

const said: string[] = [];
const log = {
  ...silent,
  warn: (message: string) => said.push(message),
  debug: (message: string) => said.push(message),
};
const open = () => openLayerCache({ cacheDir, log });
const stored = () => readdirSync(join(cacheDir, "layers")).map((name) => join(cacheDir, "layers", name));

const diffId: Digest = `sha256:${"1".repeat(64)}`;
const analyzers = [reader("a", /./), reader("b", /./, undefined, { settings: "deep" })];
const result: LayerResult = {
  diffId,
  entries: EntryList.from(
    Array.from({ length: 40 }, (_, index) => ({
      path: `usr/ünïcode/${index}`,
      type: index % 3 === 0 ? ("symlink" as const) : ("file" as const),
      size: index % 3 === 0 ? 0 : index * 1_000_000,
      mode: 0o644,
      uid: index,
      gid: 0,
      ...(index % 3 === 0 ? { target: "../elsewhere" } : undefined),
    })),
  ),
  whiteouts: ["etc/gone"],
  opaques: [""],
  records: { a: { "usr/x": { nested: ["plain", 1, null, true] } } },
  gaps: [{ kind: "limit", where: "usr/y", by: "a", reason: "too large", layer: diffId, path: "usr/y" }],
  lowerLinks: [{ path: "l", target: "t", analyzers: ["a"] }],
};

it("gives back what was put in", async () => {
  // Where things lie is known for as long as they lie there.
  await open().put({ ...result, places: Float64Array.of(512) }, analyzers);
  const found = await open().get(diffId, analyzers);
  expect({ ...found, entries: [...found!.entries] }).toEqual({ ...result, entries: [...result.entries] });
  expect(EntryList.from(found!.entries).find("usr/ünïcode/7")?.entry).toMatchObject({ size: 7_000_000 });
});

it("knows nothing of other layers, analyzers, versions, settings and caps", async () => {
  await open().put(result, analyzers);
  const [a, b] = analyzers as [(typeof analyzers)[0], (typeof analyzers)[1]];
  expect(await open().get(diffId, [b, a])).toBeDefined();
  for (const others of [
    [a],
    [a, { ...b, version: 2 }],
    [a, { ...b, settings: "flat" }],
    [{ ...a, maxBytes: 1 }, b],
  ])
    expect(await open().get(diffId, others)).toBeUndefined();
  expect(await open().get(`sha256:${"2".repeat(64)}`, analyzers)).toBeUndefined();
});

it("never believes a file that was cut off, altered or put in the place of another, and removes it", async () => {
  await open().put(result, analyzers);
  const [path = ""] = stored();
  const whole = readFileSync(path);
  const damages = [0, 10, 60, whole.length - 1].map((length) => whole.subarray(0, length));
  for (let at = 0; at < whole.length; at += 37) {
    const flipped = Buffer.from(whole);
    flipped[at]! ^= 1;
    damages.push(flipped);
  }
  damages.push(Buffer.concat([whole, Buffer.from("x")]), Buffer.from("{}"));
  for (const damaged of damages) {
    writeFileSync(path, damaged);
    expect(await open().get(diffId, analyzers)).toBeUndefined();
    expect(stored()).toEqual([]);
  }
  await open().put({ ...result, diffId: `sha256:${"3".repeat(64)}` }, analyzers);
  const [other = ""] = stored();
  writeFileSync(path, readFileSync(other));
  expect(await open().get(diffId, analyzers)).toBeUndefined();
});

it("leaves one whole file, whoever writes at the same time", async () => {
  await Promise.all(Array.from({ length: 8 }, () => open().put(result, analyzers)));
  expect(stored()).toHaveLength(1);
  expect(await open().get(diffId, analyzers)).toBeDefined();
});

it("only warns where it cannot write", async () => {
  writeFileSync(join(cacheDir, "layers"), "a file in the way");
  said.length = 0;
  await open().put(result, analyzers);
  expect(said).toEqual([expect.stringMatching(/^The result of a layer cannot be kept for the next scan: E/)]);
  expect(await open().get(diffId, analyzers)).toBeUndefined();
});

it.skipIf(process.getuid?.() === 0)(
  "leaves nothing half-written in a folder without permission",
  async () => {
    mkdirSync(join(cacheDir, "layers"));
    chmodSync(join(cacheDir, "layers"), 0o500);
    await open().put(result, analyzers);
    expect(stored()).toEqual([]);
  },
);
