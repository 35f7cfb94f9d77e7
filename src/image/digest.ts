import type { Digest } from "../model/image.ts";

// Strict, because a digest from a manifest becomes a path and an address: `sha256:../../x` must not pass.
const DIGEST = /^sha256:[0-9a-f]{64}$/;

export function isDigest(text: string): text is Digest {
  return DIGEST.test(text);
}

/** The 64 hex digits. */
export function hexOf(digest: Digest): string {
  return digest.slice("sha256:".length);
}
