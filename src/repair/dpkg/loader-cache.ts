import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import { Refusal } from "../refusal.ts";
import { type CacheEntry, compareNames, parseLoaderCache, writeLoaderCache } from "./loader-cache-file.ts";
import type { Node, Overlay } from "./overlay.ts";
import { sonameOf } from "./soname.ts";

export const LOADER_CACHE = "etc/ld.so.cache";

/** What ldconfig looks at. Source: glibc 2.36, elf/ldconfig.c, `search_dir`. */
const LIBRARY = /^(?:lib[^/]*|ld-[^/]*)\.so(?:\.|$)/;
/** The entry is about a folder for certain processors, whose name stands elsewhere. */
const HWCAP_EXTENSION = 1n << 62n;

/** ldconfig would do what we cannot, because of this canonical path. */
export class LoaderCacheStale extends Refusal {
  readonly path: string;

  constructor(path: string, what: string) {
    super(
      "FIX_CONTENT",
      `/${path} ${what}, which asks for a loader's cache (/etc/ld.so.cache) that cannot be computed.`,
    );
    this.path = path;
  }
}

/**
 * Makes the cache true again once the changes are made: mostly it is, as it names links such as libz.so.1; names that
 * have gone are taken out, new ones put in, in the loader's order. Throws `LoaderCacheStale`.
 */
export async function renewLoaderCache(
  cache: Buffer | undefined,
  overlay: Overlay,
  mtime: number,
): Promise<void> {
  if (cache === undefined) return;
  const entries = parseLoaderCache(cache);
  const kept = entries.filter(
    ({ path }) =>
      overlay.root.entry(overlay.canonical(path)) === undefined || overlay.followed(path) !== undefined,
  );
  const added = await newEntries(kept, overlay);
  if (added.length === 0 && kept.length === entries.length) return;
  const special = [...entries, ...added].find(({ hwcap }) => (hwcap & HWCAP_EXTENSION) !== 0n);
  if (special !== undefined)
    throw new LoaderCacheStale(special.path.slice(1), "is for certain processors only");
  const bytes = writeLoaderCache(merged(kept, added), cache);
  const here = overlay.entry(overlay.canonical(LOADER_CACHE))!;
  overlay.set(overlay.canonical(LOADER_CACHE), {
    type: "file",
    mode: here.mode,
    uid: here.uid,
    gid: here.gid,
    mtime,
    size: bytes.length,
    sha256: createHash("sha256").update(bytes).digest("hex"),
    content: { from: "memory", bytes },
  });
}

async function newEntries(kept: readonly CacheEntry[], overlay: Overlay): Promise<readonly CacheEntry[]> {
  const known = new Set(kept.map(({ path }) => overlay.canonical(path)));
  /** Canonical folder → an entry of it, whose spelling of the folder and kind new ones take. */
  const folders = new Map<string, CacheEntry>();
  for (const entry of kept) {
    const folder = folderOf(overlay.canonical(entry.path));
    if (!folders.has(folder)) folders.set(folder, entry);
  }
  const added = new Map<string, CacheEntry>();
  for (const [path, node] of overlay.changes()) {
    if (/^etc\/ld\.so\.conf(?:\.d\/|$)/.test(path))
      throw new LoaderCacheStale(path, "changes where libraries are looked for");
    const folder = folderOf(path);
    const base = path.slice(folder.length + 1);
    if (node === "gone" || !LIBRARY.test(base)) continue;
    if (path.includes("/glibc-hwcaps/")) throw new LoaderCacheStale(path, "is for certain processors only");
    const like = folders.get(folder);
    const name = like === undefined ? undefined : await nameOf(path, overlay);
    if (like === undefined || name === undefined || known.has(`${folder}/${name}`)) continue;
    if (overlay.followed(`${folder}/${name}`) === undefined)
      throw new LoaderCacheStale(path, `has no link ${name}`);
    added.set(`${folder}/${name}`, { ...like, name, path: `${folderOf(like.path)}/${name}` });
  }
  return [...added.values()];
}

/** Each new name behind the last that is not after it. */
function merged(kept: readonly CacheEntry[], added: readonly CacheEntry[]): readonly CacheEntry[] {
  const all = [...kept];
  for (const one of added) {
    const at = all.findIndex(({ name }) => compareNames(name, one.name) > 0);
    all.splice(at < 0 ? all.length : at, 0, one);
  }
  return all;
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

/**
 * What ldconfig lists a file or link by: the name it has for programs; a link for the linker (`libz.so`) by its own. A
 * library that names none goes by its file's name. Source: glibc 2.36, elf/ldconfig.c, `search_dir`.
 */
async function nameOf(path: string, overlay: Overlay): Promise<string | undefined> {
  const end = overlay.followed(path);
  const file = end === undefined ? undefined : overlay.entry(end);
  if (end === undefined || file === undefined || file.type === "directory") return undefined;
  const soname =
    "content" in file && file.content.from === "package"
      ? await ofPackage(file)
      : await ofImage(end, overlay);
  const base = path.slice(path.lastIndexOf("/") + 1);
  if (soname === undefined) return undefined;
  const isLink = overlay.entry(path)?.type === "symlink";
  return soname === "" || (isLink && base.endsWith(".so") && soname.startsWith(base)) ? base : soname;
}

async function ofPackage({ content, size }: Node & { readonly type: "file" }): Promise<string | undefined> {
  if (content.from !== "package") return undefined;
  const file = await open(content.data, "r");
  try {
    return await sonameOf(async (offset, length) => {
      const wanted = Math.max(0, Math.min(length, size - offset));
      const { buffer, bytesRead } = await file.read(Buffer.alloc(wanted), 0, wanted, content.offset + offset);
      return buffer.subarray(0, bytesRead);
    });
  } finally {
    await file.close();
  }
}

/** A new link to a library that stays as it is. */
async function ofImage(path: string, { root }: Overlay): Promise<string | undefined> {
  const bytes = (await root.read([path])).get(path);
  if (bytes === undefined) return undefined;
  return sonameOf(async (offset, length) => bytes.subarray(offset, offset + length));
}
