import { OverLimit, Unreadable } from "../../errors.ts";
import { ByteSearch } from "../binary/byte-search.ts";
import type { Program, Region } from "../binary/program.ts";
import type { ProgramReader } from "../binary/program-sink.ts";
import { type AuditedCrate, parseAuditData } from "./audit-data.ts";
import { START_BYTES, startsJson, ZLIB_STARTS } from "./zlib-start.ts";

const SECTION = ".dep-v0";
/** Stops data without end. Large honest programs have 50 kB. */
const MAX_COMPRESSED = 1024 * 1024;
/** Stops a program of nothing but beginnings: each is remembered. */
const MAX_CANDIDATES = 8;

/** A stretch of the program that may be the data; being collected. */
interface Candidate {
  readonly parts: Buffer[];
  /** Where in the program the next byte lies, and the last may. */
  next: number;
  readonly end: number;
}

/** Finds cargo-auditable's data in one program as its bytes pass by. `undefined` = it can have none. */
export function auditDataReader(
  program: Program,
  found: (crates: readonly AuditedCrate[]) => void,
): ProgramReader | undefined {
  const section = program.sections.get(SECTION);
  if (section !== undefined) return sectionReader(section, found);
  return program.format === "elf" || program.regions.length === 0 ? new Finder(program, found) : undefined;
}

/** PE and Mach-O say in front where every section is. */
function sectionReader(
  { start, end }: Pick<Region, "start" | "end">,
  found: (crates: readonly AuditedCrate[]) => void,
): ProgramReader {
  if (end - start > MAX_COMPRESSED)
    throw new OverLimit(`its audit data has more than ${MAX_COMPRESSED} bytes`);
  const candidate: Candidate = { parts: [], next: start, end };
  return {
    write(piece, offset) {
      collect(candidate, piece, offset);
      return candidate.next < end;
    },
    end() {
      const crates = parseAuditData(Buffer.concat(candidate.parts));
      if (crates === undefined) throw new Unreadable("its audit data is not a list of crates");
      found(crates);
    },
  };
}

/**
 * ELF's table of sections comes last, when the data has passed. So the data itself is looked for: zlib whose text is
 * JSON of that schema. That a name of `.dep-v0` stands behind what is loaded tells when it was missed.
 */
class Finder implements ProgramReader {
  readonly #found: (crates: readonly AuditedCrate[]) => void;
  readonly #skipped: readonly Region[];
  readonly #loadedEnd: number;
  readonly #candidates: Candidate[] = [];
  readonly #starts = new ByteSearch(ZLIB_STARTS, START_BYTES, (window, at, offset) => {
    if (!startsJson(window.subarray(at))) return false;
    const start = Buffer.from(window.subarray(at, at + MAX_COMPRESSED));
    this.#candidates.push({ parts: [start], next: offset + start.length, end: offset + MAX_COMPRESSED });
    return this.#candidates.length >= MAX_CANDIDATES;
  });
  #named = false;
  readonly #names = new ByteSearch([Buffer.from(`${SECTION}\0`)], SECTION.length + 1, () => {
    this.#named = true;
    return true;
  });

  constructor({ regions }: Program, found: (crates: readonly AuditedCrate[]) => void) {
    this.#found = found;
    this.#skipped = withoutConstants(regions);
    this.#loadedEnd = Math.max(0, ...regions.map(({ end }) => end));
  }

  write(piece: Buffer, offset: number): boolean {
    const end = offset + piece.length;
    for (const [from, to] of unskipped(this.#skipped, offset, end))
      this.#starts.write(piece.subarray(from - offset, to - offset), from);
    if (this.#loadedEnd < end) {
      const from = Math.max(this.#loadedEnd, offset);
      this.#names.write(piece.subarray(from - offset), from);
    }
    for (const candidate of this.#candidates) collect(candidate, piece, offset);
    return true;
  }

  end(): void {
    this.#starts.end();
    this.#names.end();
    for (const { parts } of this.#candidates) {
      const crates = attempt(() => parseAuditData(Buffer.concat(parts)), !this.#named);
      if (crates === undefined) continue;
      this.#found(crates);
      return;
    }
    if (this.#named) throw new Unreadable("it has audit data of Rust's cargo that cannot be made out");
  }
}

/** Code, and what is written to. Old linkers put constants and code into one region: then that is looked at, too. */
function withoutConstants(regions: readonly Region[]): readonly Region[] {
  const apart = regions.some(({ writable, executable }) => !writable && !executable);
  return regions.filter(({ writable, executable }) => writable || (executable && apart));
}

function unskipped(skipped: readonly Region[], start: number, end: number): [number, number][] {
  const ranges: [number, number][] = [];
  let from = start;
  for (const region of skipped) {
    if (region.start > from) ranges.push([from, Math.min(region.start, end)]);
    from = Math.max(from, region.end);
    if (from >= end) return ranges.filter(([a, b]) => a < b);
  }
  return [...ranges, [from, end]].filter(([a = 0, b = 0]) => a < b) as [number, number][];
}

function collect(candidate: Candidate, piece: Buffer, offset: number): void {
  const from = candidate.next - offset;
  if (from < 0 || from >= piece.length) return;
  const part = Buffer.from(piece.subarray(from, Math.max(from, candidate.end - offset)));
  if (part.length === 0) return;
  candidate.parts.push(part);
  candidate.next += part.length;
}

/** Other zlib data may be damaged as it likes. */
function attempt<T>(work: () => T, forgiving: boolean): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof OverLimit && !forgiving) throw error;
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}
