import { Unreadable } from "../../errors.ts";
import { fileNames } from "../file-names.ts";

/** What drydock wants to know of one installed package. Plain JSON; absent = the header does not have it. */
export interface RpmHeader {
  readonly name: string;
  readonly version: string;
  readonly release: string;
  readonly epoch?: number;
  readonly architecture?: string;
  readonly vendor?: string;
  readonly license?: string;
  /** File name of the source package. */
  readonly sourceRpm?: string;
  readonly moduleLabel?: string;
  /** What it owns, folders too; see `fileNames`. */
  readonly files: string;
}

/** What rpm would compare a file with. */
export interface RpmFileDigest {
  readonly path: string;
  /** PGP hash algorithm: 1 = MD5, 2 = SHA-1, 8 = SHA-256. */
  readonly algorithm: number;
  /** Hexadecimal; empty for folders, links and the like. */
  readonly digest: string;
  /** A configuration file, or one that the package does not bring along: expected to be otherwise. */
  readonly isLoose: boolean;
}

// Tag numbers and types of rpm's include/rpm/rpmtag.h.
const TAG = {
  name: 1000,
  version: 1001,
  release: 1002,
  epoch: 1003,
  vendor: 1011,
  license: 1014,
  architecture: 1022,
  oldFileNames: 1027,
  sourceRpm: 1044,
  fileDigests: 1035,
  fileFlags: 1037,
  dirIndexes: 1116,
  baseNames: 1117,
  dirNames: 1118,
  fileDigestAlgorithm: 5011,
  moduleLabel: 5096,
} as const;
const WANTED: ReadonlySet<number> = new Set(Object.values(TAG));
const TYPE = { int32: 4, string: 6, stringArray: 8, i18nString: 9 } as const;

const PREAMBLE = 8;
const ENTRY = 16;
/** rpm's own HEADER_TAGS_MAX: more entries than this is an attack on whoever walks them. */
const MAX_ENTRIES = 0xffff;
/** The longest real licence or vendor text is a few kilobytes; stops one string from filling the report. */
const MAX_STRING_BYTES = 16 * 1024;

/** Of `FILEFLAGS`: RPMFILE_CONFIG and RPMFILE_GHOST of include/rpm/rpmfiles.h. */
const LOOSE_FLAGS = 1 | 64;
/** Headers without the tag are older than any other algorithm. */
const MD5 = 1;

/** rpm's own HEADER_DATA_MAX is 256 MiB, but a kernel's header is 2 MB; stops one claim from filling the memory. */
const MAX_HEADER_BYTES = 32 * 1024 * 1024;

/** Stops a header of nothing but empty names. The largest packages have some 100,000 files. */
const MAX_FILES = 1_000_000;

interface Entry {
  readonly type: number;
  readonly offset: number;
  readonly count: number;
}

/**
 * Reads one header as it stands in an installed-packages database: entry count and data length (big-endian), 16-byte
 * entries (tag, type, offset, count), data. Throws `Unreadable` if it lies about itself or has no name and version.
 * Source: rpm's lib/header.c and docs/manual/hregions.md.
 */
export function parseHeader(blob: Buffer): RpmHeader {
  const { data, entries } = opened(blob);
  const text = (tag: number) => readString(data, entries.get(tag));
  const [name, version, release] = [text(TAG.name), text(TAG.version), text(TAG.release)];
  if (name === undefined || version === undefined || release === undefined)
    throw new Unreadable("a package header has no name, version or release");
  return {
    name,
    version,
    release,
    ...given("epoch", readNumber(data, entries.get(TAG.epoch))),
    ...given("architecture", text(TAG.architecture)),
    ...given("vendor", text(TAG.vendor)),
    ...given("license", text(TAG.license)),
    ...given("sourceRpm", text(TAG.sourceRpm)),
    ...given("moduleLabel", text(TAG.moduleLabel)),
    files: readFileNames(data, entries),
  };
}

/** The digests of its files, where it has some. Throws `Unreadable`. */
export function parseFileDigests(blob: Buffer): readonly RpmFileDigest[] {
  const { data, entries } = opened(blob);
  const [names, folders] = [entries.get(TAG.baseNames), entries.get(TAG.dirNames)];
  const [indexes, digests] = [entries.get(TAG.dirIndexes), entries.get(TAG.fileDigests)];
  if (names === undefined || digests === undefined) return [];
  if (folders === undefined || indexes?.count !== names.count || digests.count !== names.count)
    throw badFileList();
  const algorithm = readNumber(data, entries.get(TAG.fileDigestAlgorithm)) ?? MD5;
  const flags = entries.get(TAG.fileFlags);
  const flagsOf = flags?.count === names.count ? readNumbers(data, flags) : [];
  const [folderOf, digestOf] = [readStrings(data, folders), readStrings(data, digests)];
  const indexOf = readNumbers(data, indexes);
  return readStrings(data, names).map((name, at) => ({
    path: `${folderOf[indexOf[at] ?? -1] ?? ""}${name}`,
    algorithm,
    digest: digestOf[at] ?? "",
    isLoose: ((flagsOf[at] ?? 0) & LOOSE_FLAGS) !== 0,
  }));
}

/** For the database readers, before they collect that many bytes. Throws `Unreadable`. */
export function checkHeaderLength(length: number): void {
  if (length > MAX_HEADER_BYTES) throw new Unreadable(`a package header claims ${length} bytes`);
}

function opened(blob: Buffer): { readonly data: Buffer; readonly entries: ReadonlyMap<number, Entry> } {
  if (blob.length < PREAMBLE) throw new Unreadable("a package header is cut off");
  const count = blob.readUInt32BE(0);
  const start = PREAMBLE + count * ENTRY;
  if (count > MAX_ENTRIES || start + blob.readUInt32BE(4) > blob.length)
    throw new Unreadable("a package header claims more than it holds");
  const data = blob.subarray(start, start + blob.readUInt32BE(4));
  return { data, entries: wantedEntries(blob, count) };
}

function wantedEntries(blob: Buffer, count: number): Map<number, Entry> {
  const entries = new Map<number, Entry>();
  for (let at = PREAMBLE; at < PREAMBLE + count * ENTRY; at += ENTRY) {
    const tag = blob.readUInt32BE(at);
    // Entries behind the signed region replace those in it, so the last one counts.
    if (WANTED.has(tag))
      entries.set(tag, {
        type: blob.readUInt32BE(at + 4),
        offset: blob.readUInt32BE(at + 8),
        count: blob.readUInt32BE(at + 12),
      });
  }
  return entries;
}

function readString(data: Buffer, entry: Entry | undefined): string | undefined {
  if (entry === undefined) return undefined;
  const isText =
    entry.type === TYPE.string || entry.type === TYPE.i18nString || entry.type === TYPE.stringArray;
  if (!isText || entry.count < 1 || entry.offset >= data.length)
    throw new Unreadable("a package header has a text where none can be");
  const window = data.subarray(entry.offset, entry.offset + MAX_STRING_BYTES);
  const end = window.indexOf(0);
  if (end === -1) throw new Unreadable("a package header has a text without an end");
  return window.toString("utf8", 0, end);
}

function readNumber(data: Buffer, entry: Entry | undefined): number | undefined {
  if (entry === undefined) return undefined;
  if (entry.type !== TYPE.int32 || entry.count < 1 || entry.offset + 4 > data.length)
    throw new Unreadable("a package header has an epoch that is no number");
  return data.readUInt32BE(entry.offset);
}

/** Names are either whole (rpm 3) or split in base name, folder name and folder index. */
function readFileNames(data: Buffer, entries: ReadonlyMap<number, Entry>): string {
  const whole = entries.get(TAG.oldFileNames);
  const names = entries.get(TAG.baseNames);
  const files = fileNames();
  if (names === undefined) {
    for (const path of whole === undefined ? [] : readStrings(data, whole)) files.add(path);
    return files.text();
  }
  const [dirNames, dirIndexes] = [entries.get(TAG.dirNames), entries.get(TAG.dirIndexes)];
  if (dirNames === undefined || dirIndexes?.count !== names.count) throw badFileList();
  const folders = readStrings(data, dirNames);
  // By folder: a list that jumps to and fro between two long folder names would become longer than its header.
  const inFolder = folders.map((): string[] => []);
  const indexes = readNumbers(data, dirIndexes);
  for (const [position, name] of readStrings(data, names).entries()) {
    const folder = inFolder[indexes[position] ?? -1];
    if (folder === undefined) throw badFileList();
    folder.push(name);
  }
  for (const [index, own] of inFolder.entries())
    for (const name of own) if (!name.includes("/")) files.add(`${folders[index]}/${name}`);
  return files.text();
}

function badFileList(): Unreadable {
  return new Unreadable("a package header has a file list that does not add up");
}

/** Each takes a byte of data at least, so a count that the data cannot hold ends at once. */
function readStrings(data: Buffer, { offset, count }: Entry): string[] {
  if (offset > data.length || count > Math.min(MAX_FILES, data.length - offset)) throw badFileList();
  let end = offset;
  for (let left = count; left > 0; left--) {
    end = data.indexOf(0, end) + 1;
    if (end === 0) throw badFileList();
  }
  return count === 0 ? [] : data.toString("utf8", offset, end - 1).split("\0");
}

function readNumbers(data: Buffer, { type, offset, count }: Entry): number[] {
  if (type !== TYPE.int32 || offset + 4 * count > data.length) throw badFileList();
  return Array.from({ length: count }, (_, index) => data.readUInt32BE(offset + 4 * index));
}

function given<K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> {
  return value === undefined ? {} : ({ [key]: value } as Record<K, V>);
}
