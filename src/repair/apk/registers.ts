import { Unreadable } from "../../errors.ts";
import { Refusal } from "../refusal.ts";
import { field, type InstalledPackage } from "./database.ts";
import type { PackageFile } from "./package-file.ts";
import { type ArchiveEntry, bytesOf, listTar } from "./tar.ts";

/** In the order in which apk keeps them. */
const SCRIPT_TYPES = [
  "pre-install",
  "post-install",
  "pre-deinstall",
  "post-deinstall",
  "pre-upgrade",
  "post-upgrade",
  "trigger",
];

/** The scripts of one installed package, by name such as `trigger`. */
export type Scripts = ReadonlyMap<string, Buffer>;

/** `scripts.tar` taken apart. */
export interface ScriptRegister {
  /** By the package's checksum, as `C:` writes it. */
  readonly scripts: ReadonlyMap<string, Scripts>;
  /** The entries as they are stored, by checksum. */
  readonly stored: ReadonlyMap<string, Buffer>;
}

/** Throws `Refusal` FIX_CONTENT. */
export function readScripts(tar: Buffer): ScriptRegister {
  const scripts = new Map<string, Map<string, Buffer>>();
  const stored = new Map<string, Buffer>();
  for (const { path, offset, size, span } of entriesOf(tar)) {
    const [, sum = "", type = ""] = /\.(Q1[^.]+)\.([a-z-]+)$/.exec(path) ?? [];
    if (sum === "") continue;
    scripts.set(sum, (scripts.get(sum) ?? new Map()).set(type, tar.subarray(offset, offset + size)));
    stored.set(sum, Buffer.concat([stored.get(sum) ?? Buffer.alloc(0), tar.subarray(...span)]));
  }
  return { scripts, stored };
}

function entriesOf(tar: Buffer): ArchiveEntry[] {
  try {
    return listTar(bytesOf(tar));
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    throw new Refusal("FIX_CONTENT", `The image's scripts.tar cannot be read: ${error.message}.`);
  }
}

/** Entries of packages that stay are stored as they were. Source: apk_db_scriptdb_write. */
export function writeScripts(
  { stored }: ScriptRegister,
  installed: readonly InstalledPackage[],
  raised: ReadonlyMap<string, PackageFile>,
): Buffer {
  const parts = installed.flatMap((one) => {
    const file = raised.get(one.name);
    if (file !== undefined) return scriptEntries(one, file);
    const kept = stored.get(field(one, "C") ?? "");
    return kept === undefined ? [] : [kept];
  });
  return Buffer.concat([...parts, Buffer.alloc(1024)]);
}

function scriptEntries(one: InstalledPackage, { scripts }: PackageFile): Buffer[] {
  const time = Number(field(one, "t") ?? 0);
  return SCRIPT_TYPES.flatMap((type) => {
    const body = scripts.get(type);
    if (body === undefined) return [];
    const name = `${one.name}-${one.version}.${field(one, "C") ?? ""}.${type}`;
    return [...longName(name, time), header(name, "0", body.length, time), body, padding(body.length)];
  });
}

function longName(name: string, time: number): Buffer[] {
  const bytes = Buffer.from(`${name}\0`);
  if (bytes.length <= 100) return [];
  return [header("././@LongLink", "L", bytes.length, time), bytes, padding(bytes.length)];
}

function header(name: string, letter: string, size: number, time: number): Buffer {
  const block = Buffer.alloc(512);
  block.write(name, 0, 100);
  block.write("0000755\0" + "0000000\0" + "0000000\0", 100);
  block.write(`${size.toString(8).padStart(11, "0")}\0${time.toString(8).padStart(11, "0")}\0`, 124);
  block.write(`        ${letter}`, 148);
  block.write("ustar  \0root", 257);
  block.write("root", 297);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return block;
}

function padding(size: number): Buffer {
  return Buffer.alloc((512 - (size % 512)) % 512);
}

/** A line of `triggers`: the checksum of a package and the folders that its trigger watches. */
export interface TriggerLine {
  readonly sum: string;
  readonly patterns: readonly string[];
}

export function readTriggers(text: string): TriggerLine[] {
  return text.split("\n").flatMap((line) => {
    const [sum = "", ...patterns] = line.split(" ").filter((word) => word !== "");
    return sum === "" ? [] : [{ sum, patterns }];
  });
}

/** Lines of packages that were raised move to the end, as in apk. */
export function raiseTriggers(
  lines: readonly TriggerLine[],
  raised: readonly { readonly oldSum: string; readonly file: PackageFile }[],
): TriggerLine[] {
  const olds = new Set(raised.map(({ oldSum }) => oldSum));
  const added = raised.flatMap(({ file }) => {
    const patterns = (file.info.get("triggers")?.at(-1) ?? "").split(" ").filter((word) => word !== "");
    return patterns.length === 0 ? [] : [{ sum: file.offer.fields.get("C") ?? "", patterns }];
  });
  return [...lines.filter(({ sum }) => !olds.has(sum)), ...added];
}

export function writeTriggers(lines: readonly TriggerLine[]): Buffer {
  return Buffer.from(lines.map(({ sum, patterns }) => `${[sum, ...patterns].join(" ")}\n`).join(""));
}
