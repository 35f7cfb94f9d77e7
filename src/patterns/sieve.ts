import { WasmModule } from "../wasm.ts";
import { PIECE, waysOf } from "./pieces.ts";
import { SIEVE_MODULE } from "./sieve-module.ts";

/**
 * What lies where in the sieve's memory, in bytes. sieve.wat names the same numbers.
 * Each table is of bits in words of 32.
 */
const PAIRS = 0;
const BEHIND = 0x40000;
const BEFORE = 0x48000;
/** The byte before the input is looked at, too, and some behind it. */
const INPUT = 0x50010;
const LIST = 0x60000;

/** So many bytes go through at a time: with the tables, they stay in the processor's second cache. */
export const BLOCK = 0x8000;
const BEHIND_BLOCK = 16;

/** Four times as many bits as there are fours of all secrets: 32 KiB for each of both tables. */
const FOUR_BITS = 18;

interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer };
  sieve(end: number): number;
}

const MODULE = new WasmModule<Exports>(SIEVE_MODULE);

/**
 * Tells which places of a stretch of bytes may belong to an anchor, by three bytes at every second place: two of them
 * choose a word of a table, which has a bit for each of 32 classes of third bytes (small letters have one each). What
 * passes, one place in forty of text, is nearly all a piece as it stands in any text (`twi`, `lin`), so one more byte of
 * its anchor is held against what stands there: the one behind the piece, or the one before it where the anchor ends with
 * the piece. Which of the two an anchor has is not known yet: a place passes if either fits.
 */
export class Sieve {
  readonly #exports: Exports;
  readonly #view: DataView;
  readonly #bytes: Uint8Array;

  constructor() {
    this.#exports = MODULE.instance();
    const { buffer } = this.#exports.memory;
    this.#view = new DataView(buffer);
    this.#bytes = new Uint8Array(buffer);
  }

  /** Lets a piece pass; `bytes` = of its anchor, in which it starts at `offset`. */
  add(key: number, offset: number, bytes: Buffer, ignoreCase: boolean): void {
    this.#set(PAIRS + 4 * (key & 0xffff), key >>> 16);
    const endsAnchor = offset > 0 && offset + PIECE === bytes.length;
    for (const byte of waysOf(bytes[endsAnchor ? offset - 1 : offset + PIECE], ignoreCase)) {
      const four = endsAnchor ? byte | (key << 8) : key | (byte << 24);
      const bit = Math.imul(four, 0x9e3779b1) >>> (32 - FOUR_BITS);
      this.#set((endsAnchor ? BEFORE : BEHIND) + 4 * (bit >>> 5), bit);
    }
  }

  /**
   * Takes at most so many bytes as a block has, from an even place of the whole on, and gives the number of places that
   * pass; `place` tells them. One that reaches over the end of the bytes may be among them.
   */
  pass(bytes: Uint8Array, from: number): number {
    const block = bytes.subarray(Math.max(0, from - 1), from + BLOCK + BEHIND_BLOCK);
    const before = from > 0 ? 1 : 0;
    this.#bytes.set(block, INPUT - before);
    const length = block.length - before;
    this.#bytes.fill(0, INPUT + length, INPUT + length + BEHIND_BLOCK);
    return (this.#exports.sieve(INPUT + Math.min(length, BLOCK)) - LIST) >> 2;
  }

  /** Where the place of this number is, counted from the bytes' first one that was asked about. */
  place(index: number): number {
    return this.#view.getInt32(LIST + 4 * index, true) - INPUT;
  }

  /** Bits lie two further on: turned by their number, they come to lie at the third place from the right. */
  #set(word: number, bit: number): void {
    this.#view.setInt32(word, this.#view.getInt32(word, true) | (1 << (bit + 2)), true);
  }
}
