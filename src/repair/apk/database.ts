import { isUtf8 } from "node:buffer";
import { Refusal } from "../refusal.ts";

/** A paragraph of `installed`. Source: apk-tools' format of `installed`, version 2 (apk_db_write_fdb). */
export interface InstalledPackage {
  readonly name: string;
  readonly version: string;
  /** Lines about the package, in their order. */
  readonly head: readonly string[];
  readonly folders: readonly InstalledFolder[];
}

export interface InstalledFolder {
  /** `""` is the root. */
  readonly path: string;
  readonly acl?: Acl;
  readonly files: readonly InstalledFile[];
}

export interface InstalledFile {
  readonly name: string;
  readonly acl?: Acl;
  /** `Q1` and base64 of the SHA-1 of its content or, for a symbolic link, target. */
  readonly sum?: string;
}

/** As in an `M:` or `a:` line; absent = 0:0:755 for folders and 0:0:644 for files. */
export interface Acl {
  readonly uid: number;
  readonly gid: number;
  readonly mode: number;
  /** Checksum of extended attributes. */
  readonly xattr?: string;
}

export const FOLDER_ACL: Acl = { uid: 0, gid: 0, mode: 0o755 };
export const FILE_ACL: Acl = { uid: 0, gid: 0, mode: 0o644 };

/** Stops a database of millions of empty packages. */
const MAX_PACKAGES = 100_000;

export function field(one: Pick<InstalledPackage, "head">, letter: string): string | undefined {
  return one.head.find((line) => line.startsWith(`${letter}:`))?.slice(2);
}

/** Throws `Refusal` FIX_CONTENT for a database that could not be written again as it was. */
export function parseInstalled(bytes: Buffer): InstalledPackage[] {
  if (!isUtf8(bytes)) throw unreadable("is not UTF-8");
  const packages = bytes
    .toString("utf8")
    .split(/\n\n+/)
    .map((paragraph) => paragraph.replace(/^\n+|\n+$/g, ""))
    .filter((paragraph) => paragraph !== "");
  if (packages.length > MAX_PACKAGES) throw unreadable(`has more than ${MAX_PACKAGES} packages`);
  const parsed = packages.map(parsePackage);
  const names = new Set(parsed.map(({ name }) => name));
  if (names.size < parsed.length) throw unreadable("has two packages of one name");
  return parsed;
}

function parsePackage(paragraph: string): InstalledPackage {
  const head: string[] = [];
  const folders: { path: string; acl?: Acl; files: InstalledFile[] }[] = [];
  for (const line of paragraph.split("\n")) {
    const value = line.slice(2);
    const folder = folders.at(-1);
    const file = folder?.files.at(-1);
    if (line[1] !== ":") throw unreadable("has a line that is none");
    else if (line.startsWith("F:")) folders.push({ path: value, files: [] });
    else if (!/^[MRaZ]/.test(line)) head.push(line);
    else if (folder === undefined) throw unreadable("has a file outside of a folder");
    else if (line.startsWith("M:")) folder.acl = parseAcl(value);
    else if (line.startsWith("R:")) folder.files.push({ name: value });
    else if (file === undefined) throw unreadable("has a line about a file without a file");
    else {
      const more = line.startsWith("a:") ? { acl: parseAcl(value) } : { sum: value };
      folder.files[folder.files.length - 1] = { ...file, ...more };
    }
  }
  const [name, version] = [field({ head }, "P"), field({ head }, "V")];
  if (name === undefined || version === undefined) throw unreadable("has a package without name or version");
  return { name, version, head, folders };
}

function parseAcl(text: string): Acl {
  const [, uid, gid, mode = "", xattr] = /^(\d+):(\d+):([0-7]+)(?::(\S+))?$/.exec(text) ?? [];
  if (mode === "") throw unreadable("has an owner or mode that is none");
  return {
    uid: Number(uid),
    gid: Number(gid),
    mode: Number.parseInt(mode, 8),
    ...(xattr === undefined ? {} : { xattr }),
  };
}

function unreadable(what: string): Refusal {
  return new Refusal("FIX_CONTENT", `The package database ${what}, so it cannot be written anew.`);
}

export function writeInstalled(packages: readonly InstalledPackage[]): Buffer {
  return Buffer.from(packages.map((one) => `${paragraphOf(one).join("\n")}\n\n`).join(""));
}

function paragraphOf({ head, folders }: InstalledPackage): string[] {
  return [
    ...head,
    ...folders.flatMap(({ path, acl, files }) => [
      `F:${path}`,
      ...aclLine("M", acl, FOLDER_ACL),
      ...files.flatMap((file) => [
        `R:${file.name}`,
        ...aclLine("a", file.acl, FILE_ACL),
        ...(file.sum === undefined ? [] : [`Z:${file.sum}`]),
      ]),
    ]),
  ];
}

function aclLine(letter: string, acl: Acl | undefined, usual: Acl): string[] {
  if (acl === undefined || sameAcl(acl, usual)) return [];
  const end = acl.xattr === undefined ? "" : `:${acl.xattr}`;
  return [`${letter}:${acl.uid}:${acl.gid}:${acl.mode.toString(8)}${end}`];
}

export function sameAcl(a: Acl, b: Acl): boolean {
  return a.uid === b.uid && a.gid === b.gid && a.mode === b.mode && a.xattr === b.xattr;
}
