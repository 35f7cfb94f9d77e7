import { realpathSync, statSync } from "node:fs";
import { open, readFile, realpath } from "node:fs/promises";
import { join, sep } from "node:path";
import { DrydockError } from "../errors.ts";
import { printable } from "./document.ts";
import { readRange } from "./file-range.ts";
import { type FileTree, missingFile, tooLarge } from "./file-tree.ts";

/**
 * An unpacked image. It may have been unpacked from a stranger's archive, so a link that leads out of the folder counts
 * as missing, and so does whatever is not a regular file: opening a pipe would wait for ever.
 */
export async function folderTree(folder: string): Promise<FileTree> {
  const root = await realpath(folder);
  const locate = (path: string): { readonly path: string; readonly size: number } | undefined => {
    try {
      const real = realpathSync(join(root, path));
      if (!real.startsWith(root.endsWith(sep) ? root : root + sep)) return undefined;
      const stats = statSync(real);
      return stats.isFile() ? { path: real, size: stats.size } : undefined;
    } catch (error) {
      if (isAbsence(error)) return undefined;
      throw new DrydockError("DISK", `${printable(path)} cannot be read.`, { cause: error });
    }
  };
  const found = (path: string) => {
    const file = locate(path);
    if (file === undefined) throw missingFile(path);
    return file;
  };
  return {
    size: (path) => locate(path)?.size,
    read: async (path, cap) => {
      const file = found(path);
      if (file.size > cap) throw tooLarge(path, file.size, cap);
      return readFile(file.path);
    },
    stream: (path) => streamFile(found(path), path),
    place: (path) => {
      const { path: file, size } = found(path);
      return { file, start: 0, size };
    },
    close: async () => undefined,
  };
}

async function* streamFile(
  file: { readonly path: string; readonly size: number },
  name: string,
): AsyncGenerator<Buffer> {
  const handle = await open(file.path);
  try {
    yield* readRange(handle, 0, file.size, printable(name));
  } finally {
    await handle.close();
  }
}

/** A loop of links is as good as absent. */
function isAbsence(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code ?? "";
  return ["ENOENT", "ENOTDIR", "ELOOP", "ENAMETOOLONG", "ERR_INVALID_ARG_VALUE"].includes(code);
}
