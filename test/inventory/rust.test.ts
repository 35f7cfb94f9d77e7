import { readFileSync } from "node:fs";
import { join } from "node:path";
import { constants, deflateSync, gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { catalog } from "../../src/inventory/index.ts";
import { rust } from "../../src/inventory/rust.ts";
import { diffId, viewOf } from "./layers.ts";

const demo = gunzipSync(readFileSync(join(import.meta.dirname, "fixtures/rust/demo.gz")));

async function viewWith(content: Buffer) {
  return await viewOf(rust.analyzers, [{ files: { "usr/bin/demo": content }, programs: ["usr/bin/demo"] }]);
}

/** `name version` of the packages, and the gaps. */
async function summary(content: Buffer) {
  const view = await viewWith(content);
  const { packages } = catalog(view, undefined, [rust]);
  return [
    packages.map(({ name, version }) => `${name} ${version}`),
    view.gaps.map(({ kind, reason }) => [kind, reason]),
  ];
}

const CRATES = ["cfg-if 1.0.0", "demo 0.1.0", "itoa 1.0.9", "smallvec 1.11.0"];
const UNKNOWN = ["unreadable", "it has audit data of Rust's cargo that cannot be made out"];

test("a real program", async () => {
  const { packages, gaps } = catalog(await viewWith(demo), undefined, [rust]);
  const locations = [{ path: "usr/bin/demo", layer: 0, diffId: diffId(0) }];
  const common = { ecosystem: "crates.io", by: "rust", locations };
  expect([packages, gaps]).toEqual([
    [
      { name: "cfg-if", version: "1.0.0", purl: "pkg:cargo/cfg-if@1.0.0", development: true, ...common },
      {
        name: "demo",
        version: "0.1.0",
        purl: "pkg:cargo/demo@0.1.0",
        root: true,
        dependencies: ["pkg:cargo/cfg-if@1.0.0", "pkg:cargo/itoa@1.0.9", "pkg:cargo/smallvec@1.11.0"],
        ...common,
      },
      { name: "itoa", version: "1.0.9", purl: "pkg:cargo/itoa@1.0.9", ...common },
      { name: "smallvec", version: "1.11.0", purl: "pkg:cargo/smallvec@1.11.0", ...common },
    ],
    [],
  ]);
});

/** The data of the real program, where `readelf -S` says its section is. */
const data = demo.subarray(0x4699a, 0x4699a + 0x9d);

/** An ELF program: its head, code, and then `behind`, with nothing loaded but the code. */
function elf(behind: Buffer, constants = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(4096);
  head.write("\x7fELF\x02\x01\x01", "latin1");
  head.writeBigUInt64LE(64n, 32);
  head.writeUInt16LE(56, 54);
  head.writeUInt16LE(2, 56);
  const segment = (at: number, flags: number, start: number, length: number) => {
    head.writeUInt32LE(1, at);
    head.writeUInt32LE(flags, at + 4);
    head.writeBigUInt64LE(BigInt(start), at + 8);
    head.writeBigUInt64LE(BigInt(length), at + 32);
  };
  segment(64, 4, 4096, constants.length);
  segment(120, 5, 4096 + constants.length, 70_000);
  return Buffer.concat([head, constants, Buffer.alloc(70_000, 0x90), behind]);
}

const NAMES = Buffer.from("\0.shstrtab\0.dep-v0\0.text\0");
const json = (packages: unknown) => Buffer.from(JSON.stringify({ packages, format: 1 }));
const SERDE = [{ name: "serde", version: "1.0.190", source: "crates.io" }];

describe("where the data may lie", () => {
  test("behind what is loaded", async () => {
    expect(await summary(elf(Buffer.concat([data, NAMES])))).toEqual([CRATES, []]);
  });
  test("among the constants", async () => {
    expect(await summary(elf(NAMES, Buffer.concat([Buffer.alloc(123, "x"), data])))).toEqual([CRATES, []]);
  });
  test("after other zlib data, and data that only looks so", async () => {
    const other = [
      deflateSync("text"),
      deflateSync('{"not": "crates"}'),
      Buffer.from("789ced78017b78da", "hex"),
    ];
    expect(await summary(elf(Buffer.concat([...other, data, NAMES])))).toEqual([CRATES, []]);
  });
  test("in a section that a PE names", async () => {
    const head = Buffer.alloc(4096);
    head.write("MZ");
    head.writeUInt32LE(128, 60);
    head.write("PE\0\0", 128, "latin1");
    head.writeUInt16LE(1, 134);
    head.write(".dep-v0", 152);
    head.writeUInt32LE(512, 152 + 16);
    head.writeUInt32LE(8192, 152 + 20);
    const section = Buffer.concat([data, Buffer.alloc(512 - data.length)]);
    expect(await summary(Buffer.concat([head, Buffer.alloc(4096), section]))).toEqual([CRATES, []]);
    section.fill(0, 0, 10);
    expect(await summary(Buffer.concat([head, Buffer.alloc(4096), section]))).toEqual([
      [],
      [["unreadable", "its audit data cannot be inflated"]],
    ]);
  });
});

describe("every form of zlib", () => {
  const forms = [0, 1, 6, 9].flatMap((level) =>
    [constants.Z_DEFAULT_STRATEGY, constants.Z_FIXED, constants.Z_HUFFMAN_ONLY].map((strategy) => ({
      level,
      strategy,
    })),
  );
  test.each(forms)("level $level, strategy $strategy", async (options) => {
    const many = Array.from({ length: 500 }, (_, index) => ({ ...SERDE[0], name: `crate-${index}` }));
    for (const packages of [SERDE, many]) {
      const content = elf(Buffer.concat([deflateSync(json(packages), options), NAMES]));
      const [names, gaps] = await summary(content);
      expect([names?.length, gaps]).toEqual([packages.length, []]);
    }
  });
});

describe("what cannot be made out", () => {
  test.each([
    ["the name without data", Buffer.alloc(100)],
    ["data that is cut off", deflateSync(json(SERDE)).subarray(0, 60)],
    ["JSON of another kind", deflateSync('{"packages":{}}')],
    ["crates without versions", deflateSync(json([...SERDE, { name: "x", source: "local" }]))],
  ])("%s", async (_, content) => {
    expect(await summary(elf(Buffer.concat([content, NAMES])))).toEqual([[], [UNKNOWN]]);
  });

  test("data that inflates to fill the memory", async () => {
    const bomb = deflateSync(Buffer.concat([Buffer.from('{"packages":['), Buffer.alloc(20_000_000, " ")]));
    expect(await summary(elf(Buffer.concat([bomb, NAMES])))).toEqual([
      [],
      [["limit", "its audit data has more than 8388608 bytes when inflated"]],
    ]);
  });
});

describe("programs of other languages", () => {
  test.each([
    ["nothing behind", Buffer.alloc(0)],
    ["zlib data", deflateSync('{"packages":{"": {}}}')],
    ["damaged zlib data", deflateSync(json(SERDE)).subarray(0, 60)],
  ])("%s", async (_, content) => {
    expect(await summary(elf(content))).toEqual([[], []]);
  });
});
