/** Where zstd frames begin and end, found from headers alone. Source: RFC 8878, section 3.1. */

/** Enough for the magic number and, of a skippable frame, its size. No frame is shorter. */
export const MAGIC_BYTES = 8;

/** The most that one block may unpack to (3.1.1.2.4). */
const MAX_BLOCK_CONTENT = 128 * 1024;

interface FrameHeader {
  /** Bytes of magic number and header. */
  readonly length: number;
  readonly checksumBytes: 0 | 4;
  /** What the frame claims to unpack to; many do not say. */
  readonly contentSize: number | undefined;
}

/** Bytes of a whole skippable frame (3.1.2), or `undefined` if this is none. */
export function skippableSize(buffer: Buffer): number | undefined {
  if ((buffer.readUInt32LE(0) & 0xfffffff0) >>> 0 !== 0x184d2a50) return undefined;
  return MAGIC_BYTES + buffer.readUInt32LE(4);
}

/** `undefined` = the buffer ends inside the header. Throws `RangeError` if no frame starts here. */
export function parseFrameHeader(buffer: Buffer): FrameHeader | undefined {
  if (buffer.length < 5) return undefined;
  if (buffer.readUInt32LE(0) !== 0xfd2fb528) throw new RangeError("there is other data behind a frame");
  const descriptor = buffer[4]!;
  const singleSegment = (descriptor & 0x20) !== 0;
  const dictionaryBytes = [0, 1, 2, 4][descriptor & 3]!;
  const sizeBytes = [singleSegment ? 1 : 0, 2, 4, 8][descriptor >> 6]!;
  const length = 5 + (singleSegment ? 0 : 1) + dictionaryBytes + sizeBytes;
  if (length > buffer.length) return undefined;
  const contentSize = sizeField(buffer, length - sizeBytes, sizeBytes);
  return { length, checksumBytes: (descriptor & 4) !== 0 ? 4 : 0, contentSize };
}

function sizeField(buffer: Buffer, at: number, bytes: number): number | undefined {
  if (bytes === 0) return undefined;
  if (bytes === 8) return Number(buffer.readBigUInt64LE(at));
  return buffer.readUIntLE(at, bytes) + (bytes === 2 ? 256 : 0);
}

/** The block at `position`, its header included; `undefined` = the buffer ends before its header does. */
export function blockAt(buffer: Buffer, position: number): { length: number; last: boolean } | undefined {
  if (position + 3 > buffer.length) return undefined;
  const header = buffer.readUIntLE(position, 3);
  const type = (header >> 1) & 3;
  if (type === 3) throw new RangeError("a block has a reserved type");
  // A run of one byte repeated stores that byte once.
  return { length: 3 + (type === 1 ? 1 : header >> 3), last: (header & 1) === 1 };
}

/** Length of the frame at the front and a bound for its content; `undefined` = the buffer ends inside it. */
export function frameExtent(buffer: Buffer): { length: number; contentLimit: number } | undefined {
  const header = parseFrameHeader(buffer);
  if (header === undefined) return undefined;
  let position = header.length;
  for (let blocks = 1; ; blocks++) {
    const block = blockAt(buffer, position);
    if (block === undefined) return undefined;
    position += block.length + (block.last ? header.checksumBytes : 0);
    if (position > buffer.length) return undefined;
    const contentLimit = Math.min(blocks * MAX_BLOCK_CONTENT, header.contentSize ?? Number.POSITIVE_INFINITY);
    if (block.last) return { length: position, contentLimit };
  }
}
