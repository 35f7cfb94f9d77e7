import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  linkSync,
  lstatSync,
  lutimesSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import type { LayerEntry, Root, RootEntry } from "../../../../src/repair/model.ts";

/** A root file system in a folder of this machine. */
export function diskRoot(folder: string): Root {
  const read = (paths: readonly string[]) =>
    paths.flatMap((path): [string, Buffer][] => {
      const isFile = lstatSync(join(folder, path), { throwIfNoEntry: false })?.isFile() === true;
      return path !== "" && isFile ? [[path, readFileSync(join(folder, path))]] : [];
    });
  return {
    entry: (path) => entryAt(folder, path),
    *entries() {
      for (const path of paths(folder)) {
        const entry = entryAt(folder, path);
        if (entry !== undefined) yield entry;
      }
    },
    read: async (wanted) => new Map(read(wanted)),
    digests: async (wanted) =>
      new Map(read(wanted).map(([path, bytes]) => [path, createHash("sha256").update(bytes).digest("hex")])),
  };
}

function paths(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
}

function entryAt(folder: string, path: string): RootEntry | undefined {
  // Symbolic links are followed in no segment.
  const parents = path.split("/").slice(0, -1);
  const isBelowLink = parents.some((_, index) =>
    lstatSync(join(folder, ...parents.slice(0, index + 1)), { throwIfNoEntry: false })?.isSymbolicLink(),
  );
  const found = isBelowLink ? undefined : lstatSync(join(folder, path), { throwIfNoEntry: false });
  if (found === undefined || path === "") return undefined;
  const type = found.isFile()
    ? "file"
    : found.isDirectory()
      ? "directory"
      : found.isSymbolicLink()
        ? "symlink"
        : "other";
  return {
    path,
    type,
    size: type === "file" ? found.size : 0,
    mode: found.mode & 0o7777,
    uid: found.uid,
    gid: found.gid,
    ...(type === "symlink" ? { target: readlinkSync(join(folder, path)) } : {}),
  };
}

/** Lays a layer over a folder, as a container engine would. */
export async function applyLayer(folder: string, entries: readonly LayerEntry[]): Promise<void> {
  for (const entry of entries.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    const path = join(folder, entry.path);
    if (entry.type !== "directory" || !lstatSync(path, { throwIfNoEntry: false })?.isDirectory())
      rmSync(path, { recursive: true, force: true });
    if (entry.type === "whiteout") continue;
    mkdirSync(dirname(path), { recursive: true });
    if (entry.type === "directory") mkdirSync(path, { recursive: true });
    else if (entry.type === "symlink") symlinkSync(entry.target, path);
    else if (entry.type === "hardlink") linkSync(join(folder, entry.target), path);
    else {
      const chunks: Uint8Array[] = [];
      for await (const chunk of entry.content()) chunks.push(chunk);
      writeFileSync(path, Buffer.concat(chunks));
    }
    execFileSync("chown", ["-h", `${entry.uid}:${entry.gid}`, path]);
    if (entry.type !== "symlink") chmodSync(path, entry.mode);
    lutimesSync(path, entry.mtime, entry.mtime);
  }
}

/** A line for each path: type, mode, owner, and what is in it. Links of one file name the first of them. */
export function listTree(folder: string): Record<string, string> {
  const inodes = new Map<number, string>();
  return Object.fromEntries(
    paths(folder).flatMap((path): [string, string][] => {
      const entry = entryAt(folder, path);
      if (entry === undefined) return [];
      const { ino, nlink } = lstatSync(join(folder, path));
      const first = inodes.get(ino) ?? path;
      inodes.set(ino, first);
      const bytes = entry.type === "file" ? readFileSync(join(folder, path)) : undefined;
      const what =
        bytes === undefined ? (entry.target ?? "") : createHash("sha256").update(bytes).digest("hex");
      const shared = entry.type === "file" && nlink > 1 ? ` as ${first}` : "";
      return [
        [path, `${entry.type} ${entry.mode.toString(8)} ${entry.uid}:${entry.gid} ${what}${shared}`.trim()],
      ];
    }),
  );
}
