import zlib from "node:zlib";
import { DrydockError, OverLimit } from "../errors.ts";
import { CHUNK_BYTES, damaged, inflateWith } from "./inflate.ts";
import { blockAt, frameExtent, MAGIC_BYTES, parseFrameHeader, skippableSize } from "./zstd-frames.ts";

/** A frame that unpacks to no more than this is done at once, without a stream: ten times quicker for tiny ones. */
const SMALL_FRAME_BYTES = 1024 * 1024;

/** Layers have a frame per file at most; frames of nothing, nine bytes each, would keep us busy for hours. */
const MAX_FRAMES = 2_000_000;

/**
 * Unpacks zstd frame by frame. Given two frames in one piece, Node's decompressor drops the second without an error
 * (nodejs/node issue 64741), and "zstd:chunked" layers hold a frame per file. Throws as `decompress`.
 */
export async function* decompressZstd(
  chunks: AsyncIterable<Uint8Array>,
  what: string,
): AsyncGenerator<Uint8Array> {
  if (typeof zlib.createZstdDecompress !== "function") {
    throw new DrydockError(
      "UNSUPPORTED",
      `${what} is compressed with zstd, which Node ${process.versions.node} cannot read`,
      {
        hint: "Run drydock with Node 22.15 or newer, or copy the image with gzip layers.",
      },
    );
  }
  try {
    yield* frames(new Input(chunks[Symbol.asyncIterator]()));
  } catch (error) {
    throw damaged(error, what, "zstd");
  }
}

async function* frames(input: Input): AsyncGenerator<Uint8Array> {
  const batch = new Batch();
  for (let count = 1; await input.fill(MAGIC_BYTES); count++) {
    if (count > MAX_FRAMES) throw new OverLimit(`it has more than ${MAX_FRAMES} frames`);
    const skippable = skippableSize(input.buffer);
    if (skippable !== undefined) {
      await input.skip(skippable);
      continue;
    }
    const small = await smallFrame(input);
    if (small !== undefined) {
      const full = batch.add(small);
      if (full !== undefined) yield full;
      continue;
    }
    if (batch.size > 0) yield batch.take();
    yield* inflateWith(zlib.createZstdDecompress({ chunkSize: CHUNK_BYTES }), frame(input), () => {});
  }
  if (input.buffer.length > 0) throw new RangeError("it is cut off");
  if (batch.size > 0) yield batch.take();
}

/** The content of a frame that lies in the buffer whole and is known to be small; else `undefined`. */
async function smallFrame(input: Input): Promise<Buffer | undefined> {
  let extent = frameExtent(input.buffer);
  // A small frame across the border of two chunks.
  if (extent === undefined && input.buffer.length < CHUNK_BYTES && (await input.more()))
    extent = frameExtent(input.buffer);
  if (extent === undefined || extent.contentLimit > SMALL_FRAME_BYTES) return undefined;
  const { length, contentLimit } = extent;
  // Room for one byte more, so that one round is enough; 64 is the least that Node takes.
  const sizes = { chunkSize: Math.max(64, contentLimit + 1), maxOutputLength: Math.max(1, contentLimit) };
  return zlib.zstdDecompressSync(input.take(length), sizes);
}

/** Exactly the bytes of the frame at the front. */
async function* frame(input: Input): AsyncGenerator<Uint8Array> {
  await input.fill(18, false);
  const header = parseFrameHeader(input.buffer);
  if (header === undefined) throw new RangeError("it is cut off");
  // Bytes from the front of the buffer that are known to belong to this frame.
  let known = header.length;
  for (let last = false; ; ) {
    while (!last) {
      const block = blockAt(input.buffer, known);
      if (block === undefined) break;
      last = block.last;
      known += block.length + (last ? header.checksumBytes : 0);
    }
    const part = input.take(Math.min(known, input.buffer.length));
    known -= part.length;
    if (part.length > 0) yield part;
    if (last && known === 0) return;
    if (!(await input.more())) throw new RangeError("it is cut off");
  }
}

/** Chunks as one buffer that is read from the front and filled at the back. */
class Input {
  readonly #source: AsyncIterator<Uint8Array>;
  buffer: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterator<Uint8Array>) {
    this.#source = source;
  }

  /** Appends the next chunk; false at the end. */
  async more(): Promise<boolean> {
    const next = await this.#source.next();
    if (next.done === true) return false;
    const chunk = Buffer.from(next.value.buffer, next.value.byteOffset, next.value.length);
    this.buffer = this.buffer.length === 0 ? chunk : Buffer.concat([this.buffer, chunk]);
    return true;
  }

  /** Whether `length` bytes are there; at the end of the data fewer are an error if they are `required`. */
  async fill(length: number, required = true): Promise<boolean> {
    while (this.buffer.length < length) {
      if (await this.more()) continue;
      if (this.buffer.length > 0 && required) throw new RangeError("it is cut off");
      return false;
    }
    return true;
  }

  take(length: number): Buffer {
    const part = this.buffer.subarray(0, length);
    this.buffer = this.buffer.subarray(length);
    return part;
  }

  async skip(length: number): Promise<void> {
    for (let left = length; ; ) {
      left -= this.take(left).length;
      if (left === 0) return;
      if (!(await this.more())) throw new RangeError("it is cut off");
    }
  }
}

/** Joins small pieces, so that whoever is next does not work on crumbs. */
class Batch {
  #pieces: Buffer[] = [];
  size = 0;

  add(piece: Buffer): Buffer | undefined {
    this.#pieces.push(piece);
    this.size += piece.length;
    return this.size < CHUNK_BYTES ? undefined : this.take();
  }

  take(): Buffer {
    const joined = this.#pieces.length === 1 ? this.#pieces[0]! : Buffer.concat(this.#pieces);
    this.#pieces = [];
    this.size = 0;
    return joined;
  }
}
