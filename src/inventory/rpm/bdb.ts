import { Unreadable } from "../../errors.ts";
import { checkHeaderLength } from "./header.ts";
import type { Source } from "./source.ts";

/** Magic of a Berkeley DB hash database, at byte 12. */
export const BDB_HASH_MAGIC = 0x061561;

const META_BYTES = 72;
const PAGE_HEADER_BYTES = 26;
const PAGE = { hashUnsorted: 2, overflow: 7, hash: 13 } as const;
const ITEM = { inline: 1, offPage: 3 } as const;

/** Numbers are in the byte order of the machine that wrote the file. */
interface Layout {
  readonly source: Source;
  readonly pageSize: number;
  readonly lastPage: number;
  readonly u16: (page: Buffer, at: number) => number;
  readonly u32: (page: Buffer, at: number) => number;
}

/**
 * The header blobs of a Berkeley DB hash database (`Packages`), in page order: every second item of a hash page is a
 * value, either in the page or as a chain of overflow pages. Throws `Unreadable`. Source: Berkeley DB's
 * src/dbinc/db_page.h and rpm's lib/backend/bdb_ro.c.
 */
export function* bdbHeaders(source: Source): Generator<Buffer> {
  const layout = readMeta(source);
  // Each chain page belongs to one value, so a second visit is a loop or a shared chain made to multiply the work.
  const visited = new Set<number>();
  for (let number = 1; number <= layout.lastPage; number++) {
    const page = readPage(layout, number);
    const type = page.readUInt8(25);
    if (type === PAGE.hash || type === PAGE.hashUnsorted) yield* valuesOf(layout, page, visited);
  }
}

function readMeta(source: Source): Layout {
  const meta = source.read(0, META_BYTES);
  const little = meta.readUInt32LE(12) === BDB_HASH_MAGIC;
  if (!little && meta.readUInt32BE(12) !== BDB_HASH_MAGIC)
    throw new Unreadable("it is not a Berkeley DB hash database");
  const u16 = (page: Buffer, at: number) => (little ? page.readUInt16LE(at) : page.readUInt16BE(at));
  const u32 = (page: Buffer, at: number) => (little ? page.readUInt32LE(at) : page.readUInt32BE(at));
  const pageSize = u32(meta, 20);
  const lastPage = u32(meta, 32);
  // Byte 24 is the cipher, bit 0 of byte 26 says that pages carry checksums (and a longer header); rpm uses neither.
  if (meta.readUInt8(24) !== 0 || (meta.readUInt8(26) & 1) !== 0)
    throw new Unreadable("it is encrypted or has checksums, which rpm never writes");
  if (pageSize < 512 || pageSize > 65536 || (pageSize & (pageSize - 1)) !== 0)
    throw new Unreadable(`it claims pages of ${pageSize} bytes`);
  if ((lastPage + 1) * pageSize > source.size) throw new Unreadable("it is cut off");
  return { source, pageSize, lastPage, u16, u32 };
}

function readPage(layout: Layout, number: number): Buffer {
  if (number > layout.lastPage) throw new Unreadable(`it points at page ${number}, which does not exist`);
  const page = layout.source.read(number * layout.pageSize, layout.pageSize);
  // Pages that were never written are all zero; others name themselves.
  if (page.readUInt8(25) !== 0 && layout.u32(page, 8) !== number)
    throw new Unreadable(`page ${number} is damaged`);
  return page;
}

function* valuesOf(layout: Layout, page: Buffer, visited: Set<number>): Generator<Buffer> {
  const count = layout.u16(page, 20);
  if (PAGE_HEADER_BYTES + count * 2 > page.length || count % 2 !== 0)
    throw new Unreadable("a page has an item count that does not add up");
  // Items grow from the page's end towards its start, so each ends where the one before it begins.
  let previous = page.length;
  for (let index = 0; index < count; index++) {
    const start = layout.u16(page, PAGE_HEADER_BYTES + index * 2);
    const end = previous;
    previous = start;
    if (start < PAGE_HEADER_BYTES + count * 2 || start >= end)
      throw new Unreadable("a page has items that overlap");
    if (index % 2 === 0) continue;
    const value = readValue(layout, page.subarray(start, end), visited);
    // The value of key 0 is no header but rpm's next free package number, four bytes.
    if (value.length > 4) yield value;
  }
}

function readValue(layout: Layout, item: Buffer, visited: Set<number>): Buffer {
  const type = item.readUInt8(0);
  if (type === ITEM.inline) return item.subarray(1);
  if (type !== ITEM.offPage || item.length < 12) throw new Unreadable(`a page has an item of kind ${type}`);
  return readChain(layout, layout.u32(item, 4), layout.u32(item, 8), visited);
}

function readChain(layout: Layout, first: number, length: number, visited: Set<number>): Buffer {
  checkHeaderLength(length);
  const parts: Buffer[] = [];
  let have = 0;
  for (let number = first; number !== 0 && have <= length; ) {
    if (visited.has(number)) throw new Unreadable(`page ${number} is used twice`);
    visited.add(number);
    const page = readPage(layout, number);
    const used = layout.u16(page, 22);
    if (page.readUInt8(25) !== PAGE.overflow || used === 0 || PAGE_HEADER_BYTES + used > page.length)
      throw new Unreadable(`page ${number} should continue a package and does not`);
    parts.push(page.subarray(PAGE_HEADER_BYTES, PAGE_HEADER_BYTES + used));
    have += used;
    number = layout.u32(page, 16);
  }
  if (have !== length) throw new Unreadable(`a package of ${length} bytes has ${have}`);
  return Buffer.concat(parts);
}
