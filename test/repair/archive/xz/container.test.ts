import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { unxz } from "../../../../src/repair/archive/xz/container.ts";
import { describeWith } from "../../../support/tools.ts";

describeWith(["xz"], "xz", () => {
  const some = contentOf(300_000, 1);

  test.each([
    ["nothing", Buffer.alloc(0), []],
    ["one byte", Buffer.from("a"), []],
    ["the fastest preset", some, ["-0"]],
    ["the usual one", some, ["-6"]],
    ["the best", some, ["-9e"]],
    ["no check", some, ["--check=none"]],
    ["CRC-32", some, ["--check=crc32"]],
    ["SHA-256", some, ["--check=sha256"]],
    ["many blocks", some, ["--block-size=10000"]],
    ["blocks that say how long they are", some, ["-T2", "--block-size=50000"]],
    ["three hundred blocks", some, ["--block-size=1000"]],
    ["noise, which is stored", noise(500_000, 2), []],
    ["noise in the midst", Buffer.concat([some, noise(200_000, 3), some]), []],
    ["a long run", Buffer.alloc(3_000_000, "a"), []],
    ["long runs of short patterns", Buffer.concat([2, 3, 5, 7, 8, 9].map(run)), []],
    ["all the context from the bytes", some, ["--lzma2=lc=4,lp=0,pb=0"]],
    ["all of it from the places", some, ["--lzma2=lc=0,lp=4,pb=4"]],
    ["some of each", some, ["--lzma2=lc=1,lp=3,pb=1"]],
    ["a window that is moved many times", contentOf(9_000_000, 4), ["--lzma2=dict=4KiB"]],
    ["a window of three times a power of two", contentOf(6_000_000, 5), ["--lzma2=dict=1536KiB"]],
    ["a window that is left far behind", Buffer.concat([noise(5_000_000, 6), some, some]), ["-1"]],
  ])("%s", async (_, content, options) => {
    const packed = xz(options, content);
    expect((await unpacked(packed)).equals(content)).toBe(true);
  });

  test("comes in pieces of any length", async () => {
    const content = Buffer.concat([some.subarray(0, 20_000), noise(5_000, 7)]);
    const packed = xz(["--block-size=9000"], content);
    for (const length of [1, 2, 7, 1000, 4096]) expect(await unpacked(packed, length)).toEqual(content);
  });

  test("of several streams, with zeros between and behind, is one", async () => {
    const [one, other] = [some.subarray(0, 1000), some.subarray(1000, 3000)];
    const packed = [xz([], one), Buffer.alloc(8), xz(["--check=sha256"], other), Buffer.alloc(4)];
    expect(await unpacked(Buffer.concat(packed), 5)).toEqual(Buffer.concat([one, other]));
  });

  test.each([
    ["some data", Buffer.from("data"), "it is cut off"],
    ["more data", Buffer.alloc(100, "data"), "there is other data behind its end"],
    ["a zero", Buffer.alloc(1), "it is cut off"],
    ["five zeros", Buffer.alloc(5), "it is cut off"],
    ["three zeros and data", Buffer.from([0, 0, 0, 1]), "it is damaged"],
  ])("is refused with %s behind its end", async (_, behind, message) => {
    const packed = Buffer.concat([xz([], some.subarray(0, 1000)), behind]);
    await expect(unpacked(packed)).rejects.toThrow(new RangeError(message));
  });

  test.each([
    ["a filter for machine code", ["--x86", "--lzma2"], "it has gone through a filter that is not read"],
    ["a dictionary of 128 MiB", ["--lzma2=dict=128MiB"], "it asks for a dictionary of 134217728 bytes"],
  ])("is refused with %s", async (_, options, message) => {
    await expect(unpacked(xz(options, some.subarray(0, 1000)))).rejects.toThrow(new RangeError(message));
  });

  test("is refused wherever a bit of it was turned, and wherever it ends too early", async () => {
    const packed = xz(["--block-size=700"], some.subarray(0, 2000));
    expect((await unpacked(packed)).length).toBe(2000);
    for (let at = 0; at < packed.length; at++) {
      const altered = Buffer.from(packed);
      altered[at]! ^= 1 << (at % 8);
      await expect(unpacked(altered), `bit ${at % 8} of byte ${at}`).rejects.toThrow(RangeError);
      await expect(unpacked(packed.subarray(0, at)), `the first ${at} bytes`).rejects.toThrow(RangeError);
    }
  });

  // No sum says that anything is wrong: what is read, and what is not, is the format's own affair. Of two blocks, one
  // is packed and one stored as it is.
  test("that nothing checks is read as xz reads it, when bytes of it are changed", async () => {
    const random = numbers(8);
    const content = Buffer.concat([some.subarray(0, 3000), noise(3000, 9)]);
    const packed = xz(["--check=none", "--block-size=3000"], content);
    const verdicts = { read: 0, refused: 0 };
    for (let round = 0; round < 400; round++) {
      const altered = Buffer.from(packed);
      // Behind the stream's header, before the index.
      altered[12 + (random() % (packed.length - 60))]! ^= 1 + (random() % 255);
      const native = spawnSync("xz", ["-dc"], { input: altered });
      const own = await unpacked(altered).catch((error: unknown) => error);
      if (native.status === 0) expect(own).toEqual(native.stdout);
      else expect(own).toBeInstanceOf(RangeError);
      verdicts[native.status === 0 ? "read" : "refused"]++;
    }
    expect([verdicts.read > 50, verdicts.refused > 50]).toEqual([true, true]);
  });
});

function xz(options: readonly string[], content: Buffer): Buffer {
  const { status, stdout, stderr } = spawnSync("xz", ["-c", ...options], {
    input: content,
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(stderr.toString());
  return stdout;
}

/** Chunks are overwritten once the next is asked for, as those of files are. */
async function unpacked(packed: Buffer, length = 65_536): Promise<Buffer> {
  const chunks = async function* () {
    const lent = Buffer.alloc(length);
    for (let at = 0; at < packed.length; at += length) {
      const piece = packed.subarray(at, at + length);
      yield lent.fill(0xaa).subarray(0, piece.copy(lent));
    }
    lent.fill(0xaa);
  };
  const parts: Buffer[] = [];
  for await (const chunk of unxz(chunks())) parts.push(Buffer.from(chunk));
  return Buffer.concat(parts);
}

/** Numbers below 2^31 that are the same each time. Source: Numerical Recipes, 7.1. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 1) ^ (state >>> 17);
  };
}

function noise(length: number, seed: number): Buffer {
  const random = numbers(seed);
  return Buffer.from(Array.from({ length }, () => (random() >> 8) & 0xff));
}

/** Words, records of fixed length, and what stood there before, from near and far. */
function contentOf(length: number, seed: number): Buffer {
  const random = numbers(seed);
  const words = Array.from({ length: 500 }, () => noise(2 + (random() % 9), random()).toString("base64"));
  const content = Buffer.alloc(length);
  for (let at = 0; at < length; ) {
    const kind = random() % 8;
    if (kind === 0 && at > 0) at += content.copy(content, at, random() % at, at);
    else if (kind === 1 && at > 300) at += content.copy(content, at, at - 1 - (random() % 300), at);
    else if (kind < 4) {
      for (let record = 0; record < 20 && at + 16 <= length; record++, at += 16)
        content.writeUInt32LE(random() % 1000, content.writeUInt32LE(record, at) + 4);
      at += 1;
    } else at += content.write(`${words[random() % words.length]} `, at);
  }
  return content;
}

function run(length: number): Buffer {
  return Buffer.alloc(10_000 * length, noise(length, length));
}
