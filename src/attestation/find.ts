import type { KeyObject } from "node:crypto";
import { z } from "zod";
import { DrydockError } from "../errors.ts";
import type { Host } from "../host.ts";
import { MAX_DOCUMENT, parseDocument } from "../image/document.ts";
import { type Descriptor, parseManifest } from "../image/manifest-document.ts";
import { Repository } from "../image/registry-client.ts";
import type { Digest, StoredImage } from "../model/index.ts";
import { envelopeSchema, verified } from "./dsse.ts";
import { isStatementType, mayBeStatement } from "./kinds.ts";
import { type Attached, readStatement, type ScanStatement } from "./statement.ts";

/** Stops an image to which statements are attached by the thousand; all must be looked at to know the newest. */
const MAX_STATEMENTS = 500;
/** Read side by side. */
const AT_ONCE = 8;
/** A clock may be a little ahead; what is dated later would never grow old. */
const AHEAD_MS = 5 * 60 * 1000;
/** A result with a hundred thousand findings takes some 150 MB. */
const MAX_BYTES = 256 * 1024 * 1024;

/** What of the attached statements could be taken, and why the others could not. */
export interface FoundResult {
  readonly statement: ScanStatement;
  /** Of the statement's manifest. */
  readonly digest: Digest;
  /** Whether it was checked with a key. */
  readonly isSigned: boolean;
  /** A document that the statement names; verified against the digest there. */
  read(document: Attached): Promise<Buffer>;
}

export interface Search {
  /** The newest; absent where there is none. */
  readonly found?: FoundResult;
  readonly refused: readonly Refusal[];
}

export interface Refusal {
  /** A sentence. */
  readonly reason: string;
  /** Nobody can tell what it says, or that it is not the newest of drydock's. */
  readonly isUnreadable: boolean;
}

/**
 * The newest statement of drydock's that is attached to an image. With a key, those that it has not signed are refused;
 * without one, anybody's who may push is taken. A statement on another image is refused, and so is one from the future.
 * Throws `DrydockError` as `Repository` does, and IMAGE_INVALID where too many are attached.
 */
export async function newestResult(
  stored: Pick<StoredImage, "registry" | "repository">,
  subject: Digest,
  key: KeyObject | undefined,
  options: { readonly insecure: boolean },
  host: Host,
): Promise<Search> {
  const repository = Repository.connect(stored, host, options);
  const candidates = (await repository.referrers(subject)).filter(mayBeStatement);
  if (candidates.length > MAX_STATEMENTS)
    throw new DrydockError(
      "IMAGE_INVALID",
      `More than ${MAX_STATEMENTS} statements are attached to ${subject}.`,
      {
        hint: "Take old ones away, for instance with oras or regctl.",
      },
    );
  const looks = await inTurns(candidates, (one) => look(one, { repository, subject, key, now: host.now() }));
  const usable = looks.flatMap((one) => ("statement" in one ? [one] : []));
  const newest = usable.toSorted(
    (a, b) => b.statement.finishedAt.getTime() - a.statement.finishedAt.getTime(),
  )[0];
  const refused = looks.flatMap((one) => ("refused" in one ? [one.refused] : []));
  if (newest === undefined) return { refused };
  const read = (document: Attached) => contentOf(document, repository);
  return { found: { ...newest, isSigned: key !== undefined, read }, refused };
}

type Look =
  | { readonly statement: ScanStatement; readonly digest: Digest }
  | { readonly refused: Refusal }
  | { readonly passedOver: true };

interface Around {
  readonly repository: Repository;
  readonly subject: Digest;
  readonly key: KeyObject | undefined;
  readonly now: Date;
}

/** What is wrong with a statement itself is told; trouble with the registry is thrown. */
async function look({ digest }: Descriptor, around: Around): Promise<Look> {
  try {
    const payload = await payloadOf(digest, around);
    if (payload === undefined) return { passedOver: true };
    const statement = readStatement(payload, `The statement ${digest}`);
    if (statement === undefined) return { passedOver: true };
    if (!statement.subjects.includes(around.subject))
      return refusal(`The statement ${digest} is about another image than the one it is attached to.`);
    if (statement.finishedAt.getTime() > around.now.getTime() + AHEAD_MS)
      return refusal(
        `The statement ${digest} is dated ${statement.finishedAt.toISOString()}, which is yet to come.`,
      );
    return { statement, digest };
  } catch (error) {
    if (!(error instanceof DrydockError) || !DAMAGE.includes(error.code)) throw error;
    // What was deleted may still be listed, and says nothing any more; with a key, what does not hold is not ours.
    const isUnreadable = around.key === undefined && error.code !== "NOT_FOUND";
    return refusal(error.message, isUnreadable);
  }
}

function refusal(reason: string, isUnreadable = false): { readonly refused: Refusal } {
  return { refused: { reason, isUnreadable } };
}

const DAMAGE: readonly string[] = ["IMAGE_INVALID", "DIGEST_MISMATCH", "NOT_FOUND"];

/** Of a signature's envelope, the bytes that were signed; `undefined` = the artifact is something else. */
async function payloadOf(digest: Digest, { repository, key }: Around): Promise<Buffer | undefined> {
  const what = `The statement ${digest}`;
  const manifest = parseManifest((await repository.manifest(digest)).bytes, what);
  if (manifest.kind === "index") return undefined;
  const { artifactType = manifest.config.mediaType, annotations, layers } = manifest;
  const [layer] = layers;
  if (artifactType === undefined || layer === undefined || layers.length > 1) return undefined;
  if (!isStatementType(artifactType) || !mayBeStatement({ artifactType, annotations })) return undefined;
  if (layer.size > MAX_DOCUMENT)
    throw new DrydockError("IMAGE_INVALID", `${what} is larger than ${MAX_DOCUMENT} bytes.`);
  const content = await contentOf(layer, repository);
  const document = parseDocument(content, enclosedSchema, what);
  const envelope = document.dsseEnvelope ?? envelopeSchema.safeParse(document).data;
  if (key === undefined) return envelope === undefined ? content : Buffer.from(envelope.payload, "base64");
  const payload = envelope === undefined ? undefined : verified(envelope, key);
  if (payload !== undefined) return payload;
  const why = envelope === undefined ? "is not signed" : "is not signed with this key, or was altered";
  throw new DrydockError("IMAGE_INVALID", `${what} ${why}.`);
}

const enclosedSchema = z.looseObject({ dsseEnvelope: envelopeSchema.optional() });

async function contentOf(
  { digest, size }: Pick<Attached, "digest" | "size">,
  repository: Repository,
): Promise<Buffer> {
  if (size > MAX_BYTES)
    throw new DrydockError(
      "IMAGE_INVALID",
      `The document ${digest} has ${size} bytes, more than ${MAX_BYTES}.`,
    );
  const chunks: Uint8Array[] = [];
  for await (const chunk of repository.blob(digest, size)) chunks.push(chunk);
  return Buffer.concat(chunks, size);
}

async function inTurns<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  for (let at = 0; at < items.length; at += AT_ONCE)
    results.push(...(await Promise.all(items.slice(at, at + AT_ONCE).map(work))));
  return results;
}
