import { closeSync, existsSync, openSync, readSync } from "node:fs";
import { type FileHandle, link, open, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Layer } from "../model/image.ts";
import { cutOff, readPlaceAhead } from "./file-range.ts";

/** In bytes, unpacked: what is longer takes the disk more time than it saves. */
const MAX_KEPT = 2 * 1024 ** 3;

/**
 * The same layer, for who reads it more than once: a reading that comes to the end, and so has compared the digests, leaves
 * the unpacked tar in `folder` (private, and there for as long as layers are read), and later ones read it from there. A
 * layer that there is no room for is unpacked anew each time. Threads may share the folder.
 */
export function keptLayer(layer: Layer, folder: string, limit = MAX_KEPT): Layer {
  const path = pathOf(layer, folder);
  const open: Layer["open"] = (onBytes) =>
    existsSync(path)
      ? keptTar(path, () => onBytes?.(layer.size ?? 0))
      : keeping(layer.open(onBytes), new Copy(path, limit));
  return { ...layer, open };
}

/** A kept layer, for who knows where in it things lie. To be closed. */
export interface KeptTar {
  readonly path: string;
  /** Fills the buffer from this place on, in a call that waits. Throws `DrydockError` IMAGE_INVALID. */
  fill(buffer: Buffer, place: number): void;
  close(): void;
}

/** `undefined` = it is not kept, or not yet. */
export function openKept(layer: Pick<Layer, "diffId">, folder: string): KeptTar | undefined {
  const path = pathOf(layer, folder);
  if (!existsSync(path)) return undefined;
  const descriptor = openSync(path, "r");
  return {
    path,
    fill(buffer, place) {
      for (let filled = 0; filled < buffer.length; ) {
        const bytes = readSync(descriptor, buffer, filled, buffer.length - filled, place + filled);
        if (bytes === 0) throw cutOff(path, buffer.length - filled);
        filled += bytes;
      }
    },
    close: () => closeSync(descriptor),
  };
}

/** Lets a tar that is in a file already be a kept layer; where it cannot, the layer is read in its own way. */
export async function keepTar(path: string, layer: Pick<Layer, "diffId">, folder: string): Promise<void> {
  await link(path, pathOf(layer, folder)).catch(NO);
}

function pathOf({ diffId }: Pick<Layer, "diffId">, folder: string): string {
  return join(folder, `${diffId.replace(":", "-")}.tar`);
}

async function* keptTar(path: string, onEnd: () => void): AsyncGenerator<Uint8Array> {
  const { size } = await stat(path);
  yield* readPlaceAhead({ file: path, start: 0, size }, path);
  onEnd();
}

async function* keeping(tar: AsyncIterable<Uint8Array>, copy: Copy): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of tar) {
      const written = copy.write(chunk);
      yield chunk;
      // The chunk is only lent until the next is asked for.
      await written;
    }
    await copy.end();
  } finally {
    await copy.drop();
  }
}

/** A file that has its name once it is whole, and is given up where that cannot be: who reads need not know. */
class Copy {
  readonly #path: string;
  readonly #part: string;
  readonly #limit: number;
  #file: Promise<FileHandle | undefined>;
  #size = 0;

  constructor(path: string, limit: number) {
    this.#path = path;
    this.#part = `${path}.part`;
    this.#limit = limit;
    // Somebody else may be at it.
    this.#file = open(this.#part, "wx", 0o600).catch(() => undefined);
  }

  async write(chunk: Uint8Array): Promise<void> {
    const file = await this.#file;
    if (file === undefined) return;
    this.#size += chunk.length;
    const isIn = this.#size <= this.#limit && (await file.writeFile(chunk).then(YES, NO));
    if (!isIn) await this.drop();
  }

  /** All of it was written. */
  async end(): Promise<void> {
    if (await this.#closed()) await rename(this.#part, this.#path).catch(NO);
  }

  /** Nothing, once it has ended. */
  async drop(): Promise<void> {
    if (await this.#closed()) await rm(this.#part, { force: true });
  }

  /** Whether there was something to close. */
  async #closed(): Promise<boolean> {
    const file = await this.#file;
    this.#file = Promise.resolve(undefined);
    return file !== undefined && (await file.close().then(YES, NO));
  }
}

const YES = () => true;
const NO = () => false;
