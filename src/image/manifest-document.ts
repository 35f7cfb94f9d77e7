import { z } from "zod";
import { DrydockError } from "../errors.ts";
import type { Digest, Platform } from "../model/image.ts";
import { digestText, platformWord } from "./config.ts";
import { parseDocument, printable } from "./document.ts";

export const MANIFEST_TYPES: readonly string[] = [
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.v2+json",
];
export const INDEX_TYPES: readonly string[] = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
];

/** An index listing more is no image of any registry we know; each entry may cost a read. */
const MAX_ENTRIES = 2000;

export interface Descriptor {
  readonly mediaType?: string;
  /** What an attached manifest is. */
  readonly artifactType?: string;
  readonly digest: Digest;
  readonly size: number;
  readonly platform?: Platform;
  readonly annotations: Readonly<Record<string, string>>;
}

export interface Manifest {
  readonly kind: "manifest";
  readonly artifactType?: string;
  readonly config: Descriptor;
  readonly layers: readonly Descriptor[];
  readonly annotations: Readonly<Record<string, string>>;
}

export interface Index {
  readonly kind: "index";
  readonly manifests: readonly Descriptor[];
  readonly annotations: Readonly<Record<string, string>>;
}

const annotationsSchema = z.record(z.string(), z.string()).nullish();

const descriptorSchema = z
  .object({
    mediaType: z.string().nullish(),
    artifactType: z.string().nullish(),
    digest: digestText,
    size: z.int().nonnegative(),
    platform: z
      .object({ os: platformWord, architecture: platformWord, variant: platformWord.nullish() })
      .nullish(),
    annotations: annotationsSchema,
  })
  .transform(
    ({ mediaType, artifactType, digest, size, platform, annotations }): Descriptor => ({
      digest,
      size,
      annotations: annotations ?? {},
      ...(mediaType ? { mediaType } : {}),
      ...(artifactType ? { artifactType } : {}),
      ...(platform?.os && platform.architecture ? { platform: platformOf(platform) } : {}),
    }),
  );

const documentSchema = z.object({
  schemaVersion: z.int().nullish(),
  mediaType: z.string().nullish(),
  artifactType: z.string().nullish(),
  config: descriptorSchema.nullish(),
  layers: z.array(descriptorSchema).max(MAX_ENTRIES).nullish(),
  manifests: z.array(descriptorSchema).max(MAX_ENTRIES).nullish(),
  annotations: annotationsSchema,
});

/**
 * A manifest or an index of either family. `what` names it in errors.
 * Throws `DrydockError` IMAGE_INVALID, and UNSUPPORTED for Docker's schema 1.
 */
export function parseManifest(bytes: Buffer, what: string): Manifest | Index {
  const document = parseDocument(bytes, documentSchema, what);
  checkVersion(document.schemaVersion, what);
  const { config, layers, manifests } = document;
  const annotations = document.annotations ?? {};
  const type = document.mediaType;
  // Two readers could see two images in it (CVE-2021-41190), so it is refused.
  if (manifests && (config || layers)) throw invalid(what, "is a manifest and an index at once");
  if (type && INDEX_TYPES.includes(type) && !manifests) throw invalid(what, "lists no manifests");
  if (type && MANIFEST_TYPES.includes(type) && manifests)
    throw invalid(what, "is an index that calls itself a manifest");
  if (manifests) return { kind: "index", manifests, annotations };
  if (config) {
    const { artifactType } = document;
    return {
      kind: "manifest",
      config,
      layers: layers ?? [],
      annotations,
      ...(artifactType ? { artifactType } : {}),
    };
  }
  throw invalid(
    what,
    type ? `is not of an image but ${printable(type)}` : "has neither a config nor manifests",
  );
}

/** Build records of BuildKit and the like stand in an index beside the images; nothing runs them. */
export function isAttestation(descriptor: Descriptor): boolean {
  const { platform, annotations } = descriptor;
  return (
    (platform?.os === "unknown" && platform.architecture === "unknown") ||
    Object.hasOwn(annotations, "vnd.docker.reference.type")
  );
}

export function isIndex(descriptor: Descriptor): boolean {
  return descriptor.mediaType !== undefined && INDEX_TYPES.includes(descriptor.mediaType);
}

function checkVersion(version: number | null | undefined, what: string): void {
  if (version === 2 || version === null || version === undefined) return;
  throw new DrydockError("UNSUPPORTED", `${what} is of schema ${version}, which has been withdrawn.`, {
    hint: "Push the image again with a present-day tool.",
  });
}

function platformOf(platform: {
  readonly os: string;
  readonly architecture: string;
  readonly variant?: string | null | undefined;
}): Platform {
  const { os, architecture, variant } = platform;
  return variant ? { os, architecture, variant } : { os, architecture };
}

function invalid(what: string, why: string): DrydockError {
  return new DrydockError("IMAGE_INVALID", `${what} ${why}.`);
}
