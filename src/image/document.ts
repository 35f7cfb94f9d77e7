import type { z } from "zod";
import { DrydockError } from "../errors.ts";

/** A manifest of 100 MB would be parsed whole. Registries promise to take 4 MB (OCI distribution-spec). */
export const MAX_DOCUMENT = 4 * 1024 * 1024;

/** Values nested deeper overflow the stack of whoever walks or prints them later. */
const MAX_DEPTH = 64;

/**
 * A JSON document from an image or a registry, parsed and checked; at most `cap` bytes of it. `what` names it in errors.
 * Throws `DrydockError` IMAGE_INVALID.
 */
export function parseDocument<T>(bytes: Buffer, schema: z.ZodType<T>, what: string, cap = MAX_DOCUMENT): T {
  if (bytes.length > cap) throw invalid(what, `is larger than ${cap} bytes`);
  if (isTooDeep(bytes)) throw invalid(what, `is nested deeper than ${MAX_DEPTH} levels`);
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString("utf8"));
  } catch (cause) {
    throw invalid(what, "is not JSON", cause);
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const place =
    issue === undefined || issue.path.length === 0 ? "" : ` at ${issue.path.join(".").slice(0, 80)}`;
  throw invalid(what, `is not what it should be${place}: ${issue?.message ?? "unknown fault"}`, result.error);
}

/** Texts from an image for an error or a notice: no control characters, not endless. */
export function listing(texts: Iterable<string>, most = 12): string {
  const all = [...texts].map(printable);
  const more = all.length > most ? ` and ${all.length - most} more` : "";
  return all.slice(0, most).join(", ") + more;
}

/** A text from an image that may go to a terminal. */
export function printable(text: string): string {
  const clean = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "?");
  return clean.length > 200 ? `${clean.slice(0, 200)}…` : clean;
}

function invalid(what: string, why: string, cause?: unknown): DrydockError {
  return new DrydockError("IMAGE_INVALID", `${what} ${why}.`, { cause });
}

/** Counts brackets outside of strings; all that matters is one byte each in UTF-8. */
function isTooDeep(bytes: Buffer): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (inString) {
      if (byte === 0x5c) at++;
      else if (byte === 0x22) inString = false;
    } else if (byte === 0x22) inString = true;
    else if (byte === 0x7b || byte === 0x5b) {
      if (++depth > MAX_DEPTH) return true;
    } else if (byte === 0x7d || byte === 0x5d) depth--;
  }
  return false;
}
