import { lines } from "../lines.ts";
import {
  type DigestAlgorithm,
  type DigestDatabase,
  digestList,
  type ListedDigest,
  type Wanted,
} from "./database.ts";

/** As for the inventory. */
const MAX_BYTES = 64 * 1024 * 1024;
/** Longer than any path that Linux takes. */
const MAX_LINE = 8 * 1024;

/** Both in base64; of a link over its target. Source: apk-tools, format of `installed`, version 2. */
const ALGORITHMS: Readonly<Record<string, DigestAlgorithm>> = { Q1: "sha1", Q2: "sha256" };

/** `F:` a folder, `R:` a file in it, `Z:` its digest. */
export const apkDigests: DigestDatabase = {
  by: "apk",
  algorithms: Object.values(ALGORITHMS),
  listsEverything: true,
  filesOf: ({ locations }) => locations.map(({ path }) => path),
  common: [],
  analyzer: (files, wanted) => ({
    id: "apk-digests",
    version: 1,
    maxBytes: MAX_BYTES,
    wants: ({ path }) => files.has(path),
    read: async (body) => parseDigests(await body.bytes(), wanted),
  }),
};

function parseDigests(bytes: Buffer, wanted: Wanted): readonly ListedDigest[] {
  const found = digestList();
  let folder = "";
  let path: string | undefined;
  for (const { text } of lines(bytes, MAX_LINE)) {
    const value = text.slice(2);
    if (text === "" || text.startsWith("F:")) path = undefined;
    if (text.startsWith("F:")) folder = value;
    else if (text.startsWith("R:")) path = wanted(folder === "" ? value : `${folder}/${value}`);
    else if (text.startsWith("Z:") && path !== undefined) {
      const algorithm = ALGORITHMS[value.slice(0, 2)];
      const hex = Buffer.from(value.slice(2), "base64").toString("hex");
      if (algorithm !== undefined && hex !== "") found.add({ path, algorithm, hex });
    }
  }
  return found.all();
}
