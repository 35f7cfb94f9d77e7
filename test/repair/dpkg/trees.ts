import { createHash } from "node:crypto";
import {
  chmodSync,
  chownSync,
  existsSync,
  lchownSync,
  linkSync,
  lstatSync,
  lutimesSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import type { LayerEntry, Root, RootEntry } from "../../../src/repair/model.ts";

/** A folder as an image's file system. `capabilities` by path, as nothing of Node tells them. */
export function folderRoot(
  folder: string,
  capabilities: Readonly<Record<string, readonly string[]>> = {},
): Root {
  const entries = new Map<string, RootEntry>();
  const first = new Map<number, string>();
  for (const path of paths(folder)) {
    const stat = lstatSync(join(folder, path));
    const base = { path, size: 0, mode: stat.mode & 0o7777, uid: stat.uid, gid: stat.gid };
    if (stat.isDirectory()) entries.set(path, { ...base, type: "directory" });
    else if (stat.isSymbolicLink())
      entries.set(path, { ...base, type: "symlink", target: readlinkSync(join(folder, path)) });
    else if (!stat.isFile()) entries.set(path, { ...base, type: "other" });
    else if (first.has(stat.ino))
      entries.set(path, { ...base, type: "hardlink", target: first.get(stat.ino)! });
    else {
      const capable = capabilities[path];
      first.set(stat.ino, path);
      entries.set(path, {
        ...base,
        type: "file",
        size: stat.size,
        ...(capable === undefined ? {} : { capabilities: capable }),
      });
    }
  }
  const files = (wanted: readonly string[]) =>
    wanted.filter((path) => ["file", "hardlink"].includes(entries.get(path)?.type ?? ""));
  const content = (path: string) => readFileSync(join(folder, path));
  return {
    entry: (path) => entries.get(path),
    entries: () => entries.values(),
    read: async (wanted) => new Map(files(wanted).map((path) => [path, content(path)])),
    digests: async (wanted) => new Map(files(wanted).map((path) => [path, sha256(content(path))])),
  };
}

/** A file system in memory: path → content of a file, or an entry that is something else. Folders come by themselves. */
export function memoryRoot(given: Readonly<Record<string, string | Partial<RootEntry>>>): Root {
  const entries = new Map<string, RootEntry>();
  const contents = new Map<string, Buffer>();
  const plain = { size: 0, uid: 0, gid: 0 };
  for (const [path, what] of Object.entries(given)) {
    for (let slash = path.indexOf("/"); slash > 0; slash = path.indexOf("/", slash + 1)) {
      const parent = path.slice(0, slash);
      if (!entries.has(parent))
        entries.set(parent, { ...plain, path: parent, type: "directory", mode: 0o755 });
    }
    const bytes = Buffer.from(typeof what === "string" ? what : "");
    const more = typeof what === "string" ? {} : what;
    entries.set(path, { ...plain, path, type: "file", mode: 0o644, size: bytes.length, ...more });
    if (entries.get(path)?.type === "file") contents.set(path, bytes);
  }
  const pick = <T>(wanted: readonly string[], value: (bytes: Buffer) => T) =>
    new Map(
      wanted.flatMap((path) => (contents.has(path) ? [[path, value(contents.get(path)!)] as const] : [])),
    );
  return {
    entry: (path) => entries.get(path),
    entries: () => entries.values(),
    read: async (wanted) => pick(wanted, (bytes) => bytes),
    digests: async (wanted) => pick(wanted, sha256),
  };
}

/** Lays a layer over a folder, as a container engine does: whiteouts first, links last. Needs root for owners. */
export async function applyLayer(folder: string, entries: readonly LayerEntry[]): Promise<void> {
  for (const entry of entries)
    if (entry.type === "whiteout") rmSync(join(folder, entry.path), { recursive: true });
  const sorted = [...entries].sort(
    (a, b) => Number(a.type === "hardlink") - Number(b.type === "hardlink") || (a.path < b.path ? -1 : 1),
  );
  for (const entry of sorted) {
    if (entry.type === "whiteout") continue;
    const path = join(folder, entry.path);
    if (dirname(entry.path) !== "." && !lstatSync(dirname(path)).isDirectory())
      throw new Error(`${dirname(path)} is no folder`);
    if (entry.type === "directory") {
      if (!existsSync(path)) mkdirSync(path);
      chownSync(path, entry.uid, entry.gid);
      chmodSync(path, entry.mode);
      continue;
    }
    rmSync(path, { force: true });
    if (entry.type === "hardlink") linkSync(join(folder, entry.target), path);
    else if (entry.type === "symlink") {
      symlinkSync(entry.target, path);
      lchownSync(path, entry.uid, entry.gid);
      lutimesSync(path, entry.mtime, entry.mtime);
    } else {
      const chunks: Buffer[] = [];
      for await (const chunk of entry.content()) chunks.push(Buffer.from(chunk));
      const bytes = Buffer.concat(chunks);
      if (bytes.length !== entry.size)
        throw new Error(`${entry.path} has ${bytes.length} bytes, not ${entry.size}`);
      writeFileSync(path, bytes);
      chownSync(path, entry.uid, entry.gid);
      chmodSync(path, entry.mode);
      utimesSync(path, entry.mtime, entry.mtime);
    }
  }
}

/** Path → everything about it that an upgrade may not do differently: type, mode, owner, link, content. */
export function describeTree(folder: string): ReadonlyMap<string, string> {
  const first = new Map<number, string>();
  return new Map(
    paths(folder).map((path) => {
      const stat = lstatSync(join(folder, path));
      const owner = `${(stat.mode & 0o7777).toString(8)} ${stat.uid}:${stat.gid}`;
      if (stat.isDirectory()) return [path, `folder ${owner}`];
      if (stat.isSymbolicLink())
        return [path, `link ${stat.uid}:${stat.gid} ${readlinkSync(join(folder, path))}`];
      if (!stat.isFile()) return [path, `other ${owner}`];
      const linked = first.get(stat.ino);
      first.set(stat.ino, linked ?? path);
      return [path, `file ${owner} ${linked ?? ""} ${sha256(readFileSync(join(folder, path)))}`];
    }),
  );
}

/** Lines that tell where two trees differ, but for paths that `ignored` knows. */
export function differences(
  ours: ReadonlyMap<string, string>,
  theirs: ReadonlyMap<string, string>,
  ignored: (path: string) => boolean = () => false,
): readonly string[] {
  return [...new Set([...ours.keys(), ...theirs.keys()])]
    .filter((path) => !ignored(path) && ours.get(path) !== theirs.get(path))
    .sort()
    .map((path) => `${path}: ours ${ours.get(path) ?? "nothing"}; dpkg's ${theirs.get(path) ?? "nothing"}`);
}

function paths(folder: string, below = ""): readonly string[] {
  return readdirSync(join(folder, below), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((one) => {
      const path = below === "" ? one.name : `${below}/${one.name}`;
      return one.isDirectory() ? [path, ...paths(folder, path)] : [path];
    });
}

function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}
