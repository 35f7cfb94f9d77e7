import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { DrydockError, messageOf } from "../../errors.ts";
import { openLayerStream } from "../../image/layer-stream.ts";
import { digestOf } from "../../image/verify.ts";
import type { Digest, Layer } from "../../model/index.ts";
import type { WrittenEntry } from "../model.ts";
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

/** The tar of a new layer, in a file: it can be read while it is still being packed. */
export interface NewLayer {
  readonly diffId: Digest;
  /** Of the tar. */
  readonly size: number;
  /** The tar. */
  stream(): AsyncIterable<Uint8Array>;
  /** Rejects with `DrydockError` DISK. To be waited for before the folder goes. */
  readonly packed: Promise<LayerFile>;
}

let count = 0;

/**
 * Writes entries as a layer into `folder`; nothing is held in memory but what is on its way. Throws `DrydockError` DISK,
 * as `layerTar`, and what the contents throw.
 */
export async function writeLayer(entries: readonly WrittenEntry[], folder: string): Promise<NewLayer> {
  const path = join(folder, `layer-${++count}.tar`);
  // A tar comes in thousands of headers, bodies and gaps: to write each by itself takes longer than to make it.
  const { digest: diffId, size } = await write(inPieces(layerTar(entries), CHUNK), path);
  const stream = () => createReadStream(path, { highWaterMark: CHUNK });
  const packed = write(gzipMembers(stream()), `${path}.gz`).then((written) => ({ ...written, diffId }));
  packed.catch(() => undefined); // told to whoever asks for it
  return { diffId, size, stream, packed };
}

/** Of what is read at once. */
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
  const file = await open(path, "wx", 0o600).catch((cause: unknown) => {
    throw diskError(cause);
  });
  try {
    for await (const chunk of chunks) {
      digest.update(chunk);
      size += chunk.length;
      await file.writeFile(chunk).catch((cause: unknown) => {
        throw diskError(cause);
      });
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

function diskError(cause: unknown): DrydockError {
  return new DrydockError("DISK", `The new layer cannot be written: ${messageOf(cause)}.`, {
    hint: "Make room, or choose another folder with --cache-dir.",
    cause,
  });
}
