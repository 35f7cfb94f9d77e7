import { inflateRawSync } from "node:zlib";
import { Unreadable } from "../../errors.ts";

/** One member of a gzip file. */
export interface GzipMember {
  /** Its bytes as they are stored, which is what hashes and signatures are about. */
  readonly raw: Buffer;
  readonly content: Buffer;
}

const HEADER_BYTES = 10;
const TRAILER_BYTES = 8;

/**
 * Takes the member that starts at `start`, exactly to its last byte. `maxContent` stops a member that unpacks into more
 * than anybody needs. Throws `Unreadable` where there is no whole member. Source: RFC 1952, section 2.3.
 */
export function gzipMember(bytes: Buffer, start: number, maxContent: number): GzipMember {
  const body = bodyStart(bytes, start);
  const { content, used } = inflate(bytes.subarray(body), maxContent);
  const end = body + used + TRAILER_BYTES;
  if (end > bytes.length) throw new Unreadable("a gzip member is cut off");
  return { raw: bytes.subarray(start, end), content };
}

function inflate(bytes: Buffer, maxContent: number): { readonly content: Buffer; readonly used: number } {
  try {
    const result: unknown = inflateRawSync(bytes, { info: true, maxOutputLength: maxContent });
    const { buffer, engine } = result as { buffer: Buffer; engine: { bytesWritten: number } };
    return { content: buffer, used: engine.bytesWritten };
  } catch (cause) {
    throw new Unreadable("a gzip member is damaged, cut off or too large", { cause });
  }
}

function bodyStart(bytes: Buffer, start: number): number {
  if (bytes.length < start + HEADER_BYTES || bytes.readUInt16BE(start) !== 0x1f8b || bytes[start + 2] !== 8)
    throw new Unreadable("there is no gzip member");
  const flags = bytes[start + 3] ?? 0;
  let position = start + HEADER_BYTES;
  if ((flags & 4) !== 0 && position + 2 <= bytes.length) position += 2 + bytes.readUInt16LE(position);
  if ((flags & 8) !== 0) position = behindZero(bytes, position);
  if ((flags & 16) !== 0) position = behindZero(bytes, position);
  if ((flags & 2) !== 0) position += 2;
  if (position > bytes.length) throw new Unreadable("the header of a gzip member is cut off");
  return position;
}

function behindZero(bytes: Buffer, position: number): number {
  const zero = bytes.indexOf(0, position);
  if (zero < 0) throw new Unreadable("the header of a gzip member is cut off");
  return zero + 1;
}
