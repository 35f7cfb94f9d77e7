import { DrydockError, Unreadable } from "../errors.ts";
import { paddingOf } from "./tar.ts";
import { BLOCK } from "./tar-header.ts";
import { TarAssembler, type TarMember } from "./tar-member.ts";

/** What `FileHandle` has. */
export interface PositionedReader {
  read(buffer: Buffer, offset: number, length: number, position: number): Promise<{ bytesRead: number }>;
}

/** An entry of an archive on disk and where its body lies. */
export interface TarHeader {
  /** Normalised as in layers. */
  readonly path: string;
  readonly type: TarMember["type"];
  /** Of a symlink as written, of a hard link normalised. */
  readonly target?: string;
  /** Bytes of the body in the archive. */
  readonly size: number;
  /** Where the body starts. */
  readonly offset: number;
}

/** One read; fits the header, the body of most small files and the next header. */
const WINDOW = 64 * 1024;

/**
 * The entries of a tar in a file, jumping over bodies: for archives around an image. Verifies nothing. Throws
 * `DrydockError` IMAGE_INVALID naming `what` where the archive is no tar or is cut off.
 */
export async function* readTarHeaders(
  file: PositionedReader,
  what = "the archive",
): AsyncGenerator<TarHeader> {
  const window = new Window(file);
  const assembler = new TarAssembler();
  let position = 0;
  try {
    for (;;) {
      const block = await window.at(position, BLOCK);
      if (block.length === 0) return;
      if (block.length < BLOCK) throw new Unreadable("it is cut off inside a header");
      position += BLOCK;
      const step = assembler.block(block);
      if (step.kind === "end") return;
      if (step.kind === "more") continue;
      if (step.kind === "extension") {
        const body = await window.at(position, step.size);
        if (body.length < step.size) throw new Unreadable("it is cut off inside a header");
        assembler.extension(body);
        position += step.size + paddingOf(step.size);
        continue;
      }
      if (step.stored > 0 && (await window.at(position + step.stored - 1, 1)).length === 0)
        throw new Unreadable(`it is cut off${step.kind === "member" ? ` inside ${step.member.path}` : ""}`);
      if (step.kind === "member" && step.trouble === undefined && step.member.path !== "") {
        const { path, type, target } = step.member;
        const found = { path, type, size: step.stored, offset: position };
        yield target === undefined ? found : { ...found, target };
      }
      position += step.stored + paddingOf(step.stored);
    }
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    throw new DrydockError("IMAGE_INVALID", `${what} is not a readable tar: ${error.message}`, {
      cause: error,
    });
  }
}

class Window {
  readonly #file: PositionedReader;
  #buffer: Buffer = Buffer.alloc(0);
  #start = 0;

  constructor(file: PositionedReader) {
    this.#file = file;
  }

  /** `length` bytes from `position`, fewer at the end of the file; valid until the next call. */
  async at(position: number, length: number): Promise<Buffer> {
    const from = position - this.#start;
    if (from < 0 || from + length > this.#buffer.length) await this.#load(position, Math.max(length, WINDOW));
    return this.#buffer.subarray(position - this.#start, position - this.#start + length);
  }

  async #load(position: number, length: number): Promise<void> {
    const buffer = Buffer.allocUnsafe(length);
    let filled = 0;
    while (filled < length) {
      const { bytesRead } = await this.#file.read(buffer, filled, length - filled, position + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    this.#buffer = buffer.subarray(0, filled);
    this.#start = position;
  }
}
