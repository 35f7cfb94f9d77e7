import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import { analyzeLayer } from "../../../src/analysis/layer.ts";
import { type LayerFile, layerOf, writeLayer } from "../../../src/repair/layer/layer-file.ts";
import type { WrittenEntry } from "../../../src/repair/model.ts";
import { sha256 } from "../../support/image.ts";

const folder = mkdtempSync(join(tmpdir(), "drydock-layer-"));
afterAll(() => rmSync(folder, { recursive: true }));

const node = { mode: 0o644, uid: 0, gid: 0, mtime: 1_700_000_000 };
function file(
  path: string,
  content: Buffer | string,
  more: Partial<WrittenEntry & { type: "file" }> = {},
): WrittenEntry {
  const bytes = Buffer.from(content);
  return {
    ...node,
    type: "file",
    path,
    size: bytes.length,
    ...more,
    async *content() {
      for (let at = 0; at < bytes.length; at += 1000) yield bytes.subarray(at, at + 1000);
    },
  };
}

const LONG = `usr/share/${"long-".repeat(40)}name-é`;
const entries: readonly WrittenEntry[] = [
  { ...node, type: "hardlink", path: "usr/bin/a-link", target: "usr/bin/tool" },
  file("usr/bin/tool", "tool\n", { mode: 0o4755, uid: 3_000_000 }),
  { ...node, type: "directory", path: "usr", mode: 0o755 },
  { ...node, type: "directory", path: "usr/bin", mode: 0o700, gid: 7 },
  { ...node, type: "directory", path: "usr/share", mode: 0o755 },
  { ...node, type: "symlink", path: "usr/bin/sym", mode: 0o777, target: `../${"x/".repeat(80)}y` },
  { type: "whiteout", path: "usr/bin/gone" },
  { type: "opaque", path: "usr/share" },
  file(LONG, "long\n"),
  file("usr/bin/ping", "ping", {
    pax: {
      "SCHILY.xattr.security.capability": Buffer.from("0100000200200000000000000000000000000000", "hex"),
    },
  }),
  file("usr/share/large", Buffer.alloc(9 * 1024 * 1024 + 17, "abc")),
];

async function bytesOf({ stream }: Pick<LayerFile, "stream">): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream()) chunks.push(chunk);
  return Buffer.concat(chunks);
}

test("the same bytes, in whatever order the entries come, and known by both digests", async () => {
  const one = await writeLayer(entries, folder);
  const other = await writeLayer([...entries].reverse(), folder);
  const [tar, file] = [await bytesOf(one), await one.packed];
  const packed = await bytesOf(file);
  expect(gunzipSync(packed).equals(tar)).toBe(true);
  expect((await bytesOf(await other.packed)).equals(packed)).toBe(true);
  expect([one.diffId, one.size]).toEqual([sha256(tar), tar.length]);
  expect([file.digest, file.diffId, file.size]).toEqual([sha256(packed), one.diffId, packed.length]);
});

test("tar takes it: modes, owners, times, links, long names", async () => {
  const path = join(folder, "check.tar.gz");
  writeFileSync(path, await bytesOf(await (await writeLayer(entries, folder)).packed));
  const listed = execFileSync("tar", ["--numeric-owner", "--utc", "-tvzf", path], { encoding: "utf8" });
  const rows = listed
    .trim()
    .split("\n")
    .map((line) => line.replace(/ +/g, " ").replaceAll("\\303\\251", "é"));
  const at = "2023-11-14 22:13";
  expect(rows).toEqual([
    `drwxr-xr-x 0/0 0 ${at} usr/`,
    `drwx------ 0/7 0 ${at} usr/bin/`,
    "-rw-r--r-- 0/0 0 1970-01-01 00:00 usr/bin/.wh.gone",
    `-rw-r--r-- 0/0 4 ${at} usr/bin/ping`,
    `lrwxrwxrwx 0/0 0 ${at} usr/bin/sym -> ../${"x/".repeat(80)}y`,
    `-rwsr-xr-x 3000000/0 5 ${at} usr/bin/tool`,
    `drwxr-xr-x 0/0 0 ${at} usr/share/`,
    "-rw-r--r-- 0/0 0 1970-01-01 00:00 usr/share/.wh..wh..opq",
    `-rw-r--r-- 0/0 9437201 ${at} usr/share/large`,
    `-rw-r--r-- 0/0 5 ${at} ${LONG}`,
    `hrw-r--r-- 0/0 0 ${at} usr/bin/a-link link to usr/bin/tool`,
  ]);
});

test("our own reader takes it: capabilities, whiteouts, both digests compared", async () => {
  const layer = layerOf(await writeLayer(entries, folder), 3, "step");
  const scratch = async () => folder;
  const { entries: read, whiteouts, opaques, gaps } = await analyzeLayer(layer, [], { scratch });
  const ping = [...read].find(({ path }) => path === "usr/bin/ping");
  expect([layer.index, ping?.capabilities, whiteouts, opaques, gaps]).toEqual([
    3,
    ["net_raw"],
    ["usr/bin/gone"],
    ["usr/share"],
    [],
  ]);
});

test.each([
  ["shorter", 6],
  ["longer", 3],
])("a content that is %s than told is no layer", async (_, size) => {
  const wrong = writeLayer([file("a", "abcd", { size })], folder);
  await expect(wrong).rejects.toThrow(`a should have ${size} bytes, and has not.`);
});

test("two entries at one path are no layer", async () => {
  await expect(writeLayer([file("a", "1"), file("a", "2")], folder)).rejects.toThrow(
    "The new layer would have a twice.",
  );
});
