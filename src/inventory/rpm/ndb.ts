import { Unreadable } from "../../errors.ts";
import { checkHeaderLength } from "./header.ts";
import type { Source } from "./source.ts";

/** `RpmP`, the first four bytes of rpm's own "new database" (`Packages.db`). */
export const NDB_MAGIC = 0x506d7052;

const HEADER_BYTES = 32;
const SLOT_MAGIC = 0x746f6c53; // "Slot"
const SLOT_BYTES = 16;
const BLOB_MAGIC = 0x53626c42; // "BlbS"
const BLOB_HEAD_BYTES = 16;
const BLOB_TAIL_BYTES = 12;
const BLOCK_BYTES = 16;
const PAGE_BYTES = 4096;

/**
 * The header blobs of an NDB database, in slot order. All numbers are little-endian. The file begins with `slotPages`
 * pages of slots (the first two slots' room is the file header); a slot names a package index and the run of 16-byte
 * blocks that holds its blob. Throws `Unreadable`. Source: rpm's lib/backend/ndb/rpmpkg.c.
 */
export function* ndbHeaders(source: Source): Generator<Buffer> {
  const header = source.read(0, HEADER_BYTES);
  if (header.readUInt32LE(0) !== NDB_MAGIC || header.readUInt32LE(4) !== 0)
    throw new Unreadable("it is not an NDB database of a known version");
  const slotsEnd = header.readUInt32LE(12) * PAGE_BYTES;
  if (slotsEnd === 0 || slotsEnd > source.size)
    throw new Unreadable("its slot table is longer than the file");

  // No two blobs may share bytes, so all of them together fit the file: stops thousands of slots on one large blob.
  let budget = source.size;
  for (let at = 0; at < slotsEnd; at += PAGE_BYTES) {
    const page = source.read(at, PAGE_BYTES);
    for (let slot = at === 0 ? HEADER_BYTES : 0; slot < PAGE_BYTES; slot += SLOT_BYTES) {
      if (page.readUInt32LE(slot) !== SLOT_MAGIC) throw new Unreadable("its slot table is damaged");
      const index = page.readUInt32LE(slot + 4);
      if (index === 0) continue;
      const length = page.readUInt32LE(slot + 12) * BLOCK_BYTES;
      budget -= length;
      if (budget < 0) throw new Unreadable("its packages overlap");
      yield readBlob(source, index, page.readUInt32LE(slot + 8) * BLOCK_BYTES, length);
    }
  }
}

function readBlob(source: Source, index: number, offset: number, span: number): Buffer {
  const head = source.read(offset, BLOB_HEAD_BYTES);
  if (head.readUInt32LE(0) !== BLOB_MAGIC || head.readUInt32LE(4) !== index)
    throw new Unreadable(`package ${index} is not where its slot says`);
  const length = head.readUInt32LE(12);
  if (BLOB_HEAD_BYTES + length + BLOB_TAIL_BYTES > span)
    throw new Unreadable(`package ${index} is longer than its room`);
  checkHeaderLength(length);
  return source.read(offset + BLOB_HEAD_BYTES, length);
}
