import { isUtf8 } from "node:buffer";
import { createHash, type Hash } from "node:crypto";
import { Unreadable } from "../../errors.ts";
import { MAX_PATH_BYTES, normalisePath } from "../../image/path.ts";
import { BLOCK, numberField, parseHeader, textField } from "../../image/tar-header.ts";

/** One entry of a package's tar. */
export interface PackedEntry {
  /** As dpkg lists it: `/usr/bin/x`, `/.` for the root. */
  readonly listed: string;
  /** Normalised, no leading slash; `""` is the root. */
  readonly path: string;
  readonly type: "file" | "directory" | "symlink" | "hardlink";
  readonly size: number;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly userName: string;
  readonly groupName: string;
  readonly mtime: number;
  /** Of a symlink as written; of a hard link normalised. */
  readonly target?: string;
  /** Where the body begins in the unpacked tar. */
  readonly offset: number;
  /** Of a file's body, lower-case hexadecimal. */
  readonly sha256?: string;
}

/** Stops a package of millions of empty files. */
const MAX_ENTRIES = 1_000_000;
const MAX_LONG_NAME = 64 * 1024;
const ZEROS = Buffer.alloc(BLOCK);

/**
 * Reads a package's tar as it streams past: v7, ustar and GNU forms with long names, which is what dpkg takes. Throws
 * `Unreadable` for device nodes, extended headers, names that are not UTF-8 or lead out, and tars that are cut off.
 * Source: deb(5), dpkg-deb(1); GNU tar manual, "Basic Tar Format".
 */
export class PackedTar {
  readonly entries: PackedEntry[] = [];
  #collected: Buffer = Buffer.alloc(0);
  /** Of the entry whose body is passing. */
  #open: { entry: Omit<PackedEntry, "sha256">; sha256: Hash } | undefined;
  #long: "L" | "K" | undefined;
  #longParts: Buffer[] = [];
  #name: string | undefined;
  #target: string | undefined;
  #bodyLeft = 0;
  #padding = 0;
  #offset = 0;
  #ended = false;

  push(chunk: Uint8Array): void {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
    let at = 0;
    while (at < bytes.length && !this.#ended) {
      if (this.#bodyLeft > 0) at += this.#body(bytes.subarray(at, at + this.#bodyLeft));
      else if (this.#padding > 0) at += this.#skip(Math.min(this.#padding, bytes.length - at));
      else at += this.#header(bytes.subarray(at));
    }
  }

  end(): void {
    if (this.#bodyLeft > 0 || this.#collected.length > 0 || this.#long !== undefined)
      throw new Unreadable("its tar is cut off");
  }

  #skip(count: number): number {
    this.#padding -= count;
    this.#offset += count;
    return count;
  }

  #body(piece: Buffer): number {
    if (this.#long !== undefined) this.#longParts.push(Buffer.from(piece));
    this.#open?.sha256.update(piece);
    this.#bodyLeft -= piece.length;
    this.#offset += piece.length;
    if (this.#bodyLeft === 0) this.#close();
    return piece.length;
  }

  #close(): void {
    if (this.#long !== undefined) {
      const text = Buffer.concat(this.#longParts);
      const value = utf8(textField(text, 0, text.length), text);
      if (this.#long === "L") this.#name = value;
      else this.#target = value;
      this.#long = undefined;
      this.#longParts = [];
      return;
    }
    if (this.#open === undefined) return;
    const { entry, sha256 } = this.#open;
    this.entries.push({ ...entry, sha256: sha256.digest("hex") });
    this.#open = undefined;
  }

  #header(bytes: Buffer): number {
    const missing = BLOCK - this.#collected.length;
    const piece = bytes.subarray(0, missing);
    const block = this.#collected.length === 0 ? piece : Buffer.concat([this.#collected, piece]);
    if (block.length < BLOCK) {
      this.#collected = Buffer.from(block);
      return piece.length;
    }
    this.#collected = Buffer.alloc(0);
    this.#offset += BLOCK;
    if (block.equals(ZEROS)) this.#ended = true;
    else this.#take(block);
    return piece.length;
  }

  #take(block: Buffer): void {
    const header = parseHeader(block);
    if (header.size < 0) throw new Unreadable("a header holds a negative size");
    if (header.letter === "L" || header.letter === "K") {
      if (header.size > MAX_LONG_NAME) throw new Unreadable("a name is too long");
      this.#long = header.letter;
      this.#startBody(header.size);
      return;
    }
    if (this.entries.length >= MAX_ENTRIES) throw new Unreadable(`it has more than ${MAX_ENTRIES} files`);
    const name = this.#name ?? utf8(header.name, block.subarray(0, 100), block.subarray(345, 500));
    const target = this.#target ?? utf8(header.target, block.subarray(157, 257));
    this.#name = this.#target = undefined;
    const type = typeOf(header.letter, name);
    const path = inside(name);
    const entry = {
      listed: listedName(path),
      path,
      type,
      size: type === "file" ? header.size : 0,
      mode: header.mode,
      uid: header.uid,
      gid: header.gid,
      userName: textField(block, 265, 32),
      groupName: textField(block, 297, 32),
      mtime: Math.max(0, numberField(block, 136, 12)),
      ...(type === "symlink" ? { target } : type === "hardlink" ? { target: inside(target) } : {}),
      offset: this.#offset,
    };
    if (type !== "file") {
      this.entries.push(entry);
      return;
    }
    this.#open = { entry, sha256: createHash("sha256") };
    this.#startBody(header.size);
  }

  #startBody(size: number): void {
    this.#bodyLeft = size;
    this.#padding = (BLOCK - (size % BLOCK)) % BLOCK;
    if (size === 0) this.#close();
  }
}

function typeOf(letter: string, name: string): PackedEntry["type"] {
  switch (letter) {
    case "\0":
    case "0":
    case "7":
      return letter === "\0" && name.endsWith("/") ? "directory" : "file";
    case "1":
      return "hardlink";
    case "2":
      return "symlink";
    case "5":
      return "directory";
    default:
      throw new Unreadable(
        `${name} is ${letter === "3" || letter === "4" ? "a device node" : `of type "${letter}"`}`,
      );
  }
}

function inside(name: string): string {
  const path = name.split("/").includes("..") ? undefined : normalisePath(name);
  if (path === undefined) throw new Unreadable(`${name} leads out of the image`);
  if (path.length > MAX_PATH_BYTES || path.includes("\n"))
    throw new Unreadable("a name is too long, or has more than one line");
  return path;
}

function listedName(path: string): string {
  return path === "" ? "/." : `/${path}`;
}

function endOf(bytes: Buffer): number {
  const zero = bytes.indexOf(0);
  return zero < 0 ? bytes.length : zero;
}

/** `textField` takes what is not UTF-8 as latin1: such a name would change on its way. */
function utf8(text: string, ...raw: readonly Buffer[]): string {
  if (raw.every((bytes) => isUtf8(bytes.subarray(0, endOf(bytes))))) return text;
  throw new Unreadable("a name is not UTF-8");
}
