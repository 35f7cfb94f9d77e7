import { createHash, type Hash } from "node:crypto";
import { closeSync, createReadStream, fsyncSync, openSync, writeSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { DrydockError, messageOf, Unreadable } from "../errors.ts";
import { type TarMember, type TarSink, TarWalker } from "../image/tar.ts";
import type { Digest } from "../model/image.ts";
import type { DatabaseKind } from "./kind.ts";

/** A bomb shall not fill the disk. */
const MAX_METADATA = 64 * 1024;
/** Entries that are stepped over, on top of the database: time is bounded as well. */
const MAX_OTHERS = 2 * 1024 ** 3;
/** Node's default of 16 KiB takes twice the time. */
const CHUNK = 256 * 1024;

export interface Unpacked {
  /** Of the archive. */
  readonly archive: Digest;
  /** Of the database file. */
  readonly database: Digest;
}

/**
 * Unpacks the database and `metadata.json` of an archive (`db.tar.gz`) into an existing folder and brings them to the
 * disk; other entries are passed over, and no path of the archive is ever used. Throws `DrydockError` DATABASE_INVALID;
 * errors of the file system come as they are.
 */
export async function unpackDatabase(
  archive: string,
  folder: string,
  { file, maxBytes }: Pick<DatabaseKind, "file" | "maxBytes">,
): Promise<Unpacked> {
  const whole = createHash("sha256");
  const caps = new Map([
    [file, maxBytes],
    ["metadata.json", MAX_METADATA],
  ]);
  const files = new Files(folder, caps);
  try {
    await pipeline(
      createReadStream(archive, { highWaterMark: CHUNK }),
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          whole.update(chunk);
          yield chunk;
        }
      },
      createGunzip({ chunkSize: CHUNK }),
      (chunks: AsyncIterable<Buffer>) => files.fill(chunks),
    );
    return { archive: digestOf(whole), database: files.digest(file) };
  } catch (error) {
    throw archiveTrouble(archive, error) ?? error;
  } finally {
    files.close();
  }
}

export async function digestOfFile(path: string): Promise<Digest> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK })) hash.update(chunk as Buffer);
  return digestOf(hash);
}

/** Writes a new file and brings it to the disk. */
export async function writeNew(path: string, content: AsyncIterable<Uint8Array>): Promise<void> {
  const file = await open(path, "wx", 0o644);
  try {
    for await (const chunk of content) await file.appendFile(chunk);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The wanted files while they are written. */
class Files {
  readonly #folder: string;
  /** What the archive must hold, with the most bytes each may have. */
  readonly #caps: ReadonlyMap<string, number>;
  readonly #hashes = new Map<string, Hash>();
  readonly #complete = new Set<string>();
  #descriptor: number | undefined;

  constructor(folder: string, caps: ReadonlyMap<string, number>) {
    this.#folder = folder;
    this.#caps = caps;
  }

  /** Reads to the very end, so that the decompressor has checked its sum and the digest covers every byte. */
  async fill(chunks: AsyncIterable<Buffer>): Promise<void> {
    const walker = new TarWalker({
      member: (member) => this.#sink(member),
      trouble: (path, error) => {
        if (this.#caps.has(path)) throw error;
      },
    });
    const most = [...this.#caps.values()].reduce((sum, cap) => sum + cap, MAX_OTHERS);
    let seen = 0;
    for await (const chunk of chunks) {
      seen += chunk.length;
      if (seen > most) throw new Unreadable(`it unpacks to more than ${most} bytes`);
      walker.push(chunk);
    }
    walker.end();
    for (const name of this.#caps.keys()) {
      if (!this.#complete.has(name)) throw new Unreadable(`it holds no ${name}`);
    }
  }

  /** Once, and only of a file that `fill` has brought. */
  digest(name: string): Digest {
    const hash = this.#hashes.get(name);
    if (hash === undefined) throw new Error(`${name} was not unpacked`);
    return digestOf(hash);
  }

  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }

  #sink({ path: name, size, type }: TarMember): TarSink | undefined {
    const cap = this.#caps.get(name);
    if (cap === undefined || type !== "file") return undefined;
    if (this.#hashes.has(name)) throw new Unreadable(`it holds ${name} twice`);
    if (size > cap) throw new Unreadable(`its ${name} has more than ${cap} bytes`);
    const hash = createHash("sha256");
    this.#hashes.set(name, hash);
    const descriptor = openSync(join(this.#folder, name), "wx", 0o644);
    this.#descriptor = descriptor;
    return {
      // Writing at once keeps the disk's pace; the thread pool inflates the next chunk meanwhile.
      write: (piece) => {
        hash.update(piece);
        for (let written = 0; written < piece.length; ) written += writeSync(descriptor, piece, written);
      },
      end: () => {
        fsyncSync(descriptor);
        this.close();
        this.#complete.add(name);
      },
      abandon: (error) => {
        throw error;
      },
    };
  }
}

function digestOf(hash: Hash): Digest {
  return `sha256:${hash.digest("hex")}`;
}

function archiveTrouble(archive: string, error: unknown): DrydockError | undefined {
  const zlib = error instanceof Error && "code" in error && /^Z_/.test(String(error.code));
  if (!zlib && !(error instanceof Unreadable)) return undefined;
  const what = zlib ? `it cannot be decompressed (${messageOf(error)})` : messageOf(error);
  return new DrydockError("DATABASE_INVALID", `The database archive ${archive} cannot be taken: ${what}.`, {
    hint: "Fetch it again.",
    cause: error,
  });
}
