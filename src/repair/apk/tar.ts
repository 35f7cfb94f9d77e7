import { Unreadable } from "../../errors.ts";
import { BLOCK, decodeName, numberField, parseHeader, textField } from "../../image/tar-header.ts";

/** Bytes that are looked at here and there: of a buffer, or of a file on disk. */
export interface Bytes {
  readonly size: number;
  /** Exactly `length` bytes, or fewer at the end. */
  read(offset: number, length: number): Buffer;
}

/** An entry of a package's or database's tar, with what an image's layers need not tell: names, times, checksums. */
export interface ArchiveEntry {
  /** As written, a slash at the end taken off. */
  readonly path: string;
  /** The type letter; `0` for files of any form. */
  readonly letter: string;
  readonly size: number;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly uname: string;
  readonly gname: string;
  readonly mtime: number;
  /** Of symbolic and hard links. */
  readonly target: string;
  /** Of the extended header. */
  readonly pax: ReadonlyMap<string, Buffer>;
  /** Where its body starts. */
  readonly offset: number;
  /** From its first header to behind its body. */
  readonly span: readonly [start: number, end: number];
}

/** Stops an extended header that would fill the memory. */
const MAX_EXTENSION = 1024 * 1024;
/** Stops a tar of endless empty files. The largest package of Alpine has some 60,000. */
const MAX_ENTRIES = 500_000;

export function bytesOf(buffer: Buffer): Bytes {
  return { size: buffer.length, read: (offset, length) => buffer.subarray(offset, offset + length) };
}

/**
 * Lists a tar. Two blocks of zeros end it, and so does its end: apk cuts the tars of signatures and control files off
 * there. Throws `Unreadable`.
 */
export function listTar(bytes: Bytes): ArchiveEntry[] {
  const entries: ArchiveEntry[] = [];
  let position = 0;
  let start = 0;
  let front: Extension = { pax: new Map() };
  while (position + BLOCK <= bytes.size) {
    const block = bytes.read(position, BLOCK);
    if (block.every((byte) => byte === 0)) break;
    const header = parseHeader(block);
    const body = position + BLOCK;
    const stored = "123456".includes(header.letter) ? 0 : (paxSize(front.pax) ?? header.size);
    if (stored < 0 || body + stored > bytes.size) throw new Unreadable("the tar is cut off inside an entry");
    position = body + Math.ceil(stored / BLOCK) * BLOCK;
    if ("xgLK".includes(header.letter)) {
      if (stored > MAX_EXTENSION) throw new Unreadable("an extended header of the tar is too large");
      front = extended(front, header.letter, bytes.read(body, stored));
      continue;
    }
    if (entries.length >= MAX_ENTRIES) throw new Unreadable(`the tar has more than ${MAX_ENTRIES} entries`);
    const path = front.path ?? text(front.pax.get("path")) ?? header.name;
    entries.push({
      path: path.endsWith("/") ? path.slice(0, -1) : path,
      letter: header.letter === "\0" || header.letter === "7" ? "0" : header.letter,
      size: stored,
      mode: header.mode,
      uid: header.uid,
      gid: header.gid,
      uname: textField(block, 265, 32),
      gname: textField(block, 297, 32),
      mtime: numberField(block, 136, 12),
      target: front.target ?? text(front.pax.get("linkpath")) ?? header.target,
      pax: front.pax,
      offset: body,
      span: [start, position],
    });
    front = { pax: new Map() };
    start = position;
  }
  return entries;
}

interface Extension {
  readonly path?: string;
  readonly target?: string;
  readonly pax: ReadonlyMap<string, Buffer>;
}

function extended(front: Extension, letter: string, body: Buffer): Extension {
  if (letter === "L") return { ...front, path: textField(body, 0, body.length) };
  if (letter === "K") return { ...front, target: textField(body, 0, body.length) };
  return letter === "x" ? { ...front, pax: paxRecords(body) } : front;
}

/** `"%d %s=%s\n"` each. Source: POSIX.1-2017 pax, "pax Extended Header". */
function paxRecords(body: Buffer): Map<string, Buffer> {
  const records = new Map<string, Buffer>();
  let position = 0;
  while (position < body.length && body[position] !== 0) {
    const space = body.indexOf(0x20, position);
    const digits = space < 0 || space > position + 10 ? "" : body.toString("latin1", position, space);
    const end = /^\d+$/.test(digits) ? position + Number(digits) : Number.NaN;
    const equals = body.indexOf(0x3d, space);
    if (!(end <= body.length) || equals < 0 || equals >= end || body[end - 1] !== 0x0a)
      throw new Unreadable("an extended header of the tar is malformed");
    records.set(body.toString("latin1", space + 1, equals), body.subarray(equals + 1, end - 1));
    position = end;
  }
  return records;
}

function text(value: Buffer | undefined): string | undefined {
  return value === undefined ? undefined : decodeName(value);
}

function paxSize(pax: ReadonlyMap<string, Buffer>): number | undefined {
  const size = pax.get("size")?.toString("latin1");
  if (size === undefined) return undefined;
  if (!/^\d{1,15}$/.test(size)) throw new Unreadable("an extended header of the tar is malformed");
  return Number(size);
}
