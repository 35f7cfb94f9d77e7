import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { unpackDatabase } from "../../src/advisories/archive.ts";
import { TRIVY_DB } from "../../src/advisories/trivy-db/index.ts";
import { type TarEntry, tar } from "../support/tar.ts";

let root: string;
const archive = () => join(root, "db.tar.gz");
const folder = () => join(root, "out/in");
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "drydock-archive-"));
  mkdirSync(folder(), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true }));

const DATABASE: TarEntry = { path: "trivy.db", content: Buffer.alloc(700_000, "database") };
const METADATA: TarEntry = { path: "metadata.json", content: '{"Version":2}' };

function pack(entries: readonly TarEntry[]): Buffer {
  const bytes = gzipSync(tar(entries));
  writeFileSync(archive(), bytes);
  return bytes;
}

const sha = (bytes: Buffer | string) => `sha256:${createHash("sha256").update(bytes).digest("hex")}`;

test("both files, and the digests of archive and database", async () => {
  const bytes = pack([{ path: "./trivy.db", content: DATABASE.content ?? "" }, METADATA]);
  expect(await unpackDatabase(archive(), folder(), TRIVY_DB)).toEqual({
    archive: sha(bytes),
    database: sha(DATABASE.content ?? ""),
  });
  expect(readFileSync(join(folder(), "trivy.db")).equals(Buffer.from(DATABASE.content ?? ""))).toBe(true);
  expect(readFileSync(join(folder(), "metadata.json"), "utf8")).toBe(METADATA.content);
});

test("nothing else is unpacked, wherever it wants to go", async () => {
  pack([
    { path: "../evil", content: "x" },
    { path: join(root, "evil"), content: "x" },
    { path: "db/other.db", content: "x" },
    { path: "link", type: "symlink", target: "/etc" },
    DATABASE,
    METADATA,
  ]);
  await unpackDatabase(archive(), folder(), TRIVY_DB);
  expect(readdirSync(folder()).toSorted()).toEqual(["metadata.json", "trivy.db"]);
  expect(readdirSync(join(root, "out"))).toEqual(["in"]);
  expect(readdirSync(root)).not.toContain("evil");
});

describe("refused", () => {
  const cut = (entries: readonly TarEntry[]) => gzipSync(tar(entries).subarray(0, 600_000));
  test.each<[string, () => Buffer, RegExp]>([
    ["no database", () => pack([METADATA]), /it holds no trivy\.db/],
    ["no metadata", () => pack([DATABASE]), /it holds no metadata\.json/],
    [
      "a symlink as database",
      () => pack([{ path: "trivy.db", type: "symlink", target: "x" }, METADATA]),
      /it holds no trivy\.db/,
    ],
    ["a database twice", () => pack([DATABASE, METADATA, DATABASE]), /it holds trivy\.db twice/],
    [
      "huge metadata",
      () => pack([{ path: "metadata.json", content: Buffer.alloc(70_000) }]),
      /its metadata\.json has more than 65536 bytes/,
    ],
    [
      "a lying size",
      () => pack([{ ...DATABASE, rawSize: 9 * 1024 ** 3 }]),
      /its trivy\.db has more than 8589934592 bytes/,
    ],
    ["a tar that is cut off", () => cut([DATABASE, METADATA]), /the tar is cut off inside trivy\.db/],
    [
      "a gzip that is cut off",
      () => pack([DATABASE, METADATA]).subarray(0, -20),
      /it cannot be decompressed/,
    ],
    ["no gzip", () => tar([DATABASE, METADATA]), /it cannot be decompressed \(incorrect header check\)/],
    ["no tar", () => gzipSync(Buffer.alloc(5000, "no tar")), /wrong checksum|not octal/],
  ])("%s", async (_, make, message) => {
    writeFileSync(archive(), make());
    await expect(unpackDatabase(archive(), folder(), TRIVY_DB)).rejects.toThrow(
      expect.objectContaining({ code: "DATABASE_INVALID", message: expect.stringMatching(message) }),
    );
  });
});
