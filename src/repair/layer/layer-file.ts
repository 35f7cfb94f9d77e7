import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { DrydockError, messageOf } from "../../errors.ts";
import { openLayerStream } from "../../image/layer-stream.ts";
import { digestOf } from "../../image/verify.ts";
import type { Digest, Layer } from "../../model/index.ts";
import type { WrittenEntry } from "../model.ts";
import { GrowingFile } from "./growing-file.ts";
import { gzipMembers } from "./gzip-members.ts";
import { inPieces } from "./pieces.ts";
import { layerTar } from "./tar-writer.ts";

/** A layer that was written to a file: packed, and known by both digests. */
export interface LayerFile {
  /** Of the packed bytes. */
  readonly digest: Digest;
  /** Of the tar in it. */
  readonly diffId: Digest;
  readonly size: number;
  /** The packed bytes. */
  stream(): AsyncIterable<Uint8Array>;
}

/** The tar of a new layer, in a file. */
export interface NewLayer {
  readonly diffId: Digest;
  /** Of the tar. */
  readonly size: number;
  /** Of the tar. */
  readonly path: string;
  /** The tar. */
  stream(): AsyncIterable<Uint8Array>;
  /** Rejects with `DrydockError` DISK. To be waited for before the folder goes. */
  readonly packed: Promise<LayerFile>;
}

let count = 0;

/**
 * Writes entries as a layer into `folder`, and packs what is written while the rest is still to come; nothing is held in
 * memory but what is on its way. Throws `DrydockError` DISK, as `layerTar`, and what the contents throw.
 */
export async function writeLayer(entries: readonly WrittenEntry[], folder: string): Promise<NewLayer> {
  const path = join(folder, `layer-${++count}.tar`);
  const file = await onDisk(GrowingFile.create(path));
  const packing = write(gzipMembers(file.follow()), `${path}.gz`);
  packing.catch(() => undefined); // told to whoever asks for it
  const digest = createHash("sha256");
  try {
    // A tar comes in thousands of headers, bodies and gaps: to write each by itself takes longer than to make it.
    for await (const chunk of inPieces(layerTar(entries), CHUNK)) {
      digest.update(chunk);
      await onDisk(file.write(chunk));
    }
    await file.close();
  } catch (error) {
    await file.close({ error });
    await Promise.allSettled([packing]);
    throw error;
  }
  const diffId = digestOf(digest);
  const packed = packing.then((written) => ({ ...written, diffId }));
  packed.catch(() => undefined);
  const stream = () => createReadStream(path, { highWaterMark: CHUNK });
  return { diffId, size: file.size, path, stream, packed };
}

/** Of what is written and read at once. */
const CHUNK = 256 * 1024;

/** Packs a tar that is there already. Throws as `writeLayer`. */
export async function writePacked(tar: AsyncIterable<Uint8Array>, folder: string): Promise<LayerFile> {
  const diffId = createHash("sha256");
  const plain = async function* () {
    for await (const chunk of tar) {
      diffId.update(chunk);
      yield Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk);
    }
  };
  const written = await write(gzipMembers(plain()), join(folder, `layer-${++count}.tar.gz`));
  return { ...written, diffId: digestOf(diffId) };
}

async function write(chunks: AsyncIterable<Buffer>, path: string): Promise<Omit<LayerFile, "diffId">> {
  const digest = createHash("sha256");
  let size = 0;
  const file = await onDisk(open(path, "wx", 0o600));
  try {
    for await (const chunk of chunks) {
      digest.update(chunk);
      size += chunk.length;
      await onDisk(file.writeFile(chunk));
    }
  } finally {
    await file.close();
  }
  return { digest: digestOf(digest), size, stream: () => createReadStream(path) };
}

/** As a layer of an image that can be scanned: its tar, since it may not be packed yet. */
export function layerOf(layer: NewLayer, index: number, createdBy: string): Layer {
  const { diffId, size } = layer;
  const expected = { what: "The new layer", digest: diffId, diffId, size };
  const stream = () => layer.stream();
  return {
    index,
    diffId,
    size,
    createdBy,
    open: (onBytes) => openLayerStream(stream(), expected, onBytes),
    raw: { expected, stream },
  };
}

async function onDisk<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    throw new DrydockError("DISK", `The new layer cannot be written: ${messageOf(cause)}.`, {
      hint: "Make room, or choose another folder with --cache-dir.",
      cause,
    });
  }
}
