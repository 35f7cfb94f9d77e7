import { type FileHandle, open, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Layer } from "../model/image.ts";
import { readRange } from "./file-range.ts";

/** Of all layers of an image together: half of what one of them may unpack to. */
const MAX_KEPT = 4 * 1024 ** 3;

/**
 * The same layers, for who reads them more than once: the first reading that comes to the end, and so has compared the
 * digests, leaves the unpacked tar in `folder` (private, there for as long as the layers are read), and later ones read it
 * from there. What there is no room for (on the disk, or in `limit`, bytes) is unpacked anew each time.
 */
export function keptLayers(layers: readonly Layer[], folder: string, limit = MAX_KEPT): readonly Layer[] {
  const room: Room = { left: limit };
  return layers.map((layer) => {
    const path = join(folder, `kept-${layer.index}.tar`);
    let kept: number | undefined;
    let isTried = false;
    const open: Layer["open"] = (onBytes) => {
      if (kept !== undefined) return keptTar(path, kept, () => onBytes?.(layer.size ?? 0));
      if (isTried) return layer.open(onBytes);
      isTried = true;
      return keeping(layer.open(onBytes), new Copy(path, room), (size) => {
        kept = size;
      });
    };
    return { ...layer, open };
  });
}

/** What may still be written, in bytes. */
interface Room {
  left: number;
}

async function* keptTar(path: string, size: number, onEnd: () => void): AsyncGenerator<Uint8Array> {
  const file = await open(path, "r");
  try {
    yield* readRange(file, 0, size, path);
    onEnd();
  } finally {
    await file.close();
  }
}

async function* keeping(
  tar: AsyncIterable<Uint8Array>,
  copy: Copy,
  onKept: (size: number) => void,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of tar) {
      const written = copy.write(chunk);
      yield chunk;
      // The chunk is only lent until the next is asked for.
      await written;
    }
    const size = await copy.end();
    if (size !== undefined) onKept(size);
  } finally {
    await copy.drop();
  }
}

/** A file that is given up, and its room given back, where writing fails: who reads need not know. */
class Copy {
  readonly #path: string;
  readonly #room: Room;
  #file: Promise<FileHandle> | undefined;
  #size = 0;

  constructor(path: string, room: Room) {
    this.#path = path;
    this.#room = room;
    this.#file = open(path, "wx", 0o600);
    this.#file.catch(() => {});
  }

  /** Never rejects. */
  async write(chunk: Uint8Array): Promise<void> {
    try {
      const file = await this.#file;
      if (file === undefined) return;
      if (chunk.length > this.#room.left) return await this.drop();
      for (let done = 0; done < chunk.length; ) {
        const { bytesWritten } = await file.write(chunk, done);
        done += bytesWritten;
        this.#size += bytesWritten;
        this.#room.left -= bytesWritten;
      }
    } catch {
      await this.drop();
    }
  }

  /** Bytes of what is now whole; `undefined` = it was given up. */
  async end(): Promise<number | undefined> {
    const file = await this.#file;
    this.#file = undefined;
    await file?.close();
    return file && this.#size;
  }

  /** Nothing, once it has ended. */
  async drop(): Promise<void> {
    const opened = this.#file;
    if (opened === undefined) return;
    this.#file = undefined;
    this.#room.left += this.#size;
    await (await opened.catch(() => undefined))?.close();
    await rm(this.#path, { force: true });
  }
}
