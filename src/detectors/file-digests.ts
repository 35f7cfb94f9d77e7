import { createHash } from "node:crypto";
import type { StreamAnalyzer } from "../analysis/analyzer.ts";
import type { DigestAlgorithm } from "../inventory/digests/index.ts";

/** Of one file as it lies in a layer. */
export interface FileDigests extends Readonly<Record<DigestAlgorithm, string>> {
  /** It begins as machine code does. */
  readonly isProgram: boolean;
}

const ALGORITHMS: readonly DigestAlgorithm[] = ["md5", "sha1", "sha256"];
const ELF_MAGIC = "\x7fELF";

/** Digests of these paths. Its answer depends on them: never to be cached. */
export function fileDigests(paths: ReadonlySet<string>): StreamAnalyzer<FileDigests> {
  return {
    id: "file-digests",
    version: 1,
    maxBytes: Number.POSITIVE_INFINITY,
    wants: ({ path }) => paths.has(path),
    open() {
      const hashes = ALGORITHMS.map((algorithm) => createHash(algorithm));
      let start = "";
      return {
        write(piece) {
          if (start.length < ELF_MAGIC.length) start += piece.toString("latin1", 0, ELF_MAGIC.length);
          for (const hash of hashes) hash.update(piece);
          return true;
        },
        end() {
          const [md5 = "", sha1 = "", sha256 = ""] = hashes.map((hash) => hash.digest("hex"));
          return { md5, sha1, sha256, isProgram: start.startsWith(ELF_MAGIC) };
        },
      };
    },
  };
}
