import { OverLimit, Unreadable } from "../../errors.ts";
import { ByteSearch } from "../binary/byte-search.ts";
import type { Program, Region } from "../binary/program.ts";
import type { ProgramReader } from "../binary/program-sink.ts";
import { type GoBuildInfo, parseModules } from "./build-info.ts";
import { OldBuildInfo } from "./old-build-info.ts";

const MAGIC = Buffer.concat([Buffer.of(0xff), Buffer.from(" Go buildinf:")]);
/** The linker puts it at such an address; the same bytes elsewhere are those of a program that looks for them. */
const ALIGNMENT = 16;
/** Magic, size of a pointer, flags, two pointers; text comes behind. */
const HEADER_BYTES = 32;
const FLAGS_AT = 15;
const INLINE = 2;
/** Of the Go version; stops a length that was made to have us wait for it. */
const MAX_VERSION = 256;
const MAX_VARINT = 10;
/** How much must be at hand to know whether a hit is one: header, version, both lengths. */
const AHEAD = HEADER_BYTES + MAX_VERSION + 2 * MAX_VARINT;
/** Stops a claimed length that would have us keep the whole program. Long honest texts have 200 kB. */
const MAX_TEXT = 8 * 1024 * 1024;

/** Version and modules, each with its length in front, being collected. */
interface Text {
  readonly go: string;
  readonly wanted: number;
  readonly parts: Buffer[];
  length: number;
  /** Where in the program the next byte lies. */
  end: number;
}

/**
 * Finds the build info of one program as its bytes pass by. It lies in what can be written to, anywhere in there, so
 * the search has no cap. Source: Go, `debug/buildinfo` and `cmd/link`: text behind the magic from Go 1.18 on,
 * pointers to text before.
 */
export class BuildInfoReader implements ProgramReader {
  readonly #ranges: readonly Pick<Region, "start" | "end">[];
  readonly #search: ByteSearch;
  readonly #old: OldBuildInfo | undefined;
  readonly #found: (info: GoBuildInfo) => void;
  #text: Text | undefined;
  /** There is build info of the old form. */
  #pointers = false;
  #done = false;

  constructor(program: Program, found: (info: GoBuildInfo) => void) {
    this.#found = found;
    this.#ranges = rangesOf(program);
    this.#search = new ByteSearch([MAGIC], AHEAD, (window, at, offset) => this.#hit(window, at, offset));
    // Of programs that may be anybody's it is not worth remembering all strings.
    this.#old = program.madeByGo ? new OldBuildInfo(program) : undefined;
  }

  write(piece: Buffer, offset: number): boolean {
    for (const { start, end } of this.#ranges) {
      const from = Math.max(start, offset);
      const to = Math.min(end, offset + piece.length);
      if (this.#text === undefined && from < to)
        this.#search.write(piece.subarray(from - offset, to - offset), from);
    }
    if (this.#text !== undefined) this.#collect(this.#text, piece, offset);
    else this.#tell(this.#old?.write(piece, offset));
    return !this.#done;
  }

  end(): void {
    if (this.#done) return;
    if (this.#text === undefined) this.#search.end();
    if (this.#text === undefined) this.#endWithout();
    else if (this.#text.length >= this.#text.wanted) this.#parse(this.#text);
    else throw new Unreadable("its build info is cut off");
  }

  #endWithout(): void {
    this.#old?.end();
    if (this.#pointers)
      throw new Unreadable("it is a program of Go before 1.18, of a kind whose build info is not read");
  }

  #hit(window: Buffer, at: number, offset: number): boolean {
    const header = window.subarray(at, at + HEADER_BYTES);
    if (offset % ALIGNMENT !== 0 || header.length < HEADER_BYTES) return false;
    if (((header[FLAGS_AT] ?? 0) & INLINE) === 0) {
      this.#old?.follow(header);
      this.#pointers ||= isOldHeader(header);
      return false;
    }
    const behind = window.subarray(at + HEADER_BYTES);
    const version = varint(behind);
    if (version === undefined || version.value > MAX_VERSION) return false;
    const go = behind.toString("utf8", version.size, version.size + version.value);
    const modules = varint(behind.subarray(version.size + version.value));
    if (modules === undefined || !/^(?:go\d|devel\b)/.test(go)) return false;
    const wanted = version.size + version.value + modules.size + modules.value;
    if (wanted > MAX_TEXT) throw new OverLimit(`its build info has more than ${MAX_TEXT} bytes`);
    const end = offset + HEADER_BYTES + behind.length;
    this.#text = { go, wanted, parts: [Buffer.from(behind)], length: behind.length, end };
    return true;
  }

  #collect(text: Text, piece: Buffer, offset: number): void {
    const rest = Buffer.from(piece.subarray(Math.max(0, text.end - offset)));
    text.parts.push(rest);
    text.length += rest.length;
    text.end += rest.length;
    if (text.length >= text.wanted) this.#parse(text);
  }

  #parse({ go, wanted, parts }: Text): void {
    const bytes = Buffer.concat(parts, wanted);
    const version = varint(bytes)!;
    const behind = bytes.subarray(version.size + version.value);
    this.#tell(parseModules(go, behind.subarray(varint(behind)!.size)));
  }

  #tell(info: GoBuildInfo | undefined): void {
    if (info === undefined) return;
    this.#done = true;
    this.#found(info);
  }
}

/** Where to look. */
function rangesOf({ sections, regions }: Program): readonly Pick<Region, "start" | "end">[] {
  const section = sections.get("__go_buildinfo");
  if (section !== undefined) return [section];
  if (regions.length === 0) return [{ start: 0, end: Number.POSITIVE_INFINITY }];
  return regions.filter(({ writable }) => writable);
}

/** Size of a pointer, order of bytes. */
function isOldHeader(header: Buffer): boolean {
  const size = header[FLAGS_AT - 1] ?? 0;
  return (size === 4 || size === 8) && (header[FLAGS_AT] ?? 0) <= 1;
}

/** As Go's `encoding/binary.Uvarint`, for lengths. */
function varint(bytes: Buffer): { value: number; size: number } | undefined {
  let value = 0;
  for (let size = 1; size <= Math.min(MAX_VARINT, bytes.length); size++) {
    const byte = bytes[size - 1] ?? 0;
    value += (byte & 0x7f) * 2 ** (7 * (size - 1));
    if (byte < 0x80) return { value, size };
  }
  return undefined;
}
