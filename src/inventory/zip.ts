import { inflateRawSync } from "node:zlib";
import { OverLimit, Unreadable } from "../errors.ts";
import { type ByteSource, part } from "./byte-source.ts";

/** A file in an archive, as the directory at the end tells. */
export interface ZipEntry {
  readonly name: string;
  readonly size: number;
  readonly stored: number;
  readonly method: number;
  readonly encrypted: boolean;
  /** Of its local header. */
  readonly offset: number;
}

const END = 0x06054b50;
const END_BYTES = 22;
const END_64 = 0x06064b50;
const END_64_BYTES = 56;
const LOCATOR_64 = 0x07064b50;
const LOCATOR_64_BYTES = 20;
const MAX_COMMENT = 0xffff;
const ENTRY = 0x02014b50;
const ENTRY_BYTES = 46;
const LOCAL = 0x04034b50;
const LOCAL_BYTES = 30;
const EXTRA_64 = 1;
const U16 = 0xffff;
const U32 = 0xffffffff;

const STORED = 0;
const DEFLATED = 8;

/** Stops a directory that would fill the memory: a million files. */
const MAX_DIRECTORY = 64 * 1024 * 1024;
/** No deflated byte becomes more than this many: RFC 1951's longest match of 258 in two bits. */
const MAX_RATIO = 1032;

/**
 * Tells every file of a zip archive, in the order of the directory. What stands in front of the archive, such as the
 * script that starts it, is stepped over. Throws `Unreadable`. Source: PKWARE, APPNOTE 6.3.10.
 */
export async function readDirectory(source: ByteSource, tell: (entry: ZipEntry) => void): Promise<void> {
  const { offset, size, shift } = await findDirectory(source);
  if (size > MAX_DIRECTORY) throw new OverLimit(`its directory has more than ${MAX_DIRECTORY} bytes`);
  const bytes = await source.read(offset, size);
  for (let at = 0; at + ENTRY_BYTES <= bytes.length && bytes.readUInt32LE(at) === ENTRY; ) {
    const nameEnd = at + ENTRY_BYTES + bytes.readUInt16LE(at + 28);
    const extraEnd = nameEnd + bytes.readUInt16LE(at + 30);
    const extra = bytes.subarray(nameEnd, extraEnd);
    tell({
      name: bytes.toString("utf8", at + ENTRY_BYTES, nameEnd),
      encrypted: (bytes.readUInt16LE(at + 8) & 1) !== 0,
      method: bytes.readUInt16LE(at + 10),
      ...sizes(bytes, at, extra, shift),
    });
    at = extraEnd + bytes.readUInt16LE(at + 32);
  }
}

/** The content of a file, of at most `max` bytes. */
export async function contentOf(source: ByteSource, entry: ZipEntry, max: number): Promise<Buffer> {
  if (entry.size > max) throw new OverLimit(`${entry.name} has ${entry.size} bytes, more than ${max}`);
  if (entry.method === DEFLATED && entry.size > entry.stored * MAX_RATIO)
    throw new Unreadable(`the size of ${entry.name} cannot be true`);
  const stored = await storedPart(source, entry);
  const bytes = await stored.read(0, stored.size);
  if (entry.method === STORED) return bytes;
  try {
    // In one piece: the size is known.
    return inflateRawSync(bytes, {
      maxOutputLength: entry.size || 1,
      chunkSize: Math.max(64, entry.size + 1),
    });
  } catch {
    throw new Unreadable(`${entry.name} cannot be inflated to the size that it claims`);
  }
}

/** Files that are not compressed can be read in place. */
export function isInPlace(entry: ZipEntry): boolean {
  return entry.method === STORED && !entry.encrypted;
}

/** Where a file lies in the archive, compressed as it is. */
export async function storedPart(source: ByteSource, entry: ZipEntry): Promise<ByteSource> {
  if (entry.encrypted) throw new Unreadable(`${entry.name} is encrypted`);
  if (entry.method !== STORED && entry.method !== DEFLATED)
    throw new Unreadable(`${entry.name} is compressed by method ${entry.method}, which Java does not know`);
  const local = await source.read(entry.offset, LOCAL_BYTES);
  if (local.readUInt32LE(0) !== LOCAL) throw new Unreadable(`${entry.name} is not where the directory says`);
  const start = entry.offset + LOCAL_BYTES + local.readUInt16LE(26) + local.readUInt16LE(28);
  return part(source, start, entry.stored);
}

/** `shift` = how far everything lies behind where the archive believes it is. */
async function findDirectory(source: ByteSource): Promise<{ offset: number; size: number; shift: number }> {
  const length = Math.min(source.size, END_BYTES + MAX_COMMENT);
  const tail = await source.read(source.size - length, length);
  const at = lastEnd(tail);
  if (at === undefined) throw new Unreadable("it is not a zip archive, or is cut off");
  const end = source.size - length + at;
  const size = tail.readUInt32LE(at + 12);
  const offset = tail.readUInt32LE(at + 16);
  if (tail.readUInt16LE(at + 10) !== U16 && size !== U32 && offset !== U32) return placed(end, offset, size);
  return (await findDirectory64(source, end)) ?? placed(end, offset, size);
}

function lastEnd(tail: Buffer): number | undefined {
  for (let at = tail.length - END_BYTES; at >= 0; at--) {
    if (tail.readUInt32LE(at) === END && at + END_BYTES + tail.readUInt16LE(at + 20) <= tail.length)
      return at;
  }
  return undefined;
}

async function findDirectory64(source: ByteSource, end: number) {
  if (end < LOCATOR_64_BYTES + END_64_BYTES) return undefined;
  const before = await source.read(end - LOCATOR_64_BYTES, LOCATOR_64_BYTES);
  if (before.readUInt32LE(0) !== LOCATOR_64) return undefined;
  const at = end - LOCATOR_64_BYTES - END_64_BYTES;
  const record = await source.read(at, END_64_BYTES);
  if (record.readUInt32LE(0) !== END_64)
    throw new Unreadable("its directory of more than 4 GB cannot be found");
  return placed(at, u64(record, 48), u64(record, 40));
}

function placed(end: number, offset: number, size: number): { offset: number; size: number; shift: number } {
  const shift = end - size - offset;
  if (shift < 0) throw new Unreadable("its directory is not where it says");
  return { offset: offset + shift, size, shift };
}

/** Sizes of more than 4 GB stand in the extra field, those that need it only, in this order. */
function sizes(
  bytes: Buffer,
  at: number,
  extra: Buffer,
  shift: number,
): Pick<ZipEntry, "size" | "stored" | "offset"> {
  let size = bytes.readUInt32LE(at + 24);
  let stored = bytes.readUInt32LE(at + 20);
  let offset = bytes.readUInt32LE(at + 42);
  if (size === U32 || stored === U32 || offset === U32) {
    const wide = field(extra, EXTRA_64);
    let next = 0;
    const take = () => {
      next += 8;
      return next <= wide.length ? u64(wide, next - 8) : U32;
    };
    if (size === U32) size = take();
    if (stored === U32) stored = take();
    if (offset === U32) offset = take();
  }
  return { size, stored, offset: offset + shift };
}

function field(extra: Buffer, id: number): Buffer {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2))
    if (extra.readUInt16LE(at) === id) return extra.subarray(at + 4, at + 4 + extra.readUInt16LE(at + 2));
  return Buffer.alloc(0);
}

/** Above 2^53 inexact; beyond the end of any file anyway. */
function u64(bytes: Buffer, at: number): number {
  return bytes.readUInt32LE(at) + bytes.readUInt32LE(at + 4) * 2 ** 32;
}
