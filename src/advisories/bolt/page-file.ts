import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { DrydockError, messageOf } from "../../errors.ts";
import { damaged, META_SPAN, type Meta, metaFault, PAGE_SIZES, parseMeta } from "./format.ts";
import { Node } from "./node.ts";

/** Pages kept in memory, in bytes; a published database has 600 MB and one scan touches a few hundred pages. */
const CACHE_BYTES = 24 * 1024 * 1024;
/** Against a page whose overflow count claims the whole file: no real value comes near. */
const MAX_SPAN = 64 * 1024 * 1024;

/** A BoltDB file read by positioned reads, with the pages used last kept in memory. */
export class PageFile {
  readonly path: string;
  readonly meta: Meta;
  readonly #fd: number;
  readonly #size: number;
  /** Least recently used first. */
  readonly #cache = new Map<number, Node>();
  #cached = 0;
  #closed = false;

  /** Throws DATABASE_MISSING where there is no file, DATABASE_INVALID where it is no BoltDB file or is cut off. */
  constructor(path: string) {
    this.path = path;
    this.#fd = open(path);
    try {
      const stat = fstatSync(this.#fd);
      if (!stat.isFile()) throw damaged(path, "it is not a regular file");
      this.#size = stat.size;
      this.meta = this.#newestMeta();
      const promised = this.meta.highWater * this.meta.pageSize;
      if (promised > this.#size) {
        throw damaged(path, `it is cut off: ${this.#size} bytes are there, ${promised} are in use`);
      }
    } catch (error) {
      closeSync(this.#fd);
      throw error;
    }
  }

  /** The branch or leaf page `id` with its overflow pages. */
  node(id: number): Node {
    const cached = this.#cache.get(id);
    if (cached !== undefined) {
      this.#cache.delete(id);
      this.#cache.set(id, cached);
      return cached;
    }
    const node = new Node(this.#read(id), this.path, `page ${id}`);
    this.#keep(id, node);
    return node;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#cache.clear();
    closeSync(this.#fd);
  }

  /** Two metas are written in turn; the newer may be the one a crash has spoiled. */
  #newestMeta(): Meta {
    const first = this.#bytes(0, META_SPAN);
    const fault = metaFault(first);
    const found: Meta[] = fault === undefined ? [parseMeta(first)] : [];
    for (const pageSize of found[0] === undefined ? PAGE_SIZES : [found[0].pageSize]) {
      const second = this.#bytes(pageSize, META_SPAN);
      if (metaFault(second) !== undefined) continue;
      const meta = parseMeta(second);
      if (meta.pageSize === pageSize) found.push(meta);
    }
    const newest = found.toSorted((a, b) => (a.txid < b.txid ? 1 : -1))[0];
    if (newest === undefined) throw damaged(this.path, fault ?? "no meta page");
    return newest;
  }

  #read(id: number): Buffer {
    const { pageSize, highWater } = this.meta;
    // Pages 0 and 1 hold the metas, so no tree may name them.
    if (id < 2 || id >= highWater) throw damaged(this.path, `it refers to page ${id} of ${highWater}`);
    const page = this.#bytes(id * pageSize, pageSize);
    if (page.length < pageSize) throw damaged(this.path, `page ${id} lies beyond the end of the file`);
    const stored = page.readBigUInt64LE(0);
    if (stored !== BigInt(id)) throw damaged(this.path, `page ${id} says that it is page ${stored}`);
    const overflow = page.readUInt32LE(12);
    if (overflow === 0) return page;
    const span = (overflow + 1) * pageSize;
    if (id + overflow >= highWater || span > MAX_SPAN) {
      throw damaged(this.path, `page ${id} claims ${span} bytes, more than there can be`);
    }
    const whole = this.#bytes(id * pageSize, span);
    if (whole.length < span) throw damaged(this.path, `page ${id} runs beyond the end of the file`);
    return whole;
  }

  /** As many of `length` bytes as the file has. */
  #bytes(position: number, length: number): Buffer {
    if (this.#closed) throw new Error(`${this.path} was read after close()`);
    const buffer = Buffer.allocUnsafeSlow(length);
    let filled = 0;
    while (filled < length) {
      const read = this.#readAt(buffer, filled, position + filled);
      if (read === 0) break;
      filled += read;
    }
    return buffer.subarray(0, filled);
  }

  #readAt(buffer: Buffer, offset: number, position: number): number {
    try {
      return readSync(this.#fd, buffer, offset, buffer.length - offset, position);
    } catch (error) {
      throw damaged(this.path, `it cannot be read (${messageOf(error)})`, error);
    }
  }

  #keep(id: number, node: Node): void {
    this.#cache.set(id, node);
    this.#cached += node.bytes.length;
    for (const [oldest, dropped] of this.#cache) {
      if (this.#cached <= CACHE_BYTES || oldest === id) break;
      this.#cache.delete(oldest);
      this.#cached -= dropped.bytes.length;
    }
  }
}

function open(path: string): number {
  try {
    return openSync(path, "r");
  } catch (error) {
    throw new DrydockError("DATABASE_MISSING", `The advisory database ${path} cannot be opened.`, {
      hint: "Check the path and its permissions.",
      cause: error,
    });
  }
}
