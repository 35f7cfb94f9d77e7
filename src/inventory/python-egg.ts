import type { Body } from "../analysis/analyzer.ts";
import { OverLimit } from "../errors.ts";
import { withSource } from "./byte-source.ts";
import { contentOf, readDirectory, type ZipEntry } from "./zip.ts";

/** Stops an archive of millions of empty files; the largest eggs have some thousand. */
const MAX_ENTRIES = 50_000;
/** Stops a bomb: what the metadata inflates to. */
const MAX_METADATA = 4 * 1024 * 1024;

/** The content of `EGG-INFO/PKG-INFO` in a zip file, `undefined` where there is none. Throws `Unreadable`. */
export async function metadataOfEgg(body: Body): Promise<Buffer | undefined> {
  return await withSource(body, async (source) => {
    let metadata: ZipEntry | undefined;
    let count = 0;
    await readDirectory(source, (entry) => {
      if (++count > MAX_ENTRIES) throw new OverLimit(`it holds more than ${MAX_ENTRIES} files`);
      if (entry.name === "EGG-INFO/PKG-INFO") metadata = entry;
    });
    return metadata === undefined ? undefined : await contentOf(source, metadata, MAX_METADATA);
  });
}
