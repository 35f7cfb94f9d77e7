import { type Anchor, bytesOf } from "./anchor.ts";
import { eachPiece } from "./pieces.ts";
import { BLOCK, Sieve } from "./sieve.ts";

/** An anchor stands at `at`. It is called for each anchor at each place once, nearly in the order of the bytes. */
export type OnAnchor = (anchor: number, at: number) => void;

const BUCKET_BITS = 13;

/**
 * Looks for pieces of three bytes at every second place: what the sieve lets pass, one place in two hundred and fifty
 * of text, is looked up in a hash table, then compared. Several times as fast as an Aho-Corasick automaton.
 */
export class AnchorScanner {
  readonly #sieve = new Sieve();
  /** Bucket → where its pieces start in `#entries`, which has three numbers for each. */
  readonly #starts = new Int32Array((1 << BUCKET_BITS) + 1);
  readonly #entries: Int32Array;
  readonly #anchors: readonly Buffer[];
  readonly #ignoreCase: readonly boolean[];
  /** Of the longest anchor. */
  readonly longest: number;

  constructor(anchors: readonly Anchor[]) {
    this.#anchors = anchors.map(bytesOf);
    this.#ignoreCase = anchors.map(({ ignoreCase }) => ignoreCase === true);
    this.longest = Math.max(0, ...this.#anchors.map(({ length }) => length));
    this.#entries = this.#enter(anchors);
  }

  /** Tells of every anchor that lies within the bytes as a whole. */
  scan(bytes: Uint8Array, onAnchor: OnAnchor): void {
    const sieve = this.#sieve;
    for (let from = 0; from < bytes.length; from += BLOCK) {
      const count = sieve.pass(bytes, from);
      for (let index = 0; index < count; index++) {
        const at = from + sieve.place(index);
        this.#look(bytes, at, bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16), onAnchor);
      }
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
  #enter(anchors: readonly Anchor[]): Int32Array {
    const starts = this.#starts;
    const pieces: number[] = [];
    eachPiece(anchors, (key, anchor, offset) => {
      pieces.push(key, anchor, offset);
      this.#sieve.add(key, offset, this.#anchors[anchor]!, this.#ignoreCase[anchor]!);
      starts[bucketOf(key) + 1]! += 3;
    });
    for (let bucket = 1; bucket < starts.length; bucket++) starts[bucket]! += starts[bucket - 1]!;
    const entries = new Int32Array(pieces.length);
    const next = starts.slice();
    for (let index = 0; index < pieces.length; index += 3) {
      const [key, anchor, offset] = [pieces[index]!, pieces[index + 1]!, pieces[index + 2]!];
      const bytes = this.#anchors[anchor]!;
      const distance = offset + 3 < bytes.length ? 3 : offset > 0 ? -1 : 0;
      const byte = bytes[offset + distance]!;
      const letter = this.#ignoreCase[anchor]! && byte >= 0x61 && byte <= 0x7a ? 0x20 : 0;
      const bucket = bucketOf(key);
      entries.set(
        [key, (distance << 16) | (letter << 8) | byte, (anchor << 8) | (offset + 1)],
        next[bucket]!,
      );
      next[bucket]! += 3;
    }
    return entries;
  }
}

function bucketOf(key: number): number {
  return Math.imul(key, 0x9e3779b1) >>> (32 - BUCKET_BITS);
}
