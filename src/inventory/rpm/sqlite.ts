import { Unreadable } from "../../errors.ts";
import { checkHeaderLength } from "./header.ts";
import type { Source } from "./source.ts";
import { type Frames, readLog } from "./sqlite-log.ts";

/** The first 16 bytes of an SQLite database. */
export const SQLITE_MAGIC = Buffer.from("SQLite format 3\0");

const PAGE = { interior: 0x05, leaf: 0x0d } as const;
const FILE_HEADER_BYTES = 100;
const UTF8 = 1;
/** rpm's own table has 2 columns, the schema 5; stops a row that is all empty columns. */
const MAX_COLUMNS = 8;

interface Database {
  readonly usable: number;
  /** How many pages can exist at most. */
  readonly pages: number;
  page(number: number): Buffer;
}

/**
 * The header blobs of table `Packages` of an `rpmdb.sqlite`, in row order, with what only its write-ahead log holds.
 * The file format is read directly and not by an SQLite library: this way it works on every Node we support, needs no
 * shared-memory file beside the database, and hostile pages meet bounds checks instead of a C parser.
 * Throws `Unreadable`. Source: sqlite.org/fileformat2.html.
 */
export function* sqliteHeaders(source: Source, log: Source | undefined): Generator<Buffer> {
  const database = openDatabase(source, log === undefined ? undefined : readLog(log));
  const root = findTable(database, "Packages");
  for (const row of rowsOf(database, root)) {
    const blob = columnsOf(row).find((column) => Buffer.isBuffer(column));
    if (blob === undefined) throw new Unreadable("a row of its package table has no header");
    yield blob;
  }
}

function openDatabase(source: Source, frames: Frames | undefined): Database {
  // A database whose pages have never been moved from the log yet may be empty itself.
  const first = frames?.read(1) ?? source.read(0, FILE_HEADER_BYTES);
  if (!first.subarray(0, 16).equals(SQLITE_MAGIC)) throw new Unreadable("it is not an SQLite database");
  const pageSize = first.readUInt16BE(16) === 1 ? 65536 : first.readUInt16BE(16);
  const usable = pageSize - first.readUInt8(20);
  if (pageSize < 512 || (pageSize & (pageSize - 1)) !== 0 || usable < 480)
    throw new Unreadable(`it claims pages of ${pageSize} bytes`);
  if (frames !== undefined && frames.pageSize !== pageSize)
    throw new Unreadable("its write-ahead log has pages of another size");
  if (first.readUInt32BE(56) !== UTF8 && first.readUInt32BE(56) !== 0)
    throw new Unreadable("its texts are not UTF-8, which rpm always writes");

  const inFile = Math.floor(source.size / pageSize);
  const pages = frames === undefined ? inFile : Math.min(frames.pages, inFile + frames.count);
  // Every page belongs to one place of one tree: a second visit is a loop, or made to multiply the work.
  const visited = new Set<number>();
  return {
    usable,
    pages,
    page: (number) => {
      if (number < 1 || number > pages) throw new Unreadable(`it points at page ${number} of ${pages}`);
      if (visited.has(number)) throw new Unreadable(`page ${number} is used twice`);
      visited.add(number);
      return frames?.read(number) ?? source.read((number - 1) * pageSize, pageSize);
    },
  };
}

function findTable(database: Database, wanted: string): number {
  for (const row of rowsOf(database, 1)) {
    const [type, name, , root] = columnsOf(row);
    if (type === "table" && name === wanted && typeof root === "number") return root;
  }
  throw new Unreadable(`it has no table ${wanted}`);
}

/** The payloads of a table's rows in key order. */
function* rowsOf(database: Database, root: number): Generator<Buffer> {
  const waiting = [root];
  for (let number = waiting.pop(); number !== undefined; number = waiting.pop()) {
    const page = database.page(number);
    const start = number === 1 ? FILE_HEADER_BYTES : 0;
    const type = page.readUInt8(start);
    if (type !== PAGE.leaf && type !== PAGE.interior)
      throw new Unreadable(`page ${number} is no part of a table`);
    const cells = start + (type === PAGE.leaf ? 8 : 12);
    const count = page.readUInt16BE(start + 3);
    if (cells + count * 2 > database.usable) throw new Unreadable(`page ${number} has too many cells`);
    if (type === PAGE.leaf) {
      for (let cell = 0; cell < count; cell++)
        yield readPayload(database, page, page.readUInt16BE(cells + cell * 2));
    } else {
      waiting.push(page.readUInt32BE(start + 8));
      for (let cell = count - 1; cell >= 0; cell--)
        waiting.push(numberAt(page, page.readUInt16BE(cells + cell * 2)));
      if (waiting.length > database.pages) throw new Unreadable("its tree has more branches than pages");
    }
  }
}

/** A leaf cell: payload length, row id, the payload's beginning, and the first overflow page if that is not all. */
function readPayload(database: Database, page: Buffer, cell: number): Buffer {
  const { usable } = database;
  const [length, afterLength] = readVarint(page, cell);
  const [, start] = readVarint(page, afterLength);
  checkHeaderLength(length);
  const local = localBytes(length, usable);
  if (start + local > usable) throw new Unreadable("a row is longer than its page");
  const parts = [page.subarray(start, start + local)];
  let have = local;
  let next = local < length ? numberAt(page, start + local) : 0;
  while (have < length) {
    const overflow = database.page(next);
    const part = overflow.subarray(4, Math.min(usable, 4 + length - have));
    parts.push(part);
    have += part.length;
    next = overflow.readUInt32BE(0);
  }
  return parts.length === 1 ? parts[0]! : Buffer.concat(parts);
}

/** How much of a row stays in its leaf page: section 1.6 of the file format. */
function localBytes(length: number, usable: number): number {
  if (length <= usable - 35) return length;
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  const local = least + ((length - least) % (usable - 4));
  return local <= usable - 35 ? local : least;
}

/** The values of a record, section 2.1; floating-point numbers come back as `undefined`, nobody needs them. */
function columnsOf(record: Buffer): (string | number | Buffer | undefined)[] {
  const [headerEnd, headerStart] = readVarint(record, 0);
  if (headerEnd > record.length) throw new Unreadable("a row has a header longer than itself");
  const columns: (string | number | Buffer | undefined)[] = [];
  let value = headerEnd;
  for (let at = headerStart; at < headerEnd && columns.length < MAX_COLUMNS; ) {
    const [type, next] = readVarint(record, at);
    const end = value + lengthOf(type);
    if (end > record.length) throw new Unreadable("a row has a value longer than itself");
    columns.push(decode(type, record.subarray(value, end)));
    at = next;
    value = end;
  }
  return columns;
}

function lengthOf(type: number): number {
  if (type >= 12) return Math.floor((type - 12) / 2);
  return [0, 1, 2, 3, 4, 6, 8, 8, 0, 0][type] ?? 0;
}

function decode(type: number, bytes: Buffer): string | number | Buffer | undefined {
  if (type >= 12) return type % 2 === 0 ? bytes : bytes.toString("utf8");
  if (type >= 1 && type <= 5) return bytes.readIntBE(0, bytes.length);
  if (type === 6) return Number(bytes.readBigInt64BE(0));
  return type === 8 ? 0 : type === 9 ? 1 : undefined;
}

function numberAt(page: Buffer, at: number): number {
  if (at + 4 > page.length) throw new Unreadable("a page points outside itself");
  return page.readUInt32BE(at);
}

/** Value and the position after it. Nine bytes can say more than a double holds; such a length fails later checks. */
function readVarint(bytes: Buffer, at: number): [value: number, next: number] {
  let value = 0;
  for (let index = 0; index < 9; index++) {
    const byte = bytes[at + index];
    if (byte === undefined) throw new Unreadable("a number runs over the end of its page");
    if (index === 8) return [value * 256 + byte, at + 9];
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return [value, at + index + 1];
  }
  return [value, at + 9];
}
