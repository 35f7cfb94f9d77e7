import { DrydockError } from "../errors.ts";
import type { Digest, FilePlace } from "../model/image.ts";
import { MAX_DOCUMENT } from "./document.ts";

/** Where blobs are found by their digest: the `blobs` folder of a layout, or a registry's repository. */
export interface BlobStore {
  /**
   * A small blob, whole and verified. Throws `DrydockError` NOT_FOUND, DIGEST_MISMATCH, and IMAGE_INVALID where it is
   * larger than `cap` bytes.
   */
  read(digest: Digest, cap: number): Promise<Buffer>;
  /** The bytes as stored. Not verified: whoever reads them hashes them. */
  stream(descriptor: { readonly digest: Digest; readonly size?: number }): AsyncIterable<Uint8Array>;
  /** Where a blob lies on the disk, if it does. */
  place?(digest: Digest): FilePlace | undefined;
  /** Whether the blob is there, where that can be told without asking over the network. */
  has?(digest: Digest): boolean;
}

/** Manifests and configs: read, verified, and of the promised size. `what` names it in errors. */
export async function readDocument(
  read: BlobStore["read"],
  descriptor: { readonly digest: Digest; readonly size: number },
  what: string,
): Promise<Buffer> {
  if (descriptor.size > MAX_DOCUMENT)
    throw new DrydockError("IMAGE_INVALID", `${what} would be larger than ${MAX_DOCUMENT} bytes.`);
  const bytes = await read(descriptor.digest, MAX_DOCUMENT);
  if (bytes.length === descriptor.size) return bytes;
  throw new DrydockError(
    "DIGEST_MISMATCH",
    `${what} has ${bytes.length} bytes where ${descriptor.size} were promised.`,
  );
}
