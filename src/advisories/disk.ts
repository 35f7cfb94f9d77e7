import { DrydockError } from "../errors.ts";

const CODES: ReadonlyMap<string, readonly [what: string, hint: string]> = new Map([
  ["ENOSPC", ["the disk is full", "Free some space or choose another folder with --cache-dir."]],
  ["EDQUOT", ["the disk quota is used up", "Free some space or choose another folder with --cache-dir."]],
  ["EFBIG", ["the file grows too big for the disk", "Choose another folder with --cache-dir."]],
  ["EACCES", ["permission is denied", "Choose a folder you can write to with --cache-dir."]],
  ["EPERM", ["permission is denied", "Choose a folder you can write to with --cache-dir."]],
  ["EROFS", ["the disk is read-only", "Choose a folder you can write to with --cache-dir."]],
  ["ENOTDIR", ["a part of the path is not a folder", "Choose another folder with --cache-dir."]],
  ["EEXIST", ["a file is in the way", "Remove it or choose another folder with --cache-dir."]],
  ["EIO", ["the disk reports an error", "Check the disk or choose another folder with --cache-dir."]],
]);

/** Runs `work`, which writes the database that messages call by `name`; what the file system refuses is thrown as `DrydockError` DISK, everything else as it comes. */
export async function onDisk<T>(folder: string, name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw diskTrouble(folder, name, error) ?? error;
  }
}

function diskTrouble(folder: string, name: string, error: unknown): DrydockError | undefined {
  if (!(error instanceof Error) || !("code" in error) || error instanceof DrydockError) return undefined;
  const known = CODES.get(String(error.code));
  if (known === undefined) return undefined;
  const path = "path" in error && typeof error.path === "string" ? error.path : folder;
  return new DrydockError("DISK", `Cannot write the ${name} to ${path}: ${known[0]}.`, {
    hint: known[1],
    cause: error,
  });
}
