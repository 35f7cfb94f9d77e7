import { UNKNOWN } from "../../dockerfile/index.ts";

/** Where `ADD` takes a source from. */
export type SourceKind = "http" | "git" | "local" | "unknown";

export function sourceKind(source: string): SourceKind {
  if (isGit(source)) return "git";
  if (/^https?:\/\//i.test(source)) return "http";
  // All of it, or its beginning, is in nobody's hands: it may be an address.
  if (source.startsWith(UNKNOWN) || source === LOST) return "unknown";
  return "local";
}

/** In a history the classic builder leaves a hash in place of the sources, and we leave this. */
const LOST = "…";

/** An archive that `ADD` unpacks. Source: Docker docs, "Dockerfile reference", ADD: tar, plain or gzip, bzip2, xz, zstd. */
export function isUnpacked(source: string): boolean {
  return /\.(?:tar|tgz|tbz2?|txz|tzst|tar\.(?:gz|bz2|xz|zst|zstd|lzma|Z))$/i.test(source);
}

/** The commit that a Git source is fixed to, if any. */
export function gitCommit(source: string): string | undefined {
  const [, fragment = ""] = source.split("#", 2);
  const [ref = ""] = fragment.split(":", 1);
  return [ref, /[?&](?:commit|checksum)=([^&#]*)/.exec(source)?.[1] ?? ""].find((text) =>
    /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text),
  );
}

/** Source: Docker docs, "Dockerfile reference", ADD: Git repositories by their address. */
function isGit(source: string): boolean {
  return /^git@[^/]{1,200}:|^(?:git|ssh):\/\/|^https?:\/\/[^?#]{1,1000}\.git(?:[?#]|$)/i.test(source);
}
