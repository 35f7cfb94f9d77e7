import type { FileAnalyzer } from "../../analysis/index.ts";
import { Unreadable } from "../../errors.ts";
import { HEAD_BYTES, HeadReader } from "../../inventory/binary/program.ts";
import { type ByteSource, withSource } from "../../inventory/byte-source.ts";

/** A debug build of a browser has less. */
const MAX_FILE = 2 * 1024 ** 3;
/** Of the dynamic section; glibc's largest have some forty rows. */
const MAX_DYNAMIC = 256 * 1024;
const MAX_NAME = 4096;

const LOAD = 1;
const DYNAMIC = 2;
const DT_NEEDED = 1;
const DT_STRTAB = 5;

/** The libraries that a program asks for; `[]` = none, or it is no ELF file. */
export type Needs = readonly string[];

/** Reads these files. Its answer depends on them: never to be cached. Source: System V ABI, chapter 5, "Dynamic Section". */
export function elfNeeds(paths: ReadonlySet<string>): FileAnalyzer<Needs> {
  return {
    id: "elf-needs",
    version: 1,
    maxBytes: MAX_FILE,
    wants: ({ path, size }) => size >= 64 && paths.has(path),
    read: (body) => withSource(body, needsOf),
  };
}

/** Throws `Unreadable` for an ELF file whose tables lead nowhere. */
export async function needsOf(source: ByteSource): Promise<Needs> {
  const head = await source.read(0, Math.min(source.size, HEAD_BYTES));
  const [, , , , wordSize, order] = head;
  if (head.toString("latin1", 0, 4) !== "\x7fELF" || (wordSize !== 1 && wordSize !== 2)) return [];
  const bits = wordSize === 2 ? 64 : 32;
  const little = order === 1;
  const reader = new HeadReader(head, little);
  const segments = segmentsOf(reader, bits);
  const dynamic = segments.find(({ type }) => type === DYNAMIC);
  if (dynamic === undefined) return [];
  if (dynamic.size > MAX_DYNAMIC) throw new Unreadable("its dynamic section is too large");
  const rows = new HeadReader(await source.read(dynamic.start, dynamic.size), little);
  const step = bits / 8;
  const offsets: number[] = [];
  let strings: number | undefined;
  for (let at = 0; at + 2 * step <= dynamic.size; at += 2 * step) {
    const tag = rows.word(at, bits);
    const value = rows.word(at + step, bits);
    if (tag === 0) break;
    if (tag === DT_NEEDED) offsets.push(value);
    if (tag === DT_STRTAB) strings = value;
  }
  if (offsets.length === 0) return [];
  const table = strings === undefined ? undefined : placeOf(strings, segments);
  if (table === undefined) throw new Unreadable("its dynamic section has no names");
  const names: string[] = [];
  for (const offset of offsets) {
    const at = table + offset;
    const bytes = await source.read(at, Math.min(MAX_NAME, source.size - at));
    const end = bytes.indexOf(0);
    if (end < 0) throw new Unreadable("the name of a library has no end");
    names.push(bytes.toString("latin1", 0, end));
  }
  return names;
}

interface Segment {
  readonly type: number;
  readonly start: number;
  readonly address: number;
  readonly size: number;
}

function segmentsOf(reader: HeadReader, bits: 32 | 64): readonly Segment[] {
  const is64 = bits === 64;
  const table = reader.word(is64 ? 32 : 28, bits);
  const step = reader.u16(is64 ? 54 : 42);
  const count = reader.u16(is64 ? 56 : 44);
  if (count > 0 && table + count * step > reader.bytes.length)
    throw new Unreadable("its program headers do not stand at its beginning");
  return Array.from({ length: count }, (_, index) => {
    const at = table + index * step;
    return {
      type: reader.u32(at),
      start: reader.word(at + (is64 ? 8 : 4), bits),
      address: reader.word(at + (is64 ? 16 : 8), bits),
      size: reader.word(at + (is64 ? 32 : 16), bits),
    };
  });
}

/** Where in the file an address is loaded from. */
function placeOf(address: number, segments: readonly Segment[]): number | undefined {
  const home = segments.find(
    (one) => one.type === LOAD && address >= one.address && address < one.address + one.size,
  );
  return home === undefined ? undefined : home.start + address - home.address;
}
