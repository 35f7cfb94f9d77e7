import { z } from "zod";
import { DrydockError } from "../../errors.ts";
import { parseDocument } from "../../image/document.ts";
import { parseManifest } from "../../image/manifest-document.ts";
import type { FetchedManifest } from "../../image/registry-client.ts";
import { type Digest, repositoryOf } from "../../model/index.ts";
import { BASE_NAME, FIX_VERSION } from "../assembly/labels.ts";
import { Refusal } from "../refusal.ts";
import { printTarget, type Target } from "./target.ts";

export type Overwrite = "never" | "ours" | "always";

/** What reading of a repository's side is needed. */
export interface TargetReader {
  manifest(reference: string): Promise<FetchedManifest>;
  blob(digest: Digest, size?: number): AsyncIterable<Uint8Array>;
}

/** What the target's tag names already; `undefined` = nothing. Throws `DrydockError` as `Repository` does. */
export async function existing(target: Target, reader: TargetReader): Promise<FetchedManifest | undefined> {
  try {
    return await reader.manifest(target.tag);
  } catch (error) {
    if (error instanceof DrydockError && error.code === "NOT_FOUND") return undefined;
    throw error;
  }
}

/**
 * Whether the tag may be moved away from what it names: by `ours` only where a repair of an image of `source` (a
 * repository's full name) has put it there. Throws `Refusal` FIX_TAG_EXISTS.
 */
export async function mayOverwrite(
  there: FetchedManifest,
  {
    target,
    source,
    overwrite,
  }: { readonly target: Target; readonly source: string; readonly overwrite: Overwrite },
  reader: TargetReader,
): Promise<void> {
  if (overwrite === "always") return;
  const name = printTarget(target);
  if (overwrite === "never")
    throw new Refusal("FIX_TAG_EXISTS", `${name} is there already, and --overwrite never was given.`);
  const said = await saidOf(there, reader, 0);
  if (said[FIX_VERSION] !== undefined && repositoryOf(said[BASE_NAME] ?? "") === source) return;
  throw new Refusal(
    "FIX_TAG_EXISTS",
    `${name} is there already, and was not made by a repair of ${source}. Name another with --tag, or give --overwrite always.`,
  );
}

/** Of configs; larger ones belong to no image of ours. */
const MAX_CONFIG = 4 * 1024 * 1024;
/** An index of ours says it itself. */
const MAX_DEPTH = 1;

const labelsSchema = z.looseObject({
  config: z.looseObject({ Labels: z.record(z.string(), z.string()).nullish() }).nullish(),
});

/** Annotations of the manifest, and labels of the config. What cannot be read is not ours. */
async function saidOf(
  { bytes }: FetchedManifest,
  reader: TargetReader,
  depth: number,
): Promise<Readonly<Record<string, string>>> {
  try {
    const manifest = parseManifest(bytes, "What is there");
    if (manifest.kind === "index") {
      const first = manifest.manifests[0];
      if (manifest.annotations[FIX_VERSION] !== undefined || first === undefined || depth >= MAX_DEPTH)
        return manifest.annotations;
      return await saidOf(await reader.manifest(first.digest), reader, depth + 1);
    }
    if (manifest.annotations[FIX_VERSION] !== undefined || manifest.config.size > MAX_CONFIG)
      return manifest.annotations;
    const chunks: Uint8Array[] = [];
    for await (const chunk of reader.blob(manifest.config.digest, manifest.config.size)) chunks.push(chunk);
    const { config } = parseDocument(Buffer.concat(chunks), labelsSchema, "Its config");
    return config?.Labels ?? {};
  } catch (error) {
    if (error instanceof DrydockError && ["IMAGE_INVALID", "UNSUPPORTED", "NOT_FOUND"].includes(error.code))
      return {};
    throw error;
  }
}
