import { createHash } from "node:crypto";
import type { LayerEntry, Root, RootEntry } from "../../../../src/repair/model.ts";

/** A path of a root file system that is kept in memory. Names of one `inode` are one file. */
export interface MemoryNode {
  readonly type: "file" | "directory" | "symlink";
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly content?: Buffer;
  readonly target?: string;
  readonly inode?: string;
  readonly capabilities?: readonly string[];
}

export type MemoryTree = ReadonlyMap<string, MemoryNode>;

/** A tree of text files, with the folders above them. */
export function memoryTree(
  files: Readonly<Record<string, string | Buffer | Partial<MemoryNode>>>,
): MemoryTree {
  const tree = new Map<string, MemoryNode>();
  for (const [path, what] of Object.entries(files)) {
    const parts = path.split("/").slice(0, -1);
    for (const [index] of parts.entries()) {
      const folder = parts.slice(0, index + 1).join("/");
      if (!tree.has(folder)) tree.set(folder, { type: "directory", mode: 0o755, uid: 0, gid: 0 });
    }
    const isText = typeof what === "string" || Buffer.isBuffer(what);
    const node = { type: "file", mode: 0o644, uid: 0, gid: 0 } as const;
    tree.set(path, { ...node, ...(isText ? { content: Buffer.from(what) } : what) });
  }
  return tree;
}

export function memoryRoot(tree: MemoryTree): Root {
  const entry = (path: string): RootEntry | undefined => {
    const node = tree.get(path);
    if (node === undefined) return undefined;
    const { type, mode, uid, gid, content, target, capabilities } = node;
    return {
      path,
      type,
      size: content?.length ?? 0,
      mode,
      uid,
      gid,
      ...(target === undefined ? {} : { target }),
      ...(capabilities === undefined ? {} : { capabilities }),
    };
  };
  const read = (paths: readonly string[]) =>
    new Map(
      paths.flatMap((path): [string, Buffer][] => {
        const node = tree.get(path);
        return node?.type === "file" ? [[path, node.content ?? Buffer.alloc(0)]] : [];
      }),
    );
  return {
    entry,
    *entries() {
      for (const path of tree.keys()) yield entry(path)!;
    },
    read: async (paths) => read(paths),
    digests: async (paths) => new Map([...read(paths)].map(([path, bytes]) => [path, sha256(bytes)])),
  };
}

/** Lays a layer over a tree, as a container engine would. */
export async function layOver(tree: MemoryTree, entries: readonly LayerEntry[]): Promise<MemoryTree> {
  const laid = new Map(tree);
  const clear = (path: string): void => {
    for (const other of laid.keys()) if (other === path || other.startsWith(`${path}/`)) laid.delete(other);
  };
  for (const entry of entries.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    if (entry.type !== "directory" || laid.get(entry.path)?.type !== "directory") clear(entry.path);
    if (entry.type === "whiteout") continue;
    const { mode, uid, gid } = entry;
    if (entry.type === "directory") laid.set(entry.path, { type: "directory", mode, uid, gid });
    else if (entry.type === "symlink")
      laid.set(entry.path, { type: "symlink", target: entry.target, mode, uid, gid });
    else if (entry.type === "hardlink") {
      const first = laid.get(entry.target);
      if (first === undefined) throw new Error(`${entry.path} is a link to nothing`);
      const linked = { ...first, inode: `new ${entry.target}` };
      laid.set(entry.target, linked);
      laid.set(entry.path, linked);
    } else {
      const chunks: Uint8Array[] = [];
      for await (const chunk of entry.content()) chunks.push(chunk);
      laid.set(entry.path, { type: "file", mode, uid, gid, content: Buffer.concat(chunks) });
    }
  }
  return laid;
}

/** A line for each path: type, mode, owner, and what is in it. Links of one file name the first of them. */
export function listMemory(tree: MemoryTree): Record<string, string> {
  const firsts = new Map<string, string>();
  const counts = new Map<string, number>();
  for (const { inode } of tree.values())
    if (inode !== undefined) counts.set(inode, (counts.get(inode) ?? 0) + 1);
  return Object.fromEntries(
    [...tree]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([path, { type, mode, uid, gid, content, target, inode }]) => {
        const isShared = inode !== undefined && (counts.get(inode) ?? 0) > 1;
        const first = firsts.get(inode ?? "") ?? path;
        if (isShared) firsts.set(inode, first);
        const what = type === "file" ? sha256(content ?? Buffer.alloc(0)) : (target ?? "");
        const line = `${type} ${mode.toString(8)} ${uid}:${gid} ${what}${isShared ? ` as ${first}` : ""}`;
        return [path, line.trim()];
      }),
  );
}

function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}
