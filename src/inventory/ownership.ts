import type { ImageView } from "../analysis/analyzer.ts";
import type { Location, Package } from "../model/index.ts";
import type { Cataloger } from "./cataloger.ts";
import { foldersOf } from "./file-names.ts";
import { followLinks } from "./links.ts";

/** Which system package a path of the image belongs to, by the file lists of the package databases. */
export type Owners = (path: string) => Package | undefined;

/**
 * Reads the file lists of the squashed view once, at the first question. Folders are compared as they are behind the
 * links of the image: where `lib` leads to `usr/lib`, the `/lib/x` of a list owns `usr/lib/x`. `packages` are those
 * that `catalogers` found. Where two packages list a path, the first one owns it.
 */
export function owners(
  view: ImageView,
  packages: readonly Package[],
  catalogers: readonly Cataloger[],
): Owners {
  const folderAt = foldersBehindLinks(view);
  let index: Index | undefined;
  return (path) => {
    index ??= indexOf(view, packages, catalogers, folderAt);
    const slash = path.lastIndexOf("/");
    return index(folderAt(path.slice(0, Math.max(0, slash))))?.get(path.slice(slash + 1));
  };
}

/**
 * Marks the packages whose evidence belongs to a system package. Evidence that came in a later layer than the present
 * version of its owner does not: somebody has put another file in its place. (Within one layer that cannot be told.)
 */
export function withOwners(
  packages: readonly Package[],
  view: ImageView,
  catalogers: readonly Cataloger[],
): readonly Package[] {
  const ownerOf = owners(view, packages, catalogers);
  return packages.map((found) => {
    if (found.source !== undefined) return found;
    const all = found.locations.map((location) => ownerOfEvidence(location, ownerOf, view));
    const [first] = all;
    if (first === undefined || all.includes(undefined)) return found;
    return { ...found, ownedBy: { name: first.name, by: first.by } };
  });
}

/** Programs are looked at for what no package brought: one that a system package did is in the list as that. */
export function withoutOwnedPrograms(packages: readonly Package[]): readonly Package[] {
  return packages.filter(({ by, ownedBy }) => by !== "software" || ownedBy === undefined);
}

function ownerOfEvidence(location: Location, ownerOf: Owners, view: ImageView): Package | undefined {
  const path = fileOf(location.path, view);
  const owner = path === undefined ? undefined : ownerOf(path);
  const brought = owner?.locations[0]?.layer ?? -1;
  return location.layer > brought ? undefined : owner;
}

/** Evidence may lie inside an archive (`app.jar/lib/x.jar`): then the archive counts. */
function fileOf(path: string, view: ImageView): string | undefined {
  for (let at = path; at !== ""; at = at.slice(0, Math.max(0, at.lastIndexOf("/")))) {
    const entry = view.entry(at);
    if (entry !== undefined) return entry.type === "directory" ? undefined : at;
  }
  return undefined;
}

/** Folder → name → owner. */
type Index = (folder: string) => ReadonlyMap<string, Package> | undefined;

/** Names of a folder are only taken apart when somebody asks about that folder. */
function indexOf(
  view: ImageView,
  packages: readonly Package[],
  catalogers: readonly Cataloger[],
  folderAt: (folder: string) => string,
): Index {
  const lists = new Map<string, { readonly owner: Package; readonly names: string }[]>();
  for (const cataloger of catalogers) {
    const own = packages.filter(({ by }) => by === cataloger.id);
    for (const { owner, files } of cataloger.owns?.(view, own) ?? []) {
      for (const { folder, names } of foldersOf(files)) {
        const at = folderAt(folder);
        const known = lists.get(at);
        if (known === undefined) lists.set(at, [{ owner, names }]);
        else known.push({ owner, names });
      }
    }
  }
  const asked = new Map<string, ReadonlyMap<string, Package>>();
  return (folder) => {
    const known = asked.get(folder);
    if (known !== undefined) return known;
    const found = lists.get(folder);
    if (found === undefined) return undefined;
    const byName = new Map<string, Package>();
    for (const { owner, names } of found)
      for (const name of names.split("\n")) if (!byName.has(name)) byName.set(name, owner);
    asked.set(folder, byName);
    return byName;
  };
}

/** Each folder is looked at once, and only below its parent, however many links lead there. */
export function foldersBehindLinks(view: ImageView): (folder: string) => string {
  const known = new Map([["", ""]]);
  const behind = (folder: string): string => {
    const before = known.get(folder);
    if (before !== undefined) return before;
    const slash = folder.lastIndexOf("/");
    const parent = slash < 0 ? "" : behind(folder.slice(0, slash));
    const path = `${parent === "" ? "" : `${parent}/`}${folder.slice(slash + 1)}`;
    const isLink = view.entry(path)?.type === "symlink";
    const found = isLink ? (followLinks(view, path) ?? path) : path;
    known.set(folder, found);
    return found;
  };
  return behind;
}
