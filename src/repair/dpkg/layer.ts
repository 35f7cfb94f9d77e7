import { readPlace } from "../../image/file-range.ts";
import type { LayerEntry, Root, RootEntry } from "../model.ts";
import type { Node, Overlay } from "./overlay.ts";

/**
 * What has to be laid over the image: changes that change nothing are left out, hard links stay together, and every
 * parent is repeated with the image's own metadata, lest it become 0755.
 */
export async function layerEntries(overlay: Overlay): Promise<readonly LayerEntry[]> {
  const changes = [...overlay.changes()].sort(([a], [b]) => (a < b ? -1 : 1));
  const nodes = firstLinksFirst(
    changes.flatMap(([path, node]) => (node === "gone" ? [] : [[path, node] as const])),
  );
  const same = await unchanged(overlay.root, nodes);
  const gone = new Set(changes.flatMap(([path, node]) => (node === "gone" ? [path] : [])));
  const entries = new Map<string, LayerEntry>();
  for (const path of gone)
    if (!ancestors(path).some((parent) => gone.has(parent))) entries.set(path, { type: "whiteout", path });
  for (const [path, node] of nodes) if (!same.has(path)) entries.set(path, entryOf(path, node, overlay.root));
  const newest = Math.max(0, ...[...nodes.values()].map(({ mtime }) => mtime));
  return [...parents(overlay, entries, newest), ...entries.values()];
}

function entryOf(path: string, node: Node, root: Root): LayerEntry {
  const { mode, uid, gid, mtime } = node;
  const base = { path, mode, uid, gid, mtime };
  switch (node.type) {
    case "directory":
      return { ...base, type: "directory" };
    case "symlink":
    case "hardlink":
      return { ...base, type: node.type, target: node.target };
    case "file": {
      const { size, content } = node;
      return {
        ...base,
        type: "file",
        size,
        content: () => {
          if (content.from === "memory") return once(content.bytes);
          return content.from === "package"
            ? // Most are small: to wait for the reading takes longer than to read.
              readPlace({ file: content.data, start: content.offset, size }, path)
            : ofImage(root, content.path);
        },
      };
    }
  }
}

/** A tar names a file before the links to it: of each group of hard links, sorted, the first is the file. */
function firstLinksFirst(sorted: readonly (readonly [string, Node])[]): ReadonlyMap<string, Node> {
  const nodes = new Map(sorted);
  for (const [path, node] of sorted) {
    if (node.type !== "hardlink") continue;
    const target = nodes.get(node.target);
    if (target?.type !== "file" || node.target < path) continue;
    for (const [other, link] of nodes)
      if (link.type === "hardlink" && link.target === node.target)
        nodes.set(other, { ...link, target: path });
    nodes.set(path, target);
    nodes.set(node.target, { ...node, target: path });
  }
  return nodes;
}

async function* ofImage(root: Root, path: string): AsyncGenerator<Uint8Array> {
  const bytes = (await root.read([path])).get(path);
  if (bytes === undefined) throw new Error(`${path} was there when the plan was made`);
  yield bytes;
}

async function* once(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** Paths at which the image already has the very same thing, times apart. */
async function unchanged(root: Root, nodes: ReadonlyMap<string, Node>): Promise<ReadonlySet<string>> {
  const linked = new Set(
    [...nodes.values()].flatMap((node) => (node.type === "hardlink" ? [node.target] : [])),
  );
  const alike = (path: string, node: Node): boolean => {
    const here = root.entry(path);
    if (here === undefined || here.uid !== node.uid || here.gid !== node.gid) return false;
    if (node.type === "symlink") return here.type === "symlink" && here.target === node.target;
    const type = here.type === "hardlink" ? "file" : here.type;
    if (type !== (node.type === "hardlink" ? "file" : node.type) || here.mode !== node.mode) return false;
    return node.type !== "file" || here.type === "hardlink" || here.size === node.size;
  };
  const candidates = [...nodes].filter(([path, node]) => alike(path, node));
  const files = candidates.flatMap(([path, node]) => (node.type === "file" ? [path] : []));
  const digests = await root.digests(files);
  const same = new Set(
    candidates
      .filter(([path, node]) => node.type !== "file" || digests.get(path) === node.sha256)
      .map(([path]) => path),
  );
  for (const target of linked) keepTogether(target, root, nodes, same);
  return same;
}

/** A group of hard links is left out only where all of it is the same and linked in the image, too. */
function keepTogether(target: string, root: Root, nodes: ReadonlyMap<string, Node>, same: Set<string>): void {
  const group = [
    target,
    ...[...nodes].flatMap(([path, node]) =>
      node.type === "hardlink" && node.target === target ? [path] : [],
    ),
  ];
  const first = (entry: RootEntry | undefined) => (entry?.type === "hardlink" ? entry.target : entry?.path);
  const origins = new Set(group.map((path) => first(root.entry(path))));
  if (origins.size === 1 && group.every((path) => same.has(path))) return;
  for (const path of group) same.delete(path);
}

function parents(
  overlay: Overlay,
  entries: ReadonlyMap<string, LayerEntry>,
  newest: number,
): readonly LayerEntry[] {
  const found = new Map<string, number>();
  for (const [path, entry] of entries) {
    const mtime = entry.type === "whiteout" ? newest : entry.mtime;
    for (const parent of ancestors(path))
      if (!entries.has(parent)) found.set(parent, Math.max(found.get(parent) ?? 0, mtime));
  }
  return [...found].map(([path, mtime]): LayerEntry => {
    const { mode, uid, gid } = overlay.entry(path)!;
    return { type: "directory", path, mode, uid, gid, mtime };
  });
}

/** Nearest first; the root is not among them. */
function ancestors(path: string): readonly string[] {
  const found: string[] = [];
  for (let slash = path.lastIndexOf("/"); slash > 0; slash = path.lastIndexOf("/", slash - 1))
    found.push(path.slice(0, slash));
  return found;
}
