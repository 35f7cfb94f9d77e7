/** Reads part of a file. */
export type ReadAt = (offset: number, length: number) => Promise<Buffer>;

const PT_LOAD = 1;
const PT_DYNAMIC = 2;
const DT_NULL = 0;
const DT_STRTAB = 5;
const DT_SONAME = 14;
/** Stops headers that point to gigabytes. */
const MAX_TABLE = 1024 * 1024;

/**
 * The name by which programs ask for a shared library; `""` where it names none, `undefined` where the file is none.
 * Source: System V ABI, chapters 4 and 5.
 */
export async function sonameOf(readAt: ReadAt): Promise<string | undefined> {
  const header = await readAt(0, 64);
  if (header.length < 52 || header.readUInt32BE(0) !== 0x7f454c46) return undefined;
  const wide = header[4] === 2;
  const numbers = reader(header[5] === 2, wide);
  if (numbers.half(header, 16) !== 3) return undefined;
  const start = numbers.word(header, wide ? 32 : 28);
  const size = numbers.half(header, wide ? 54 : 42);
  const count = numbers.half(header, wide ? 56 : 44);
  if (size < (wide ? 56 : 32) || size * count > MAX_TABLE) return undefined;
  const table = await readAt(start, size * count);
  const segments = Array.from({ length: Math.floor(table.length / size) }, (_, index) => {
    const at = index * size;
    return {
      type: numbers.int(table, at),
      offset: numbers.word(table, at + (wide ? 8 : 4)),
      address: numbers.word(table, at + (wide ? 16 : 8)),
      size: numbers.word(table, at + (wide ? 32 : 16)),
    };
  });
  const dynamic = segments.find(({ type }) => type === PT_DYNAMIC);
  if (dynamic === undefined || dynamic.size > MAX_TABLE) return "";
  const tags = dynamicTags(await readAt(dynamic.offset, dynamic.size), numbers, wide ? 8 : 4);
  const strings = tags.get(DT_STRTAB);
  const name = tags.get(DT_SONAME);
  const holder = segments.find(
    ({ type, address, size: length }) =>
      type === PT_LOAD && strings !== undefined && strings >= address && strings < address + length,
  );
  if (strings === undefined || name === undefined || holder === undefined) return "";
  const text = await readAt(strings - holder.address + holder.offset + name, 256);
  const end = text.indexOf(0);
  return end > 0 ? text.toString("latin1", 0, end) : "";
}

interface Numbers {
  half(bytes: Buffer, at: number): number;
  int(bytes: Buffer, at: number): number;
  /** As wide as an address. */
  word(bytes: Buffer, at: number): number;
}

function reader(bigEndian: boolean, wide: boolean): Numbers {
  const int = (bytes: Buffer, at: number) => (bigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at));
  return {
    half: (bytes, at) => (bigEndian ? bytes.readUInt16BE(at) : bytes.readUInt16LE(at)),
    int,
    word: wide
      ? (bytes, at) => Number(bigEndian ? bytes.readBigUInt64BE(at) : bytes.readBigUInt64LE(at))
      : int,
  };
}

function dynamicTags(table: Buffer, numbers: Numbers, width: number): ReadonlyMap<number, number> {
  const tags = new Map<number, number>();
  for (let at = 0; at + 2 * width <= table.length; at += 2 * width) {
    const tag = numbers.word(table, at);
    if (tag === DT_NULL) break;
    if (!tags.has(tag)) tags.set(tag, numbers.word(table, at + width));
  }
  return tags;
}
