import { createHash, type Hash } from "node:crypto";
import { DrydockError } from "../errors.ts";
import type { Digest } from "../model/image.ts";

export interface Expected {
  /** For messages, e.g. `layer 2 of 5`. */
  readonly what: string;
  readonly digest?: Digest | undefined;
  readonly size?: number | undefined;
}

export function sha256(bytes: Uint8Array): Digest {
  return digestOf(createHash("sha256").update(bytes));
}

export function digestOf(hash: Hash): Digest {
  return `sha256:${hash.digest("hex")}`;
}

/**
 * Passes `chunks` on, hashing them. Throws `DrydockError` DIGEST_MISMATCH after the last one if they are not what was
 * expected, and at once where more bytes come than were announced.
 */
export async function* verified(
  chunks: AsyncIterable<Uint8Array>,
  expected: Expected,
): AsyncGenerator<Uint8Array> {
  const hash = expected.digest === undefined ? undefined : createHash("sha256");
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (expected.size !== undefined && size > expected.size) throw wrongSize(expected, `more`);
    hash?.update(chunk);
    yield chunk;
  }
  if (expected.size !== undefined && size !== expected.size) throw wrongSize(expected, String(size));
  if (expected.digest !== undefined && hash !== undefined)
    compareDigests(expected.what, expected.digest, digestOf(hash));
}

/** Throws `DrydockError` DIGEST_MISMATCH. */
export function compareDigests(what: string, expected: Digest, actual: Digest): void {
  if (expected === actual) return;
  throw new DrydockError("DIGEST_MISMATCH", `${what} should be ${expected} but is ${actual}`, {
    hint: "Fetch the image again; it was damaged or altered on its way.",
  });
}

function wrongSize({ what, size }: Expected, actual: string): DrydockError {
  return new DrydockError("DIGEST_MISMATCH", `${what} should have ${size} bytes but has ${actual}`, {
    hint: "Fetch the image again; it was cut off or altered on its way.",
  });
}
