import { appendFile, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DrydockError, messageOf, type Unreadable } from "../errors.ts";
import { readPlace } from "../image/file-range.ts";
import type { TarSink } from "../image/tar.ts";
import type { Body, BodyPlace } from "./analyzer.ts";

/** Larger bodies go through a file, so that a layer being read holds at most one of these. */
export const MEMORY_BYTES = 1024 * 1024;

/** A private folder, made when it is first needed. */
export type Scratch = () => Promise<string>;

/** A body and the means to be rid of what it left on disk. */
export interface LentBody extends Body {
  giveBack(): Promise<void>;
}

/** Work that has to wait for the disk; done, in order, before the next chunk is asked for. */
export type Later = (work: () => Promise<void>) => void;

interface Receiver {
  readonly size: number;
  readonly scratch: Scratch;
  readonly later: Later;
  /** The body is complete; called from within `later`. */
  receive(body: LentBody): Promise<void>;
  fail(error: Unreadable): void;
}

/** Collects one body: a view where the chunk holds all of it, a copy where it spans chunks, a file where it is large. */
export function collect(receiver: Receiver, onDisk = false): TarSink {
  return onDisk || receiver.size > MEMORY_BYTES ? toFile(receiver) : toMemory(receiver);
}

function toMemory({ size, scratch, later, receive, fail }: Receiver): TarSink {
  let whole: Buffer | undefined;
  let filled = 0;
  return {
    write(piece) {
      if (filled === 0 && piece.length === size) whole = piece;
      else {
        whole ??= Buffer.allocUnsafe(size);
        piece.copy(whole, filled);
      }
      filled += piece.length;
    },
    end: () => later(() => receive(memoryBody(whole ?? Buffer.alloc(0), scratch))),
    abandon: fail,
  };
}

function toFile({ size, scratch, later, receive, fail }: Receiver): TarSink {
  let path = "";
  later(async () => {
    path = await freshPath(scratch);
    await onDiskErrors(writeFile(path, "", { mode: 0o600, flag: "wx" }));
  });
  return {
    // Opened anew for every piece: then no handle is left open, wherever the layer breaks off.
    write: (piece) => later(() => onDiskErrors(appendFile(path, piece))),
    end: () => later(() => receive(fileBody(path, size))),
    abandon(error) {
      fail(error);
      later(() => rm(path, { force: true }));
    },
  };
}

function memoryBody(content: Buffer, scratch: Scratch): LentBody {
  return {
    size: content.length,
    bytes: async () => content,
    text: async () => content.toString(),
    ...copyMade(() => content, scratch),
  };
}

/** A file that is only written for who asks for one. */
function copyMade(
  content: () => Buffer | AsyncIterable<Buffer>,
  scratch: Scratch,
): Pick<LentBody, "file" | "giveBack"> {
  let path: string | undefined;
  return {
    async file() {
      if (path !== undefined) return path;
      path = await freshPath(scratch);
      await onDiskErrors(writeFile(path, content(), { mode: 0o600, flag: "wx" }));
      return path;
    },
    giveBack: async () => {
      if (path !== undefined) await rm(path, { force: true });
    },
  };
}

function fileBody(path: string, size: number): LentBody {
  return {
    size,
    bytes: () => readFile(path),
    text: () => readFile(path, "utf8"),
    file: async () => path,
    giveBack: () => rm(path, { force: true }),
  };
}

/** A body that lies in a file, for as long as the layer is read. */
export function lyingBody(place: BodyPlace, size: number, scratch: Scratch): LentBody {
  const pieces = () => readPlace({ ...place, size }, "the unpacked layer");
  const bytes = async () => {
    const whole = Buffer.allocUnsafe(size);
    let filled = 0;
    for await (const piece of pieces()) filled += piece.copy(whole, filled);
    return whole;
  };
  return { size, place, bytes, text: async () => (await bytes()).toString(), ...copyMade(pieces, scratch) };
}

let count = 0;

/** Never a name from the image. */
async function freshPath(scratch: Scratch): Promise<string> {
  return join(await scratch(), `body-${++count}`);
}

async function onDiskErrors(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (cause) {
    if (cause instanceof DrydockError) throw cause;
    throw new DrydockError("DISK", `A file of the image cannot be kept for reading: ${messageOf(cause)}`, {
      hint: "Free some space, or choose another folder with --cache-dir.",
      cause,
    });
  }
}
