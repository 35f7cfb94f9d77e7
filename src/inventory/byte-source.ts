import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import type { Body } from "../analysis/analyzer.ts";
import { Unreadable } from "../errors.ts";

/** Bytes that can be read anywhere. */
export interface ByteSource {
  readonly size: number;
  /** Exactly these bytes. Throws `Unreadable` where there are none. */
  read(offset: number, length: number): Promise<Buffer>;
}

/** Bodies up to this size are lent from memory; see `analysis/body.ts`. */
const IN_MEMORY = 1024 * 1024;
const HASH_BYTES = 1024 * 1024;

/** Lends a body for the time of `use`. */
export async function withSource<T>(body: Body, use: (source: ByteSource) => Promise<T>): Promise<T> {
  if (body.size <= IN_MEMORY) return await use(bufferSource(await body.bytes()));
  const { file, start } = body.place ?? { file: await body.file(), start: 0 };
  const handle = await open(file);
  try {
    return await use(fileSource(handle, start, body.size));
  } finally {
    await handle.close();
  }
}

export function bufferSource(bytes: Buffer): ByteSource {
  return {
    size: bytes.length,
    async read(offset, length) {
      checkRange(offset, length, bytes.length);
      return bytes.subarray(offset, offset + length);
    },
  };
}

function fileSource(handle: FileHandle, start: number, size: number): ByteSource {
  return {
    size,
    async read(offset, length) {
      checkRange(offset, length, size);
      const bytes = Buffer.allocUnsafe(length);
      const { bytesRead } = await handle.read(bytes, 0, length, start + offset);
      if (bytesRead < length) throw new Unreadable("it is cut off");
      return bytes;
    },
  };
}

/** A stretch of a source as a source of its own. */
export function part(source: ByteSource, start: number, size: number): ByteSource {
  checkRange(start, size, source.size);
  return {
    size,
    read(offset, length) {
      checkRange(offset, length, size);
      return source.read(start + offset, length);
    },
  };
}

/** Hexadecimal. */
export async function sha1Of(source: ByteSource): Promise<string> {
  const hash = createHash("sha1");
  for (let at = 0; at < source.size; at += HASH_BYTES)
    hash.update(await source.read(at, Math.min(HASH_BYTES, source.size - at)));
  return hash.digest("hex");
}

function checkRange(offset: number, length: number, size: number): void {
  if (offset < 0 || length < 0 || offset + length > size) throw new Unreadable("it points beyond its end");
}
