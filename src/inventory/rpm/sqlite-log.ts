import type { Source } from "./source.ts";

/** What a write-ahead log adds to its database. */
export interface Frames {
  readonly pageSize: number;
  /** The size of the database in pages after the last commit. */
  readonly pages: number;
  /** How many different pages the log has. */
  readonly count: number;
  /** The newest content of a page, if the log has it. */
  read(page: number): Buffer | undefined;
}

const LOG_HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;
const MAGIC = 0x377f0682; // plus 1 if checksums are over big-endian words
const VERSION = 3007000;

type Checksum = readonly [number, number];

/**
 * The committed frames of a `-wal` file. As SQLite's own recovery does, it stops without complaint at the first frame
 * whose salt or checksum is wrong: what follows are remains of an earlier round or of a transaction that never ended.
 * `undefined` = nothing was committed. Source: sqlite.org/fileformat2.html, section 4.
 */
export function readLog(log: Source): Frames | undefined {
  if (log.size < LOG_HEADER_BYTES) return undefined;
  const header = log.read(0, LOG_HEADER_BYTES);
  const magic = header.readUInt32BE(0);
  const pageSize = header.readUInt32BE(8);
  if ((magic & ~1) !== MAGIC || header.readUInt32BE(4) !== VERSION) return undefined;
  if (pageSize < 512 || pageSize > 65536 || (pageSize & (pageSize - 1)) !== 0) return undefined;
  const big = (magic & 1) === 1;
  let sum = checksum([0, 0], header.subarray(0, 24), big);
  if (!matches(sum, header, 24)) return undefined;

  const committed = new Map<number, number>();
  let pending: [page: number, offset: number][] = [];
  let pages = 0;
  const step = FRAME_HEADER_BYTES + pageSize;
  for (let offset = LOG_HEADER_BYTES; offset + step <= log.size; offset += step) {
    const frame = log.read(offset, step);
    sum = checksum(checksum(sum, frame.subarray(0, 8), big), frame.subarray(FRAME_HEADER_BYTES), big);
    const page = frame.readUInt32BE(0);
    const sameRound = frame.subarray(8, 16).equals(header.subarray(16, 24));
    if (page === 0 || !sameRound || !matches(sum, frame, 16)) break;
    pending.push([page, offset + FRAME_HEADER_BYTES]);
    const sizeAtCommit = frame.readUInt32BE(4);
    if (sizeAtCommit === 0) continue;
    for (const [number, at] of pending) committed.set(number, at);
    pending = [];
    pages = sizeAtCommit;
  }
  if (pages === 0) return undefined;
  return {
    pageSize,
    pages,
    count: committed.size,
    read: (page) => {
      const at = committed.get(page);
      return at === undefined ? undefined : log.read(at, pageSize);
    },
  };
}

function checksum(start: Checksum, bytes: Buffer, big: boolean): Checksum {
  let [first, second] = start;
  for (let at = 0; at < bytes.length; at += 8) {
    first = (first + (big ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at)) + second) >>> 0;
    second = (second + (big ? bytes.readUInt32BE(at + 4) : bytes.readUInt32LE(at + 4)) + first) >>> 0;
  }
  return [first, second];
}

function matches(sum: Checksum, bytes: Buffer, at: number): boolean {
  return sum[0] === bytes.readUInt32BE(at) && sum[1] === bytes.readUInt32BE(at + 4);
}
