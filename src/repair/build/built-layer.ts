import { type FileHandle, open } from "node:fs/promises";
import { join } from "node:path";
import { DrydockError } from "../../errors.ts";
import { readRange } from "../../image/file-range.ts";
import { BLOCK, decodeName, numberField, parseHeader } from "../../image/tar-header.ts";
import { markerOf } from "../../image/whiteout.ts";
import type { WrittenEntry } from "../model.ts";
import { Refusal } from "../refusal.ts";

/** More files than any upgrade brings. */
const MAX_ENTRIES = 1_000_000;
/** Names and attributes of one entry. */
const MAX_PAX = 1024 * 1024;

/** The entries of a layer that a builder has made, and their contents until it is closed. */
export interface BuiltLayer {
  readonly entries: readonly WrittenEntry[];
  close(): Promise<void>;
}

/**
 * Reads a builder's layer, which it spools into `folder`, as entries. Throws `Refusal` FIX_CONTENT for what a layer of
 * packages does not have (device nodes), `DrydockError` IMAGE_INVALID for a tar that is none. Source: as of `layerTar`.
 */
export async function readBuiltLayer(tar: AsyncIterable<Uint8Array>, folder: string): Promise<BuiltLayer> {
  const file = await open(join(folder, "built-layer.tar"), "wx+", 0o600);
  try {
    let size = 0;
    for await (const chunk of tar) {
      await file.writeFile(chunk);
      size += chunk.length;
    }
    const entries = await entriesOf(file, size);
    return { entries, close: () => file.close() };
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function entriesOf(file: FileHandle, size: number): Promise<readonly WrittenEntry[]> {
  const entries = new Map<string, WrittenEntry>();
  let pax: ReadonlyMap<string, Buffer> = new Map();
  for (let at = 0; at + BLOCK <= size; ) {
    const block = await bytesAt(file, at, BLOCK);
    at += BLOCK;
    if (block.every((byte) => byte === 0)) break;
    const header = parseHeader(block);
    const length = numberIn(pax, "size") ?? header.size;
    const body = at;
    at += Math.ceil(length / BLOCK) * BLOCK;
    if (at > size) throw invalid("it is cut off");
    if (header.letter === "x" || header.letter === "g") {
      if (length > MAX_PAX) throw invalid("an extended header is too long");
      if (header.letter === "x") pax = paxRecords(await bytesAt(file, body, length));
      continue;
    }
    const node = {
      path: cleaned(pax.get("path") === undefined ? header.name : decodeName(pax.get("path")!)),
      mode: header.mode,
      uid: numberIn(pax, "uid") ?? header.uid,
      gid: numberIn(pax, "gid") ?? header.gid,
      mtime: Math.floor(Number(pax.get("mtime")?.toString("latin1") ?? numberField(block, 136, 12))),
    };
    const target = pax.get("linkpath") === undefined ? header.target : decodeName(pax.get("linkpath")!);
    const entry = entryOf(header.letter, node, { target, length, body, pax }, file);
    pax = new Map();
    if (node.path === "") continue;
    entries.set(
      entry.type === "whiteout" || entry.type === "opaque" ? `${entry.type}:${entry.path}` : node.path,
      entry,
    );
    if (entries.size > MAX_ENTRIES) throw invalid(`it has more than ${MAX_ENTRIES} entries`);
  }
  return [...entries.values()];
}

interface Rest {
  readonly target: string;
  readonly length: number;
  readonly body: number;
  readonly pax: ReadonlyMap<string, Buffer>;
}

function entryOf(
  letter: string,
  node: { path: string; mode: number; uid: number; gid: number; mtime: number },
  { target, length, body, pax }: Rest,
  file: FileHandle,
): WrittenEntry {
  const marker = markerOf(node.path);
  if (marker?.kind === "whiteout") return { type: "whiteout", path: marker.path };
  if (marker?.kind === "opaque") return { type: "opaque", path: marker.folder };
  switch (letter) {
    case "5":
      return { ...node, type: "directory" };
    case "2":
      return { ...node, type: "symlink", target };
    case "1":
      return { ...node, type: "hardlink", target: cleaned(target) };
    case "0":
    case "\0":
    case "7": {
      const kept = [...pax].filter(([key]) => key.startsWith("SCHILY.xattr."));
      const content = () => readRange(file, body, length, "The layer that was built");
      const file_ = { ...node, type: "file" as const, size: length, content };
      return kept.length === 0 ? file_ : { ...file_, pax: Object.fromEntries(kept) };
    }
    default:
      throw new Refusal(
        "FIX_CONTENT",
        `${node.path} of the new layer is a device node or something like it.`,
      );
  }
}

/** No leading slash and no `./`; throws where a name leads out of the image. */
function cleaned(name: string): string {
  const parts = name.split("/").filter((part) => part !== "" && part !== ".");
  if (parts.includes("..")) throw invalid("a name leads out of the image");
  return parts.join("/");
}

function numberIn(pax: ReadonlyMap<string, Buffer>, key: string): number | undefined {
  const text = pax.get(key)?.toString("latin1");
  return text === undefined ? undefined : Number(text);
}

function paxRecords(body: Buffer): ReadonlyMap<string, Buffer> {
  const records = new Map<string, Buffer>();
  for (let at = 0; at < body.length; ) {
    const space = body.indexOf(0x20, at);
    const length = Number(body.toString("latin1", at, space));
    const equals = body.indexOf(0x3d, space);
    const end = at + length;
    if (!(length > 0 && end <= body.length) || space < 0 || equals < 0 || equals >= end)
      throw invalid("an extended header is malformed");
    records.set(body.toString("utf8", space + 1, equals), Buffer.from(body.subarray(equals + 1, end - 1)));
    at = end;
  }
  return records;
}

async function bytesAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  if (bytesRead < length) throw invalid("it is cut off");
  return buffer;
}

function invalid(why: string): DrydockError {
  return new DrydockError("IMAGE_INVALID", `The layer that was built cannot be taken: ${why}.`);
}
