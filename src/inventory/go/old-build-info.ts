import { OverLimit, Unreadable } from "../../errors.ts";
import { ByteSearch } from "../binary/byte-search.ts";
import { HeadReader, type Program } from "../binary/program.ts";
import { type GoBuildInfo, parseModules } from "./build-info.ts";

const VERSION = Buffer.from("go1.");
/** Stands before the text of modules. Source: Go, `cmd/go/internal/modload`, `infoStart`. */
const GUARD = Buffer.from("3077af0c9274080241e1c107e6d618e6", "hex");
/** Bytes that are remembered of what may be a version. */
const VERSION_BYTES = 48;
/** Stops a program of nothing but versions. Go itself names some hundred. */
const MAX_VERSIONS = 10_000;
/** Stops a program of nothing but guards. There is one. */
const MAX_TEXTS = 2;
/** Bytes that are remembered behind a guard; honest lists have 200 kB at most. */
const MAX_TEXT = 1024 * 1024;

const POINTER_SIZE_AT = 14;
const FLAGS_AT = 15;
const BIG_ENDIAN = 1;
const POINTERS_AT = 16;

/** A Go string in memory: where its text is, and how long. Being collected. */
interface StringHeader {
  readonly start: number;
  readonly bytes: Buffer;
  filled: number;
}

/**
 * Programs of Go before 1.18: the build info points to two strings in writable memory, which point to text that passed
 * by earlier. So everything that may be such text is remembered by where it lay, and looked up in the end.
 * Source: Go 1.17, `debug/buildinfo` (then `cmd/go/internal/version`).
 */
export class OldBuildInfo {
  readonly #program: Program;
  readonly #search: ByteSearch;
  readonly #versions = new Map<number, string>();
  readonly #texts: { readonly start: number; readonly parts: Buffer[]; length: number }[] = [];
  #strings: { readonly reader: HeadReader; readonly headers: readonly StringHeader[] } | undefined;

  constructor(program: Program) {
    this.#program = program;
    this.#search = new ByteSearch([VERSION, GUARD], VERSION_BYTES, (window, at, offset) =>
      this.#remember(window, at, offset),
    );
  }

  /** Takes the magic and what follows it: pointers to the two strings. */
  follow(header: Buffer): void {
    if (this.#strings !== undefined) return;
    const bits = header[POINTER_SIZE_AT] === 4 ? 32 : 64;
    const reader = new HeadReader(header, ((header[FLAGS_AT] ?? 0) & BIG_ENDIAN) === 0);
    const pointers = [POINTERS_AT, POINTERS_AT + bits / 8].map((at) => reader.word(at, bits));
    const starts = pointers.map((pointer) => this.#offsetOf(pointer));
    const headers = starts.map((start = -1) => ({ start, bytes: Buffer.alloc(bits / 4), filled: 0 }));
    this.#strings = { reader, headers };
  }

  /** The answer, once both strings have passed by. */
  write(piece: Buffer, offset: number): GoBuildInfo | undefined {
    for (const text of this.#texts) append(text, piece, offset);
    if (this.#strings === undefined) {
      this.#search.write(piece, offset);
      return undefined;
    }
    const { headers } = this.#strings;
    for (const header of headers) fill(header, piece, offset);
    return headers.every(({ bytes, filled }) => filled === bytes.length) ? this.#resolve() : undefined;
  }

  end(): never {
    throw new Unreadable(
      this.#strings === undefined
        ? "it is a Go program without build info"
        : "it is a program of Go before 1.18 whose build info points to where it cannot be followed",
    );
  }

  #remember(window: Buffer, at: number, offset: number): boolean {
    if (window[at] === VERSION[0]) {
      if (this.#versions.size < MAX_VERSIONS)
        this.#versions.set(offset, window.toString("latin1", at, at + VERSION_BYTES));
    } else if (this.#texts.length < MAX_TEXTS) {
      const known = Buffer.from(window.subarray(at, at + MAX_TEXT));
      this.#texts.push({ start: offset, parts: [known], length: known.length });
    }
    return false;
  }

  #resolve(): GoBuildInfo {
    const { reader, headers } = this.#strings!;
    const [version, modules] = headers.map(({ bytes }) => {
      const words = new HeadReader(bytes, reader.littleEndian);
      const bits = bytes.length === 16 ? 64 : 32;
      return { start: this.#offsetOf(words.word(0, bits)), length: words.word(bits / 8, bits) };
    });
    const go = this.#versions.get(version?.start ?? -1)?.slice(0, version?.length);
    return parseModules(go, this.#textAt(modules));
  }

  #textAt(place: { readonly start: number | undefined; readonly length: number } | undefined): Buffer {
    if (place === undefined || place.length === 0) return Buffer.alloc(0);
    if (place.length > MAX_TEXT) throw new OverLimit(`its build info has more than ${MAX_TEXT} bytes`);
    const found = this.#texts.find(({ start }) => start === place.start);
    if (found === undefined || found.length < place.length)
      throw new Unreadable("its build info points to where there is none");
    return Buffer.concat(found.parts, place.length);
  }

  #offsetOf(address: number): number | undefined {
    const region = this.#program.regions.find(
      (region) => address >= region.address && address < region.address + (region.end - region.start),
    );
    return region === undefined ? undefined : region.start + (address - region.address);
  }
}

function append(
  text: { readonly start: number; readonly parts: Buffer[]; length: number },
  piece: Buffer,
  offset: number,
): void {
  const rest = piece.subarray(Math.max(0, text.start + text.length - offset));
  const part = Buffer.from(rest.subarray(0, MAX_TEXT - text.length));
  if (part.length === 0) return;
  text.parts.push(part);
  text.length += part.length;
}

function fill(header: StringHeader, piece: Buffer, offset: number): void {
  const at = header.start + header.filled - offset;
  if (at < 0 || at >= piece.length || header.filled === header.bytes.length) return;
  header.filled += piece.copy(header.bytes, header.filled, at);
}
