import { Refusal } from "../refusal.ts";
import type { Overlay } from "./overlay.ts";
import { canonicalPath, joined } from "./paths.ts";

/** A name under which busybox can be called, and the folder that its link is made in. */
export interface Applet {
  readonly name: string;
  /** `""` is the root. */
  readonly folder: string;
}

/** In the order of busybox's own numbers. Source: busybox, include/usage and applet tables, `BB_DIR_…`. */
const FOLDERS = ["", "bin", "sbin", "usr/bin", "usr/sbin"] as const;
const LINK_FOLDERS = FOLDERS.slice(1);

/** The first applets of every busybox that has `test`, which those of distributions do. */
const TABLE_START = Buffer.from("[\0[[\0", "latin1");
const MAX_APPLETS = 2000;
/** How far from the names the table of folders may lie. It is a neighbour of theirs. */
const WINDOW = 256 * 1024;
/** Fewer links than this prove nothing about where a table lies. */
const MIN_LINKS = 40;

/**
 * The applets of a busybox binary, told without running it: the names are a list in it, and of the packed table that
 * says in which folder each belongs, the place is found by the links that are in the image. Throws `Refusal` FIX_SCRIPT
 * where that is not certain.
 */
export function readApplets(binary: Buffer, overlay: Overlay, path: string): Applet[] {
  const names = appletNames(binary, path);
  const known = linkedApplets(names.list, overlay, `/${path}`);
  const from = Math.max(0, names.offset - WINDOW);
  const to = Math.min(binary.length - Math.ceil(names.list.length / 2), names.offset + WINDOW);
  const fitting: number[] = [];
  // A new version may have moved an applet or two.
  const tolerated = Math.floor(known.length / 20);
  for (let offset = from; offset <= to; offset++) {
    let misfits = 0;
    for (const { index, folders } of known) {
      if (!folders.has(nibble(binary, offset, index)) && ++misfits > tolerated) break;
    }
    if (
      misfits <= tolerated &&
      names.list.every((_, index) => nibble(binary, offset, index) < FOLDERS.length)
    )
      fitting.push(offset);
  }
  const [table] = fitting;
  if (known.length < MIN_LINKS || table === undefined || fitting.length > 1) throw uncertain(path);
  return names.list.map((name, index) => ({ name, folder: FOLDERS[nibble(binary, table, index)] ?? "" }));
}

function appletNames(binary: Buffer, path: string): { readonly list: string[]; readonly offset: number } {
  const offset = binary.indexOf(TABLE_START);
  const list: string[] = [];
  for (let at = offset; at >= 0 && list.length <= MAX_APPLETS; ) {
    const end = binary.indexOf(0, at);
    if (end <= at) break;
    list.push(binary.toString("latin1", at, end));
    at = end + 1;
  }
  const isList = list.every(
    (name, index) => /^[\w[.+-]+$/.test(name) && (index === 0 || (list[index - 1] ?? "") < name),
  );
  if (list.length < MIN_LINKS || list.length > MAX_APPLETS || !isList) throw uncertain(path);
  return { list, offset };
}

function uncertain(path: string): Refusal {
  return new Refusal("FIX_SCRIPT", `It cannot be told which links /${path} --install would make.`);
}

/** Two to a byte, the first in the lower half. */
function nibble(binary: Buffer, offset: number, index: number): number {
  const byte = binary[offset + (index >> 1)] ?? 0xff;
  return index % 2 === 0 ? byte & 15 : byte >> 4;
}

function linkedApplets(
  names: readonly string[],
  overlay: Overlay,
  target: string,
): { readonly index: number; readonly folders: ReadonlySet<number> }[] {
  return names.flatMap((name, index) => {
    const folders = FOLDERS.flatMap((folder, number) => {
      const entry = overlay.entry(joined(folder, name));
      return entry?.type === "symlink" && entry.target === target ? [number] : [];
    });
    return folders.length === 0 ? [] : [{ index, folders: new Set(folders) }];
  });
}

/** What `busybox --install -s` does: links that are missing are made. `path` is the binary's, canonical. */
export function installLinks(
  overlay: Overlay,
  applets: readonly Applet[],
  path: string,
  mtime: number,
): void {
  for (const { name, folder } of applets) {
    const place = canonicalPath(overlay, joined(folder, name));
    if (place === undefined || overlay.entry(place) !== undefined) continue;
    const parent = folder === "" ? undefined : overlay.entry(canonicalPath(overlay, folder) ?? folder);
    if (folder !== "" && parent === undefined) continue;
    overlay.put(place, { type: "symlink", target: `/${path}`, mode: 0o777, uid: 0, gid: 0, mtime });
  }
}

/** Links to the binary that are in none of its applets' places. */
export function removeStaleLinks(overlay: Overlay, applets: readonly Applet[], target: string): void {
  const places = new Set(applets.map(({ name, folder }) => joined(folder, name)));
  for (const folder of LINK_FOLDERS) {
    if (overlay.entry(folder)?.type !== "directory") continue;
    for (const path of overlay.childrenOf(folder)) {
      const entry = overlay.entry(path);
      if (entry?.type === "symlink" && entry.target === target && !places.has(path)) overlay.remove(path);
    }
  }
}
