import type { Root } from "../model.ts";
import { Refusal } from "../refusal.ts";
import { isAskedFor } from "../scripts/index.ts";
import { databaseFiles, INFO_FOLDER, STATUS_FOLDER } from "./database.ts";
import { LOADER_CACHE } from "./loader-cache.ts";
import { isAptFile } from "./sources.ts";
import { isTriggerFile } from "./triggers.ts";

const INFO_KINDS = /\.(?:list|prerm|preinst|postrm|postinst|triggers|templates)$/;
/** Beyond this a configuration or script is none. The list of a kernel's files has about 1 MB. */
const MAX_FILE = 16 * 1024 * 1024;
/** Stops a database that would fill the memory: lists and scripts of a full desktop have some 40 MB. */
const MAX_ALL = 256 * 1024 * 1024;

const SINGLE = new Set([
  "var/lib/dpkg/arch",
  "var/lib/dpkg/diversions",
  "var/lib/dpkg/statoverride",
  `${INFO_FOLDER}/format`,
  "etc/passwd",
  "etc/group",
  "etc/dpkg/dpkg.cfg",
  LOADER_CACHE,
]);

/** Of a setting, and of all of them: nearly all have some kilobytes, and what is left out is read when it is asked for. */
const MAX_SETTING = 32 * 1024;
const MAX_SETTINGS = 4 * 1024 * 1024;

/** By path. */
export interface ImageFiles {
  /** The package database, and what else says how packages are to be installed. */
  readonly files: ReadonlyMap<string, Buffer>;
  /** Others below `etc`: packages that come may ask whether theirs were changed. */
  readonly settings: ReadonlyMap<string, Buffer>;
}

/**
 * Everything of the image that is read before anything is decided, in one pass over its layers. Throws `Refusal`
 * FIX_CONTENT where it is too much.
 */
export async function readImageFiles(root: Root): Promise<ImageFiles> {
  const wanted = new Set(databaseFiles(root));
  const settings: string[] = [];
  let size = 0;
  let room = MAX_SETTINGS;
  for (const { path, type, size: bytes } of root.entries()) {
    if ((type !== "file" && type !== "hardlink") || bytes > MAX_FILE) continue;
    if (!isWanted(path)) {
      if (!path.startsWith("etc/") || bytes > Math.min(MAX_SETTING, room)) continue;
      settings.push(path);
      room -= bytes;
      continue;
    }
    size += bytes;
    if (size > MAX_ALL)
      throw new Refusal(
        "FIX_CONTENT",
        `The package database and what is beside it have more than ${MAX_ALL} bytes.`,
      );
    wanted.add(path);
  }
  const read = await root.read([...wanted, ...settings].sort());
  const only = (isIn: (path: string) => boolean) => new Map([...read].filter(([path]) => isIn(path)));
  return { files: only((path) => wanted.has(path)), settings: only((path) => !wanted.has(path)) };
}

function isWanted(path: string): boolean {
  if (path.startsWith(`${INFO_FOLDER}/`)) return INFO_KINDS.test(path) || SINGLE.has(path);
  if (path.startsWith(`${STATUS_FOLDER}/`)) return path.endsWith(".md5sums");
  return (
    SINGLE.has(path) ||
    isAptFile(path) ||
    isTriggerFile(path) ||
    isAskedFor(path) ||
    /^etc\/dpkg\/dpkg\.cfg\.d\/[A-Za-z0-9_-]+$/.test(path)
  );
}
