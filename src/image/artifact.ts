import type { Digest } from "../model/image.ts";
import { sha256 } from "./verify.ts";

const MANIFEST_TYPE = "application/vnd.oci.image.manifest.v1+json";
const EMPTY = { type: "application/vnd.oci.empty.v1+json", bytes: Buffer.from("{}") };

/** A document that is kept in a registry. */
export interface Artifact {
  readonly artifactType: string;
  readonly content: Buffer;
  readonly contentType: string;
  readonly annotations: Readonly<Record<string, string>>;
  /** What it is attached to. */
  readonly subject?: DescriptorOf;
}

export interface DescriptorOf {
  readonly mediaType: string;
  readonly digest: Digest;
  readonly size: number;
}

/**
 * The manifest of an artifact, and the blobs that it names. The same artifact has the same bytes.
 * Source: OCI image-spec 1.1, "Guidelines for Artifact Usage".
 */
export function artifactManifest({ artifactType, content, contentType, annotations, subject }: Artifact): {
  readonly manifest: { readonly bytes: Buffer; readonly mediaType: string };
  readonly blobs: readonly Buffer[];
} {
  const document = {
    schemaVersion: 2,
    mediaType: MANIFEST_TYPE,
    artifactType,
    config: descriptor(EMPTY.bytes, EMPTY.type),
    layers: [descriptor(content, contentType)],
    ...(subject === undefined ? {} : { subject }),
    annotations,
  };
  const bytes = Buffer.from(JSON.stringify(document));
  return { manifest: { bytes, mediaType: MANIFEST_TYPE }, blobs: [EMPTY.bytes, content] };
}

function descriptor(bytes: Buffer, mediaType: string): DescriptorOf {
  return { mediaType, digest: sha256(bytes), size: bytes.length };
}
