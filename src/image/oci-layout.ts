import { DrydockError } from "../errors.ts";
import type { Image } from "../model/image.ts";
import { listing, MAX_DOCUMENT } from "./document.ts";
import { type FileTree, treeBlobs } from "./file-tree.ts";
import { imageFromDescriptors, type ManifestOptions } from "./manifest.ts";
import { type Descriptor, isAttestation, parseManifest } from "./manifest-document.ts";
import { imageNameMatches } from "./names.ts";

/** What was asked for, and what is to be done when the image is closed. */
export interface Opening {
  /** As the user wrote it. */
  readonly reference: string;
  readonly tag: string | undefined;
  close(): Promise<void>;
}

/**
 * An image of an OCI image layout. Throws `DrydockError` NOT_FOUND for a tag that is not there, REFERENCE where several
 * images are there and none was named, and what `imageFromManifest` throws.
 * Source: OCI image-spec 1.1, image-layout.md.
 */
export async function openLayout(tree: FileTree, opening: Opening, options: ManifestOptions): Promise<Image> {
  const entries = select(await readIndex(tree), opening);
  return imageFromDescriptors(
    entries,
    {
      reference: opening.reference,
      names: [...new Set(entries.flatMap(namesOf))],
      blobs: treeBlobs(tree),
      close: opening.close,
    },
    options,
  );
}

/** The entries of `index.json`, without build records. */
export async function readIndex(tree: FileTree): Promise<readonly Descriptor[]> {
  const document = parseManifest(await tree.read("index.json", MAX_DOCUMENT), "index.json");
  if (document.kind === "manifest") throw new DrydockError("IMAGE_INVALID", "index.json is not an index.");
  return document.manifests.filter((entry) => !isAttestation(entry));
}

/** The tag, and the full name where containerd wrote the layout. */
function namesOf(entry: Descriptor): readonly string[] {
  const { annotations } = entry;
  const full = annotations["io.containerd.image.name"];
  const short = annotations["org.opencontainers.image.ref.name"];
  return [full, full === undefined || !full.endsWith(`:${short}`) ? short : undefined].filter(
    (name) => name !== undefined,
  );
}

/**
 * The entries of one image: those with the wanted name; without one, all of them, if they are one image's. Entries
 * without names that differ in platform are one image too: some tools put the platforms at the top.
 */
function select(entries: readonly Descriptor[], { tag, reference }: Opening): readonly Descriptor[] {
  if (tag === undefined) {
    const digests = new Set(entries.map((entry) => entry.digest));
    const groups = new Set(entries.map((entry) => namesOf(entry)[0] ?? ""));
    if (digests.size <= 1 || (groups.size === 1 && differInPlatform(entries))) return entries;
    throw new DrydockError("REFERENCE", `${reference} holds several images: ${choices(entries)}.`, {
      hint: `Name one of them after a colon: ${reference}:TAG`,
    });
  }
  const chosen = entries.filter((entry) => matches(entry, tag));
  if (new Set(chosen.map((entry) => entry.digest)).size > 1 && !differInPlatform(chosen))
    throw new DrydockError("REFERENCE", `${reference} is the name of several images: ${choices(chosen)}.`, {
      hint: "Name it by its digest.",
    });
  if (chosen.length > 0) return chosen;
  throw new DrydockError("NOT_FOUND", `${reference}: no image has this tag; there are ${choices(entries)}.`);
}

function matches(entry: Descriptor, tag: string): boolean {
  return entry.digest === tag || namesOf(entry).some((name) => imageNameMatches(name, tag));
}

function differInPlatform(entries: readonly Descriptor[]): boolean {
  const unique = [...new Map(entries.map((entry) => [entry.digest, entry])).values()];
  const platforms = unique.map(({ platform }) =>
    platform === undefined ? "" : [platform.os, platform.architecture, platform.variant].join("/"),
  );
  return !platforms.includes("") && new Set(platforms).size === platforms.length;
}

function choices(entries: readonly Descriptor[]): string {
  if (entries.length === 0) return "none";
  return listing(new Set(entries.map((entry) => namesOf(entry)[0] ?? entry.digest)));
}
