import type { FetchedManifest } from "../../image/registry-client.ts";
import { sha256 } from "../../image/verify.ts";
import type { Digest } from "../../model/index.ts";

/** Which image a build record is about. Source: BuildKit, "Image attestation storage". */
const ABOUT = "vnd.docker.reference.digest";
const DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json";

/** A manifest in the place of another. */
export interface Replacement {
  readonly digest: Digest;
  /** In bytes. */
  readonly size: number;
  readonly mediaType: string;
}

export interface IndexDocument {
  readonly manifest: Buffer;
  readonly mediaType: string;
  readonly digest: Digest;
  /** What it lists of the original still. */
  readonly kept: readonly Digest[];
  /** Build records of images that were replaced: they would tell of others. */
  readonly dropped: readonly Digest[];
}

interface Entry {
  readonly digest: Digest;
  readonly annotations?: Readonly<Record<string, string>> | null;
}

/**
 * The index with some of its images replaced, all else as it was; `said` is added to its annotations, which Docker's lists
 * do not have. The original has been read as an index before. Source: OCI image-spec 1.1, image-index.md.
 */
export function repairedIndex(
  original: Pick<FetchedManifest, "bytes" | "mediaType">,
  replaced: ReadonlyMap<Digest, Replacement>,
  said: Readonly<Record<string, string>>,
): IndexDocument {
  const document = JSON.parse(original.bytes.toString("utf8"));
  const entries: readonly Entry[] = document.manifests;
  const isDropped = ({ annotations }: Entry) => replaced.has((annotations?.[ABOUT] ?? "") as Digest);
  const listed = entries.filter((entry) => !isDropped(entry));
  const mediaType: string = document.mediaType ?? original.mediaType;
  const annotations = { ...document.annotations, ...said };
  const manifest = Buffer.from(
    JSON.stringify({
      ...document,
      manifests: listed.map((entry) => ({ ...entry, ...replaced.get(entry.digest) })),
      ...(mediaType === DOCKER_LIST ? {} : { annotations }),
    }),
  );
  return {
    ...{ manifest, mediaType, digest: sha256(manifest) },
    kept: listed.map(({ digest }) => digest).filter((digest) => !replaced.has(digest)),
    dropped: entries.filter(isDropped).map(({ digest }) => digest),
  };
}
