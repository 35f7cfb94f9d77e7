import { closeSync, openSync, readSync } from "node:fs";
import type { FileHandle } from "node:fs/promises";
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
 * The same for a thread that has nothing else to do meanwhile: the file is read in calls that wait. What cannot be opened
 * is thrown as Node throws it.
 */
export async function* readPlace(
  { file, start, size }: FilePlace,
  what: string,
): AsyncGenerator<Buffer, void, undefined> {
  const descriptor = typeof file === "number" ? file : openSync(file, "r");
  try {
    for (let position = start, end = start + size; position < end; ) {
      const buffer = Buffer.allocUnsafeSlow(Math.min(CHUNK, end - position));
      const bytes = readSync(descriptor, buffer, 0, buffer.length, position);
      if (bytes === 0) throw cutOff(what, end - position);
      position += bytes;
      yield buffer.subarray(0, bytes);
    }
  } finally {
    if (typeof file === "string") closeSync(descriptor);
  }
}

/** A whole file, faster: chunks are lent, each until the next is asked for. That one is read meanwhile. */
export async function* readLent(file: FileHandle): AsyncGenerator<Buffer, void, undefined> {
  const buffers = [Buffer.allocUnsafeSlow(CHUNK), Buffer.allocUnsafeSlow(CHUNK)] as const;
  const read = async (count: number) => {
    const target = buffers[count % 2 === 0 ? 0 : 1];
    const { bytesRead } = await file.read(target, 0, CHUNK, count * CHUNK);
    return target.subarray(0, bytesRead);
  };
  let next = read(0);
  try {
    for (let count = 1; ; count++) {
      const chunk = await next;
      if (chunk.length === 0) return;
      next = read(count);
      yield chunk;
    }
  } finally {
    // The buffers are not to be given up while one is written to.
    await next.catch(() => undefined);
  }
}

function cutOff(what: string, missing: number): DrydockError {
  return new DrydockError("IMAGE_INVALID", `${what} is cut off: ${missing} bytes are missing.`);
}

async function readAt(file: FileHandle, position: number, end: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafeSlow(Math.min(CHUNK, end - position));
  const { bytesRead } = await file.read(buffer, 0, buffer.length, position);
  return buffer.subarray(0, bytesRead);
}
