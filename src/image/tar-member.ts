import { OverLimit, Unreadable } from "../errors.ts";
import { MAX_PATH_BYTES, normalisePath } from "./path.ts";
import { BLOCK, numberField, parseHeader, type RawHeader, textField } from "./tar-header.ts";
import { type PaxChanges, parsePax } from "./tar-pax.ts";
import { parseOldSegments, type Segment, type SparseMap } from "./tar-sparse.ts";

/** One entry of a tar. The shape fits the analyzers' `FileEntry`. */
export interface TarMember {
  /** Normalised: no leading slash, no `.`, `..` or empty segments. `""` is the root itself. */
  readonly path: string;
  readonly type: "file" | "directory" | "symlink" | "hardlink" | "other";
  /** Bytes of the file, holes included; 0 for everything but a file. */
  readonly size: number;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Of a symlink as written; of a hard link normalised like a path. */
  readonly target?: string;
  /** What a program gets of root's powers when it is started; absent where that is nothing. */
  readonly capabilities?: readonly string[];
  /** Of the type `other`, where its letter is known. */
  readonly device?: Device;
}

export interface Device {
  readonly kind: "block" | "char" | "fifo";
  /** Both 0 for a fifo. */
  readonly major: number;
  readonly minor: number;
}

/** What a header block, or several, came to. */
export type Step =
  /** `size` bytes of extended header follow: give them to `extension`. */
  | { readonly kind: "extension"; readonly size: number }
  /** The next block belongs to this header too. */
  | { readonly kind: "more" }
  | MemberStep
  /** Something without meaning for an image, `stored` bytes long. */
  | { readonly kind: "skip"; readonly stored: number }
  | { readonly kind: "end" };

/** An entry with `stored` bytes behind it. `trouble` = it cannot be told what it is; step over it. */
export interface MemberStep {
  readonly kind: "member";
  readonly member: TarMember;
  readonly stored: number;
  readonly sparse?: SparseMap;
  readonly trouble?: Unreadable;
}

/** Go's reader, and so every engine, refuses larger ones; they would only fill our memory. */
const MAX_EXTENSION_BYTES = 1024 * 1024;

const ZERO_BLOCK = Buffer.alloc(BLOCK);

/** Blocks in, members out. Knows the formats, not where the bytes come from. */
export class TarAssembler {
  #pax: PaxChanges | undefined;
  #longName: string | undefined;
  #longTarget: string | undefined;
  #extension: "x" | "L" | "K" | undefined;
  #trouble: Unreadable | undefined;
  #zeroBlock = false;
  #oldSparse: { header: RawHeader; size: number; segments: Segment[] } | undefined;

  /** Takes the next block of 512 bytes. Throws `Unreadable` where the tar cannot be followed any further. */
  block(block: Buffer): Step {
    if (this.#oldSparse !== undefined) return this.#moreSparse(block);
    if (block[0] === 0 && block.equals(ZERO_BLOCK)) {
      if (this.#zeroBlock) return { kind: "end" };
      this.#zeroBlock = true;
      return { kind: "more" };
    }
    if (this.#zeroBlock) throw new Unreadable("one block of zeros stands in the middle of the tar");
    const header = parseHeader(block);
    switch (header.letter) {
      case "x":
      case "L":
      case "K":
        return this.#startExtension(header.letter, header.size);
      // Global headers: the engines' reader hands them out as entries of their own and the engines drop them.
      case "g":
        return { kind: "skip", stored: natural(header.size) };
      case "S":
        this.#oldSparse = {
          header,
          size: natural(numberField(block, 483, 12)),
          segments: parseOldSegments(block, 386, 4),
        };
        return block[482] === 0 ? this.#endSparse() : { kind: "more" };
      default:
        return this.#finish(header);
    }
  }

  /** Takes the body that an `extension` step asked for. */
  extension(body: Buffer): void {
    if (this.#extension === "x") this.#pax = parsePax(body);
    else if (this.#extension === "L") this.#longName = textField(body, 0, body.length);
    else this.#longTarget = textField(body, 0, body.length);
  }

  #startExtension(letter: "x" | "L" | "K", size: number): Step {
    this.#extension = letter;
    if (natural(size) <= MAX_EXTENSION_BYTES) return { kind: "extension", size };
    this.#trouble = new OverLimit(`its extended header is over ${MAX_EXTENSION_BYTES} bytes`);
    return { kind: "skip", stored: size };
  }

  #moreSparse(block: Buffer): Step {
    // Kept beyond any use, never without end: the filler refuses so many.
    if (this.#oldSparse!.segments.length < 100_000)
      this.#oldSparse!.segments.push(...parseOldSegments(block, 0, 21));
    return block[504] === 0 ? this.#endSparse() : { kind: "more" };
  }

  #endSparse(): Step {
    const { header, size, segments } = this.#oldSparse!;
    this.#oldSparse = undefined;
    return this.#finish(header, { size, segments });
  }

  #finish(header: RawHeader, oldSparse?: SparseMap): Step {
    const pax = this.#pax;
    const name = this.#longName ?? pax?.path ?? header.name;
    const target = this.#longTarget ?? pax?.target ?? header.target;
    let trouble = this.#trouble;
    this.#pax = this.#longName = this.#longTarget = this.#trouble = undefined;

    const type = typeOf(header.letter, name);
    const path = normalisePath(name);
    const linked = type === "hardlink" ? normalisePath(target) : target;
    if (name.length > MAX_PATH_BYTES || target.length > MAX_PATH_BYTES)
      trouble ??= new OverLimit(`its name or target is over ${MAX_PATH_BYTES} bytes`);
    if (path === undefined) trouble ??= new Unreadable("its path leads out of the image");
    if (linked === undefined) trouble ??= new Unreadable(`it is a link to ${target}, out of the image`);

    // As the engines' reader: only files have bodies, whatever the header of a link or folder claims.
    const stored =
      type === "file" || !"123456".includes(header.letter) ? natural(pax?.size ?? header.size) : 0;
    const sparse = oldSparse ?? (type === "file" ? paxSparse(pax, stored) : undefined);
    const member: TarMember = {
      path: trouble === undefined ? (path ?? name) : shortened(path ?? name),
      type,
      size: type === "file" ? (sparse?.size ?? stored) : 0,
      mode: header.mode,
      uid: pax?.uid ?? header.uid,
      gid: pax?.gid ?? header.gid,
      ...(type === "symlink" || type === "hardlink" ? { target: linked ?? target } : undefined),
      ...(pax?.capabilities === undefined ? undefined : { capabilities: pax.capabilities }),
      ...(type === "other" ? deviceOf(header) : undefined),
    };
    return {
      kind: "member",
      member,
      stored,
      ...(sparse === undefined ? undefined : { sparse }),
      ...(trouble === undefined ? undefined : { trouble }),
    };
  }
}

function typeOf(letter: string, name: string): TarMember["type"] {
  switch (letter) {
    case "\0":
      // Before there was a letter for folders.
      return name.endsWith("/") ? "directory" : "file";
    case "0":
    case "7":
    case "S":
      return "file";
    case "1":
      return "hardlink";
    case "2":
      return "symlink";
    case "5":
      return "directory";
    default:
      return "other";
  }
}

function deviceOf({ letter, device }: RawHeader): { device: Device } | undefined {
  if (letter === "6") return { device: { kind: "fifo", major: 0, minor: 0 } };
  if (device === undefined) return undefined;
  return { device: { kind: letter === "4" ? "block" : "char", ...device } };
}

function paxSparse(pax: PaxChanges | undefined, stored: number): SparseMap | undefined {
  if (pax?.sparse === undefined) return undefined;
  const { size, mapInBody, segments } = pax.sparse;
  return { size: size ?? stored, segments: mapInBody ? undefined : segments };
}

/** For a report, not for a look-up. */
function shortened(name: string): string {
  return name.length > 255 ? `${name.slice(0, 255)}…` : name;
}

function natural(size: number): number {
  if (size < 0) throw new Unreadable("a header holds a negative size");
  return size;
}
