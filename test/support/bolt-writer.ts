/**
 * Writes BoltDB files from plain objects, for tests and for the bundled sample. Same tree, same bytes. What it writes
 * passes `bbolt check` (bbolt 1.5.0). Format: etcd-io/bbolt `internal/common`.
 */
import { fnv1a64 } from "../../src/advisories/bolt/format.ts";

/** A bucket: keys with values or with further buckets. */
export interface BoltTree {
  readonly [key: string]: string | Uint8Array | BoltTree;
}

export interface BoltOptions {
  /** Default 4096. */
  readonly pageSize?: number;
  /** Which of the two meta pages is the newer one. Default 1. */
  readonly newestMeta?: 0 | 1;
}

const HEADER = 16;
const ELEMENT = 16;
const BRANCH = 0x01;
const LEAF = 0x02;
const META = 0x04;
const FREELIST = 0x10;
const FREELIST_PAGE = 2;

export function writeBolt(tree: BoltTree, options: BoltOptions = {}): Buffer {
  const pages = new Pages(options.pageSize ?? 4096);
  const root = pages.bucketRoot(items(tree, pages));
  const newest = options.newestMeta ?? 1;
  pages.meta(0, root, newest === 0 ? 2n : 0n);
  pages.meta(1, root, 1n);
  return pages.bytes();
}

/** JSON as Go's encoder writes it, so that sample data look like the real ones. */
export function goJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

interface Item {
  readonly key: Buffer;
  /** Of a leaf. */
  readonly value: Buffer;
  readonly isBucket: boolean;
  /** Of a branch. */
  readonly child: number;
}

function items(tree: BoltTree, pages: Pages): Item[] {
  return Object.entries(tree)
    .map(([key, value]) => item(Buffer.from(key), value, pages))
    .toSorted((a, b) => Buffer.compare(a.key, b.key));
}

function item(key: Buffer, value: string | Uint8Array | BoltTree, pages: Pages): Item {
  if (typeof value === "string") return { key, value: Buffer.from(value), isBucket: false, child: 0 };
  if (value instanceof Uint8Array) return { key, value: Buffer.from(value), isBucket: false, child: 0 };
  return { key, value: bucketValue(items(value, pages), pages), isBucket: true, child: 0 };
}

/** Small buckets without buckets of their own lie inside their value, as bbolt writes them. */
function bucketValue(content: readonly Item[], pages: Pages): Buffer {
  const header = Buffer.alloc(16);
  const inline = content.every(({ isBucket }) => !isBucket) && spanOf(content, LEAF) <= pages.pageSize / 4;
  if (inline) return Buffer.concat([header, page(0, LEAF, content, spanOf(content, LEAF))]);
  header.writeBigUInt64LE(BigInt(pages.bucketRoot(content)), 0);
  return header;
}

class Pages {
  readonly pageSize: number;
  readonly #pages = new Map<number, Buffer>();
  /** After two metas and the list of free pages. */
  #next = FREELIST_PAGE + 1;

  constructor(pageSize: number) {
    this.pageSize = pageSize;
    this.#pages.set(FREELIST_PAGE, page(FREELIST_PAGE, FREELIST, [], pageSize));
  }

  /** Writes the leaves and as many levels of branches as lead to one page; gives its number. */
  bucketRoot(content: readonly Item[]): number {
    let level = this.#write(content, LEAF);
    while (level.length > 1) level = this.#write(level, BRANCH);
    return level[0]?.child ?? 0;
  }

  meta(id: 0 | 1, root: number, txid: bigint): void {
    const meta = page(id, META, [], this.pageSize);
    const body = meta.subarray(HEADER);
    body.writeUInt32LE(0xed0cdaed, 0);
    body.writeUInt32LE(2, 4);
    body.writeUInt32LE(this.pageSize, 8);
    body.writeBigUInt64LE(BigInt(root), 16);
    body.writeBigUInt64LE(BigInt(FREELIST_PAGE), 32);
    body.writeBigUInt64LE(BigInt(this.#next), 40);
    body.writeBigUInt64LE(txid, 48);
    body.writeBigUInt64LE(fnv1a64(body.subarray(0, 56)), 56);
    this.#pages.set(id, meta);
  }

  bytes(): Buffer {
    return Buffer.concat([...this.#pages].toSorted(([a], [b]) => a - b).map(([, bytes]) => bytes));
  }

  /** One level of the tree; gives the elements of the level above it. */
  #write(content: readonly Item[], kind: number): Item[] {
    return this.#split(content, kind).map((part) => {
      const id = this.#next;
      const count = Math.ceil(spanOf(part, kind) / this.pageSize);
      this.#next += count;
      this.#pages.set(id, page(id, kind, part, count * this.pageSize, count - 1));
      return { key: part[0]?.key ?? Buffer.alloc(0), value: Buffer.alloc(0), isBucket: false, child: id };
    });
  }

  /** At least two to a page, so that every level is smaller than the one below. */
  #split(content: readonly Item[], kind: number): Item[][] {
    const parts: Item[][] = [[]];
    for (const next of content) {
      const part = parts.at(-1) ?? [];
      const full = part.length >= 2 && spanOf([...part, next], kind) > this.pageSize;
      if (full) parts.push([next]);
      else part.push(next);
    }
    return parts;
  }
}

function spanOf(content: readonly Item[], kind: number): number {
  const data = content.map(({ key, value }) => key.length + (kind === LEAF ? value.length : 0));
  return HEADER + content.length * ELEMENT + data.reduce((sum, length) => sum + length, 0);
}

function page(id: number, flags: number, content: readonly Item[], span: number, overflow = 0): Buffer {
  const bytes = Buffer.alloc(span);
  bytes.writeBigUInt64LE(BigInt(id), 0);
  bytes.writeUInt16LE(flags, 8);
  bytes.writeUInt16LE(content.length, 10);
  bytes.writeUInt32LE(overflow, 12);
  let data = HEADER + content.length * ELEMENT;
  for (const [index, { key, value, isBucket, child }] of content.entries()) {
    const element = HEADER + index * ELEMENT;
    if (flags === BRANCH) {
      bytes.writeUInt32LE(data - element, element);
      bytes.writeUInt32LE(key.length, element + 4);
      bytes.writeBigUInt64LE(BigInt(child), element + 8);
    } else {
      bytes.writeUInt32LE(isBucket ? 1 : 0, element);
      bytes.writeUInt32LE(data - element, element + 4);
      bytes.writeUInt32LE(key.length, element + 8);
      bytes.writeUInt32LE(value.length, element + 12);
    }
    key.copy(bytes, data);
    data += key.length;
    if (flags === LEAF) data += value.copy(bytes, data);
  }
  return bytes;
}
