import { isDeepStrictEqual } from "node:util";
import { DrydockError } from "../../errors.ts";
import { sha256 } from "../../image/verify.ts";
import type { Digest, Image } from "../../model/index.ts";
import type { LayerFile } from "../layer/layer-file.ts";
import { JsonText } from "./json-text.ts";
import { labelsOf, type Provenance } from "./labels.ts";

/** What an image's manifest says of one of its blobs. */
export interface BlobDescriptor {
  readonly mediaType: string;
  readonly digest: Digest;
  readonly size: number;
}

/** A blob that may have to be uploaded. */
export interface Blob extends BlobDescriptor {
  stream(): AsyncIterable<Uint8Array>;
}

/** A whole image that is not anywhere yet. */
export interface AssembledImage {
  readonly manifest: Buffer;
  readonly mediaType: string;
  readonly digest: Digest;
  readonly config: Buffer;
  /** The config, then the layers, base first. */
  readonly blobs: readonly Blob[];
}

const OCI = {
  manifest: "application/vnd.oci.image.manifest.v1+json",
  config: "application/vnd.oci.image.config.v1+json",
  layer: "application/vnd.oci.image.layer.v1.tar+gzip",
};
const DOCKER = {
  manifest: "application/vnd.docker.distribution.manifest.v2+json",
  config: "application/vnd.docker.container.image.v1+json",
  layer: "application/vnd.docker.image.rootfs.diff.tar.gzip",
};

export interface Addition {
  readonly layer: LayerFile;
  readonly createdBy: string;
  readonly provenance: Provenance;
}

interface ManifestDocument {
  readonly schemaVersion?: number;
  readonly mediaType?: string;
  readonly config?: { readonly mediaType?: string };
  readonly layers?: readonly BlobDescriptor[];
  readonly annotations?: Readonly<Record<string, string>> | null;
}

/**
 * The image with one more layer. Of its config only four things change, and no other byte: `created`, one more diff id, one
 * more row of the history (where there is one at all), our labels. The manifest stays of its family, and keeps what it
 * says of the layers below; `packed` are those of an image that has no manifest. Throws `DrydockError` IMAGE_INVALID for a
 * config or manifest that cannot be added to. Sources: OCI image-spec 1.1, config.md and manifest.md.
 */
export function assembled(
  image: Pick<Image, "config" | "documents" | "layers" | "reference">,
  addition: Addition,
  packed: readonly LayerFile[] | undefined,
): AssembledImage {
  const { documents } = image;
  if (documents === undefined) throw new Error("an image without its documents has got this far");
  const labels = labelsOf(addition.provenance, image.config.labels);
  const config = addedConfig(documents.config, addition, labels, image.reference);
  const old: ManifestDocument =
    documents.manifest === undefined
      ? {}
      : (JSON.parse(documents.manifest.toString("utf8")) as ManifestDocument);
  const family = familyOf(old);
  const layers: readonly Blob[] = [
    ...lowerLayers(image, old, packed, family),
    blobOf(addition.layer, family.layer),
  ];
  const configBlob: Blob = {
    mediaType: old.config?.mediaType ?? family.config,
    digest: sha256(config),
    size: config.length,
    async *stream() {
      yield config;
    },
  };
  const { annotations, layers: _, config: __, ...rest } = withoutSubject(old);
  const manifest = Buffer.from(
    JSON.stringify({
      ...{ schemaVersion: 2, mediaType: family.manifest },
      ...rest,
      config: descriptorOf(configBlob),
      layers: [...(old.layers ?? layers.slice(0, -1).map(descriptorOf)), descriptorOf(layers.at(-1)!)],
      // Docker's schema 2 has none.
      ...(family === OCI ? { annotations: { ...annotations, ...labels } } : {}),
    }),
  );
  const { mediaType = family.manifest } = old;
  return { manifest, mediaType, digest: sha256(manifest), config, blobs: [configBlob, ...layers] };
}

/** It is about the old manifest. */
function withoutSubject(old: ManifestDocument): ManifestDocument {
  const { subject: _, ...rest } = old as ManifestDocument & { readonly subject?: unknown };
  return rest;
}

function familyOf({ mediaType, config }: ManifestDocument): typeof OCI {
  if (mediaType === undefined) return config?.mediaType === OCI.config ? OCI : DOCKER;
  return mediaType === OCI.manifest ? OCI : DOCKER;
}

function lowerLayers(
  image: Pick<Image, "layers">,
  { layers }: ManifestDocument,
  packed: readonly LayerFile[] | undefined,
  family: typeof OCI,
): readonly Blob[] {
  if (layers === undefined) return (packed ?? []).map((file) => blobOf(file, family.layer));
  return image.layers.map((layer, index) => {
    const { mediaType, digest, size } = layers[index]!; // as many as were read
    return { mediaType, digest, size, stream: () => layer.raw!.stream() };
  });
}

function blobOf(file: LayerFile, mediaType: string): Blob {
  return { mediaType, digest: file.digest, size: file.size, stream: () => file.stream() };
}

export function descriptorOf({ mediaType, digest, size }: BlobDescriptor): BlobDescriptor {
  return { mediaType, digest, size };
}

function addedConfig(
  bytes: Buffer,
  { layer, createdBy, provenance }: Addition,
  labels: Readonly<Record<string, string>>,
  reference: string,
): Buffer {
  const { created } = provenance;
  try {
    const config = new JsonText(bytes.toString("utf8"));
    config.set(["created"], created);
    if (!config.append(["rootfs", "diff_ids"], layer.diffId))
      config.set(["rootfs", "diff_ids"], [layer.diffId]);
    config.append(["history"], { created, created_by: createdBy });
    for (const [key, value] of Object.entries(labels)) config.set(["config", "Labels", key], value);
    const added = Buffer.from(config.text);
    if (isSameBut(bytes, added, new Set(Object.keys(labels)))) return added;
  } catch (cause) {
    if (!(cause instanceof TypeError || cause instanceof SyntaxError)) throw cause;
  }
  throw new DrydockError("IMAGE_INVALID", `${reference}: no layer can be added to its config.`);
}

/** Whether two configs differ in nothing but `created`, history, layers and these labels. */
export function isSameBut(before: Buffer, after: Buffer, labels: ReadonlySet<string>): boolean {
  const [a, b] = [before, after].map((bytes) => {
    const { created: _, history: __, rootfs, config, ...rest } = JSON.parse(bytes.toString("utf8"));
    const { diff_ids: ___, ...ofRoot } = rootfs ?? {};
    const { Labels, ...run } = config ?? {};
    const others = Object.entries(Labels ?? {}).filter(([key]) => !labels.has(key));
    return { rest, ofRoot, run, others: Object.fromEntries(others) };
  });
  return isDeepStrictEqual(a, b);
}
