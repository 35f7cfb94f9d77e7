import { PIECE, type Piece, waysOf } from "./pieces.ts";

/** Four times as many bits as there are fours: 64 KiB for both tables. */
const BITS = 18;

/**
 * The second sieve: nearly all of what passes the first is a piece as it stands in any text (`twi`, `lin`), so one more
 * byte of its anchor is held against what stands there: the one behind the piece, or the one before it where the anchor ends
 * with the piece. Which of the two an anchor has is not known yet: a place passes if either fits.
 */
export class Fours {
  readonly #behind = new Int32Array(1 << (BITS - 5));
  readonly #before = new Int32Array(1 << (BITS - 5));

  /** `bytes` = of the piece's anchor. */
  add({ key, offset }: Piece, bytes: Buffer, ignoreCase: boolean): void {
    const endsAnchor = offset > 0 && offset + PIECE === bytes.length;
    const table = endsAnchor ? this.#before : this.#behind;
    for (const byte of waysOf(bytes[endsAnchor ? offset - 1 : offset + PIECE], ignoreCase)) {
      const bit = bitOf(endsAnchor ? byte | (key << 8) : key | (byte << 24));
      table[bit >>> 5]! |= 1 << bit;
    }
  }

  /** Whether the piece that starts at this half word may belong to an anchor; the word behind it is there. */
  admits(words: Int32Array, half: number): boolean {
    const index = half >> 1;
    const word = words[index]!;
    if ((half & 1) === 0) {
      // What stands before the first word is not known.
      if (has(this.#behind, word) || index === 0) return true;
      return has(this.#before, (words[index - 1]! >>> 24) | (word << 8));
    }
    const next = words[index + 1]!;
    return has(this.#behind, (word >>> 16) | (next << 16)) || has(this.#before, (word >>> 8) | (next << 24));
  }
}

function has(table: Int32Array, four: number): boolean {
  const bit = bitOf(four);
  return ((table[bit >>> 5]! >>> bit) & 1) !== 0;
}

function bitOf(four: number): number {
  return Math.imul(four, 0x9e3779b1) >>> (32 - BITS);
}
