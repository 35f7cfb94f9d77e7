import { Unreadable } from "../../errors.ts";
import { BDB_HASH_MAGIC, bdbHeaders } from "./bdb.ts";
import { parseHeader, type RpmHeader } from "./header.ts";
import { NDB_MAGIC, ndbHeaders } from "./ndb.ts";
import type { Source } from "./source.ts";
import { SQLITE_MAGIC, sqliteHeaders } from "./sqlite.ts";
import { readLog } from "./sqlite-log.ts";

/** What could be read of a database. Plain JSON. */
export interface RpmDatabase {
  readonly packages: readonly RpmHeader[];
  /** Why some or all packages are missing. */
  readonly damage?: string;
}

/** Ten times the largest distribution installed whole; stops a small file that names millions of packages. */
const MAX_PACKAGES = 200_000;
/** Names and files of 10,000 ordinary packages; stops headers whose tags all share one long text. */
const MAX_TEXT_LENGTH = 64 * 1024 * 1024;
/**
 * Reads a database of any of rpm's three kinds, told by content. Whatever is wrong with it ends up in `damage`, next
 * to the packages that could be read. `log` is the `-wal` file beside it.
 */
export function readDatabase(source: Source, log?: Source): RpmDatabase {
  const packages: RpmHeader[] = [];
  const bad: string[] = [];
  let text = 0;
  try {
    for (const blob of headersOf(source, log)) {
      const header = parseOr(blob, bad);
      if (header !== undefined) packages.push(header);
      text += header === undefined ? 0 : textLength(header);
      if (packages.length + bad.length > MAX_PACKAGES || text > MAX_TEXT_LENGTH)
        throw new Unreadable("it claims more packages or longer texts than any installation has");
    }
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { packages, damage: error.message };
  }
  const [first] = bad;
  return first === undefined ? { packages } : { packages, damage: `${bad.length} of its packages: ${first}` };
}

/** The headers as they lie in it. Throws `Unreadable` where it cannot go on. */
export function headersOf(source: Source, log: Source | undefined): Generator<Buffer> {
  const start = source.read(0, Math.min(source.size, 32));
  const magic = Buffer.alloc(32);
  start.copy(magic);
  const isHash = magic.readUInt32LE(12) === BDB_HASH_MAGIC || magic.readUInt32BE(12) === BDB_HASH_MAGIC;
  if (magic.subarray(0, 16).equals(SQLITE_MAGIC)) return sqliteHeaders(source, log);
  if (magic.readUInt32LE(0) === NDB_MAGIC) return ndbHeaders(source);
  if (isHash) return bdbHeaders(source);
  if (source.size === 0 && log !== undefined && readLog(log) !== undefined) return sqliteHeaders(source, log);
  throw new Unreadable(source.size === 0 ? "it is empty" : "it is none of the kinds that rpm writes");
}

/** One bad header costs one package, not the database. */
function parseOr(blob: Buffer, bad: string[]): RpmHeader | undefined {
  try {
    return parseHeader(blob);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    bad.push(error.message);
    return undefined;
  }
}

function textLength(header: RpmHeader): number {
  return Object.values(header).reduce<number>((sum, value) => sum + String(value).length, 0);
}
