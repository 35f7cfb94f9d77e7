import type { EntryTable, FileEntry } from "./analyzer.ts";
import { GrowingBytes, PackedReader } from "./packed.ts";

/** Every so many entries one is written in full, so that an entry is found without reading all before it. */
const STRIDE = 16;

const TYPES: readonly FileEntry["type"][] = ["file", "directory", "symlink", "hardlink", "other"];
const TYPE_BITS = 7;
const SAME_MODE = 8;
const SAME_OWNER = 16;
/** Something that few entries have stands at its end, as JSON. */
const EXTRAS = 32;

/** What an entry list is made of; goes into the cache as it is. */
export interface PackedEntries {
  readonly count: number;
  readonly bytes: Buffer;
  /** Where every sixteenth entry starts in `bytes`. */
  readonly starts: Uint32Array;
  /** Of every entry's path. */
  readonly hashes: Uint32Array;
}

/** The entries of a layer at some 25 bytes each instead of 250: a path shares its beginning with the one before. */
export class EntryList implements EntryTable {
  readonly packed: PackedEntries;
  #index: { heads: Int32Array; next: Int32Array } | undefined;

  constructor(packed: PackedEntries) {
    this.packed = packed;
  }

  static from(entries: Iterable<FileEntry>): EntryList {
    if (entries instanceof EntryList) return entries;
    const builder = new EntryListBuilder();
    for (const entry of entries) builder.add(entry);
    return builder.build();
  }

  get length(): number {
    return this.packed.count;
  }

  /** Bytes in memory. */
  get size(): number {
    const { bytes, starts, hashes } = this.packed;
    return bytes.length + starts.byteLength + hashes.byteLength;
  }

  *[Symbol.iterator](): Generator<FileEntry> {
    const reader = new EntryReader(this.packed.bytes);
    for (let index = 0; index < this.length; index++) yield reader.next();
  }

  /** 1 for the last entry of each path, by index; 0 for those that it replaces. */
  last(): Uint8Array {
    const { hashes } = this.packed;
    const twice = repeated(hashes);
    return Uint8Array.from(hashes, (hash, index) => {
      const isLast = !twice.has(hash) || this.find(this.at(index).path)?.index === index;
      return isLast ? 1 : 0;
    });
  }

  /** Those that are not 0 in `chosen`, by index. */
  *chosen(chosen: Uint8Array): Generator<FileEntry> {
    const reader = new EntryReader(this.packed.bytes);
    for (let index = 0; index < this.length; index++) {
      const entry = reader.next();
      if (chosen[index] !== 0) yield entry;
    }
  }

  some(test: (entry: FileEntry) => boolean): boolean {
    for (const entry of this) if (test(entry)) return true;
    return false;
  }

  at(index: number): FileEntry {
    const start = this.packed.starts[Math.floor(index / STRIDE)];
    const reader = new EntryReader(this.packed.bytes, start, LENT_PATH);
    for (let skipped = index % STRIDE; skipped > 0; skipped--) reader.skip();
    return reader.next();
  }

  /** The last entry with this path; `hash` is told by who has it already. */
  find(
    path: string,
    hash = hashOfPath(path),
  ): { readonly entry: FileEntry; readonly index: number } | undefined {
    const { heads, next } = this.#indexed();
    for (let index = heads[hash & (heads.length - 1)]! - 1; index >= 0; index = next[index]! - 1) {
      if (this.packed.hashes[index] !== hash) continue;
      const entry = this.at(index);
      if (entry.path === path) return { entry, index };
    }
    return undefined;
  }

  /** For `JSON.stringify` and people; the cache uses `packed`. */
  toJSON(): FileEntry[] {
    return [...this];
  }

  /** Chains instead of open addressing: names made to collide cost time when they are looked for, not here. */
  #indexed(): { heads: Int32Array; next: Int32Array } {
    if (this.#index !== undefined) return this.#index;
    const { hashes } = this.packed;
    const heads = new Int32Array(2 ** Math.ceil(Math.log2(this.length + 1)));
    const next = new Int32Array(this.length);
    for (let index = 0; index < this.length; index++) {
      const slot = hashes[index]! & (heads.length - 1);
      next[index] = heads[slot]!;
      heads[slot] = index + 1;
    }
    this.#index = { heads, next };
    return this.#index;
  }
}

export class EntryListBuilder {
  readonly #out = new GrowingBytes();
  readonly #starts: number[] = [];
  #hashes = new Uint32Array(1024);
  #path: Buffer = Buffer.alloc(0);
  #previous: FileEntry | undefined;
  length = 0;

  /** Bytes taken so far. */
  get size(): number {
    return this.#out.length + 4 * this.length;
  }

  add(entry: FileEntry): void {
    const path = Buffer.from(entry.path);
    const before = this.length % STRIDE === 0 ? undefined : this.#previous;
    if (before === undefined) this.#starts.push(this.#out.length);
    this.#write(entry, path, before);
    this.#pushHash(hashOf(path));
    this.#path = path;
    this.#previous = entry;
  }

  build(): EntryList {
    return new EntryList({
      count: this.length,
      bytes: this.#out.toBuffer(),
      starts: Uint32Array.from(this.#starts),
      hashes: this.#hashes.slice(0, this.length),
    });
  }

  #write(entry: FileEntry, path: Buffer, before: FileEntry | undefined): void {
    const sameMode = before?.mode === entry.mode;
    const sameOwner = before?.uid === entry.uid && before.gid === entry.gid;
    const hasExtras = entry.capabilities !== undefined || entry.device !== undefined;
    const out = this.#out;
    out.number(
      TYPES.indexOf(entry.type) |
        (sameMode ? SAME_MODE : 0) |
        (sameOwner ? SAME_OWNER : 0) |
        (hasExtras ? EXTRAS : 0),
    );
    const shared = before === undefined ? 0 : sharedLength(this.#path, path);
    out.number(shared);
    out.bytes(path.subarray(shared));
    if (!sameMode) out.number(entry.mode);
    if (!sameOwner) {
      out.number(entry.uid);
      out.number(entry.gid);
    }
    if (entry.type === "file") out.number(entry.size);
    if (entry.type === "symlink" || entry.type === "hardlink") out.bytes(Buffer.from(entry.target ?? ""));
    if (hasExtras) {
      const { capabilities, device } = entry;
      out.bytes(Buffer.from(JSON.stringify({ capabilities, device })));
    }
  }

  #pushHash(hash: number): void {
    if (this.length === this.#hashes.length) {
      const grown = new Uint32Array(2 * this.length);
      grown.set(this.#hashes);
      this.#hashes = grown;
    }
    this.#hashes[this.length++] = hash;
  }
}

const PATH_BYTES = 256;
/** For who reads one entry and is done: nobody else reads meanwhile. */
const LENT_PATH = Buffer.alloc(PATH_BYTES);

class EntryReader {
  readonly #in: PackedReader;
  /** Of the entry before, which the next one may begin with. */
  #path: Buffer;
  #mode = 0;
  #uid = 0;
  #gid = 0;

  constructor(bytes: Buffer, start = 0, path: Buffer = Buffer.alloc(PATH_BYTES)) {
    this.#in = new PackedReader(bytes, start);
    this.#path = path;
  }

  next(): FileEntry {
    const flags = this.#in.number();
    const type = TYPES[flags & TYPE_BITS] ?? "other";
    const length = this.#readPath();
    const path = this.#path.toString("utf8", 0, length);
    this.#readOwner(flags);
    const size = type === "file" ? this.#in.number() : 0;
    const entry: FileEntry = { path, type, size, mode: this.#mode, uid: this.#uid, gid: this.#gid };
    const isLink = type === "symlink" || type === "hardlink";
    const whole = isLink ? { ...entry, target: this.#in.bytes().toString() } : entry;
    return (flags & EXTRAS) === 0
      ? whole
      : { ...whole, ...(JSON.parse(this.#in.bytes().toString()) as Partial<FileEntry>) };
  }

  /** Past one, of which the next one may repeat something. */
  skip(): void {
    const flags = this.#in.number();
    const type = TYPES[flags & TYPE_BITS];
    this.#readPath();
    this.#readOwner(flags);
    if (type === "file") this.#in.number();
    if (type === "symlink" || type === "hardlink") this.#in.bytes();
    if ((flags & EXTRAS) !== 0) this.#in.bytes();
  }

  #readOwner(flags: number): void {
    if ((flags & SAME_MODE) === 0) this.#mode = this.#in.number();
    if ((flags & SAME_OWNER) !== 0) return;
    this.#uid = this.#in.number();
    this.#gid = this.#in.number();
  }

  /** Its length; the bytes are in `#path`. */
  #readPath(): number {
    const shared = this.#in.number();
    const own = this.#in.number();
    const length = shared + own;
    if (length > this.#path.length) this.#path = Buffer.concat([this.#path], 2 * length);
    this.#in.copy(this.#path, shared, own);
    return length;
  }
}

/** The numbers that occur more than once. */
function repeated(numbers: Uint32Array): ReadonlySet<number> {
  const sorted = numbers.slice().sort();
  const found = new Set<number>();
  for (let at = 1; at < sorted.length; at++) if (sorted[at] === sorted[at - 1]) found.add(sorted[at]!);
  return found;
}

function sharedLength(a: Buffer, b: Buffer): number {
  const end = Math.min(a.length, b.length);
  let length = 0;
  while (length < end && a[length] === b[length]) length++;
  return length;
}

/** As the packed entries have it. */
export function hashOfPath(path: string): number {
  let hash = FNV_BASIS;
  for (let index = 0; index < path.length; index++) {
    const code = path.charCodeAt(index);
    if (code > 0x7f) return hashOf(Buffer.from(path));
    hash = Math.imul(hash ^ code, FNV_PRIME);
  }
  return folded(hash);
}

const FNV_BASIS = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** FNV-1a. Only finds entries again; a collision costs a comparison. */
function hashOf(bytes: Buffer): number {
  let hash = FNV_BASIS;
  for (let index = 0; index < bytes.length; index++) hash = Math.imul(hash ^ bytes[index]!, FNV_PRIME);
  return folded(hash);
}

function folded(hash: number): number {
  return (hash ^ (hash >>> 15)) >>> 0;
}
