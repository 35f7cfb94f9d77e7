import { lines } from "../lines.ts";
import { type DigestDatabase, digestList, type ListedDigest, type Wanted } from "./database.ts";

const STATUS = "var/lib/dpkg/status";
const INFO_FOLDER = "var/lib/dpkg/info/";
const DIVERSIONS = "var/lib/dpkg/diversions";

/** Stops a list that would fill the memory; a kernel's is about 1 MB. */
const MAX_BYTES = 16 * 1024 * 1024;
/** Longer than any path that Linux takes. */
const MAX_LINE = 8 * 1024;
const DIGEST_LENGTH = 32;

/** A file for each package; conffiles are not in it. Source: deb-md5sums(5), dpkg-divert(1). */
export const dpkgDigests: DigestDatabase = {
  by: "dpkg",
  algorithms: ["md5"],
  listsEverything: false,
  filesOf({ name, architecture, locations }) {
    const [database] = locations;
    if (database !== undefined && database.path !== STATUS) return [`${database.path}.md5sums`];
    return [`${INFO_FOLDER}${name}.md5sums`, `${INFO_FOLDER}${name}:${architecture}.md5sums`];
  },
  common: [DIVERSIONS],
  analyzer: (files, wanted) => ({
    id: "dpkg-digests",
    version: 1,
    maxBytes: MAX_BYTES,
    wants: ({ path }) => files.has(path),
    async read(body, { path }) {
      const bytes = await body.bytes();
      return path === DIVERSIONS ? diverted(bytes, wanted) : summed(bytes, wanted);
    },
  }),
};

/** `<md5>  usr/bin/x`, a line each. */
function summed(bytes: Buffer, wanted: Wanted): readonly ListedDigest[] {
  const found = digestList();
  for (const { text } of lines(bytes, MAX_LINE)) {
    const path = wanted(text.slice(DIGEST_LENGTH + 2).replace(/^\.\//, ""));
    const hex = text.slice(0, DIGEST_LENGTH).toLowerCase();
    if (path !== undefined && /^[0-9a-f]+$/.test(hex)) found.add({ path, algorithm: "md5", hex });
  }
  return found.all();
}

/** Three lines each: the path, where the package's file is now, and who wanted it so. */
function diverted(bytes: Buffer, wanted: Wanted): readonly ListedDigest[] {
  const found = digestList();
  let number = 0;
  for (const { text } of lines(bytes, MAX_LINE)) {
    const path = number++ % 3 === 2 ? undefined : wanted(text);
    if (path !== undefined) found.add({ path, algorithm: "md5", hex: "" });
  }
  return found.all();
}
