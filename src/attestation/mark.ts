import { z } from "zod";
import { DrydockError } from "../errors.ts";
import type { Host } from "../host.ts";
import { attach } from "../image/attach.ts";
import { parseDocument } from "../image/document.ts";
import { type Descriptor, parseManifest } from "../image/manifest-document.ts";
import { Repository } from "../image/registry-client.ts";
import { RepositoryWriter } from "../image/registry-writer.ts";
import type { Digest, StoredImage } from "../model/index.ts";
import { VERSION } from "../version.ts";
import { CREATED } from "./kinds.ts";

const MARK_TYPE = "application/vnd.drydock.scan-state.v1+json";

/** Those that no result has taken away: of scans that go on, and of scans that failed. */
const MAX_MARKS = 20;
const MAX_BYTES = 64 * 1024;

/** How a scan of the image stands that has left no result yet. Nobody signs it: it informs, and decides nothing. */
export interface Mark {
  readonly state: "SCANNING" | "FAILED";
  readonly at: Date;
  readonly version: string;
  /** Of the error, for `FAILED`. */
  readonly code?: string;
}

const markSchema = z.object({
  state: z.enum(["SCANNING", "FAILED"]),
  at: z.iso.datetime().transform((text) => new Date(text)),
  version: z.string().max(100),
  code: z.string().max(100).optional(),
});

type Place = Pick<StoredImage, "registry" | "repository">;

/** Attaches a mark in the place of an earlier one, and gives its digest. Throws as `attach` of the image room does. */
export async function leaveMark(
  stored: Place,
  subject: Digest,
  { state, code }: Pick<Mark, "state" | "code">,
  earlier: Digest | undefined,
  options: { readonly insecure: boolean },
  host: Host,
): Promise<Digest> {
  const at = host.now().toISOString();
  const content = Buffer.from(
    JSON.stringify({ state, at, version: VERSION, ...(code === undefined ? {} : { code }) }),
  );
  const artifact = {
    artifactType: MARK_TYPE,
    contentType: MARK_TYPE,
    content,
    annotations: { [CREATED]: at },
  };
  const sides = {
    reader: Repository.connect(stored, host, options),
    writer: RepositoryWriter.connect(stored, host, { ...options, access: "push" }),
  };
  const retired = earlier === undefined ? [] : [earlier];
  const [digest = subject] = await attach(subject, [artifact], sides, host, retired);
  if (earlier !== undefined) await takeAway(stored, earlier, options, host);
  return digest;
}

/** Deletes a mark, where that is allowed; where not, what comes after it counts anyway. */
export async function takeAway(
  stored: Place,
  mark: Digest,
  options: { readonly insecure: boolean },
  host: Host,
): Promise<void> {
  try {
    await RepositoryWriter.connect(stored, host, { ...options, access: "delete" }).deleteManifest(mark);
  } catch (error) {
    if (!(error instanceof DrydockError)) throw error;
    host.log.debug(`The mark of the scan stays in the registry: ${error.message}`);
  }
}

/** The newest mark on an image; `undefined` = none. What cannot be read is none. Throws as `Repository` does. */
export async function newestMark(
  stored: Place,
  subject: Digest,
  options: { readonly insecure: boolean },
  host: Host,
): Promise<Mark | undefined> {
  const repository = Repository.connect(stored, host, options);
  const createdAt = ({ annotations }: Descriptor) => annotations[CREATED] ?? "";
  const marks = (await repository.referrers(subject))
    .filter(({ artifactType }) => artifactType === MARK_TYPE)
    .toSorted((a, b) => (createdAt(a) < createdAt(b) ? 1 : -1));
  for (const { digest } of marks.slice(0, MAX_MARKS)) {
    try {
      return await readMark(digest, repository);
    } catch (error) {
      if (!(error instanceof DrydockError) || !DAMAGE.includes(error.code)) throw error;
      host.log.debug(error.message);
    }
  }
  return undefined;
}

const DAMAGE: readonly string[] = ["IMAGE_INVALID", "DIGEST_MISMATCH", "NOT_FOUND"];

async function readMark(digest: Digest, repository: Repository): Promise<Mark> {
  const what = `The mark ${digest}`;
  const manifest = parseManifest((await repository.manifest(digest)).bytes, what);
  const layer = manifest.kind === "manifest" ? manifest.layers[0] : undefined;
  if (layer === undefined || layer.size > MAX_BYTES)
    throw new DrydockError("IMAGE_INVALID", `${what} is none.`);
  const chunks: Uint8Array[] = [];
  for await (const chunk of repository.blob(layer.digest, layer.size)) chunks.push(chunk);
  const { code, ...mark } = parseDocument(Buffer.concat(chunks), markSchema, what);
  return { ...mark, ...(code === undefined ? {} : { code }) };
}
