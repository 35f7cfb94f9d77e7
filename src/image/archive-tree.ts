import type { FileHandle } from "node:fs/promises";
import { DrydockError } from "../errors.ts";
import { readRange } from "./file-range.ts";
import { type FileTree, missingFile, tooLarge } from "./file-tree.ts";
import { normalisePath } from "./path.ts";
import { readTarHeaders, type TarHeader } from "./tar-index.ts";

/** An image has a few files per layer; an archive of millions of empty ones would fill the memory with their names. */
const MAX_ENTRIES = 100_000;
/** Links to links; also ends loops. */
const MAX_LINKS = 32;

/** What is kept of an entry. */
type Entry = Pick<TarHeader, "type" | "target" | "size" | "offset">;

/**
 * The files of a plain tar. Its headers are read once, jumping over the bodies; a body is read when it is asked for.
 * `what` names the archive in errors. `close` is handed through.
 * Throws `DrydockError` IMAGE_INVALID.
 */
export async function archiveTree(
  file: FileHandle,
  what: string,
  close: () => Promise<void>,
): Promise<FileTree> {
  const entries = await index(file, what);
  const found = (path: string): Entry => {
    const entry = follow(entries, path);
    if (entry === undefined) throw missingFile(path);
    return entry;
  };
  return {
    size: (path) => follow(entries, path)?.size,
    read: async (path, cap) => {
      const { size, offset } = found(path);
      if (size > cap) throw tooLarge(path, size, cap);
      const chunks: Buffer[] = [];
      for await (const chunk of readRange(file, offset, size, what)) chunks.push(chunk);
      return Buffer.concat(chunks);
    },
    stream: (path) => {
      const { size, offset } = found(path);
      return readRange(file, offset, size, what);
    },
    place: (path) => {
      const { size, offset } = found(path);
      return { file: file.fd, start: offset, size };
    },
    close,
  };
}

/** Unpacking would let a later entry replace an earlier one of the same path, so the last one counts. */
async function index(file: FileHandle, what: string): Promise<ReadonlyMap<string, Entry>> {
  const entries = new Map<string, Entry>();
  let count = 0;
  for await (const { path, type, target, size, offset } of readTarHeaders(file, what)) {
    if (++count > MAX_ENTRIES)
      throw new DrydockError("IMAGE_INVALID", `${what} has more than ${MAX_ENTRIES} entries.`, {
        hint: "It looks like a tar of files, not of an image: docker import makes an image of it.",
      });
    entries.set(path, target === undefined ? { type, size, offset } : { type, target, size, offset });
  }
  return entries;
}

/** The file that a path leads to; links may lead anywhere inside the archive, never out. */
function follow(entries: ReadonlyMap<string, Entry>, path: string): Entry | undefined {
  let at = normalisePath(path);
  for (let links = 0; at !== undefined && links <= MAX_LINKS; links++) {
    const entry = entries.get(at);
    if (entry === undefined || entry.type === "file") return entry;
    if (entry.target === undefined) return undefined;
    at = entry.type === "hardlink" ? entry.target : beside(at, entry.target);
  }
  return undefined;
}

/** Where a symbolic link at `path` leads. */
function beside(path: string, target: string): string | undefined {
  if (target.startsWith("/")) return normalisePath(target);
  return normalisePath(`${path.slice(0, path.lastIndexOf("/") + 1)}${target}`);
}
