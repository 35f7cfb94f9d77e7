import type { Root, WrittenEntry } from "../model.ts";

/** Below these a builder, a package manager or the kernel leaves what is no part of an image. */
const NOT_OURS = [
  ...["dev", "proc", "sys", "run", "tmp", "var/tmp", "var/lib/apt/lists", "var/log/apt"],
  ...["apt", "dnf", "libdnf5", "microdnf", "tdnf", "yum", "zypp", "apk", "ldconfig"].map(
    (name) => `var/cache/${name}`,
  ),
  ...["etc/resolv.conf", "etc/hosts", "etc/hostname", "etc/mtab", ".dockerenv"],
];
/** Files only: folders in there may be a package's. */
const LOGS = "var/log/";
/** Copies that package managers keep of what they have just changed. */
const BACKUPS = /^var\/(?:lib\/dpkg|cache\/debconf)\/[^/]+-old$/;

/**
 * What of a built layer goes into the image: no caches, lists and logs (those of the base stay as they are), no folder that
 * is as it was and has nothing new in it, no time later than `epoch`.
 */
export function tidied(
  entries: readonly WrittenEntry[],
  root: Pick<Root, "entry">,
  epoch: number,
): readonly WrittenEntry[] {
  const kept = entries.filter((entry) => !isNotOurs(entry));
  const parents = new Set(
    kept.filter((entry) => entry.type !== "directory").flatMap(({ path }) => foldersOf(path)),
  );
  const wanted = kept.filter(
    (entry) => entry.type !== "directory" || !isUnchanged(entry, root) || parents.has(entry.path),
  );
  return withParents(
    wanted.map((entry) => ("mtime" in entry ? { ...entry, mtime: Math.min(entry.mtime, epoch) } : entry)),
    root,
    epoch,
  );
}

/** The same with an entry for every folder on the way: without one an engine would make it up. */
export function withParents(
  entries: readonly WrittenEntry[],
  root: Pick<Root, "entry">,
  epoch: number,
): readonly WrittenEntry[] {
  const known = new Map(entries.map((entry) => [pathOf(entry), entry]));
  for (const { path } of entries) {
    for (const folder of foldersOf(path)) {
      const there = known.has(folder) ? undefined : root.entry(folder);
      if (there?.type !== "directory") continue;
      const { mode, uid, gid } = there;
      known.set(folder, { type: "directory", path: folder, mode, uid, gid, mtime: epoch });
    }
  }
  return [...known.values()];
}

function pathOf(entry: WrittenEntry): string {
  return entry.type === "whiteout" || entry.type === "opaque" ? `${entry.type}:${entry.path}` : entry.path;
}

function isNotOurs({ path, type }: WrittenEntry): boolean {
  if (NOT_OURS.some((place) => path === place || path.startsWith(`${place}/`)))
    // `run` and the like themselves are the base's, whatever the builder has done to their times.
    return true;
  return (path.startsWith(LOGS) && type !== "directory") || BACKUPS.test(path);
}

function isUnchanged(
  { path, mode, uid, gid }: WrittenEntry & { readonly type: "directory" },
  root: Pick<Root, "entry">,
) {
  const before = root.entry(path);
  return before?.type === "directory" && before.mode === mode && before.uid === uid && before.gid === gid;
}

/** `a/b` of `a/b/c`, then `a`. */
function foldersOf(path: string): string[] {
  const folders: string[] = [];
  for (let slash = path.lastIndexOf("/"); slash > 0; slash = path.lastIndexOf("/", slash - 1))
    folders.push(path.slice(0, slash));
  return folders;
}
