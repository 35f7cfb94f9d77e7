import { createHash } from "node:crypto";
import type { Root } from "../model.ts";
import { Refusal } from "../refusal.ts";
import { type Atom, fits, parseAtoms, provisions } from "./atoms.ts";
import {
  type Acl,
  FOLDER_ACL,
  field,
  type InstalledFile,
  type InstalledFolder,
  type InstalledPackage,
  sameAcl,
} from "./database.ts";
import type { Overlay } from "./overlay.ts";
import type { PackageFile } from "./package-file.ts";
import { canonicalPath, joined } from "./paths.ts";
import type { IsProtected } from "./protected.ts";
import type { Unpacked } from "./unpack.ts";

/** An image in the middle of its repair. */
export interface Scene {
  readonly root: Root;
  readonly overlay: Overlay;
  readonly isProtected: IsProtected;
  /** SHA-1 of the image's files in protected folders, by canonical path. */
  readonly sums: ReadonlyMap<string, string>;
  /** By name; changed by each upgrade. */
  readonly installed: Map<string, InstalledPackage>;
  /** Package of each file, by the path that the database has. */
  readonly owners: Map<string, string>;
  /** Of packages whose folders were touched. */
  readonly touched: Set<string>;
}

/**
 * Does what apk does with the files of one package: new ones are laid out, edited ones in protected folders kept and
 * the new beside them as `.apk-new`, those of the old package removed, folders without an owner too where they are
 * empty. Throws `Refusal` FIX_CONTENT. Source: apk-tools 2.14, apk_db_install_pkg.
 */
export function upgrade(
  scene: Scene,
  old: InstalledPackage,
  file: PackageFile,
  entries: readonly Unpacked[],
): void {
  const before = new Map(old.folders.flatMap(filesOf));
  const folders = new Map<string, { readonly acl: Acl; readonly files: Map<string, InstalledFile> }>();
  const head = headOf(old, file);
  for (const entry of entries) {
    if (entry.what.type === "directory") {
      const acl = aclOf(entry);
      folders.set(entry.path, { acl, files: folders.get(entry.path)?.files ?? new Map() });
      layFolder(scene, entry);
      continue;
    }
    const [folder, name] = split(entry.path);
    const owner = scene.owners.get(entry.path);
    if (owner !== undefined && owner !== old.name && !takesOver(scene, owner, head, entry.path)) continue;
    const recorded = ownerRecord(scene, owner, entry.path) ?? before.get(entry.path);
    if (owner !== undefined && owner !== old.name) disown(scene, owner, entry.path);
    layFile(scene, entry, folder, recorded);
    const one = folders.get(folder) ?? { acl: FOLDER_ACL, files: new Map() };
    const record = { name, acl: aclOf(entry), ...(entry.sum === undefined ? {} : { sum: entry.sum }) };
    one.files.set(name, record);
    folders.set(folder, one);
    scene.owners.set(entry.path, old.name);
  }
  const now: InstalledPackage = {
    name: old.name,
    version: file.offer.version,
    head,
    folders: [...folders].map(([path, { acl, files }]) => ({ path, acl, files: [...files.values()] })),
  };
  for (const { path } of [...old.folders, ...now.folders]) scene.touched.add(path);
  scene.installed.set(old.name, now);
  removeLeftOvers(scene, old, now);
}

/** Paragraph lines in apk's own order. Source: apk_pkg_write_index_header and apk_db_write_fdb. */
function headOf(old: InstalledPackage, { offer, info }: PackageFile): string[] {
  const { fields } = offer;
  const always = (letter: string) => `${letter}:${fields.get(letter) ?? ""}`;
  const numbered = (letter: string) => ((fields.get(letter) ?? "0") === "0" ? [] : [always(letter)]);
  const present = (letter: string) => (fields.has(letter) ? [always(letter)] : []);
  const list = (letter: string, atoms: readonly Atom[]) =>
    atoms.length === 0 ? [] : [`${letter}:${atoms.map(({ text }) => text).join(" ")}`];
  const [priority = "0"] = info.get("replaces_priority") ?? [];
  const tag = field(old, "s");
  return [
    always("C"),
    always("P"),
    always("V"),
    ...present("A"),
    ...["S", "I", "T", "U", "L"].map(always),
    ...["o", "m"].flatMap(present),
    ...numbered("t"),
    ...present("c"),
    ...numbered("k"),
    ...["D", "p", "i"].flatMap((letter) => list(letter, parseAtoms(fields.get(letter)))),
    ...list("r", parseAtoms((info.get("replaces") ?? []).join(" "))),
    ...(priority === "0" ? [] : [`q:${priority}`]),
    ...(tag === undefined ? [] : [`s:${tag}`]),
  ];
}

function filesOf({ path, files }: InstalledFolder): [string, InstalledFile][] {
  return files.map((file) => [joined(path, file.name), file]);
}

function split(path: string): [folder: string, name: string] {
  const slash = path.lastIndexOf("/");
  return [path.slice(0, Math.max(0, slash)), path.slice(slash + 1)];
}

function aclOf({ what: { uid, gid, mode } }: Unpacked): Acl {
  return { uid, gid, mode };
}

/** False = the other package keeps the file. Throws `Refusal` where apk would stop. */
function takesOver({ installed }: Scene, owner: string, head: readonly string[], path: string): boolean {
  const other = installed.get(owner);
  const own = { head };
  if (other === undefined) return true;
  const origin = field(own, "o");
  if (origin !== undefined && origin === field(other, "o")) return true;
  const [mine, its] = [priorityOver(own, other), priorityOver(other, own)];
  if (its > mine) return false;
  if (mine >= 0) return true;
  throw new Refusal(
    "FIX_CONTENT",
    `${field(own, "P") ?? ""} has /${path}, which belongs to ${owner} and is not replaced by right.`,
  );
}

/** -1 = it does not say that it replaces the other. */
function priorityOver(one: Pick<InstalledPackage, "head">, other: Pick<InstalledPackage, "head">): number {
  const [name, version] = [field(other, "P") ?? "", field(other, "V") ?? ""];
  const there = provisions(name, version, field(other, "p"));
  const replaces = parseAtoms(field(one, "r"));
  const isNamed = replaces.some((atom) => there.some((provision) => fits(atom, provision)) !== atom.conflict);
  return isNamed ? Number(field(one, "q") ?? 0) : -1;
}

function ownerRecord(
  { installed }: Scene,
  owner: string | undefined,
  path: string,
): InstalledFile | undefined {
  const one = owner === undefined ? undefined : installed.get(owner);
  const [folder, name] = split(path);
  const files = one?.folders.find((other) => other.path === folder)?.files;
  return files?.find((file) => file.name === name);
}

function disown({ installed }: Scene, owner: string, path: string): void {
  const one = installed.get(owner);
  if (one === undefined) return;
  const [folder, name] = split(path);
  const folders = one.folders.map((other) =>
    other.path === folder ? { ...other, files: other.files.filter((file) => file.name !== name) } : other,
  );
  installed.set(owner, { ...one, folders });
}

function placeOf({ overlay }: Scene, path: string): string {
  const place = canonicalPath(overlay, path);
  if (place === undefined)
    throw new Refusal("FIX_CONTENT", `/${path} would lie where the image has no folder.`);
  return place;
}

/** A folder that is there keeps its owner and mode, unless they were as the packages wanted them so far. */
function layFolder(scene: Scene, { path, what }: Unpacked): void {
  const place = placeOf(scene, path);
  const there = scene.overlay.entry(place);
  // A symbolic link to a folder stands for it.
  if (there === undefined) scene.overlay.put(place, what);
  else if (there.type !== "directory" && there.type !== "symlink")
    throw new Refusal(
      "FIX_CONTENT",
      `/${path} is a ${there.type} in the image and a directory in the package.`,
    );
}

function layFile(
  scene: Scene,
  { path, what, sum }: Unpacked,
  folder: string,
  recorded: InstalledFile | undefined,
): void {
  const place = placeOf(scene, path);
  const there = scene.overlay.entry(place);
  if (there?.capabilities !== undefined)
    throw new Refusal(
      "FIX_CONTENT",
      `/${path} has capabilities in the image, which the new file would not have.`,
    );
  const isKept =
    there !== undefined && scene.isProtected(folder) && sumAt(scene, place) !== (recorded?.sum ?? "none");
  if (!isKept) scene.overlay.put(place, what);
  else if (sumAt(scene, place) !== sum) scene.overlay.put(`${place}.apk-new`, what);
}

/** As the database writes it. `undefined` = it cannot be told, as for a folder. */
function sumAt({ overlay, sums }: Scene, place: string): string | undefined {
  const placed = overlay.placed(place);
  const entry = overlay.entry(place);
  const hex =
    entry?.type === "symlink"
      ? createHash("sha1")
          .update(entry.target ?? "")
          .digest("hex")
      : placed?.type === "file"
        ? placed.sha1
        : sums.get(place);
  return hex === undefined ? undefined : `Q1${Buffer.from(hex, "hex").toString("base64")}`;
}

function removeLeftOvers(scene: Scene, old: InstalledPackage, now: InstalledPackage): void {
  const kept = new Set(now.folders.flatMap(filesOf).map(([path]) => path));
  for (const folder of old.folders)
    for (const [path, { sum }] of filesOf(folder)) {
      if (kept.has(path) || scene.owners.get(path) !== old.name) continue;
      scene.owners.delete(path);
      const place = placeOf(scene, path);
      const entry = scene.overlay.entry(place);
      if (entry === undefined || entry.type === "directory") continue;
      if (!scene.isProtected(folder.path) || (sum !== undefined && sumAt(scene, place) === sum))
        scene.overlay.remove(place);
    }
  const owned = ownedFolders(scene);
  const gone = old.folders.map(({ path }) => path).filter((path) => path !== "" && !owned.has(path));
  for (const path of gone.sort((a, b) => b.length - a.length)) {
    const place = placeOf(scene, path);
    if (scene.overlay.entry(place)?.type === "directory" && scene.overlay.isEmpty(place))
      scene.overlay.remove(place);
  }
}

/** With the folders above them. */
function ownedFolders({ installed }: Scene): Set<string> {
  const owned = new Set<string>();
  for (const { folders } of installed.values())
    for (const { path } of folders)
      for (let folder = path; folder !== "" && !owned.has(folder); [folder] = split(folder))
        owned.add(folder);
  return owned;
}

/**
 * Owners and modes of folders that more than one package may have a say in: a folder that was as the old packages
 * wanted it becomes as the new ones want it. Source: apk_db_update_directory_permissions.
 */
export function updateFolders(scene: Scene, before: Iterable<InstalledPackage>, mtime: number): void {
  const [was, is] = [wantedFolders(before), wantedFolders(scene.installed.values())];
  for (const path of scene.touched) {
    const [old, now] = [was.get(path), is.get(path)];
    if (now === undefined || path === "") continue;
    const place = placeOf(scene, path);
    const entry = scene.overlay.entry(place);
    if (entry?.type !== "directory") continue;
    const acl: Acl = { uid: entry.uid, gid: entry.gid, mode: entry.mode };
    const isOurs = scene.root.entry(place) === undefined || (old !== undefined && sameAcl(acl, old));
    if (isOurs && !sameAcl(acl, now)) scene.overlay.put(place, { type: "directory", ...now, mtime });
  }
}

/** The lowest owner wins; of one owner, only what all of them allow. */
function wantedFolders(packages: Iterable<InstalledPackage>): Map<string, Acl> {
  const wanted = new Map<string, Acl>();
  for (const { folders } of packages)
    for (const { path, acl = FOLDER_ACL } of folders) {
      const { uid, gid, mode } = acl;
      const known = wanted.get(path);
      if (known === undefined || uid < known.uid || (uid === known.uid && gid < known.gid))
        wanted.set(path, { uid, gid, mode });
      else if (uid === known.uid && gid === known.gid)
        wanted.set(path, { uid, gid, mode: known.mode & mode });
    }
  return wanted;
}
