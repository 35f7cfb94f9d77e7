import type { Inflating } from "../../image/compression.ts";
import type { ExpectedLayer, FilePlace, LayerInfo } from "../../model/image.ts";
import type { SentError } from "../../sent-error.ts";
import type { LayerResult } from "../analyzer.ts";
import { EntryList, type PackedEntries } from "../entry-list.ts";
import type { LayerCaps } from "../layer-pass.ts";

/** What a worker is told. A layer is followed by its stored bytes, as many pieces at a time as it has asked for. */
export type Order =
  | {
      readonly kind: "layer";
      readonly info: LayerInfo;
      /** Where its bytes are to be read; absent = they are sent. */
      readonly place: FilePlace | undefined;
      readonly expected: ExpectedLayer;
      readonly inflating: Inflating;
      readonly caps: LayerCaps;
      readonly keepIn: string | undefined;
      /** Milliseconds since 1970: each thread's own clock starts when it does. */
      readonly deadline: number | undefined;
    }
  | { readonly kind: "piece"; readonly bytes: Uint8Array }
  | { readonly kind: "end" }
  /** The source of the bytes has failed. */
  | { readonly kind: "failed"; readonly error: SentError }
  | { readonly kind: "scratch"; readonly path: string };

/** What a worker answers: what it wants, and in the end a result or an error. */
export type Answer =
  | { readonly kind: "more" }
  /** So many stored bytes were read by the worker itself. */
  | { readonly kind: "read"; readonly bytes: number }
  | { readonly kind: "scratch" }
  | { readonly kind: "result"; readonly result: SentResult }
  | { readonly kind: "error"; readonly error: SentError };

/** Pieces that may be on their way to a worker: one to work on, one to go on with, and one in reserve. */
export const PIECES_AHEAD = 3;

/** A layer's result as plain data. */
export interface SentResult extends Omit<LayerResult, "entries"> {
  readonly packed: PackedEntries;
}

export function packResult({ entries, ...rest }: LayerResult): SentResult {
  return { ...rest, packed: EntryList.from(entries).packed };
}

/** The clone of a buffer is a plain array of bytes. */
export function unpackResult({ packed, ...rest }: SentResult): LayerResult {
  const { buffer, byteOffset, byteLength } = packed.bytes;
  return {
    ...rest,
    entries: new EntryList({ ...packed, bytes: Buffer.from(buffer, byteOffset, byteLength) }),
  };
}
