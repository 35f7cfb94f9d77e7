import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { DrydockError, messageOf } from "../errors.ts";
import type { Digest, Image, ImageConfig, Platform } from "../model/image.ts";
import { assembleImage, type StoredLayer } from "./assembly.ts";
import { parseConfig } from "./config.ts";
import { listing, MAX_DOCUMENT, parseDocument, printable } from "./document.ts";
import { blobPath, type FileTree, treeBlobs } from "./file-tree.ts";
import { imageFromManifest, listManifests, type ManifestOptions } from "./manifest.ts";
import { type Manifest, parseManifest } from "./manifest-document.ts";
import { imageNameMatches } from "./names.ts";
import { type Opening, openLayout, readIndex } from "./oci-layout.ts";
import { parsePlatform, platformDistance, platformName } from "./platform.ts";
import { checkPlatform } from "./platform-choice.ts";
import { compareDigests, sha256 } from "./verify.ts";

/** `docker save` of a whole engine; each entry is small, so the cap on the document would do alone. */
const MAX_IMAGES = 10_000;
const MAX_LAYERS = 1000;

const manifestSchema = z
  .array(
    z.object({
      Config: z.string().min(1),
      RepoTags: z.array(z.string()).nullish(),
      Layers: z.array(z.string().min(1)).max(MAX_LAYERS).nullish(),
    }),
  )
  .max(MAX_IMAGES);

/** One image, in our words. */
interface Entry {
  /** Paths in the archive. */
  readonly config: string;
  readonly layers: readonly string[];
  readonly names: readonly string[];
}

/**
 * An image of a `docker save` archive: of Docker before 25, since then (an OCI layout with a `manifest.json` that names
 * its blobs), of the containerd store, of podman, buildah, skopeo and kaniko. `manifest.json` decides what the image
 * is; the index adds the manifest where both agree, and the builds for other platforms.
 * Throws `DrydockError` NOT_FOUND for a tag that is not there, REFERENCE where several images are there and none was
 * named, PLATFORM, DIGEST_MISMATCH, IMAGE_INVALID.
 */
export async function openDockerArchive(
  tree: FileTree,
  opening: Opening,
  options: ManifestOptions,
): Promise<Image> {
  const entries = await readManifests(tree);
  const entry = select(entries, opening);
  const { config, digest, bytes } = await readConfig(tree, entry.config);
  if (!fits(config.platform, options.platform) && tree.size("index.json") !== undefined) {
    // The containerd store's manifest.json names one platform; the index may hold more.
    const tag = entries.length === 1 ? undefined : (opening.tag ?? entry.names[0]);
    return openLayout(tree, { ...opening, tag }, options);
  }
  checkPlatform(config.platform, options.platform, opening.reference);
  const { agreeing, notices } = await consultIndex(tree, entry, digest);
  const common = { reference: opening.reference, names: entry.names, notices, close: opening.close };
  if (agreeing !== undefined) return imageFromManifest(agreeing, { ...common, blobs: treeBlobs(tree) }, {});
  const stored = entry.layers.map((path) => storedLayer(tree, path));
  const documents = { config: bytes };
  return assembleImage({ ...common, digest, config, documents, annotations: {}, stored });
}

async function readManifests(tree: FileTree): Promise<readonly Entry[]> {
  const bytes = await tree.read("manifest.json", MAX_DOCUMENT);
  if (bytes[0] === 0x7b)
    throw new DrydockError(
      "IMAGE_INVALID",
      "manifest.json is a bare manifest, as skopeo's dir: form has it.",
      {
        hint: "Copy it to a form that can be scanned: skopeo copy dir:FOLDER oci:OTHER",
      },
    );
  const rows = parseDocument(bytes, manifestSchema, "manifest.json");
  // Several rows for one image, as some tools write one for each of its names.
  const byConfig = new Map<string, Entry>();
  for (const { Config, RepoTags, Layers } of rows) {
    const names = [...(byConfig.get(Config)?.names ?? []), ...(RepoTags ?? [])];
    byConfig.set(Config, { config: Config, names: [...new Set(names)], layers: Layers ?? [] });
  }
  if (byConfig.size > 0) return [...byConfig.values()];
  throw new DrydockError("IMAGE_INVALID", "manifest.json names no image.");
}

function select(entries: readonly Entry[], { tag, reference }: Opening): Entry {
  const wanted = (entry: Entry) =>
    tag === undefined ||
    digestInName(entry.config) === tag ||
    entry.names.some((name) => imageNameMatches(name, tag));
  const [first, ...others] = entries.filter(wanted);
  if (first === undefined)
    throw new DrydockError(
      "NOT_FOUND",
      `${reference}: no image has this tag; there are ${choices(entries)}.`,
    );
  if (others.length === 0) return first;
  throw new DrydockError("REFERENCE", `${reference} holds several images: ${choices([first, ...others])}.`, {
    hint: "Name one of them behind the path, after a colon.",
  });
}

function choices(entries: readonly Entry[]): string {
  return listing(entries.flatMap(({ names, config }) => (names.length > 0 ? names : [config])));
}

/** The config, checked against the digest that its file name usually is. */
async function readConfig(
  tree: FileTree,
  path: string,
): Promise<{ readonly config: ImageConfig; readonly digest: Digest; readonly bytes: Buffer }> {
  const bytes = await tree.read(path, MAX_DOCUMENT);
  const digest = sha256(bytes);
  compareDigests(`The config ${printable(path)}`, digestInName(path) ?? digest, digest);
  return { config: parseConfig(bytes, `The config ${printable(path)}`), digest, bytes };
}

/** `<hex>.json` of Docker, `sha256:<hex>` of kaniko, `blobs/sha256/<hex>`. */
function digestInName(path: string): Digest | undefined {
  const hex = /^(?:blobs\/sha256\/|sha256:)?([0-9a-f]{64})(?:\.json)?$/.exec(path)?.[1];
  return hex === undefined ? undefined : `sha256:${hex}`;
}

function fits(platform: Platform, wanted: string | undefined): boolean {
  return wanted === undefined || platformDistance(parsePlatform(wanted), platform) !== undefined;
}

interface Advice {
  /** Bytes of the manifest that describes the same image. */
  readonly agreeing?: Buffer;
  readonly notices: readonly string[];
}

/** What the OCI layout in the same archive has to say about the image that `manifest.json` names. */
async function consultIndex(tree: FileTree, entry: Entry, config: Digest): Promise<Advice> {
  if (tree.size("index.json") === undefined) return { notices: [] };
  try {
    const manifests = await readManifestsOf(tree);
    const agreeing = manifests.find(({ manifest }) => agrees(manifest, entry, config));
    // An early Docker 25 wrote an index whose manifest has no layers; `manifest.json` was right.
    if (agreeing === undefined)
      return { notices: ["The archive's index.json disagrees; its manifest.json was used."] };
    const others = manifests
      .filter((one) => one !== agreeing && one.complete)
      .map(({ platform }) => platform);
    const known = others.filter((platform) => platform !== undefined).map(platformName);
    if (known.length === 0) return { agreeing: agreeing.bytes, notices: [] };
    const notice = `The archive also holds ${listing(new Set(known))}; the image its manifest.json names was scanned.`;
    return { agreeing: agreeing.bytes, notices: [notice] };
  } catch (error) {
    if (!(error instanceof DrydockError)) throw error;
    return { notices: [`The archive's index.json was passed over: ${messageOf(error)}`] };
  }
}

function agrees(manifest: Manifest, entry: Entry, config: Digest): boolean {
  const paths = manifest.layers.map((layer) => blobPath(layer.digest));
  return manifest.config.digest === config && isDeepStrictEqual(paths, entry.layers);
}

interface Found {
  readonly bytes: Buffer;
  readonly manifest: Manifest;
  readonly platform: Platform | undefined;
  /** All of its blobs are there. */
  readonly complete: boolean;
}

async function readManifestsOf(tree: FileTree): Promise<readonly Found[]> {
  const blobs = treeBlobs(tree);
  const has = (digest: Digest) => tree.size(blobPath(digest)) !== undefined;
  const entries = await listManifests(await readIndex(tree), { reference: "The archive", names: [], blobs });
  const found: Found[] = [];
  for (const { digest, platform } of entries.filter((entry) => has(entry.digest))) {
    const bytes = await blobs.read(digest, MAX_DOCUMENT);
    const manifest = parseManifest(bytes, `The manifest ${digest}`);
    if (manifest.kind === "index") continue;
    const complete = [manifest.config, ...manifest.layers].every((part) => has(part.digest));
    found.push({ bytes, manifest, platform, complete });
  }
  return found;
}

function storedLayer(tree: FileTree, path: string): StoredLayer {
  const what = `The layer ${printable(path)}`;
  const size = tree.size(path);
  if (size === undefined)
    throw new DrydockError("IMAGE_INVALID", `${what}, which manifest.json names, is missing.`, {
      hint: "Save the image again.",
    });
  const digest = path.startsWith("blobs/") ? digestInName(path) : undefined;
  return {
    what,
    size,
    ...(digest === undefined ? {} : { digest }),
    stream: () => tree.stream(path),
    place: () => tree.place?.(path),
  };
}
