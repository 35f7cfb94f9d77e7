import type { ByteSink } from "../../analysis/analyzer.ts";
import { parseElf } from "./elf.ts";
import { parseFat, parseMachO } from "./mach-o.ts";
import { parsePe } from "./pe.ts";
import { HEAD_BYTES, type Program, type Region } from "./program.ts";

/** Sees the bytes of one program, from its first, in order. */
export interface ProgramReader {
  /** `piece` lies at `offset` of the program. `false` = seen enough. */
  write(piece: Buffer, offset: number): boolean;
  /** No more will come. */
  end?(): void;
}

/**
 * A sink for a file that may be a program. After the first bytes `visit` is told what program it is (for a fat Mach-O
 * each of several); what is none is not looked at any further.
 */
export function programSink<R>(
  size: number,
  visit: (program: Program) => ProgramReader | undefined,
  end: () => R | undefined,
): ByteSink<R> {
  const stream = new ProgramStream(size, visit, true);
  return {
    write: (piece) => stream.write(piece),
    end() {
      stream.end();
      return end();
    },
  };
}

type Range = Pick<Region, "start" | "end">;

class ProgramStream {
  readonly #size: number;
  readonly #visit: (program: Program) => ProgramReader | undefined;
  readonly #mayBeFat: boolean;
  #head: Buffer | undefined = Buffer.alloc(0);
  #offset = 0;
  #reader: ProgramReader | undefined;
  #slices: { range: Range; stream: ProgramStream }[] = [];

  constructor(size: number, visit: (program: Program) => ProgramReader | undefined, mayBeFat: boolean) {
    this.#size = size;
    this.#visit = visit;
    this.#mayBeFat = mayBeFat;
  }

  write(piece: Buffer): boolean {
    if (this.#head === undefined) return this.#pass(piece);
    const head = this.#head.length === 0 ? piece : Buffer.concat([this.#head, piece]);
    if (head.length < Math.min(HEAD_BYTES, this.#size)) {
      this.#head = head === piece ? Buffer.from(piece) : head;
      return this.#head.length < 4 || mayBeProgram(this.#head);
    }
    this.#head = undefined;
    return this.#start(head) && this.#pass(head);
  }

  end(): void {
    for (const { stream } of this.#slices) stream.end();
    this.#reader?.end?.();
    this.#reader = undefined;
  }

  #start(bytes: Buffer): boolean {
    if (!mayBeProgram(bytes)) return false;
    const head = bytes.subarray(0, HEAD_BYTES);
    const program = parseElf(head, this.#size) ?? parsePe(head, this.#size) ?? parseMachO(head, this.#size);
    if (program !== undefined) this.#reader = this.#visit(program);
    else if (this.#mayBeFat)
      this.#slices = (parseFat(head, this.#size)?.slices ?? []).map((range) => ({
        range,
        stream: new ProgramStream(range.end - range.start, this.#visit, false),
      }));
    return this.#reader !== undefined || this.#slices.length > 0;
  }

  #pass(piece: Buffer): boolean {
    const offset = this.#offset;
    this.#offset += piece.length;
    if (this.#reader !== undefined) {
      if (this.#reader.write(piece, offset)) return true;
      this.end();
      return false;
    }
    this.#slices = this.#slices.filter(({ range, stream }) => {
      const from = Math.max(range.start, offset);
      const to = Math.min(range.end, this.#offset);
      const more = from >= to || stream.write(piece.subarray(from - offset, to - offset));
      if (more && this.#offset >= range.end) stream.end();
      return more && this.#offset < range.end;
    });
    return this.#slices.length > 0;
  }
}

/** Tells from four bytes; most files with an execute bit are scripts. */
function mayBeProgram(head: Buffer): boolean {
  if (head.length < 4) return false;
  const first = head.readUInt32BE(0);
  return FIRST.has(first) || first >>> 16 === 0x4d5a;
}

const FIRST: ReadonlySet<number> = new Set([
  0x7f454c46, 0xfeedface, 0xfeedfacf, 0xcefaedfe, 0xcffaedfe, 0xcafebabe, 0xcafebabf,
]);
