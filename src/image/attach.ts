import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { DrydockError } from "../errors.ts";
import type { Host } from "../host.ts";
import type { Digest } from "../model/image.ts";
import { type Artifact, artifactManifest } from "./artifact.ts";
import { MAX_DOCUMENT, parseDocument } from "./document.ts";
import { fallbackTag } from "./referrers.ts";
import type { FetchedManifest } from "./registry-client.ts";
import { type RepositoryWriter, uploadOf } from "./registry-writer.ts";
import { sha256 } from "./verify.ts";

const INDEX_TYPE = "application/vnd.oci.image.index.v1+json";

/** How often to write the list anew where somebody else writes it at the same time. */
const MAX_TRIES = 8;
/** Who has read the list before we wrote it has written it by then. */
const SECOND_LOOK = 500;
/** Readers take no more entries than this. */
const MAX_ENTRIES = 2000;

interface Entry {
  readonly mediaType: string;
  readonly digest: Digest;
  readonly size: number;
  readonly artifactType: string;
  readonly annotations: Readonly<Record<string, string>>;
}

interface Sides {
  readonly reader: { manifest(reference: string): Promise<FetchedManifest> };
  readonly writer: RepositoryWriter;
}

/**
 * Attaches documents to a manifest of the repository, in order, and gives the digests of theirs. A registry that does
 * not list them itself is given the list under the fallback tag; what others have put into it stays. `retired` are
 * entries of that list that are to go. Throws `DrydockError` as `RepositoryWriter` does, and CHANGED where others keep
 * overwriting the list. Source: distribution-spec 1.1, "Pushing Manifests with Subject".
 */
export async function attach(
  subject: Digest,
  artifacts: readonly Omit<Artifact, "subject">[],
  { reader, writer }: Sides,
  host: Host,
  retired: readonly Digest[] = [],
): Promise<readonly Digest[]> {
  const { bytes, mediaType } = await reader.manifest(subject);
  const about = { mediaType, digest: subject, size: bytes.length };
  const entries: Entry[] = [];
  let isListed = true;
  for (const artifact of artifacts) {
    const { manifest, blobs } = artifactManifest({ ...artifact, subject: about });
    for (const blob of blobs) await writer.putBlob(uploadOf(blob));
    const pushed = await writer.putManifest(sha256(manifest.bytes), manifest);
    isListed &&= pushed.subject !== undefined;
    const { artifactType, annotations } = artifact;
    const size = manifest.bytes.length;
    entries.push({ mediaType: manifest.mediaType, digest: pushed.digest, size, artifactType, annotations });
  }
  if (!isListed) await enlist(entries, fallbackTag(subject), { reader, writer }, host, retired);
  return entries.map(({ digest }) => digest);
}

/**
 * Registries offer no way to change a list only if nobody else has: what was written is read again, at once and a
 * little later, and written anew where it has been overwritten.
 */
async function enlist(
  entries: readonly Entry[],
  tag: string,
  { reader, writer }: Sides,
  host: Host,
  retired: readonly Digest[],
): Promise<void> {
  const pause = () => (host.wait ?? sleep)(SECOND_LOOK * (0.5 + Math.random()));
  for (let attempt = 0; attempt < MAX_TRIES; attempt++) {
    const next = withEntries(await listAt(tag, reader), entries, retired);
    if (next !== undefined) await writer.putManifest(tag, next);
    const isThere = await holds(tag, entries, reader);
    await pause();
    if (isThere && (await holds(tag, entries, reader))) return;
  }
  throw new DrydockError(
    "CHANGED",
    `The list of what is attached (${tag}) is overwritten by others again and again.`,
    {
      hint: "Try again when nobody else attaches anything to this image.",
    },
  );
}

async function holds(tag: string, entries: readonly Entry[], reader: Sides["reader"]): Promise<boolean> {
  return withEntries(await listAt(tag, reader), entries, []) === undefined;
}

const listSchema = z.looseObject({ manifests: z.array(z.looseObject({ digest: z.string() })) });
type List = z.infer<typeof listSchema>;

/** As it was written, so that nothing of it is lost that we do not know. */
async function listAt(tag: string, reader: Sides["reader"]): Promise<List> {
  try {
    const { bytes } = await reader.manifest(tag);
    return parseDocument(bytes, listSchema, `The list ${tag} of what is attached`);
  } catch (error) {
    if (error instanceof DrydockError && error.code === "NOT_FOUND")
      return { schemaVersion: 2, mediaType: INDEX_TYPE, manifests: [] };
    throw error;
  }
}

/** `undefined` = nothing has to be changed. */
function withEntries(
  list: List,
  entries: readonly Entry[],
  retired: readonly Digest[],
): { readonly bytes: Buffer; readonly mediaType: string } | undefined {
  const there = new Set(list.manifests.map(({ digest }) => digest));
  const missing = entries.filter(({ digest }) => !there.has(digest));
  const gone: ReadonlySet<string> = new Set(retired);
  const kept = list.manifests.filter(({ digest }) => !gone.has(digest));
  if (missing.length === 0 && kept.length === list.manifests.length) return undefined;
  const bytes = Buffer.from(JSON.stringify({ ...list, manifests: [...kept, ...missing] }));
  if (kept.length + missing.length > MAX_ENTRIES || bytes.length > MAX_DOCUMENT)
    throw new DrydockError("UNSUPPORTED", `More is attached to this image already than one list can hold.`, {
      hint: "Take old attachments away, for instance with oras or regctl.",
    });
  return { bytes, mediaType: INDEX_TYPE };
}
