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

let count = 0;

/**
 * Writes entries as a layer into `folder`; nothing is held in memory but what is on its way. Throws `DrydockError` DISK,
 * as `layerTar`, and what the contents throw.
 */
export async function writeLayer(entries: readonly WrittenEntry[], folder: string): Promise<LayerFile> {
  return await writePacked(layerTar(entries), folder);
}

/** The same of a tar that is there already. */
export async function writePacked(tar: AsyncIterable<Uint8Array>, folder: string): Promise<LayerFile> {
  const path = join(folder, `layer-${++count}.tar.gz`);
  const diffId = createHash("sha256");
  const digest = createHash("sha256");
  let size = 0;
  const plain = async function* () {
    for await (const chunk of tar) {
      diffId.update(chunk);
      yield Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk);
    }
  };
  const file = await open(path, "wx", 0o600).catch((cause: unknown) => {
    throw diskError(cause);
  });
  try {
    for await (const chunk of gzipMembers(plain())) {
      digest.update(chunk);
      size += chunk.length;
      await file.writeFile(chunk).catch((cause: unknown) => {
        throw diskError(cause);
      });
    }
  } finally {
    await file.close();
  }
  return {
    digest: digestOf(digest),
    diffId: digestOf(diffId),
    size,
    stream: () => createReadStream(path),
  };
}

/** The file as a layer of an image that can be scanned. */
export function layerOf(file: LayerFile, index: number, createdBy: string): Layer {
  const { digest, diffId, size } = file;
  const expected = { what: "The new layer", digest, diffId, size };
  return {
    index,
    diffId,
    digest,
    size,
    createdBy,
    open: (onBytes) => openLayerStream(file.stream(), expected, onBytes),
    raw: { expected, stream: () => file.stream() },
  };
}

function diskError(cause: unknown): DrydockError {
  return new DrydockError("DISK", `The new layer cannot be written: ${messageOf(cause)}.`, {
    hint: "Make room, or choose another folder with --cache-dir.",
    cause,
  });
}
