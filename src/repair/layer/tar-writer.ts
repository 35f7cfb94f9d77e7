import { DrydockError } from "../../errors.ts";
import type { WrittenEntry } from "../model.ts";

const BLOCK = 512;
/** What eleven octal digits of a ustar header hold. */
const MAX_SIZE = 0o77777777777;
/** Seven octal digits. */
const MAX_ID = 0o7777777;
const NAME_BYTES = 100;

const LETTERS = { file: "0", hardlink: "1", symlink: "2", directory: "5" } as const;

/**
 * A tar of these entries: the same entries make the same bytes, in whatever order they come. Parents stand before what
 * is in them, hard links behind all files. What a plain header cannot hold goes into an extended one. Throws
 * `DrydockError` IMAGE_INVALID for a content that is not as long as was told, and for two entries at one path.
 * Sources: POSIX.1-2017 pax, "ustar Interchange Format" and "pax Extended Header"; OCI image-spec 1.1, layer.md.
 */
export async function* layerTar(entries: readonly WrittenEntry[]): AsyncGenerator<Buffer> {
  for (const entry of ordered(entries)) {
    yield* headerOf(entry);
    if (entry.type === "file") yield* bodyOf(entry);
  }
  yield Buffer.alloc(2 * BLOCK);
}

function ordered(entries: readonly WrittenEntry[]): readonly WrittenEntry[] {
  const named = entries.map((entry) => ({ entry, name: nameOf(entry), isLate: entry.type === "hardlink" }));
  named.sort(
    (a, b) => Number(a.isLate) - Number(b.isLate) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0),
  );
  const seen = new Set<string>();
  for (const { name } of named) {
    if (seen.has(name)) throw new DrydockError("IMAGE_INVALID", `The new layer would have ${name} twice.`);
    seen.add(name);
  }
  return named.map(({ entry }) => entry);
}

/** Source: OCI image-spec 1.1, layer.md, "Whiteouts". */
function nameOf(entry: WrittenEntry): string {
  const { type, path } = entry;
  if (type === "opaque") return `${path}/.wh..wh..opq`;
  if (type !== "whiteout") return path;
  const slash = path.lastIndexOf("/") + 1;
  return `${path.slice(0, slash)}.wh.${path.slice(slash)}`;
}

function headerOf(entry: WrittenEntry): Buffer[] {
  const marker = entry.type === "whiteout" || entry.type === "opaque";
  const name = `${nameOf(entry)}${entry.type === "directory" ? "/" : ""}`;
  const target = "target" in entry ? entry.target : "";
  const size = entry.type === "file" ? entry.size : 0;
  const node = marker ? { mode: 0o644, uid: 0, gid: 0, mtime: 0 } : entry;
  const pax = new Map<string, Buffer>();
  if (Buffer.byteLength(name) > NAME_BYTES) pax.set("path", Buffer.from(name));
  if (Buffer.byteLength(target) > NAME_BYTES) pax.set("linkpath", Buffer.from(target));
  if (size > MAX_SIZE) pax.set("size", Buffer.from(String(size)));
  if (node.uid > MAX_ID) pax.set("uid", Buffer.from(String(node.uid)));
  if (node.gid > MAX_ID) pax.set("gid", Buffer.from(String(node.gid)));
  for (const [key, value] of Object.entries(entry.type === "file" ? (entry.pax ?? {}) : {}))
    pax.set(key, value);
  const letter = marker ? LETTERS.file : LETTERS[entry.type];
  const header = block({ ...node, name, target, letter, size });
  if (pax.size === 0) return [header];
  const body = paxBody(pax);
  const front = block({ name: "PaxHeaders/x", target: "", letter: "x", size: body.length, ...PLAIN });
  return [front, body, padding(body.length), header];
}

const PLAIN = { mode: 0o644, uid: 0, gid: 0, mtime: 0 };

interface Fields {
  readonly name: string;
  readonly target: string;
  readonly letter: string;
  readonly size: number;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly mtime: number;
}

function block({ name, target, letter, size, mode, uid, gid, mtime }: Fields): Buffer {
  const header = Buffer.alloc(BLOCK);
  cut(name).copy(header, 0);
  octal(header, 100, 8, mode);
  octal(header, 108, 8, uid > MAX_ID ? 0 : uid);
  octal(header, 116, 8, gid > MAX_ID ? 0 : gid);
  octal(header, 124, 12, size > MAX_SIZE ? 0 : size);
  octal(header, 136, 12, Math.min(Math.max(0, Math.floor(mtime)), MAX_SIZE));
  header.write(letter, 156, "latin1");
  cut(target).copy(header, 157);
  header.write("ustar\x0000", 257, "latin1");
  header.fill(" ", 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
  return header;
}

/** The extended header has it whole. */
function cut(text: string): Buffer {
  return Buffer.from(text).subarray(0, NAME_BYTES);
}

function octal(header: Buffer, at: number, length: number, value: number): void {
  header.write(`${value.toString(8).padStart(length - 1, "0")}\0`, at, "latin1");
}

/** `"%d %s=%s\n"`, the length counting its own digits; sorted by key. */
function paxBody(records: ReadonlyMap<string, Buffer>): Buffer {
  const sorted = [...records].sort(([a], [b]) => (a < b ? -1 : 1));
  return Buffer.concat(
    sorted.map(([key, value]) => {
      const tail = Buffer.concat([Buffer.from(` ${key}=`), value, Buffer.from("\n")]);
      let length = tail.length + 1;
      while (String(length).length + tail.length !== length) length = String(length).length + tail.length;
      return Buffer.concat([Buffer.from(String(length)), tail]);
    }),
  );
}

async function* bodyOf(entry: WrittenEntry & { readonly type: "file" }): AsyncGenerator<Buffer> {
  let length = 0;
  for await (const piece of entry.content()) {
    length += piece.length;
    if (length > entry.size) break;
    yield Buffer.isBuffer(piece) ? piece : Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
  }
  if (length !== entry.size)
    throw new DrydockError("IMAGE_INVALID", `${entry.path} should have ${entry.size} bytes, and has not.`);
  yield padding(length);
}

function padding(length: number): Buffer {
  return Buffer.alloc((BLOCK - (length % BLOCK)) % BLOCK);
}
