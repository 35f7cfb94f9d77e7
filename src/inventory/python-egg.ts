import type { Readable } from "node:stream";
import { type Entry, openPromise, type ZipFile } from "yauzl";
import { OverLimit, Unreadable } from "../errors.ts";

/** Stops an archive of millions of empty files; the largest eggs have some thousand. */
const MAX_ENTRIES = 50_000;
/** Stops a bomb: what the metadata inflates to. */
const MAX_METADATA = 4 * 1024 * 1024;

/** The content of `EGG-INFO/PKG-INFO` in a zip file, `undefined` where there is none. Throws `Unreadable`. */
export async function metadataOfEgg(path: string): Promise<Buffer | undefined> {
  let archive: ZipFile | undefined;
  try {
    archive = await openPromise(path, { lazyEntries: true, autoClose: false, decodeStrings: true });
    if (archive.entryCount > MAX_ENTRIES) throw new OverLimit(`it holds more than ${MAX_ENTRIES} files`);
    for await (const entry of archive.eachEntry())
      if (entry.fileName === "EGG-INFO/PKG-INFO") return await content(archive, entry);
    return undefined;
  } catch (error) {
    if (error instanceof Unreadable || !isZipTrouble(error)) throw error;
    throw new Unreadable(`it is not a whole zip file: ${error.message}`);
  } finally {
    archive?.close();
  }
}

async function content(archive: ZipFile, entry: Entry): Promise<Buffer> {
  const stream: Readable = await archive.openReadStreamPromise(entry);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_METADATA) throw new OverLimit(`its metadata is over ${MAX_METADATA} bytes long`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** yauzl and zlib throw plain errors about the content; those of the disk have a `syscall`, those of our own a class. */
function isZipTrouble(error: unknown): error is Error {
  return error instanceof Error && !("syscall" in error) && ["Error", "RangeError"].includes(error.name);
}
