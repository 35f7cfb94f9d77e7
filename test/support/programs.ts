/** Files that begin as machine code and do nothing: a header, and text behind it. */

interface Made {
  /** Put behind the header, each ended by a zero byte. */
  readonly strings?: readonly string[];
  /** `e_machine`; x86-64 unless told. */
  readonly machine?: number;
  /** Of the section table; 0 = it was taken off. */
  readonly sections?: number;
  /** Marked as UPX marks what it has packed. */
  readonly isPacked?: boolean;
}

/** Source: System V ABI, chapter 4. */
export function elf({ strings = [], machine = 62, sections = 5, isPacked = false }: Made = {}): Buffer {
  const header = Buffer.alloc(64);
  header.writeUInt32BE(0x7f454c46, 0);
  header.set([2, 1, 1], 4);
  header.writeUInt16LE(2, 16);
  header.writeUInt16LE(machine, 18);
  header.writeUInt16LE(sections, 60);
  const mark = isPacked ? ["U", "PX", "!"].join("") : "";
  return Buffer.concat([header, Buffer.from([...strings, mark, ""].join("\0"), "latin1")]);
}

/** Source: PE format, "MS-DOS stub". */
export function pe(...strings: string[]): Buffer {
  const header = Buffer.alloc(128);
  header.write("MZ", 0, "latin1");
  header.writeUInt32LE(64, 60);
  header.write("PE\0\0", 64, "latin1");
  return Buffer.concat([header, Buffer.from(`${strings.join("\0")}\0`, "latin1")]);
}

/** Text in pieces, so that no scanner takes a test for what it tests. */
export function pieces(...parts: string[]): string {
  return parts.join("");
}
