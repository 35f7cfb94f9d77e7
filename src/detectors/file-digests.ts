import { createHash } from "node:crypto";
import type { StreamAnalyzer } from "../analysis/analyzer.ts";
import type { DigestAlgorithm } from "../inventory/digests/index.ts";

/** Of one file as it lies in a layer. */
export interface FileDigests extends Readonly<Partial<Record<DigestAlgorithm, string>>> {
  /** It begins as machine code does. */
  readonly isProgram: boolean;
}

const ELF_MAGIC = "\x7fELF";

/** Digests of these paths. Its answer depends on them: never to be cached. */
export function fileDigests(
  paths: ReadonlySet<string>,
  algorithms: readonly DigestAlgorithm[],
): StreamAnalyzer<FileDigests> {
  return {
    id: "file-digests",
    version: 1,
    maxBytes: Number.POSITIVE_INFINITY,
    wants: ({ path }) => paths.has(path),
    open() {
      const hashes = algorithms.map((algorithm) => [algorithm, createHash(algorithm)] as const);
      let start = "";
      return {
        write(piece) {
          if (start.length < ELF_MAGIC.length) start += piece.toString("latin1", 0, ELF_MAGIC.length);
          for (const [, hash] of hashes) hash.update(piece);
          return true;
        },
        end() {
          const digests = hashes.map(([algorithm, hash]) => [algorithm, hash.digest("hex")] as const);
          return { ...Object.fromEntries(digests), isProgram: start.startsWith(ELF_MAGIC) };
        },
      };
    },
  };
}
