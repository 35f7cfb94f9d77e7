import type { Body } from "../../analysis/analyzer.ts";
import { Unreadable } from "../../errors.ts";
import { headersOf } from "../rpm/database.ts";
import { parseFileDigests, type RpmFileDigest } from "../rpm/header.ts";
import { type Source, withFile } from "../rpm/source.ts";
import {
  type DigestAlgorithm,
  type DigestDatabase,
  digestList,
  type ListedDigest,
  type Wanted,
} from "./database.ts";

/** As for the inventory: the file is read on disk. */
const MAX_BYTES = 512 * 1024 * 1024;
const LOG_SUFFIX = "-wal";

/** Of RFC 4880, section 9.4. Nobody hashes files with others. */
const ALGORITHMS: ReadonlyMap<number, DigestAlgorithm> = new Map([
  [1, "md5"],
  [2, "sha1"],
  [8, "sha256"],
]);

/** In the header of each package. */
export const rpmDigests: DigestDatabase = {
  by: "rpm",
  algorithms: [...ALGORITHMS.values()],
  listsEverything: true,
  filesOf: ({ locations }) => locations.flatMap(({ path }) => [path, path + LOG_SUFFIX]),
  common: [],
  analyzer: (files, wanted) => ({
    id: "rpm-digests",
    version: 1,
    maxBytes: MAX_BYTES,
    wants: ({ path }) => files.has(path),
    async readTogether(bodies) {
      const found = new Map<string, readonly ListedDigest[]>();
      for (const [path, body] of bodies) {
        if (path.endsWith(LOG_SUFFIX)) continue;
        found.set(path, await digestsOf(body, bodies.get(path + LOG_SUFFIX), wanted));
      }
      return found;
    },
  }),
};

async function digestsOf(
  body: Body,
  log: Body | undefined,
  wanted: Wanted,
): Promise<readonly ListedDigest[]> {
  const path = await body.file();
  if (log === undefined) return withFile(path, (source) => collected(source, undefined, wanted));
  const logPath = await log.file();
  return withFile(path, (source) => withFile(logPath, (frames) => collected(source, frames, wanted)));
}

function collected(source: Source, log: Source | undefined, wanted: Wanted): readonly ListedDigest[] {
  const found = digestList();
  for (const blob of headersOf(source, log)) {
    for (const { path: listed, algorithm: number, digest, isLoose } of digestsOfHeader(blob)) {
      const path = wanted(listed);
      const algorithm = ALGORITHMS.get(number);
      if (path === undefined || algorithm === undefined) continue;
      // Links have none.
      found.add({ path, algorithm, hex: isLoose ? "" : digest.toLowerCase() });
    }
  }
  return found.all();
}

/** One bad header costs one package, not the database; the inventory has told of it. */
function digestsOfHeader(blob: Buffer): readonly RpmFileDigest[] {
  try {
    return parseFileDigests(blob);
  } catch (error) {
    if (error instanceof Unreadable) return [];
    throw error;
  }
}
