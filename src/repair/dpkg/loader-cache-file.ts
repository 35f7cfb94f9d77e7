import { Refusal } from "../refusal.ts";

/** One line of what `ldconfig -p` prints. */
export interface CacheEntry {
  readonly name: string;
  /** With its leading slash. */
  readonly path: string;
  /** Which kind of library, and for which machine. */
  readonly flags: number;
  readonly osVersion: number;
  readonly hwcap: bigint;
}

const MAGIC = "glibc-ld.so.cache1.1";
/** In front of the newer form where the older one is kept for old programs: Debian 11. */
const OLD_MAGIC = "ld.so-1.7.0";
const HEADER = 48;
const ENTRY = 24;
/** Stops a table that claims more than any system has. */
const MAX_ENTRIES = 1_000_000;

/**
 * Reads `/etc/ld.so.cache`. Throws `Refusal` FIX_CONTENT for a form that is not known. Source: glibc 2.36,
 * sysdeps/generic/dl-cache.h.
 */
export function parseLoaderCache(bytes: Buffer): readonly CacheEntry[] {
  const base = newerPart(bytes);
  if (base + HEADER > bytes.length || bytes.toString("latin1", base, base + MAGIC.length) !== MAGIC)
    throw new Refusal("FIX_CONTENT", "The loader's cache (/etc/ld.so.cache) has a form that is not known.");
  const count = bytes.readUInt32LE(base + 20);
  if (count > MAX_ENTRIES || base + HEADER + count * ENTRY > bytes.length)
    throw new Refusal("FIX_CONTENT", "The loader's cache (/etc/ld.so.cache) is cut off.");
  return Array.from({ length: count }, (_, index) => {
    const at = base + HEADER + index * ENTRY;
    return {
      flags: bytes.readInt32LE(at),
      name: textAt(bytes, base + bytes.readUInt32LE(at + 4)),
      path: textAt(bytes, base + bytes.readUInt32LE(at + 8)),
      osVersion: bytes.readUInt32LE(at + 12),
      hwcap: bytes.readBigUInt64LE(at + 16),
    };
  });
}

/** Writes the newer form alone, which every loader since glibc 2.2 reads; without the name of what has written it. */
export function writeLoaderCache(entries: readonly CacheEntry[], before: Buffer): Buffer {
  const start = HEADER + entries.length * ENTRY;
  const strings: Buffer[] = [];
  const places = new Map<string, number>();
  let end = start;
  const place = (text: string): number => {
    const known = places.get(text);
    if (known !== undefined) return known;
    const bytes = Buffer.from(`${text}\0`, "latin1");
    places.set(text, end);
    strings.push(bytes);
    end += bytes.length;
    return end - bytes.length;
  };
  const table = Buffer.alloc(start);
  table.write(MAGIC, 0, "latin1");
  table.writeUInt32LE(entries.length, 20);
  // Says which byte order it is of, where that is said.
  table[28] = before[newerPart(before) + 28] ?? 0;
  for (const [index, { name, path, flags, osVersion, hwcap }] of entries.entries()) {
    const at = HEADER + index * ENTRY;
    table.writeInt32LE(flags, at);
    table.writeUInt32LE(place(name), at + 4);
    table.writeUInt32LE(place(path), at + 8);
    table.writeUInt32LE(osVersion, at + 12);
    table.writeBigUInt64LE(hwcap, at + 16);
  }
  table.writeUInt32LE(end - start, 24);
  return Buffer.concat([table, ...strings]);
}

/** The order the loader searches in, first to last. Source: glibc 2.36, elf/dl-cache.c, `_dl_cache_libcmp`, swapped. */
export function compareNames(left: string, right: string): number {
  const signs = (text: string): readonly string[] => text.match(/\d+|\D/g) ?? [];
  const [a, b] = [signs(right), signs(left)];
  for (let at = 0; at < a.length && at < b.length; at++) {
    const [one, other] = [a[at]!, b[at]!];
    const numbers = [/\d/.test(one), /\d/.test(other)];
    if (numbers[0] !== numbers[1]) return numbers[0] ? 1 : -1;
    const order = numbers[0] ? Number(one) - Number(other) : one.charCodeAt(0) - other.charCodeAt(0);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

function newerPart(bytes: Buffer): number {
  if (bytes.length < 16 || bytes.toString("latin1", 0, OLD_MAGIC.length) !== OLD_MAGIC) return 0;
  return Math.ceil((16 + 12 * bytes.readUInt32LE(12)) / 8) * 8;
}

function textAt(bytes: Buffer, at: number): string {
  const end = bytes.indexOf(0, at);
  return bytes.toString("latin1", at, end < 0 ? bytes.length : end);
}
