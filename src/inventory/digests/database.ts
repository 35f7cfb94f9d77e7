import type { Analyzer } from "../../analysis/analyzer.ts";
import type { Package } from "../../model/index.ts";

export type DigestAlgorithm = "md5" | "sha1" | "sha256";

/** What a package database says of one file. Plain JSON. */
export interface ListedDigest {
  /** As `Wanted` gave it. */
  readonly path: string;
  readonly algorithm: DigestAlgorithm;
  /** Hexadecimal. Empty = the package manager does not expect the file to stay as it was. */
  readonly hex: string;
}

/** The path of the image that a listed path is, where that is one of those that are looked up. */
export type Wanted = (listed: string) => string | undefined;

/** How one package manager keeps the digests of the files that it installed. */
export interface DigestDatabase {
  /** The cataloger of its packages. */
  readonly by: string;
  /** Those that it may write. */
  readonly algorithms: readonly DigestAlgorithm[];
  /** Whether a file that is not listed is one that nobody has a digest of, and not just a configuration file. */
  readonly listsEverything: boolean;
  /** Where the digests of this package's files may stand. */
  filesOf(owner: Package): readonly string[];
  /** Beside them, for all packages: what else tells of files that do not stay as they were. */
  readonly common: readonly string[];
  /** Reads these files, and keeps what is wanted of them. Its answer depends on `wanted`: never to be cached. */
  analyzer(files: ReadonlySet<string>, wanted: Wanted): Analyzer<readonly ListedDigest[]>;
}

/** Stops a database that lists one path for ever. Packages that may share a file are a few builds of one. */
const MAX_DIGESTS_OF_A_PATH = 16;

export interface DigestList {
  add(digest: ListedDigest): void;
  all(): readonly ListedDigest[];
}

export function digestList(): DigestList {
  const found: ListedDigest[] = [];
  const counts = new Map<string, number>();
  return {
    add(digest) {
      const count = counts.get(digest.path) ?? 0;
      if (count >= MAX_DIGESTS_OF_A_PATH) return;
      counts.set(digest.path, count + 1);
      found.push(digest);
    },
    all: () => found,
  };
}
