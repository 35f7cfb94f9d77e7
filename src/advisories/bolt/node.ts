import { damaged, ELEMENT, PAGE_HEADER, pageIdAt } from "./format.ts";

const BRANCH = 0x01;
const LEAF = 0x02;

/**
 * One page of a bucket's tree: a sorted list of keys, each with a child page (branch) or a value (leaf). Nothing in it
 * is trusted: every offset is checked against the bytes the page owns.
 */
export class Node {
  readonly kind: "branch" | "leaf";
  readonly count: number;
  /** The page with its overflow pages, or an inline bucket's page. */
  readonly bytes: Buffer;
  readonly #path: string;
  readonly #name: string;

  /** `path` and `name` are for messages. */
  constructor(bytes: Buffer, path: string, name: string) {
    this.bytes = bytes;
    this.#path = path;
    this.#name = name;
    if (bytes.length < PAGE_HEADER) throw this.#fault("is cut off");
    const flags = bytes.readUInt16LE(8);
    if (flags !== BRANCH && flags !== LEAF) {
      throw this.#fault(`is neither branch nor leaf (flags 0x${flags.toString(16)})`);
    }
    this.kind = flags === BRANCH ? "branch" : "leaf";
    this.count = bytes.readUInt16LE(10);
    if (PAGE_HEADER + this.count * ELEMENT > bytes.length) throw this.#fault("claims more entries than fit");
    if (this.kind === "branch" && this.count === 0) throw this.#fault("is a branch without children");
  }

  key(index: number): Buffer {
    const element = this.#element(index);
    const [pos, length] = this.kind === "branch" ? [0, 4] : [4, 8];
    const start = element + this.bytes.readUInt32LE(element + pos);
    return this.#slice(start, this.bytes.readUInt32LE(element + length));
  }

  /** Of a branch: the page below the key. */
  child(index: number): number {
    return pageIdAt(this.bytes, this.#element(index) + 8);
  }

  /** Of a leaf: whether the value is a bucket. */
  isBucket(index: number): boolean {
    return (this.bytes.readUInt32LE(this.#element(index)) & 1) === 1;
  }

  /** Of a leaf. A view of the page, valid as long as anyone holds it. */
  value(index: number): Buffer {
    const element = this.#element(index);
    const keyStart = element + this.bytes.readUInt32LE(element + 4);
    const start = keyStart + this.bytes.readUInt32LE(element + 8);
    return this.#slice(start, this.bytes.readUInt32LE(element + 12));
  }

  /** Where to go on with `target`: a leaf's first key >= it; a branch's last key <= it, or its first child. */
  seek(target: Buffer): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const order = Buffer.compare(this.key(middle), target);
      if (order < 0 || (order === 0 && this.kind === "branch")) low = middle + 1;
      else high = middle;
    }
    return this.kind === "branch" ? Math.max(0, low - 1) : low;
  }

  /** Offsets inside an element count from the element, not from the page. */
  #element(index: number): number {
    return PAGE_HEADER + index * ELEMENT;
  }

  #slice(start: number, length: number): Buffer {
    if (start + length > this.bytes.length) throw this.#fault("has an entry that runs beyond its end");
    return this.bytes.subarray(start, start + length);
  }

  #fault(what: string) {
    return damaged(this.#path, `${this.#name} ${what}`);
  }
}
