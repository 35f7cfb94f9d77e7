import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { Unreadable } from "../../errors.ts";

/** Bytes at positions. A database is never read as a whole, so its size does not show in memory. */
export interface Source {
  readonly size: number;
  /** Exactly `length` bytes from `offset`; the buffer is the caller's. Throws `Unreadable` past the end. */
  read(offset: number, length: number): Buffer;
}

export function bufferSource(bytes: Buffer): Source {
  return {
    size: bytes.length,
    read: (offset, length) => {
      checkRange(offset, length, bytes.length);
      return bytes.subarray(offset, offset + length);
    },
  };
}

/** Opens the file for the time of `use`. */
export function withFile<T>(path: string, use: (source: Source) => T): T {
  const file = openSync(path, "r");
  try {
    const { size } = fstatSync(file);
    return use({
      size,
      read: (offset, length) => {
        checkRange(offset, length, size);
        return readFully(file, offset, length);
      },
    });
  } finally {
    closeSync(file);
  }
}

function readFully(file: number, offset: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  for (let done = 0; done < length; ) {
    const count = readSync(file, bytes, done, length - done, offset + done);
    if (count === 0) throw new Unreadable("the file became shorter while it was read");
    done += count;
  }
  return bytes;
}

function checkRange(offset: number, length: number, size: number): void {
  if (offset < 0 || length < 0 || offset + length > size)
    throw new Unreadable(`it points at bytes ${offset} to ${offset + length}, but ends at ${size}`);
}
