import { open } from "node:fs/promises";
import { Refused } from "../archive/index.ts";
import type { Node, Overlay } from "./overlay.ts";
import { sonameOf } from "./soname.ts";

export const LOADER_CACHE = "etc/ld.so.cache";

const MAGIC = "glibc-ld.so.cache1.1";
/** In front of the newer form where the older one is kept for old programs: Debian 11. */
const OLD_MAGIC = "ld.so-1.7.0";
const HEADER = 48;
const ENTRY = 24;
/** Stops a table that claims more than the file. */
const MAX_ENTRIES = 1_000_000;

/** What ldconfig looks at. Source: glibc 2.36, elf/ldconfig.c, `search_dir`. */
const LIBRARY = /^(?:lib[^/]*|ld-[^/]*)\.so(?:\.|$)/;

interface Named {
  readonly name: string;
  /** With its leading slash. */
  readonly path: string;
}

/** The loader's cache: which names lead to which files. Throws `Refused` FIX_CONTENT for a form we do not know. */
export function parseLoaderCache(bytes: Buffer): readonly Named[] {
  let base = 0;
  if (bytes.toString("latin1", 0, OLD_MAGIC.length) === OLD_MAGIC) {
    const count = bytes.readUInt32LE(12);
    base = Math.ceil((16 + 12 * count) / 8) * 8;
  }
  if (bytes.toString("latin1", base, base + MAGIC.length) !== MAGIC || bytes.length < base + HEADER)
    throw new Refused("FIX_CONTENT", "The loader's cache (/etc/ld.so.cache) has a form that is not known.");
  const count = bytes.readUInt32LE(base + 20);
  if (count > MAX_ENTRIES || base + HEADER + count * ENTRY > bytes.length)
    throw new Refused("FIX_CONTENT", "The loader's cache (/etc/ld.so.cache) is cut off.");
  return Array.from({ length: count }, (_, index) => {
    const at = base + HEADER + index * ENTRY;
    return {
      name: textAt(bytes, base + bytes.readUInt32LE(at + 4)),
      path: textAt(bytes, base + bytes.readUInt32LE(at + 8)),
    };
  });
}

function textAt(bytes: Buffer, at: number): string {
  const end = bytes.indexOf(0, at);
  return bytes.toString("latin1", at, end < 0 ? bytes.length : end);
}

/**
 * Whether the cache is still true once the changes are made: it names links such as libz.so.1, which mostly stay. Throws
 * `LoaderCacheStale` where ldconfig would write another one.
 */
export async function checkLoaderCache(cache: Buffer | undefined, overlay: Overlay): Promise<void> {
  if (cache === undefined) return;
  const entries = parseLoaderCache(cache);
  const known = new Set(entries.map(({ path }) => overlay.canonical(path)));
  const folders = new Set([...known].map((path) => path.slice(0, Math.max(0, path.lastIndexOf("/")))));
  for (const { path } of entries)
    if (overlay.root.entry(overlay.canonical(path)) !== undefined && overlay.followed(path) === undefined)
      throw stale(path);
  for (const [path, node] of overlay.changes()) {
    const folder = path.slice(0, Math.max(0, path.lastIndexOf("/")));
    const base = path.slice(folder.length + 1);
    if (node === "gone" || !LIBRARY.test(base)) continue;
    if (/\/glibc-hwcaps\//.test(path) && overlay.root.entry(path) === undefined) throw stale(`/${path}`);
    if (!folders.has(folder)) continue;
    const name = await nameOf(base, node);
    if (name !== undefined && !known.has(`${folder}/${name}`)) throw stale(`/${folder}/${name}`);
  }
}

/** Files are listed by the name they have for programs, links by their own. */
async function nameOf(base: string, node: Node): Promise<string | undefined> {
  if (node.type === "symlink") return base;
  if (node.type !== "file") return undefined;
  const { content, size } = node;
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

/** ldconfig would write another cache, because of this path. */
export class LoaderCacheStale extends Refused {
  readonly path: string;

  constructor(path: string) {
    super("FIX_CONTENT", `The loader's cache (/etc/ld.so.cache) would change: ${path}.`);
    this.path = path;
  }
}

function stale(path: string): Refused {
  return new LoaderCacheStale(path);
}
