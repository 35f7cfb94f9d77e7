import { execFileSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { decompress, type Inflating } from "../../src/image/compression.ts";
import { CHUNK_BYTES } from "../../src/image/inflate.ts";
import { canInflateHere } from "../../src/image/inflate-here.ts";
import { describeWith } from "../support/tools.ts";

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

async function unpack(bytes: Uint8Array, size = 64 * 1024, inflating?: Inflating): Promise<Buffer> {
  const out: Uint8Array[] = [];
  // A chunk is only lent.
  for await (const chunk of decompress(pieces(bytes, size), "layer 1", inflating))
    out.push(Buffer.from(chunk));
  return Buffer.concat(out);
}

const sha = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
/** Half of it compresses. */
const sample = (size: number) => Buffer.concat([randomBytes(size / 2), Buffer.alloc(size / 2, "sample ")]);

describe("plain data", () => {
  it("passes as it is, even if it is shorter than any magic number", async () => {
    for (const text of ["", "a", "hello world"])
      expect(String(await unpack(Buffer.from(text), 1))).toBe(text);
  });

  it("is not taken for granted: other compressions are named", async () => {
    const bzip2 = Buffer.from("425a6839314159265359", "hex");
    await expect(unpack(bzip2)).rejects.toMatchObject({
      code: "UNSUPPORTED",
      message: "layer 1 is compressed with bzip2",
    });
    await expect(unpack(Buffer.from("fd377a585a000004", "hex"), 1)).rejects.toMatchObject({
      code: "UNSUPPORTED",
      message: "layer 1 is compressed with xz",
    });
  });
});

it("is inflated in this thread by every Node that we know", () => {
  expect(canInflateHere()).toBe(true);
});

describe.each<Inflating>(["beside", "here"])("gzip, inflated %s", (inflating) => {
  const unpackIt = (bytes: Uint8Array, size?: number) => unpack(bytes, size, inflating);
  const content = sample(1_000_000);
  const [first, second] = [content.subarray(0, 400_000), content.subarray(400_000)];

  it("may have several members, wherever the chunks are cut", async () => {
    const members = Buffer.concat([gzipSync(first), gzipSync(""), gzipSync(second)]);
    for (const size of [1_000_000, gzipSync(first).length, 50_001])
      expect(sha(await unpackIt(members, size))).toBe(sha(content));
    const tiny = Buffer.concat([gzipSync("one "), gzipSync("two")]);
    expect(String(await unpackIt(tiny, 1))).toBe("one two");
  });

  it("may be empty, or fill the room for it to the brim", async () => {
    for (const length of [0, CHUNK_BYTES - 1, CHUNK_BYTES, 2 * CHUNK_BYTES, 30 * CHUNK_BYTES])
      expect((await unpackIt(gzipSync(Buffer.alloc(length)), 4096)).equals(Buffer.alloc(length))).toBe(true);
  });

  it("may be padded with zeros", async () => {
    const padded = Buffer.concat([gzipSync(content), Buffer.alloc(100_000)]);
    for (const size of [1_000_000, gzipSync(content).length, 4096])
      expect(sha(await unpackIt(padded, size))).toBe(sha(content));
  });

  it("must have nothing else behind it", async () => {
    const zip = gzipSync("some text");
    for (const rest of ["garbage", "\0\0\0\0garbage", `${"\0".repeat(70_000)}x`]) {
      const bytes = Buffer.concat([zip, Buffer.from(rest)]);
      for (const size of [bytes.length, zip.length, zip.length + 2, 1]) {
        await expect(unpackIt(bytes, size)).rejects.toMatchObject({
          code: "IMAGE_INVALID",
          message: expect.stringContaining("layer 1 is not valid gzip"),
        });
      }
    }
  });

  it("must not be cut off or damaged", async () => {
    const zip = gzipSync(content);
    for (const length of [12, 1000, zip.length - 9, zip.length - 8, zip.length - 1])
      await expect(unpackIt(zip.subarray(0, length))).rejects.toMatchObject({ code: "IMAGE_INVALID" });
    const flipped = Buffer.from(zip);
    flipped[zip.length - 6]! ^= 1;
    await expect(unpackIt(flipped)).rejects.toMatchObject({ code: "IMAGE_INVALID" });
  });
});

describe("zstd", () => {
  const content = sample(3_000_000);

  it("keeps every frame, wherever the chunks are cut", async () => {
    const parts = [
      content.subarray(0, 1_500_000),
      content.subarray(1_500_000, 1_500_010),
      content.subarray(1_500_010),
    ];
    const frames = Buffer.concat([...parts.map((part) => zstdCompressSync(part)), zstdCompressSync("")]);
    for (const size of [10_000_000, 65_536, 10_007, 997])
      expect(sha(await unpack(frames, size))).toBe(sha(content));
    const tiny = Buffer.concat([zstdCompressSync("one "), zstdCompressSync("two")]);
    for (const size of [1, 2, 3, 1000]) expect(String(await unpack(tiny, size))).toBe("one two");
  });

  it("skips skippable frames", async () => {
    const skippable = Buffer.from("5e2a4d1803000000ffffff", "hex");
    const bytes = Buffer.concat([
      skippable,
      zstdCompressSync("one "),
      skippable,
      zstdCompressSync("two"),
      skippable,
    ]);
    for (const size of [1, 7, 1000]) expect(String(await unpack(bytes, size))).toBe("one two");
  });

  it("must not be cut off, damaged or followed by anything", async () => {
    const frame = zstdCompressSync(content);
    const small = zstdCompressSync("small");
    const bad = [
      frame.subarray(0, 5),
      frame.subarray(0, 1_000_000),
      frame.subarray(0, -1),
      small.subarray(0, -1),
      Buffer.concat([frame, frame.subarray(0, 3)]),
      Buffer.concat([small, Buffer.from("garbage and more")]),
      Buffer.concat([frame, Buffer.alloc(512)]),
      Buffer.from("502a4d18ff000000", "hex"),
    ];
    for (const bytes of bad) {
      for (const size of [10_000_000, 5000])
        await expect(unpack(bytes, size)).rejects.toMatchObject({
          code: "IMAGE_INVALID",
          message: expect.stringContaining("layer 1 is not valid zstd"),
        });
    }
  });
});

describeWith(["zstd"], "zstd as the zstd program writes it", () => {
  const content = sample(4_000_000);
  const zstd = (...args: string[]) =>
    execFileSync("zstd", ["-q", "-c", ...args], { input: content, maxBuffer: 2 ** 26 });

  it.each([["-1"], ["-19"], ["--no-check"], ["--long=27"], ["--no-content-size"], ["-B65536", "-T2"]])(
    "%s",
    async (...args) => {
      expect(sha(await unpack(zstd(...args)))).toBe(sha(content));
    },
  );

  it("finds a wrong checksum", async () => {
    const bytes = zstd("--check");
    bytes[bytes.length - 1]! ^= 1;
    await expect(unpack(bytes)).rejects.toMatchObject({ code: "IMAGE_INVALID" });
  });
});

describe("the source of the data", () => {
  async function* failing(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
    yield bytes;
    throw new TypeError("connection lost");
  }

  it.each([
    ["plain", Buffer.from("some bytes")],
    ["gzip", gzipSync(sample(100_000)).subarray(0, 30_000)],
    ["zstd", zstdCompressSync(sample(100_000)).subarray(0, 30_000)],
  ])("keeps its own errors: %s", async (_, bytes) => {
    const read = async () => {
      for await (const _ of decompress(failing(bytes), "layer 1"));
    };
    await expect(read()).rejects.toThrow(new TypeError("connection lost"));
  });

  it.each([
    ["plain", sample(1_000_000)],
    ["gzip", gzipSync(sample(1_000_000))],
    ["zstd", zstdCompressSync(sample(1_000_000))],
  ])("is closed when the reader leaves early: %s", async (_, bytes) => {
    let closed = false;
    async function* watched(): AsyncGenerator<Uint8Array> {
      try {
        yield* pieces(bytes, 10_000);
      } finally {
        closed = true;
      }
    }
    for await (const _ of decompress(watched(), "layer 1")) break;
    expect(closed).toBe(true);
  });
});
