import { DrydockError } from "../errors.ts";
import { type ImageName, parseImageName } from "../image/reference.ts";
import type { ParsedPurl } from "../inventory/parsed-purl.ts";
import { imageNameIn, type Platform } from "../model/index.ts";
import type { Identity } from "./statement.ts";

/** What of an image a VEX document may know it by. */
export interface ImageIdentity {
  readonly reference: string;
  readonly digest: string;
  /** Further ones that stand for it, such as that of the index it was chosen from. */
  readonly digests?: readonly string[];
  readonly names: readonly string[];
  readonly platform: Platform;
}

/** Answers for one image: whether an identity is the image's, by digest or by a purl of type `oci`. */
export function imageMatcher(image: ImageIdentity): (identity: Identity) => boolean {
  const asked = imageNameIn(image.reference) ?? [];
  const names = [...image.names, ...[asked].flat()].flatMap(nameOf);
  return ({ purls, sha256 }) =>
    sha256.some((hex) => isDigestOf(`sha256:${hex}`, image)) ||
    purls.some((purl) => purl.type === "oci" && isImage(purl, image, names));
}

function isDigestOf(digest: string, image: ImageIdentity): boolean {
  return digest === image.digest || image.digests?.includes(digest) === true;
}

function isImage(purl: ParsedPurl, image: ImageIdentity, names: readonly ImageName[]): boolean {
  if (purl.version !== "" && !isDigestOf(purl.version, image)) return false;
  // The digest says it all where nothing tells what the image is called.
  if (names.length === 0) return purl.version !== "" && platformFits(purl, image.platform, true);
  return names.some((name) => nameFits(purl, name)) && platformFits(purl, image.platform, false);
}

function nameFits(purl: ParsedPurl, { registry, repository, tag = "latest" }: ImageName): boolean {
  if (repository.split("/").at(-1) !== purl.name.toLowerCase()) return false;
  const wantedTag = purl.qualifiers.get("tag");
  if (wantedTag !== undefined && wantedTag !== tag) return false;
  const url = purl.qualifiers.get("repository_url");
  if (url === undefined) return true;
  // With the name or, as some write it, without.
  return [url, `${url}/${purl.name}`].some((text) =>
    nameOf(text.replace(/^https?:\/\//, "")).some(
      (one) => one.registry === registry && one.repository === repository,
    ),
  );
}

/** Every other qualifier is one that we cannot answer for. */
function platformFits(
  { qualifiers }: ParsedPurl,
  { architecture, os, variant }: Platform,
  nameless: boolean,
): boolean {
  return [...qualifiers].every(([key, value]) => {
    if (key === "arch") return value === architecture || value === `${architecture}/${variant}`;
    if (key === "os") return value === os;
    return nameless || key === "tag" || key === "repository_url";
  });
}

function nameOf(text: string): ImageName[] {
  try {
    return [parseImageName(text)];
  } catch (error) {
    if (error instanceof DrydockError) return [];
    throw error;
  }
}
