import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { fnv1a64 } from "../../../src/advisories/bolt/format.ts";
import { type Bolt, openBolt } from "../../../src/advisories/bolt/index.ts";
import { type BoltTree, writeBolt } from "../../support/bolt-writer.ts";
import { dump } from "./dump.ts";

const folder = mkdtempSync(join(tmpdir(), "drydock-bolt-"));
const opened: Bolt[] = [];
afterAll(() => {
  for (const bolt of opened) bolt.close();
  rmSync(folder, { recursive: true });
});

function written(name: string, bytes: Buffer): Bolt {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  const bolt = openBolt(path);
  opened.push(bolt);
  return bolt;
}

describe("files of the real bbolt", () => {
  const fixtures = join(import.meta.dirname, "fixtures");
  test.each([
    ["deep-1k", 1024],
    ["mixed-4k", 4096],
    ["pages-16k", 16384],
  ])("%s: everything bbolt reads, in its order", (name, pageSize) => {
    const bolt = openBolt(join(fixtures, `${name}.db`));
    opened.push(bolt);
    expect(bolt.pageSize).toBe(pageSize);
    expect(dump(bolt.root)).toEqual(
      readFileSync(join(fixtures, `${name}.txt`), "utf8")
        .trimEnd()
        .split("\n"),
    );
  });

  test("every key of a deep bucket is found by itself", () => {
    const bolt = openBolt(join(fixtures, "deep-1k.db"));
    opened.push(bolt);
    const bucket = bolt.bucket("deep");
    const entries = [...(bucket?.entries() ?? [])];
    expect(entries.length).toBe(390);
    expect(entries.filter(({ key, value }) => !bucket?.get(key)?.equals(value ?? Buffer.from("?")))).toEqual(
      [],
    );
    expect(bucket?.get("package-0001")).toBeUndefined();
    expect(bucket?.get("")).toBeUndefined();
    expect(bucket?.get("zzz")).toBeUndefined();
  });
});

describe("files of our own writer", () => {
  const many = Object.fromEntries(
    Array.from({ length: 700 }, (_, n) => [`k${String(n).padStart(4, "0")}`, "v".repeat(n % 90)]),
  );
  const tree: BoltTree = {
    empty: {},
    long: { value: Buffer.alloc(20_000, "abc"), after: "x" },
    many,
    nested: { a: { b: { c: { d: "deep" }, many } }, small: { k: "v" } },
    "ä key": { ö: "ü" },
  };

  test.each([1024, 4096, 16384, 65536])("pages of %d bytes read back whole", (pageSize) => {
    const bolt = written(`own-${pageSize}.db`, writeBolt(tree, { pageSize }));
    expect(bolt.pageSize).toBe(pageSize);
    expect(dump(bolt.root)).toEqual(expectedDump(tree));
  });

  test("a key that is a bucket has no value, and a value is no bucket", () => {
    const { root } = written("kinds.db", writeBolt({ bucket: { k: "v" }, value: "v" }));
    expect(root.get("bucket")).toBeUndefined();
    expect(root.get("value")?.toString()).toBe("v");
    expect(root.bucket("value")).toBeUndefined();
    expect(root.bucket("bucket", "k")).toBeUndefined();
    expect(root.bucket("bucket", "none", "deeper")).toBeUndefined();
    expect(root.bucket("bucket")?.get("k")?.toString()).toBe("v");
  });

  test("a prefix scan crosses leaves and stops where the prefix ends", () => {
    const { root } = written("scan.db", writeBolt({ many }, { pageSize: 1024 }));
    const bucket = root.bucket("many");
    expect([...(bucket?.keys("k01") ?? [])]).toEqual(
      Array.from({ length: 100 }, (_, n) => `k01${String(n).padStart(2, "0")}`),
    );
    expect([...(bucket?.keys("k0699") ?? [])]).toEqual(["k0699"]);
    expect([...(bucket?.keys("k07") ?? [])]).toEqual([]);
    expect([...(bucket?.keys("a") ?? [])]).toEqual([]);
    expect([...(bucket?.keys("kz") ?? [])]).toEqual([]);
  });

  test("keys are ordered by bytes, not by UTF-16", () => {
    const { root } = written("order.db", writeBolt({ "\u{1f600}": "emoji", "\uffee": "halfwidth", z: "z" }));
    expect([...root.keys()]).toEqual(["z", "\uffee", "\u{1f600}"]);
    expect(root.get("\u{1f600}")?.toString()).toBe("emoji");
  });

  test("the newer meta counts, on whichever page it is", () => {
    for (const newestMeta of [0, 1] as const) {
      const older = 1 - newestMeta;
      const bytes = writeBolt({ k: "v" }, { newestMeta });
      // The older one leads nowhere, with a sound checksum: only the newer one may be followed.
      bytes.writeBigUInt64LE(0xffn, older * 4096 + 16 + 16);
      resum(bytes, older * 4096);
      expect(written(`meta-${newestMeta}.db`, bytes).root.get("k")?.toString()).toBe("v");
    }
  });

  test("reading after close is a fault of ours, not an empty answer", () => {
    const bolt = written("closed.db", writeBolt({ many }, { pageSize: 1024 }));
    bolt.close();
    bolt.close();
    expect(() => bolt.root.bucket("many")).toThrow("after close()");
  });
});

function expectedDump(tree: BoltTree): string[] {
  // Through a second, naive reader of the tree: nested plain objects in byte order.
  const lines: string[] = [];
  const walk = (node: BoltTree, path: string): void => {
    const keys = Object.keys(node).toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    for (const key of keys) {
      const value = node[key] ?? "";
      const here = path === "" ? key : `${path}/${key}`;
      if (typeof value === "string" || value instanceof Uint8Array) {
        const bytes = Buffer.from(value as string);
        lines.push(`${here}\t${bytes.length}\t${sha(bytes)}`);
      } else {
        lines.push(here);
        walk(value, here);
      }
    }
  };
  walk(tree, "");
  return lines;
}

function sha(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex").slice(0, 12);
}

function resum(bytes: Buffer, page: number): void {
  const body = bytes.subarray(page + 16, page + 80);
  body.writeBigUInt64LE(fnv1a64(body.subarray(0, 56)), 56);
}
