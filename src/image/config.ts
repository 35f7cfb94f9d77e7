import { z } from "zod";
import type { HistoryEntry, ImageConfig } from "../model/image.ts";
import { isDigest } from "./digest.ts";
import { parseDocument } from "./document.ts";

/** Docker's builder stops at 127 layers; an image naming the same bomb 40,000 times would never end. */
const MAX_LAYERS = 1000;
/** One row per instruction; far more is an attack on whoever prints them. */
const MAX_HISTORY = 20_000;

export const digestText = z.string().refine(isDigest, "not a sha256 digest");

/** These go to terminals and into package URLs, so nothing but plain words passes. */
export const platformWord = z.string().regex(/^[\w.-]{0,64}$/, "not a platform name");

const text = z.string().nullish();

// Go writes an empty slice or map as null, so every list and map may be null.
const configSchema = z.looseObject({
  architecture: platformWord.nullish(),
  os: platformWord.nullish(),
  variant: platformWord.nullish(),
  created: text,
  config: z.looseObject({ Labels: z.record(z.string(), z.string()).nullish() }).nullish(),
  rootfs: z.looseObject({ type: text, diff_ids: z.array(digestText).max(MAX_LAYERS).nullish() }),
  history: z
    .array(
      z.looseObject({
        created: text,
        created_by: text,
        author: text,
        comment: text,
        empty_layer: z.boolean().nullish(),
      }),
    )
    .max(MAX_HISTORY)
    .nullish(),
});

/**
 * The config of an image, OCI's or Docker's (they agree in all that is read here). `what` names it in errors.
 * Throws `DrydockError` IMAGE_INVALID. Source: OCI image-spec 1.1, config.md.
 */
export function parseConfig(bytes: Buffer, what: string): ImageConfig {
  const document = parseDocument(bytes, configSchema, what);
  return {
    platform: {
      os: document.os || "linux", // images of Docker before 1.0 do not say
      architecture: document.architecture || "unknown",
      ...(document.variant ? { variant: document.variant } : {}),
    },
    ...(document.created ? { created: document.created } : {}),
    labels: document.config?.Labels ?? {},
    history: (document.history ?? []).map(historyEntry),
    diffIds: document.rootfs.diff_ids ?? [],
    document,
  };
}

function historyEntry(row: {
  readonly created?: string | null | undefined;
  readonly created_by?: string | null | undefined;
  readonly author?: string | null | undefined;
  readonly comment?: string | null | undefined;
  readonly empty_layer?: boolean | null | undefined;
}): HistoryEntry {
  return {
    ...(row.created ? { created: row.created } : {}),
    ...(row.created_by ? { createdBy: row.created_by } : {}),
    ...(row.author ? { author: row.author } : {}),
    ...(row.comment ? { comment: row.comment } : {}),
    emptyLayer: row.empty_layer === true,
  };
}
