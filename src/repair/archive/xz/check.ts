import { createHash } from "node:crypto";
import { CRC32, CRC64 } from "./crc.ts";
import type { Lzma2 } from "./lzma2.ts";

/** What a stream says of each of its blocks. */
export interface Check {
  readonly bytes: number;
  /** Begins anew, for a block. */
  start(): { update(chunk: Uint8Array): void; digest(): Uint8Array };
}

/** By their numbers. Source: xz file format 1.1, 2.1.1.2. Throws `RangeError` for those that no version of xz has used. */
export function checkOf(id: number, decoder: Lzma2): Check {
  switch (id) {
    case 0:
      return { bytes: 0, start: () => ({ update: () => undefined, digest: () => new Uint8Array(0) }) };
    case 1:
      return sum(decoder, CRC32, 4);
    case 4:
      return sum(decoder, CRC64, 8);
    case 10:
      return { bytes: 32, start: () => sha256() };
    default:
      throw new RangeError(`it is checked in a way that nobody knows (${id})`);
  }
}

function sha256() {
  const hash = createHash("sha256");
  return { update: (chunk: Uint8Array) => void hash.update(chunk), digest: () => hash.digest() };
}

function sum(decoder: Lzma2, polynomial: bigint, bytes: 4 | 8): Check {
  decoder.polynomial = polynomial;
  const ones = BigInt.asUintN(8 * bytes, -1n);
  return {
    bytes,
    start: () => {
      let state = ones;
      return {
        update: (chunk) => {
          state = decoder.checkSum(chunk, state);
        },
        digest: () => {
          const written = Buffer.alloc(8);
          written.writeBigUInt64LE((state ^ ones) & ones);
          return written.subarray(0, bytes);
        },
      };
    },
  };
}
