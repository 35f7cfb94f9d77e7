import { DrydockError } from "../errors.ts";
import type { Digest, Image, ImageConfig, Platform } from "../model/image.ts";
import { assembleImage } from "./assembly.ts";
import { type BlobStore, readDocument } from "./blob-store.ts";
import { parseConfig } from "./config.ts";
import { MAX_DOCUMENT, printable } from "./document.ts";
import {
  type Descriptor,
  isAttestation,
  isIndex,
  type Manifest,
  parseManifest,
} from "./manifest-document.ts";
import { samePlatform } from "./platform.ts";
import { checkPlatform, choosePlatform } from "./platform-choice.ts";
import { sha256 } from "./verify.ts";

export type { BlobStore } from "./blob-store.ts";

/** Where the documents and layers of one image come from. */
export interface ManifestSource {
  /** As the user wrote it. */
  readonly reference: string;
  readonly names: readonly string[];
  readonly blobs: BlobStore;
  /** For sources that keep manifests apart from blobs; verified, as `BlobStore.read`. Default: `blobs.read`. */
  readManifest?(digest: Digest, cap: number): Promise<Buffer>;
  readonly notices?: readonly string[];
  /** Called by `Image.close()`, once. Not called when opening fails. */
  close?(): Promise<void>;
}

export interface ManifestOptions {
  /** `--platform` */
  readonly platform?: string;
}

/** An index naming an index naming an index … costs a read each; nobody nests deeper than two. */
const MAX_DEPTH = 4;
/** Reads spent on entries that do not say their platform, and on nested indexes: over a network each costs a round trip. */
const MAX_LOOKS = 64;

/**
 * The image that a manifest or index describes. `bytes` are the document as it was served; whoever fetched them has
 * checked them against the digest, if the user or another document named one.
 * Throws `DrydockError` IMAGE_INVALID, PLATFORM, DIGEST_MISMATCH, UNSUPPORTED, and what the source throws.
 */
export async function imageFromManifest(
  bytes: Buffer,
  source: ManifestSource,
  options: ManifestOptions,
): Promise<Image> {
  const document = parseManifest(bytes, `${source.reference}: the manifest`);
  if (document.kind === "index") return imageFromDescriptors(document.manifests, source, options);
  const config = await readConfig(document, source);
  checkPlatform(config.parsed.platform, options.platform, source.reference);
  return assemble({ manifest: document, bytes }, sha256(bytes), config, source, []);
}

/** The image that one of these entries describes, as `imageFromManifest`. */
export async function imageFromDescriptors(
  entries: readonly Descriptor[],
  source: ManifestSource,
  options: ManifestOptions,
): Promise<Image> {
  const manifests = await listManifests(entries, source);
  const first = manifests[0];
  if (first === undefined)
    throw new DrydockError("IMAGE_INVALID", `${source.reference}: the index names no image.`);
  if (manifests.length === 1 && first.platform === undefined) {
    const bytes = await readManifest(first, source);
    return imageFromManifest(bytes, source, options);
  }
  const { chosen, notice } = choosePlatform(
    await offers(manifests, source),
    options.platform,
    source.reference,
  );
  const bytes = await readManifest(chosen.descriptor, source);
  const manifest = asManifest(bytes, chosen.descriptor);
  const config = await readConfig(manifest, source);
  const { platform } = config.parsed;
  const notices = notice === undefined ? [] : [notice];
  if (!samePlatform(platform, chosen.platform) && platform.architecture !== chosen.platform.architecture)
    notices.push(
      `The index calls it ${chosen.platform.architecture}, the image itself ${platform.architecture}.`,
    );
  return assemble({ manifest, bytes }, chosen.descriptor.digest, config, source, notices);
}

/** The manifests that these entries lead to, those of nested indexes included; no build records. */
export async function listManifests(
  entries: readonly Descriptor[],
  source: ManifestSource,
): Promise<readonly Descriptor[]> {
  const found: Descriptor[] = [];
  const seen = new Set<Digest>();
  let looks = 0;
  const visit = async (some: readonly Descriptor[], depth: number): Promise<void> => {
    for (const entry of some) {
      if (isAttestation(entry) || seen.has(entry.digest)) continue;
      seen.add(entry.digest); // also stops an index that names itself
      if (!isIndex(entry)) {
        found.push(entry);
        continue;
      }
      if (depth >= MAX_DEPTH || ++looks > MAX_LOOKS)
        throw new DrydockError(
          "IMAGE_INVALID",
          `${source.reference}: its indexes are nested too deep or too wide.`,
        );
      if (source.blobs.has?.(entry.digest) === false) continue;
      const document = parseManifest(await readManifest(entry, source), `The index ${entry.digest}`);
      if (document.kind === "manifest") found.push(entry);
      else await visit(document.manifests, depth + 1);
    }
  };
  await visit(entries, 0);
  return found;
}

interface Build {
  readonly descriptor: Descriptor;
  readonly platform: Platform;
  readonly present: boolean;
}

/** What there is to choose from. Entries that do not say their platform are asked for it, if they can be read. */
async function offers(descriptors: readonly Descriptor[], source: ManifestSource): Promise<readonly Build[]> {
  const builds: Build[] = [];
  let looks = 0;
  for (const descriptor of descriptors) {
    // Of a lone one, the missing blob itself makes the better error.
    const present = descriptors.length === 1 || (await isPresent(descriptor, source));
    if (descriptor.platform !== undefined) {
      builds.push({ descriptor, platform: descriptor.platform, present });
      continue;
    }
    if (!present) continue;
    if (++looks > MAX_LOOKS)
      throw new DrydockError(
        "IMAGE_INVALID",
        `${source.reference}: too many manifests do not say their platform.`,
      );
    const manifest = asManifest(await readManifest(descriptor, source), descriptor);
    if (isImage(manifest)) {
      const { parsed } = await readConfig(manifest, source);
      builds.push({ descriptor, platform: parsed.platform, present });
    }
  }
  if (builds.length > 0) return builds;
  throw new DrydockError("IMAGE_INVALID", `${source.reference}: the index names no image that is there.`);
}

/** Docker's containerd store exports an index with all platforms, and the blobs of those it has. */
async function isPresent(descriptor: Descriptor, source: ManifestSource): Promise<boolean> {
  const has = source.blobs.has?.bind(source.blobs);
  if (has === undefined) return true;
  if (!has(descriptor.digest)) return false;
  const manifest = asManifest(await readManifest(descriptor, source), descriptor);
  return [manifest.config, ...manifest.layers].every((part) => has(part.digest));
}

async function readManifest(descriptor: Descriptor, source: ManifestSource): Promise<Buffer> {
  const read = source.readManifest?.bind(source) ?? source.blobs.read.bind(source.blobs);
  return readDocument(read, descriptor, `The manifest ${descriptor.digest}`);
}

function asManifest(bytes: Buffer, descriptor: Descriptor): Manifest {
  const document = parseManifest(bytes, `The manifest ${descriptor.digest}`);
  if (document.kind === "manifest") return document;
  throw new DrydockError("IMAGE_INVALID", `The manifest ${descriptor.digest} is an index after all.`);
}

interface ReadConfig {
  readonly bytes: Buffer;
  readonly parsed: ImageConfig;
}

async function readConfig(manifest: Manifest, source: ManifestSource): Promise<ReadConfig> {
  const { config } = manifest;
  if (config.size > MAX_DOCUMENT && !isImage(manifest)) throw notAnImage(source, config);
  const bytes = await readDocument(
    source.blobs.read.bind(source.blobs),
    config,
    `The config ${config.digest}`,
  );
  try {
    return { bytes, parsed: parseConfig(bytes, `The config ${config.digest}`) };
  } catch (error) {
    // The media type alone proves nothing: early registries served configs as octet streams.
    throw isImage(manifest) ? error : notAnImage(source, config, error);
  }
}

const CONFIG_TYPES: readonly string[] = [
  "application/vnd.oci.image.config.v1+json",
  "application/vnd.docker.container.image.v1+json",
];

function isImage(manifest: Manifest): boolean {
  const type = manifest.config.mediaType;
  return type === undefined || CONFIG_TYPES.includes(type);
}

function notAnImage(source: ManifestSource, config: Descriptor, cause?: unknown): DrydockError {
  const type = printable(config.mediaType ?? "of no type");
  return new DrydockError(
    "IMAGE_INVALID",
    `${source.reference} is not a container image: its config is ${type}.`,
    {
      cause,
    },
  );
}

function assemble(
  { manifest, bytes }: { readonly manifest: Manifest; readonly bytes: Buffer },
  digest: Digest,
  config: ReadConfig,
  source: ManifestSource,
  notices: readonly string[],
): Image {
  const { reference, names, blobs } = source;
  for (const layer of manifest.layers) checkLayer(layer, source);
  return assembleImage({
    reference,
    digest,
    names,
    config: config.parsed,
    documents: { config: config.bytes, manifest: bytes },
    annotations: manifest.annotations,
    stored: manifest.layers.map((layer) => ({
      digest: layer.digest,
      size: layer.size,
      what: `The layer ${layer.digest}`,
      stream: () => blobs.stream(layer),
      place: () => blobs.place?.(layer.digest),
    })),
    notices: [...(source.notices ?? []), ...notices],
    close: async () => source.close?.(),
  });
}

/** Told now rather than after minutes of reading the layers before it. */
function checkLayer(layer: Descriptor, source: ManifestSource): void {
  if (layer.mediaType?.includes("+encrypted"))
    throw new DrydockError("UNSUPPORTED", `${source.reference}: the layer ${layer.digest} is encrypted.`, {
      hint: "Decrypt the image first, for instance with skopeo copy --decryption-key.",
    });
  if (source.blobs.has?.(layer.digest) === false)
    throw new DrydockError("IMAGE_INVALID", `${source.reference}: the layer ${layer.digest} is missing.`, {
      hint: "The image was saved without all of its blobs: pull it for its platform and save it again.",
    });
}
