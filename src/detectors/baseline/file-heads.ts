import type { StreamAnalyzer } from "../../analysis/analyzer.ts";

/** What the first bytes of a file say. */
export interface Heads {
  /** An ELF core file: the memory of a process. */
  readonly isCore: true;
}

const NEEDED = 18;
const ELF_MAGIC = "\x7fELF";
/** Where an ELF header has its type, and the byte before that tells in which order. Source: elf(5). */
const ORDER_AT = 5;
const TYPE_AT = 16;
const ET_CORE = 4;

/** Files that are called as core dumps are, which other files are too. */
export const fileHeads: StreamAnalyzer<Heads> = {
  id: "baseline-heads",
  version: 1,
  maxBytes: Number.POSITIVE_INFINITY,
  wants: ({ path }) => {
    const name = path.slice(path.lastIndexOf("/") + 1);
    return name.startsWith("core") || name.startsWith("vgcore.");
  },
  open(entry) {
    const name = entry.path.slice(entry.path.lastIndexOf("/") + 1);
    if (!/^(?:vg)?core(?:\.\d{1,10})?$/.test(name)) return undefined;
    let head = Buffer.alloc(0);
    return {
      write(piece) {
        if (head.length < NEEDED) head = Buffer.concat([head, piece.subarray(0, NEEDED)]);
        return head.length < NEEDED;
      },
      end() {
        if (head.length < NEEDED || head.toString("latin1", 0, 4) !== ELF_MAGIC) return undefined;
        const type = head[ORDER_AT] === 2 ? head.readUInt16BE(TYPE_AT) : head.readUInt16LE(TYPE_AT);
        return type === ET_CORE ? { isCore: true } : undefined;
      },
    };
  },
};
