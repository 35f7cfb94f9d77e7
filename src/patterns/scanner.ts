import { endianness } from "node:os";
import { type Anchor, bytesOf } from "./anchor.ts";
import { Fours } from "./fours.ts";
import { type Piece, piecesOf } from "./pieces.ts";

/** An anchor stands at `at`. It is called for each anchor at each place once, nearly in the order of the bytes. */
export type OnAnchor = (anchor: number, at: number) => void;

const IS_LITTLE_ENDIAN = endianness() === "LE";
const BUCKET_BITS = 13;
const BLOCK_WORDS = 2048;

/**
 * Looks at three bytes at every second place: two of them choose a word of a table, which has a bit for each of 32 classes
 * of third bytes (small letters have one each). What passes, one place in forty of text, is looked up in a hash table,
 * then compared. Three times as fast as an Aho-Corasick automaton over the same anchors.
 */
export class AnchorScanner {
  /** Two bytes → a bit for each class of third bytes. */
  readonly #pairs = new Int32Array(0x10000);
  readonly #fours = new Fours();
  /** Bucket → where its pieces start in `#entries`, which has three numbers for each. */
  readonly #starts = new Int32Array((1 << BUCKET_BITS) + 1);
  readonly #entries: Int32Array;
  readonly #found = new Int32Array(2 * BLOCK_WORDS + 1);
  readonly #anchors: readonly Buffer[];
  readonly #ignoreCase: readonly boolean[];
  readonly #wantingBefore: ReadonlySet<number>;
  /** Of the longest anchor. */
  readonly longest: number;

  constructor(anchors: readonly Anchor[]) {
    this.#anchors = anchors.map(bytesOf);
    this.#ignoreCase = anchors.map(({ ignoreCase }) => ignoreCase === true);
    this.longest = Math.max(0, ...this.#anchors.map(({ length }) => length));
    const pieces = piecesOf(anchors);
    this.#entries = this.#enter(pieces);
    const short = pieces.filter(({ anchor }) => this.#anchors[anchor]!.length === 3);
    this.#wantingBefore = new Set(short.filter(({ offset }) => offset < 0).map(({ anchor }) => anchor));
  }

  /** Tells of every anchor that lies within the bytes as a whole. */
  scan(bytes: Uint8Array, onAnchor: OnAnchor): void {
    const { length, byteOffset } = bytes;
    const skipped = IS_LITTLE_ENDIAN ? -byteOffset & 3 : length;
    // Two at a time, and one more is looked ahead.
    const words = ((Math.max(length - skipped, 4) >> 2) - 1) & ~1;
    // The same parity all along, so that no anchor is told of twice.
    const parity = words === 0 ? 0 : skipped & 1;
    if (words > 0) {
      this.#scanSlowly(bytes, parity, skipped, onAnchor);
      this.#scanWords(bytes, skipped, words, onAnchor);
    }
    this.#scanSlowly(bytes, words === 0 ? 0 : skipped + 4 * words, length, onAnchor);
    this.#scanEdge(bytes, parity, onAnchor);
  }

  /** Anchors of three bytes that want a byte before them where there is none. */
  #scanEdge(bytes: Uint8Array, parity: number, onAnchor: OnAnchor): void {
    if (parity === 1)
      for (const anchor of this.#wantingBefore) if (this.#stands(anchor, bytes, 0)) onAnchor(anchor, 0);
  }

  /** Places in so many words, a block at a time: first all that may be something, then a look. */
  #scanWords(bytes: Uint8Array, start: number, count: number, onAnchor: OnAnchor): void {
    const words = new Int32Array(bytes.buffer, bytes.byteOffset + start, count + 1);
    const found = this.#found;
    const fours = this.#fours;
    for (let from = 0; from < count; from += BLOCK_WORDS) {
      const until = Math.min(from + BLOCK_WORDS, count);
      const many = candidates(words, from, until, this.#pairs, found);
      for (let which = 0; which < many; which++) {
        const half = found[which]!;
        if (!fours.admits(words, half)) continue;
        const at = start + 2 * half;
        this.#look(bytes, at, bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16), onAnchor);
      }
    }
  }

  #scanSlowly(bytes: Uint8Array, from: number, until: number, onAnchor: OnAnchor): void {
    const last = Math.min(until - 1, bytes.length - 3);
    for (let at = from; at <= last; at += 2) {
      const key = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16);
      if (((this.#pairs[key & 0xffff]! >>> (key >>> 16)) & 1) !== 0) this.#look(bytes, at, key, onAnchor);
    }
  }

  #look(bytes: Uint8Array, place: number, key: number, onAnchor: OnAnchor): void {
    const entries = this.#entries;
    const bucket = bucketOf(key);
    const end = this.#starts[bucket + 1]!;
    for (let entry = this.#starts[bucket]!; entry < end; entry += 3) {
      if (entries[entry] !== key) continue;
      const neighbour = entries[entry + 1]!;
      const byte = bytes[place + (neighbour >> 16)]! | ((neighbour >> 8) & 0xff);
      if (byte !== (neighbour & 0xff)) continue;
      const anchor = entries[entry + 2]! >> 8;
      const at = place - ((entries[entry + 2]! & 0xff) - 1);
      if (this.#stands(anchor, bytes, at)) onAnchor(anchor, at);
    }
  }

  #stands(index: number, bytes: Uint8Array, at: number): boolean {
    const anchor = this.#anchors[index]!;
    if (at < 0 || at + anchor.length > bytes.length) return false;
    const ignoreCase = this.#ignoreCase[index]!;
    for (let offset = 0; offset < anchor.length; offset++) {
      const byte = bytes[at + offset]!;
      const lower = ignoreCase && byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte;
      if (lower !== anchor[offset]) return false;
    }
    return true;
  }

  /**
   * Of each piece its key; one more byte of the anchor, with its distance and the bit by which letters differ in case, so
   * that most looks end there; and the anchor with the piece's offset in it (one is added: it may be -1).
   */
  #enter(pieces: readonly Piece[]): Int32Array {
    const byBucket = pieces.toSorted((one, other) => bucketOf(one.key) - bucketOf(other.key));
    const entries = new Int32Array(3 * pieces.length);
    for (const [index, piece] of byBucket.entries()) {
      const { key, anchor, offset } = piece;
      const bytes = this.#anchors[anchor]!;
      const distance = offset + 3 < bytes.length ? 3 : offset > 0 ? -1 : 0;
      const byte = bytes[offset + distance]!;
      const letter = this.#ignoreCase[anchor]! && byte >= 0x61 && byte <= 0x7a ? 0x20 : 0;
      entries[3 * index] = key;
      entries[3 * index + 1] = (distance << 16) | (letter << 8) | byte;
      entries[3 * index + 2] = (anchor << 8) | (offset + 1);
      this.#pairs[key & 0xffff]! |= 1 << (key >>> 16);
      this.#fours.add(piece, bytes, this.#ignoreCase[anchor]!);
      this.#starts[bucketOf(key) + 1] = 3 * (index + 1);
    }
    // Buckets without pieces end where those before them do.
    for (let bucket = 1; bucket < this.#starts.length; bucket++)
      this.#starts[bucket] = Math.max(this.#starts[bucket]!, this.#starts[bucket - 1]!);
    return entries;
  }
}

/**
 * Writes down the places, in half words, that the table lets pass; both ends are of the same parity. One load for four
 * bytes, nothing called, every type the same all along, one branch for eight bytes: that is the speed.
 */
function candidates(
  words: Int32Array,
  from: number,
  until: number,
  pairs: Int32Array,
  found: Int32Array,
): number {
  let count = 0;
  let word = words[from]!;
  for (let index = from; index < until; index += 2) {
    const second = words[index + 1]!;
    const third = words[index + 2]!;
    // Shifts take the lowest five bits of the third byte, which is its class.
    const a = pairs[word & 0xffff]! >>> (word >>> 16);
    const b = pairs[word >>> 16]! >>> second;
    const c = pairs[second & 0xffff]! >>> (second >>> 16);
    const d = pairs[second >>> 16]! >>> third;
    word = third;
    if (((a | b | c | d) & 1) === 0) continue;
    // Which of the four it is cannot be foretold: a wrong guess would cost more than writing all of them down.
    found[count] = 2 * index;
    count += a & 1;
    found[count] = 2 * index + 1;
    count += b & 1;
    found[count] = 2 * index + 2;
    count += c & 1;
    found[count] = 2 * index + 3;
    count += d & 1;
  }
  return count;
}

function bucketOf(key: number): number {
  return Math.imul(key, 0x9e3779b1) >>> (32 - BUCKET_BITS);
}
