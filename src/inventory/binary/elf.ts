import { HeadReader, orderedRegions, type Program, type Region, unknownLayout } from "./program.ts";

const MAGIC = Buffer.from("\x7fELF", "latin1");
const LOAD = 1;
const NOTE = 4;
const EXECUTABLE = 1;
const WRITABLE = 2;
/** `Go`, zero-padded to four bytes: the owner of the note with Go's build id. */
const GO_OWNER = 0x476f0000;

/** Reads the file header and the program headers. Source: System V ABI, chapters 4 and 5. */
export function parseElf(head: Buffer, size: number): Program | undefined {
  if (!head.subarray(0, 4).equals(MAGIC)) return undefined;
  const [, , , , wordSize, order] = head;
  if ((wordSize !== 1 && wordSize !== 2) || (order !== 1 && order !== 2)) return undefined;
  const bits = wordSize === 2 ? 64 : 32;
  const littleEndian = order === 1;
  const reader = new HeadReader(head, littleEndian);
  const table = reader.word(bits === 64 ? 32 : 28, bits);
  const step = reader.u16(bits === 64 ? 54 : 42);
  const count = reader.u16(bits === 64 ? 56 : 44);
  const kind = { format: "elf", bits, littleEndian } as const;
  if (count > 0 && (step < (bits === 64 ? 56 : 32) || table + count * step > head.length))
    return unknownLayout(kind);

  const regions: Region[] = [];
  let madeByGo = false;
  for (let at = table; at < table + count * step; at += step) {
    const type = reader.u32(at);
    const flags = reader.u32(at + (bits === 64 ? 4 : 24));
    const start = reader.word(at + (bits === 64 ? 8 : 4), bits);
    const address = reader.word(at + (bits === 64 ? 16 : 8), bits);
    const end = start + reader.word(at + (bits === 64 ? 32 : 16), bits);
    const rights = { writable: (flags & WRITABLE) !== 0, executable: (flags & EXECUTABLE) !== 0 };
    if (type === LOAD) regions.push({ start, end, address, ...rights });
    if (type === NOTE && isGoNote(reader, start, end)) madeByGo = true;
  }
  return { ...kind, regions: orderedRegions(regions, size), sections: new Map(), madeByGo };
}

/** Notes stand one behind the other: length of the owner, length of the content, type, owner, content. */
function isGoNote(reader: HeadReader, start: number, end: number): boolean {
  const { bytes } = reader;
  for (let at = start; at + 16 <= Math.min(end, bytes.length); ) {
    const owner = reader.u32(at);
    if (owner === 4 && bytes.readUInt32BE(at + 12) === GO_OWNER) return true;
    at += 12 + padded(owner) + padded(reader.u32(at + 4));
  }
  return false;
}

function padded(length: number): number {
  return Math.ceil(length / 4) * 4;
}
