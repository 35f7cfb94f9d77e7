import type { Dirent } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { IgnoreFile } from "../dockerfile/index.ts";
import { DrydockError, messageOf } from "../errors.ts";

/** The folder that a build was given. */
export interface Context {
  /** Paths below it, from its top, folders with a `/` at the end; what is ignored is among them, its content may not be. */
  readonly paths: readonly string[];
  /** There are more names than are looked at, or folders that cannot be read. */
  readonly isCut?: boolean;
  /** Whether `.dockerignore` leaves the path out. */
  isIgnored(path: string): boolean;
}

/** Someone who names his home folder waits long enough with these. */
const MAX_NAMES = 100_000;
/** No list of patterns is longer. */
const MAX_IGNORE_BYTES = 1024 * 1024;

/**
 * Walks through a build context, never along links. `dockerfile` = the path of the Dockerfile, which may have a list of
 * its own beside it. Throws `DrydockError`: NOT_FOUND, DISK.
 */
export async function loadContext(folder: string, dockerfile: string, cwd: string): Promise<Context> {
  const top = resolve(cwd, folder);
  await expectFolder(top, folder);
  const ignore = new IgnoreFile(
    (await textOf(`${dockerfile}.dockerignore`)) ?? (await textOf(join(top, ".dockerignore"))) ?? "",
  );
  const paths: string[] = [];
  let isCut = false;
  const folders = [""];
  for (let at = folders.shift(); at !== undefined && !isCut; at = folders.shift()) {
    const entries = await entriesOf(join(top, at));
    if (entries === undefined) isCut = true;
    for (const entry of entries ?? []) {
      if (paths.length === MAX_NAMES) {
        isCut = true;
        break;
      }
      const path = `${at}${entry.name}`;
      paths.push(entry.isDirectory() ? `${path}/` : path);
      const isLeftOut = ignore.isIgnored(path) && !ignore.hasExceptions;
      // The objects of a repository are as many as they are without interest.
      if (entry.isDirectory() && !isLeftOut && entry.name !== ".git") folders.push(`${path}/`);
    }
  }
  return { paths, isCut, isIgnored: (path) => ignore.isIgnored(path.replace(/\/+$/, "")) };
}

async function expectFolder(top: string, folder: string): Promise<void> {
  try {
    if ((await stat(top)).isDirectory()) return;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code !== "ENOENT" && code !== "ENOTDIR")
      throw new DrydockError("DISK", `The build context ${folder} cannot be read: ${messageOf(error)}`, {
        cause: error,
      });
  }
  throw new DrydockError("NOT_FOUND", `There is no build context ${folder}.`, { hint: "Name a folder." });
}

async function entriesOf(folder: string): Promise<readonly Dirent[] | undefined> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return undefined; // gone meanwhile, or not ours to read
  }
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    if ((await stat(path)).size > MAX_IGNORE_BYTES) return undefined;
    return await readFile(path, "utf8");
  } catch {
    return undefined;
  }
}
