import {
  type FatProgram,
  HeadReader,
  orderedRegions,
  type Program,
  type Region,
  unknownLayout,
} from "./program.ts";

const SEGMENT_32 = 0x1;
const SEGMENT_64 = 0x19;
const WRITABLE = 2;
const EXECUTABLE = 4;
/** Java classes start with the same four bytes; the number behind them is their version, 45 or more. */
const MAX_SLICES = 40;

/** Reads the load commands. Source: Apple, `mach-o/loader.h`. */
export function parseMachO(head: Buffer, size: number): Program | undefined {
  const known = MAGICS.get(head.toString("hex", 0, 4));
  if (known === undefined) return undefined;
  const { bits, littleEndian } = known;
  const kind = { format: "mach-o", bits, littleEndian } as const;
  const reader = new HeadReader(head, littleEndian);
  const first = bits === 64 ? 32 : 28;
  const end = first + reader.u32(20);
  if (end > head.length) return unknownLayout(kind);

  const regions: Region[] = [];
  const sections = new Map<string, Pick<Region, "start" | "end">>();
  for (let at = first; at + 8 <= end; ) {
    const command = reader.u32(at);
    const length = reader.u32(at + 4);
    if (length < 8) break;
    if (command === (bits === 64 ? SEGMENT_64 : SEGMENT_32)) {
      regions.push(segment(reader, at, bits));
      addSections(reader, at, Math.min(at + length, end), bits, sections);
    }
    at += length;
  }
  const madeByGo = sections.has("__go_buildinfo");
  return { ...kind, regions: orderedRegions(regions, size), sections, madeByGo };
}

/** Reads the table in front of several programs. Source: Apple, `mach-o/fat.h`. */
export function parseFat(head: Buffer, size: number): FatProgram | undefined {
  const magic = head.toString("hex", 0, 4);
  if (magic !== "cafebabe" && magic !== "cafebabf") return undefined;
  const bits = magic === "cafebabf" ? 64 : 32;
  const reader = new HeadReader(head, false);
  const count = reader.u32(4);
  if (count > MAX_SLICES) return undefined;
  const step = bits === 64 ? 32 : 20;
  const slices = Array.from({ length: count }, (_, index) => {
    const start = reader.word(8 + index * step + 8, bits);
    const end = start + reader.word(8 + index * step + 8 + bits / 8, bits);
    return { start, end: Math.min(end, size) };
  });
  return { slices: slices.filter(({ start, end }) => start < end).sort((a, b) => a.start - b.start) };
}

const MAGICS: ReadonlyMap<string, Pick<Program, "bits" | "littleEndian">> = new Map([
  ["feedface", { bits: 32, littleEndian: false }],
  ["feedfacf", { bits: 64, littleEndian: false }],
  ["cefaedfe", { bits: 32, littleEndian: true }],
  ["cffaedfe", { bits: 64, littleEndian: true }],
]);

function segment(reader: HeadReader, at: number, bits: 32 | 64): Region {
  const word = bits / 8;
  const start = reader.word(at + 24 + 2 * word, bits);
  const rights = reader.u32(at + 24 + 4 * word + 4);
  return {
    start,
    end: start + reader.word(at + 24 + 3 * word, bits),
    address: reader.word(at + 24, bits),
    writable: (rights & WRITABLE) !== 0,
    executable: (rights & EXECUTABLE) !== 0,
  };
}

function addSections(
  reader: HeadReader,
  at: number,
  end: number,
  bits: 32 | 64,
  sections: Map<string, Pick<Region, "start" | "end">>,
): void {
  const header = bits === 64 ? 72 : 56;
  const step = bits === 64 ? 80 : 68;
  for (let section = at + header; section + step <= end; section += step) {
    const start = reader.u32(section + (bits === 64 ? 48 : 40));
    const length = reader.word(section + (bits === 64 ? 40 : 36), bits);
    sections.set(reader.text(section, 16), { start, end: start + length });
  }
}
