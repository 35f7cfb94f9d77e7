import { randomUUID } from "node:crypto";
import { DrydockError } from "../errors.ts";
import type { Digest } from "../model/image.ts";
import { artifactManifest } from "./artifact.ts";
import type { FetchedManifest } from "./registry-client.ts";
import { type RepositoryWriter, uploadOf } from "./registry-writer.ts";
import { sha256 } from "./verify.ts";

/** The two sides of a repository, as far as a tag is concerned. */
export interface TaggedRepository {
  readonly reader: { manifest(reference: string): Promise<FetchedManifest> };
  readonly writer: RepositoryWriter;
}

/**
 * What a tag names now. Throws `DrydockError` CHANGED where that is not `expected`, as somebody has moved it meanwhile,
 * and NOT_FOUND where it is gone.
 */
export async function unmoved(
  tag: string,
  expected: Digest,
  { reader }: TaggedRepository,
): Promise<FetchedManifest> {
  const now = await reader.manifest(tag);
  if (now.digest === expected) return now;
  throw new DrydockError("CHANGED", `The tag ${tag} names ${now.digest} by now, not ${expected}.`, {
    hint: "Somebody has pushed meanwhile: scan that image.",
  });
}

/**
 * Takes one tag away if it still names `expected`: no other tag, and no manifest. A registry that deletes by digest only
 * is led to it: the tag is moved to a manifest of no content, and that one is deleted. Whether it deletes at all is
 * tried out before the tag is touched. Throws as `unmoved` and the writer do.
 */
export async function deleteTag(tag: string, expected: Digest, repository: TaggedRepository): Promise<void> {
  const { writer } = repository;
  await unmoved(tag, expected, repository);
  if ((await writer.deleteTag(tag)) !== "unknown") return;
  const placeholder = await emptyManifest(writer);
  await writer.putManifest(placeholder.digest, placeholder);
  await writer.deleteManifest(placeholder.digest);
  const original = await unmoved(tag, expected, repository);
  await writer.putManifest(tag, placeholder);
  try {
    await writer.deleteManifest(placeholder.digest);
  } catch (error) {
    await writer.putManifest(tag, original);
    throw error;
  }
}

/** One that nobody else has: deleting it must take nothing else away. */
async function emptyManifest(writer: RepositoryWriter): Promise<FetchedManifest> {
  const { manifest, blobs } = artifactManifest({
    artifactType: "application/vnd.drydock.placeholder.v1",
    content: Buffer.from("{}"),
    contentType: "application/vnd.oci.empty.v1+json",
    annotations: { "org.opencontainers.image.description": `Takes a tag away: ${randomUUID()}` },
  });
  for (const blob of blobs) await writer.putBlob(uploadOf(blob));
  const { bytes, mediaType } = manifest;
  return { bytes, mediaType, digest: sha256(bytes) };
}
