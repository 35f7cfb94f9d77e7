import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { DrydockError } from "../../errors.ts";
import type { Host } from "../../host.ts";
import { Engine } from "../../image/engine.ts";
import { parseImageName } from "../../image/reference.ts";
import { sha256 } from "../../image/verify.ts";
import type { Digest } from "../../model/index.ts";
import {
  asDiskError,
  bytesFile,
  dockerFiles,
  type SavedFile,
  textFile,
  writeArchive,
} from "../assembly/archive.ts";
import type { AssembledImage } from "../assembly/assemble.ts";
import { loadArchive } from "../build/docker.ts";
import type { ImageOutput } from "../options.ts";
import { Refusal } from "../refusal.ts";
import type { Overwrite } from "./existing.ts";

const INDEX_TYPE = "application/vnd.oci.image.index.v1+json";
const REF_NAME = "org.opencontainers.image.ref.name";

export interface WrittenImage {
  /** As the user may write it again. */
  readonly reference: string;
  /** Of the manifest; in an engine, of the config. */
  readonly digest: Digest;
}

/** Before the work: throws `Refusal` FIX_TAG_EXISTS, `DrydockError` REFERENCE, ENGINE. */
export async function checkOutput(
  { kind, to }: ImageOutput,
  overwrite: Overwrite,
  host: Host,
): Promise<void> {
  if (kind === "docker") {
    parseImageName(to);
    if (Engine.find("docker", host) === undefined) Engine.missing("docker");
    return;
  }
  const path = resolve(host.cwd, to);
  const isThere = kind === "oci" ? (await readdir(path).catch(() => [])).length > 0 : existsSync(path);
  if (!isThere || overwrite === "always" || (kind === "oci-archive" && overwrite === "ours")) return;
  throw new Refusal(
    "FIX_TAG_EXISTS",
    `${to} is there already; name another place, or give --overwrite always.`,
  );
}

/**
 * Writes an image as an OCI archive or layout, or loads it into Docker. `tag` names it in its layout; `folder` is private.
 * Throws `DrydockError` DISK, ENGINE, and what the layers throw. Source: OCI image-spec 1.1, image-layout.md.
 */
export async function writeOutput(
  { kind, to }: ImageOutput,
  image: AssembledImage,
  tag: string,
  folder: string,
  host: Host,
): Promise<WrittenImage> {
  if (kind === "docker") return await load(to, image, folder, host);
  const path = resolve(host.cwd, to);
  const files = layoutFiles(image, tag);
  if (kind === "oci") await writeFolder(files, path);
  else {
    const unfinished = `${path}.part`;
    try {
      await mkdir(dirname(path), { recursive: true });
      await writeArchive(files, unfinished);
      await rename(unfinished, path);
    } catch (error) {
      await rm(unfinished, { force: true }).catch(() => undefined);
      throw asDiskError(error, to);
    }
  }
  return { reference: `${kind}:${to}`, digest: image.digest };
}

function layoutFiles(
  { manifest, mediaType, digest, blobs }: AssembledImage,
  tag: string,
): readonly SavedFile[] {
  const unique = new Map(blobs.map((blob) => [blob.digest, blob]));
  const pathOf = (of: Digest) => `blobs/sha256/${of.slice("sha256:".length)}`;
  const annotations = { [REF_NAME]: tag };
  return [
    textFile("oci-layout", { imageLayoutVersion: "1.0.0" }),
    ...[...unique.values()].map(({ digest: of, size, stream }) => ({
      path: pathOf(of),
      size,
      content: () => stream(),
    })),
    bytesFile(pathOf(digest), manifest),
    textFile("index.json", {
      schemaVersion: 2,
      mediaType: INDEX_TYPE,
      manifests: [{ mediaType, digest, size: manifest.length, annotations }],
    }),
  ];
}

async function writeFolder(files: readonly SavedFile[], folder: string): Promise<void> {
  try {
    for (const { path, content } of files) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), content());
    }
  } catch (error) {
    throw asDiskError(error, folder);
  }
}

async function load(
  name: string,
  { config, blobs }: AssembledImage,
  folder: string,
  host: Host,
): Promise<WrittenImage> {
  const engine = Engine.find("docker", host) ?? Engine.missing("docker");
  const named = /:[^/]*$/.test(name) ? name : `${name}:latest`;
  const id = sha256(config);
  const path = join(folder, "load.tar");
  await writeArchive(dockerFiles(config, id.slice("sha256:".length), blobs.slice(1), named), path);
  try {
    await loadArchive(engine, path);
  } catch (error) {
    if (error instanceof DrydockError || error instanceof Refusal) throw error;
    throw asDiskError(error, path);
  }
  return { reference: `docker:${named}`, digest: id };
}
