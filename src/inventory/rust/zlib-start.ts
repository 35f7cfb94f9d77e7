import { constants, inflateSync } from "node:zlib";

/** The first two bytes of zlib data with a window of 32 KiB, at every level. Source: RFC 1950, section 2.2. */
export const ZLIB_STARTS: readonly Buffer[] = [0x01, 0x5e, 0x9c, 0xda].map((level) => Buffer.of(0x78, level));

/** How much of the data must be at hand to know how its text starts: a dynamic block's codes take up to 330 bytes. */
export const START_BYTES = 512;

/**
 * Whether zlib data starts here whose text is a JSON object. The two bytes alone stand in programs by the thousand, so
 * cheap tests come first.
 */
export function startsJson(bytes: Buffer): boolean {
  if (!mayStartBlock(bytes)) return false;
  try {
    const start = inflateSync(bytes.subarray(0, START_BYTES), {
      finishFlush: constants.Z_SYNC_FLUSH,
      // What such a piece can at most become.
      maxOutputLength: START_BYTES * 1040,
    });
    return /^\s*\{\s*"/.test(start.toString("latin1", 0, 64));
  } catch {
    return false;
  }
}

/** The first block, as far as a glance tells. Source: RFC 1951, section 3.2. */
function mayStartBlock(bytes: Buffer): boolean {
  const [, , first = 0, second = 0, third = 0, fourth = 0, fifth = 0, sixth = 0] = bytes;
  switch ((first >> 1) & 3) {
    case 0:
      return (second ^ fourth) === 0xff && (third ^ fifth) === 0xff && sixth === 0x7b;
    case 1:
      // `{` in the fixed code is 10101011, behind three bits of header.
      return (first & 0xf8) === 0xa8 && (second & 7) === 6;
    case 2:
      return first >> 3 <= 29 && (second & 31) <= 29 && isCompleteCode(bytes);
    default:
      return false;
  }
}

/** Whether the lengths of the code for code lengths make a complete prefix code, as they must. */
function isCompleteCode(bytes: Buffer): boolean {
  const bits = (at: number, count: number) =>
    (((bytes[at >> 3] ?? 0) | ((bytes[(at >> 3) + 1] ?? 0) << 8)) >> (at & 7)) & ((1 << count) - 1);
  const start = 16 + 3 + 5 + 5;
  const count = bits(start, 4) + 4;
  let sum = 0;
  for (let index = 0; index < count; index++) {
    const length = bits(start + 4 + 3 * index, 3);
    if (length > 0) sum += 1 << (7 - length);
  }
  return sum === 1 << 7;
}
