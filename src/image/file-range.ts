import { createHash } from "node:crypto";
import { closeSync, openSync, read, readSync } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { promisify } from "node:util";
import { DrydockError } from "../errors.ts";
import type { FilePlace } from "../model/image.ts";

/** Node's default of 16 KiB takes twice as long as inflating does; this is as large as what comes out of it. */
const CHUNK = 1024 * 1024;

/**
 * `size` bytes from `start` on, in chunks of their own memory. The next chunk is read while the consumer works on the
 * present one. Many ranges of one file may be read at once. Throws `DrydockError` IMAGE_INVALID where the file ends early.
 */
export async function* readRange(
  file: FileHandle,
  start: number,
  size: number,
  what: string,
): AsyncGenerator<Buffer, void, undefined> {
  const end = start + size;
  let position = start;
  let next = position < end ? readAt(file, position, end) : undefined;
  while (next !== undefined) {
    const chunk = await next;
    if (chunk.length === 0) throw cutOff(what, end - position);
    position += chunk.length;
    next = position < end ? readAt(file, position, end) : undefined;
    // A consumer that stops early never awaits it; a failed read is then nobody's concern.
    next?.catch(() => undefined);
    yield chunk;
  }
}

/**
 * The same for a thread that has nothing else to do meanwhile: the file is read in calls that wait, and chunks are lent,
 * each until the second after it is asked for. What cannot be opened is thrown as Node throws it.
 */
export async function* readPlace(place: FilePlace, what: string): AsyncGenerator<Buffer, void, undefined> {
  yield* piecesOf(place, what);
}

/** Lower-case hexadecimal, in calls that wait. Throws as `readPlace`. */
export function md5OfPlace(place: FilePlace, what: string): string {
  const hash = createHash("md5");
  for (const piece of piecesOf(place, what)) hash.update(piece);
  return hash.digest("hex");
}

function* piecesOf({ file, start, size }: FilePlace, what: string): Generator<Buffer, void, undefined> {
  const descriptor = typeof file === "number" ? file : openSync(file, "r");
  const room = Math.min(CHUNK, size);
  const buffers: Buffer[] = [];
  try {
    for (let position = start, end = start + size, count = 0; position < end; count++) {
      buffers[count % 2] ??= Buffer.allocUnsafeSlow(room);
      const buffer = buffers[count % 2]!;
      const bytes = readSync(descriptor, buffer, 0, Math.min(room, end - position), position);
      if (bytes === 0) throw cutOff(what, end - position);
      position += bytes;
      yield buffer.subarray(0, bytes);
    }
  } finally {
    if (typeof file === "string") closeSync(descriptor);
  }
}

/** The same, and meanwhile the next chunk is read: for a thread that others wait for. */
export async function* readPlaceAhead(
  { file, start, size }: FilePlace,
  what: string,
): AsyncGenerator<Buffer, void, undefined> {
  const descriptor = typeof file === "number" ? file : openSync(file, "r");
  const end = start + size;
  const room = Math.min(CHUNK, size);
  const buffers: Buffer[] = [];
  let position = start;
  const next = (count: number) => {
    if (position === end) return undefined;
    buffers[count % 3] ??= Buffer.allocUnsafeSlow(room);
    const reading = readInto(descriptor, buffers[count % 3]!, position, end);
    // Told when it is awaited, which may be much later, or never.
    reading.catch(() => undefined);
    return reading;
  };
  let reading = next(0);
  try {
    for (let count = 1; reading !== undefined; count++) {
      const chunk = await reading;
      if (chunk.length === 0) throw cutOff(what, end - position);
      position += chunk.length;
      reading = next(count);
      yield chunk;
    }
  } finally {
    // Neither the file nor the buffers are to be given up while they are in use.
    await reading?.catch(() => undefined);
    if (typeof file === "string") closeSync(descriptor);
  }
}

const readFrom = promisify(read);

async function readInto(descriptor: number, buffer: Buffer, position: number, end: number): Promise<Buffer> {
  const length = Math.min(buffer.length, end - position);
  const { bytesRead } = await readFrom(descriptor, buffer, 0, length, position);
  return buffer.subarray(0, bytesRead);
}

export function cutOff(what: string, missing: number): DrydockError {
  return new DrydockError("IMAGE_INVALID", `${what} is cut off: ${missing} bytes are missing.`);
}

async function readAt(file: FileHandle, position: number, end: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafeSlow(Math.min(CHUNK, end - position));
  const { bytesRead } = await file.read(buffer, 0, buffer.length, position);
  return buffer.subarray(0, bytesRead);
}
