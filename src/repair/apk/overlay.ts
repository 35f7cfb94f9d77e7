import { createHash } from "node:crypto";
import type { LayerEntry, Root, RootEntry } from "../model.ts";
import { Refusal } from "../refusal.ts";
import { folderOf, joined } from "./paths.ts";

/** Something that the repair puts at a path. */
export type Placed = Pick<RootEntry, "mode" | "uid" | "gid"> & {
  readonly mtime: number;
} & (
    | { readonly type: "directory" }
    | { readonly type: "symlink"; readonly target: string }
    | {
        readonly type: "file";
        readonly size: number;
        readonly sha1: string;
        readonly sha256: string;
        /** Files of one package with the same name here are one file. */
        readonly inode?: string;
        content(): AsyncIterable<Uint8Array>;
      }
  );

/** A file of bytes that are in memory. */
export function placedBytes(bytes: Buffer, like: Pick<Placed, "mode" | "uid" | "gid" | "mtime">): Placed {
  const { mode, uid, gid, mtime } = like;
  return {
    type: "file",
    size: bytes.length,
    sha1: createHash("sha1").update(bytes).digest("hex"),
    sha256: createHash("sha256").update(bytes).digest("hex"),
    async *content() {
      yield bytes;
    },
    mode,
    uid,
    gid,
    mtime,
  };
}

/** The image's files with the repair's changes over them. Paths are canonical. */
export class Overlay implements Pick<Root, "entry"> {
  readonly #root: Root;
  readonly #changes = new Map<string, Placed | "gone">();
  /** Names by folder, as they are now. */
  readonly #children = new Map<string, Set<string>>();

  constructor(root: Root) {
    this.#root = root;
    for (const { path } of root.entries()) this.#childrenOf(folderOf(path)).add(nameOf(path));
  }

  entry(path: string): RootEntry | undefined {
    const change = this.#changes.get(path);
    if (change === undefined) return this.#root.entry(path);
    if (change === "gone") return undefined;
    const { type, mode, uid, gid } = change;
    const size = change.type === "file" ? change.size : 0;
    const target = change.type === "symlink" ? { target: change.target } : {};
    return { path, type, size, mode, uid, gid, ...target };
  }

  /** What the repair has put there so far. */
  placed(path: string): Placed | undefined {
    const change = this.#changes.get(path);
    return change === "gone" ? undefined : change;
  }

  /** Throws `Refusal` FIX_CONTENT where a folder would take the place of something else, or the other way round. */
  put(path: string, what: Placed): void {
    const there = this.entry(path);
    if (there !== undefined && (there.type === "directory") !== (what.type === "directory"))
      throw new Refusal(
        "FIX_CONTENT",
        `/${path} is a ${there.type} in the image and a ${what.type} in the package.`,
      );
    if (there?.type === "other") throw new Refusal("FIX_CONTENT", `/${path} is a device in the image.`);
    this.#changes.set(path, what);
    this.#childrenOf(folderOf(path)).add(nameOf(path));
  }

  remove(path: string): void {
    if (this.#root.entry(path) === undefined) this.#changes.delete(path);
    else this.#changes.set(path, "gone");
    this.#childrenOf(folderOf(path)).delete(nameOf(path));
  }

  isEmpty(folder: string): boolean {
    return (this.#children.get(folder)?.size ?? 0) === 0;
  }

  childrenOf(folder: string): readonly string[] {
    return [...(this.#children.get(folder) ?? [])].map((name) => joined(folder, name));
  }

  #childrenOf(folder: string): Set<string> {
    const known = this.#children.get(folder) ?? new Set();
    this.#children.set(folder, known);
    return known;
  }

  /**
   * What must be laid over the image: what differs from it, whiteouts, and the folders above, with the image's own
   * owners and modes. `mtime` is theirs.
   */
  async layer(mtime: number): Promise<LayerEntry[]> {
    const changes = await this.#realChanges();
    const entries = new Map<string, LayerEntry>();
    for (const [path, change] of changes) {
      if (change === "gone") {
        if (!isBelowGone(path, changes)) entries.set(path, { type: "whiteout", path });
      } else entries.set(path, placedEntry(path, change));
    }
    for (const [path, change] of hardLinks(changes)) entries.set(path, change);
    for (const path of [...entries.keys()])
      for (let folder = folderOf(path); folder !== ""; folder = folderOf(folder)) {
        const { mode, uid, gid, type } = this.#root.entry(folder) ?? {};
        if (entries.has(folder) || type !== "directory") continue;
        entries.set(folder, { type, path: folder, mode: mode ?? 0o755, uid: uid ?? 0, gid: gid ?? 0, mtime });
      }
    return [...entries.values()];
  }

  /** Without what is in the image already. */
  async #realChanges(): Promise<ReadonlyMap<string, Placed | "gone">> {
    const likely: string[] = [];
    for (const [path, change] of this.#changes)
      if (change !== "gone" && change.type === "file" && this.#isAlike(path, change)) likely.push(path);
    const digests = await this.#root.digests(likely);
    const isSame = (path: string, change: Placed): boolean =>
      this.#isAlike(path, change) && (change.type !== "file" || digests.get(path) === change.sha256);
    const different = [...this.#changes].filter(
      ([path, change]) => change === "gone" || !isSame(path, change),
    );
    const inodes = new Set(different.flatMap(([, change]) => inodeOf(change)));
    // A file with several names is written under all of them, or under none.
    return new Map(
      [...this.#changes].filter(
        ([path, change]) =>
          change === "gone" || !isSame(path, change) || inodeOf(change).some((inode) => inodes.has(inode)),
      ),
    );
  }

  #isAlike(path: string, change: Placed): boolean {
    const there = this.#root.entry(path);
    if (there === undefined || there.uid !== change.uid || there.gid !== change.gid) return false;
    if (change.type === "symlink") return there.type === "symlink" && there.target === change.target;
    if (there.mode !== change.mode || there.capabilities !== undefined) return false;
    if (change.type === "directory") return there.type === "directory";
    return (
      (there.type === "file" || there.type === "hardlink") &&
      (there.type === "hardlink" || there.size === change.size)
    );
  }
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function isBelowGone(path: string, changes: ReadonlyMap<string, Placed | "gone">): boolean {
  for (let folder = folderOf(path); folder !== ""; folder = folderOf(folder))
    if (changes.get(folder) === "gone") return true;
  return false;
}

function inodeOf(change: Placed | "gone"): string[] {
  return change !== "gone" && change.type === "file" && change.inode !== undefined ? [change.inode] : [];
}

function placedEntry(path: string, change: Placed): LayerEntry {
  const { mode, uid, gid, mtime } = change;
  const node = { path, mode, uid, gid, mtime };
  if (change.type === "directory") return { type: "directory", ...node };
  if (change.type === "symlink") return { type: "symlink", target: change.target, ...node };
  return { type: "file", size: change.size, content: () => change.content(), ...node };
}

/** The first name in the order of paths is the file, the others are links to it, so that sorting breaks none. */
function hardLinks(changes: ReadonlyMap<string, Placed | "gone">): Map<string, LayerEntry> {
  const groups = new Map<string, [string, Placed][]>();
  for (const [path, change] of changes)
    for (const inode of inodeOf(change))
      if (change !== "gone") groups.set(inode, [...(groups.get(inode) ?? []), [path, change]]);
  const links = new Map<string, LayerEntry>();
  for (const group of groups.values()) {
    const [first, ...others] = group.sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [path, { mode, uid, gid, mtime }] of others)
      if (first !== undefined)
        links.set(path, { type: "hardlink", path, target: first[0], mode, uid, gid, mtime });
  }
  return links;
}
