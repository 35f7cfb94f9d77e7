import { DrydockError } from "../errors.ts";
import type { Digest, FilePlace } from "../model/image.ts";
import type { BlobStore } from "./blob-store.ts";
import { hexOf } from "./digest.ts";
import { printable } from "./document.ts";
import { compareDigests, sha256 } from "./verify.ts";

/** The files of a saved image, whether they lie in a folder or inside a tar. Paths are relative, with `/`. */
export interface FileTree {
  /** In bytes; `undefined` = there is no such file, or it leads outside. */
  size(path: string): number | undefined;
  /** Throws `DrydockError` NOT_FOUND, and IMAGE_INVALID where it is larger than `cap` bytes. */
  read(path: string, cap: number): Promise<Buffer>;
  /** Throws like `read` as soon as it is asked for the first chunk, and IMAGE_INVALID where the file ends too early. */
  stream(path: string): AsyncIterable<Uint8Array>;
  /** Where it lies on the disk, if it does. Throws `DrydockError` NOT_FOUND. */
  place?(path: string): FilePlace;
  close(): Promise<void>;
}

export function blobPath(digest: Digest): string {
  return `blobs/sha256/${hexOf(digest)}`;
}

/** The blobs of an OCI image layout. Source: OCI image-spec 1.1, image-layout.md. */
export function treeBlobs(tree: FileTree): BlobStore {
  return {
    read: async (digest, cap) => {
      const bytes = await tree.read(blobPath(digest), cap);
      compareDigests(`The blob ${digest}`, digest, sha256(bytes));
      return bytes;
    },
    stream: ({ digest }) => tree.stream(blobPath(digest)),
    place: (digest) => tree.place?.(blobPath(digest)),
    has: (digest) => tree.size(blobPath(digest)) !== undefined,
  };
}

export function missingFile(path: string): DrydockError {
  return new DrydockError("NOT_FOUND", `The image has no file ${printable(path)}.`);
}

export function tooLarge(path: string, size: number, cap: number): DrydockError {
  return new DrydockError(
    "IMAGE_INVALID",
    `${printable(path)} has ${size} bytes, more than the ${cap} that are read.`,
  );
}
