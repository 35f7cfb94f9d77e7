import { join } from "node:path";
import { DrydockError } from "../errors.ts";
import type { Host } from "../host.ts";
import { isDigest } from "../image/digest.ts";
import type { Repository } from "../image/registry-client.ts";
import type { Digest } from "../model/image.ts";
import { temporaryFolder } from "../temporary.ts";
import { writeNew } from "./archive.ts";
import type { DatabaseCache } from "./cache.ts";
import type { DatabaseKind } from "./kind.ts";
import type { NamedRepository } from "./origin.ts";
import { JsonRecord } from "./trivy-db/record.ts";

/** Against a manifest that promises a disk full; published archives have 70 MB, of the Java database 700 MB. */
const MAX_ARCHIVE = 2 * 1024 ** 3;

export interface Downloaded {
  /** Which repository answered, as the user wrote it. */
  readonly origin: string;
  readonly archive: Digest;
}

/**
 * Brings the newest database of the first repository that can give it into the cache; nothing is fetched again that
 * lies there intact. The next repository is asked only after trouble that may pass, or where a blob is missing.
 * Throws what the last one said; wrong content is DATABASE_INVALID or DIGEST_MISMATCH and ends it at once.
 */
export async function download(
  repositories: readonly NamedRepository[],
  cache: DatabaseCache,
  host: Host,
  options: { readonly insecure: boolean },
): Promise<Downloaded> {
  for (const [index, repository] of repositories.entries()) {
    const next = repositories[index + 1];
    try {
      return { origin: repository.text, archive: await downloadFrom(repository, cache, host, options) };
    } catch (error) {
      if (next === undefined || !(isTemporary(error) || error instanceof BlobMissing)) throw error;
      host.log.warn(`${(error as Error).message} Trying ${next.text} for the ${cache.kind.name}.`);
    }
  }
  throw new Error("no repository was given");
}

/** Trouble that another try, later or elsewhere, may not have. */
export function isTemporary(error: unknown): error is DrydockError {
  return error instanceof DrydockError && (error.code === "NETWORK" || error.code === "RATE_LIMITED");
}

async function downloadFrom(
  { text, name }: NamedRepository,
  cache: DatabaseCache,
  host: Host,
  options: { readonly insecure: boolean },
): Promise<Digest> {
  // Loaded only here: most runs find a fresh database in the cache and never speak to a registry.
  const { Repository } = await import("../image/registry-client.ts");
  const repository = Repository.connect(name, host, options);
  const manifest = await repository.manifest(name.digest ?? name.tag ?? String(cache.kind.schema));
  const layer = onlyLayer(manifest.bytes, text, cache.kind);
  if (await cache.isIntact(layer.digest)) {
    host.log.debug(`The ${cache.kind.name} of ${text} has not changed.`);
    return layer.digest;
  }
  const temporary = await temporaryFolder(host.cacheDir, cache.kind.folder);
  const stage = host.log.stage(cache.kind.name, { bytes: layer.size });
  try {
    const archive = join(temporary.path, cache.kind.archive);
    await writeNew(
      archive,
      blobOf(repository, layer, text, cache.kind, (bytes) => stage.advance({ bytes })),
    );
    const unpacked = await cache.add(archive);
    stage.done(`${text}, ${layer.digest}`);
    return unpacked;
  } finally {
    await temporary.remove();
  }
}

async function* blobOf(
  repository: Repository,
  layer: DatabaseLayer,
  text: string,
  kind: DatabaseKind,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  try {
    yield* repository.blob(layer.digest, layer.size, onBytes);
  } catch (error) {
    if (error instanceof DrydockError && error.code === "NOT_FOUND") throw new BlobMissing(text, kind, error);
    throw error;
  }
}

interface DatabaseLayer {
  readonly digest: Digest;
  readonly size: number;
}

function onlyLayer(manifest: Buffer, text: string, kind: DatabaseKind): DatabaseLayer {
  const layers = JsonRecord.parse(manifest, `the manifest of ${text}`).records("layers");
  const [layer] = layers;
  const type = layer?.text("mediaType");
  if (layer === undefined || layers.length > 1 || type !== kind.layerType) {
    const found = layers.length === 1 ? `one layer of type ${type}` : `${layers.length} layers`;
    throw notADatabase(text, kind, `it has ${found}, not one of type ${kind.layerType}`);
  }
  const digest = layer.text("digest") ?? "";
  const size = layer.number("size") ?? -1;
  if (!isDigest(digest) || !Number.isSafeInteger(size) || size < 0 || size > MAX_ARCHIVE) {
    throw notADatabase(text, kind, `its layer has digest "${digest}" and ${size} bytes`);
  }
  return { digest, size };
}

function notADatabase(text: string, kind: DatabaseKind, why: string): DrydockError {
  return new DrydockError("DATABASE_INVALID", `${text} is no ${kind.name}: ${why}.`, {
    hint: `Name a ${kind.id} repository of schema ${kind.schema}, such as ${kind.repositories.at(-1)}.`,
  });
}

/** The manifest is there and its blob is not: a mirror that has not caught up. */
class BlobMissing extends DrydockError {
  constructor(text: string, kind: DatabaseKind, cause: DrydockError) {
    super("NOT_FOUND", `${text} has a manifest, but not the database it names.`, {
      hint: `Try again later or name another repository with ${kind.option}.`,
      cause,
    });
  }
}
