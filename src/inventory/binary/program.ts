/** Where in a program's file something is loaded from. Offsets are from the start of the program. */
export interface Region {
  readonly start: number;
  /** The first byte behind it. */
  readonly end: number;
  /** Where `start` comes to lie in memory. */
  readonly address: number;
  readonly writable: boolean;
  readonly executable: boolean;
}

/** What the first bytes of a program say about the rest. */
export interface Program {
  readonly format: "elf" | "pe" | "mach-o";
  readonly bits: 32 | 64;
  readonly littleEndian: boolean;
  /** In the order of the file; none where the tables cannot be read, so that anything may be anywhere. */
  readonly regions: readonly Region[];
  /** By name; not for ELF, whose table of sections stands at the end. */
  readonly sections: ReadonlyMap<string, Pick<Region, "start" | "end">>;
  /** It says so in its first bytes; not all do. */
  readonly madeByGo: boolean;
}

/** Several programs in one file, for several processors. */
export interface FatProgram {
  readonly slices: readonly Pick<Region, "start" | "end">[];
}

/** How much of a file is enough to know what it is, and in all but odd cases how it is laid out. */
export const HEAD_BYTES = 4096;

/** A program whose tables do not lie in its head: patched ones do that. */
export function unknownLayout(kind: Pick<Program, "format" | "bits" | "littleEndian">): Program {
  return { ...kind, regions: [], sections: new Map(), madeByGo: false };
}

/** In the order of the file, and none beyond its end. */
export function orderedRegions(regions: readonly Region[], size: number): readonly Region[] {
  return regions
    .map((region) => ({ ...region, end: Math.min(region.end, size) }))
    .filter(({ start, end }) => start < end)
    .sort((a, b) => a.start - b.start);
}

/** Numbers from a head, in either order of bytes. Beyond its end they are 0. */
export class HeadReader {
  readonly bytes: Buffer;
  readonly littleEndian: boolean;

  constructor(bytes: Buffer, littleEndian: boolean) {
    this.bytes = bytes;
    this.littleEndian = littleEndian;
  }

  u16(at: number): number {
    if (!this.#holds(at, 2)) return 0;
    return this.littleEndian ? this.bytes.readUInt16LE(at) : this.bytes.readUInt16BE(at);
  }

  u32(at: number): number {
    if (!this.#holds(at, 4)) return 0;
    return this.littleEndian ? this.bytes.readUInt32LE(at) : this.bytes.readUInt32BE(at);
  }

  /** Above 2^53 inexact: no file has such offsets. */
  u64(at: number): number {
    const [low, high] = this.littleEndian ? [at, at + 4] : [at + 4, at];
    return this.u32(high) * 2 ** 32 + this.u32(low);
  }

  /** An address or offset. */
  word(at: number, bits: 32 | 64): number {
    return bits === 64 ? this.u64(at) : this.u32(at);
  }

  /** Text of a field of `length` bytes, up to a zero. */
  text(at: number, length: number): string {
    const field = this.bytes.subarray(at, at + length);
    const end = field.indexOf(0);
    return field.toString("latin1", 0, end < 0 ? field.length : end);
  }

  #holds(at: number, length: number): boolean {
    return at >= 0 && at + length <= this.bytes.length;
  }
}
