import { type FileHandle, open } from "node:fs/promises";
import { messageOf, Unreadable } from "../../errors.ts";
import { readRange } from "../../image/file-range.ts";
import { parseStanza, type Stanza } from "./deb822.ts";
import { type PackedEntry, PackedTar } from "./tar.ts";
import { unpack } from "./unpack.ts";

/** A binary package, its data unpacked beside it. */
export interface Deb {
  readonly control: Stanza;
  /** Everything else of the control part: scripts, `conffiles`, `md5sums`, `triggers`, …, by name. */
  readonly info: ReadonlyMap<string, InfoFile>;
  readonly entries: readonly PackedEntry[];
  /** The unpacked tar that the entries' offsets mean. */
  readonly data: string;
}

export interface InfoFile {
  readonly content: Buffer;
  readonly mode: number;
  readonly mtime: number;
}

/** Stops a control part that would fill the memory; the largest of Debian's has 4 MB of sums. */
const MAX_CONTROL = 64 * 1024 * 1024;
const MAX_MEMBERS = 16;

/**
 * Reads a package that was verified. Its data goes, unpacked, to the file `data`; nothing of it is kept in memory but
 * the list. Throws `Unreadable`. Source: deb(5), ar(5).
 */
export async function readDeb(path: string, data: string): Promise<Deb> {
  const file = await open(path, "r");
  try {
    const members = await membersOf(file);
    if (members[0]?.name !== "debian-binary") throw new Unreadable("it is no package");
    const version = await collect(readRange(file, members[0].start, members[0].size, path), 64);
    if (!version.toString("latin1").startsWith("2."))
      throw new Unreadable("it is a package of another format");
    const controlMember = members.find(({ name }) => /^control\.tar(?:\.|$)/.test(name));
    const dataMember = members.find(({ name }) => /^data\.tar(?:\.|$)/.test(name));
    if (controlMember === undefined || dataMember === undefined)
      throw new Unreadable("it has no control part, or no data");
    const { control, info } = await readControl(
      readRange(file, controlMember.start, controlMember.size, path),
    );
    const entries = await readData(readRange(file, dataMember.start, dataMember.size, path), data);
    return { control, info, entries, data };
  } catch (error) {
    if (error instanceof RangeError) throw new Unreadable(messageOf(error));
    throw error;
  } finally {
    await file.close();
  }
}

interface Member {
  readonly name: string;
  readonly start: number;
  readonly size: number;
}

async function membersOf(file: FileHandle): Promise<readonly Member[]> {
  const { size } = await file.stat();
  const magic = await readAt(file, 0, 8);
  if (magic.toString("latin1") !== "!<arch>\n") throw new Unreadable("it is no package");
  const members: Member[] = [];
  for (let at = 8; at + 60 <= size && members.length < MAX_MEMBERS; ) {
    const header = (await readAt(file, at, 60)).toString("latin1");
    const length = header.slice(48, 58).trim();
    if (!header.endsWith("`\n") || !/^\d+$/.test(length)) throw new Unreadable("a member of it is damaged");
    const start = at + 60;
    if (start + Number(length) > size) throw new Unreadable("it is cut off");
    members.push({ name: header.slice(0, 16).trim().replace(/\/$/, ""), start, size: Number(length) });
    at = start + Number(length) + (Number(length) % 2);
  }
  return members;
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

async function readControl(chunks: AsyncIterable<Uint8Array>): Promise<Pick<Deb, "control" | "info">> {
  const bytes = await collect(unpack(chunks, "its control part"), MAX_CONTROL);
  const tar = new PackedTar();
  tar.push(bytes);
  tar.end();
  const info = new Map<string, InfoFile>();
  for (const { path, type, offset, size, mode, mtime } of tar.entries) {
    if (path === "") continue;
    if (type !== "file" || path.includes("/"))
      throw new Unreadable(`its control part holds ${path}, which is no plain file`);
    info.set(path, { content: bytes.subarray(offset, offset + size), mode, mtime });
  }
  const control = info.get("control");
  if (control === undefined) throw new Unreadable("it has no control file");
  info.delete("control");
  return { control: parseStanza(control.content.toString("utf8")), info };
}

async function readData(chunks: AsyncIterable<Uint8Array>, path: string): Promise<readonly PackedEntry[]> {
  const file = await open(path, "w", 0o600);
  try {
    const tar = new PackedTar();
    for await (const chunk of unpack(chunks, "its data")) {
      tar.push(chunk);
      for (let done = 0; done < chunk.length; )
        done += (await file.write(chunk, done, chunk.length - done)).bytesWritten;
    }
    tar.end();
    return tar.entries;
  } finally {
    await file.close();
  }
}

async function collect(chunks: AsyncIterable<Uint8Array>, cap: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > cap) throw new Unreadable(`a part of it is over ${cap} bytes long`);
    // Chunks are only valid until the next.
    parts.push(Buffer.from(chunk));
  }
  return Buffer.concat(parts, size);
}
