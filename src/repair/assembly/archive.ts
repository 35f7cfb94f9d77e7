import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { DrydockError, messageOf } from "../../errors.ts";
import { layerTar } from "../layer/tar-writer.ts";
import type { LayerEntry } from "../model.ts";
import type { Blob } from "./assemble.ts";

/** One file of a saved image. */
export interface SavedFile {
  readonly path: string;
  readonly size: number;
  content(): AsyncIterable<Uint8Array>;
}

export function textFile(path: string, value: unknown): SavedFile {
  const bytes = Buffer.from(typeof value === "string" ? value : JSON.stringify(value));
  return bytesFile(path, bytes);
}

export function bytesFile(path: string, bytes: Buffer): SavedFile {
  return {
    path,
    size: bytes.length,
    async *content() {
      yield bytes;
    },
  };
}

/** What `docker load` takes: the config, and the layers packed or not. Source: Docker image specification 1.2. */
export function dockerFiles(
  config: Buffer,
  configHex: string,
  layers: readonly Omit<Blob, "mediaType">[],
  name: string,
) {
  const unique = new Map(layers.map((layer) => [layer.digest, layer]));
  const pathOf = (digest: string) => `${digest.slice("sha256:".length)}/layer.tar`;
  return [
    bytesFile(`${configHex}.json`, config),
    ...[...unique.values()].map(
      ({ digest, size, stream }): SavedFile => ({ path: pathOf(digest), size, content: () => stream() }),
    ),
    textFile("manifest.json", [
      { Config: `${configHex}.json`, RepoTags: [name], Layers: layers.map(({ digest }) => pathOf(digest)) },
    ]),
  ];
}

/** Writes files as one tar. Throws `DrydockError` DISK, and what the contents throw. */
export async function writeArchive(files: readonly SavedFile[], path: string): Promise<void> {
  const entries = files.map(
    (file): LayerEntry => ({
      ...file,
      type: "file",
      mode: 0o644,
      uid: 0,
      gid: 0,
      mtime: 0,
      content: () => file.content(),
    }),
  );
  try {
    await pipeline(
      Readable.from(layerTar(entries), { objectMode: false }),
      createWriteStream(path, { flags: "w", mode: 0o600 }),
    );
  } catch (cause) {
    throw asDiskError(cause, path);
  }
}

export function asDiskError(cause: unknown, path: string): unknown {
  if (cause instanceof DrydockError || !(cause instanceof Error && "syscall" in cause)) return cause;
  return new DrydockError("DISK", `${path} cannot be written: ${messageOf(cause)}.`, { cause });
}
