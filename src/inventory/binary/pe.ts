import { HeadReader, orderedRegions, type Program, type Region, unknownLayout } from "./program.ts";

const EXECUTABLE = 0x20000000;
const WRITABLE = 0x80000000;
const SECTION_BYTES = 40;

/** Reads the table of sections. Source: Microsoft, "PE Format". */
export function parsePe(head: Buffer, size: number): Program | undefined {
  if (head.toString("latin1", 0, 2) !== "MZ") return undefined;
  const reader = new HeadReader(head, true);
  const start = reader.u32(60);
  // A program for DOS has anything there; a signature beyond the head cannot be told from that.
  if (reader.text(start, 4) !== "PE") return undefined;
  const bits = reader.u16(start + 24) === 0x20b ? 64 : 32;
  const kind = { format: "pe", bits, littleEndian: true } as const;
  const count = reader.u16(start + 6);
  const table = start + 24 + reader.u16(start + 20);
  if (table + count * SECTION_BYTES > head.length) return unknownLayout(kind);

  const regions: Region[] = [];
  const sections = new Map<string, Pick<Region, "start" | "end">>();
  for (let at = table; at < table + count * SECTION_BYTES; at += SECTION_BYTES) {
    const begin = reader.u32(at + 20);
    const range = { start: begin, end: begin + reader.u32(at + 16) };
    const rights = reader.u32(at + 36);
    sections.set(reader.text(at, 8), range);
    regions.push({
      ...range,
      address: reader.u32(at + 12),
      writable: (rights & WRITABLE) !== 0,
      executable: (rights & EXECUTABLE) !== 0,
    });
  }
  return { ...kind, regions: orderedRegions(regions, size), sections, madeByGo: false };
}
