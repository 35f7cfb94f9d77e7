import type { Gunzip, ZstdDecompress } from "node:zlib";
import { DrydockError, messageOf } from "../errors.ts";

/** Takes half the time of Node's default of 16 KiB; with pieces of this size going in as well, 5 % less than 256 KiB. */
export const CHUNK_BYTES = 1024 * 1024;

/**
 * Drives one of Node's decompressors by hand. `pipe` and `pipeline` would wait for ever where the decompressor stops
 * before its input does. A chunk is only valid until the next one is
 * asked for. `behind` is given the input behind the end of the compressed data and throws if it minds.
 */
export async function* inflateWith(
  stream: Gunzip | ZstdDecompress,
  chunks: AsyncIterable<Uint8Array>,
  behind: (rest: Uint8Array) => void,
): AsyncGenerator<Uint8Array> {
  const reader = { left: false };
  const feeding = feed(stream, chunks, behind, reader);
  // Awaited below, or told by the stream; never left unhandled, even if the reader has left.
  stream.on("error", () => {});
  feeding.catch((error: unknown) => stream.destroy(error as Error));
  try {
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      yield chunk;
      giveBack(chunk);
    }
    await feeding;
  } finally {
    reader.left = true;
    stream.destroy();
  }
}

/**
 * Frees the memory of a chunk that nobody reads any more, so that the next one is written into warm memory and the garbage
 * collector has nothing to do. The decompressor fills a buffer from its start to its end, in several chunks at times,
 * and then takes a new one. Node 20 cannot.
 */
function giveBack({ buffer, byteOffset, byteLength }: Uint8Array): void {
  if (byteOffset + byteLength === buffer.byteLength && buffer instanceof ArrayBuffer && "transfer" in buffer)
    (buffer as TransferableBuffer).transfer(0);
}

/** ECMAScript 2024. */
interface TransferableBuffer extends ArrayBuffer {
  transfer(newLength: number): ArrayBuffer;
}

async function feed(
  stream: Gunzip | ZstdDecompress,
  chunks: AsyncIterable<Uint8Array>,
  behind: (rest: Uint8Array) => void,
  reader: { readonly left: boolean },
): Promise<void> {
  let wake = () => {};
  stream.once("close", () => wake());
  stream.once("end", () => wake());
  let given = 0;
  let ended = false;
  for await (const chunk of ahead(chunks)) {
    if (reader.left) return;
    if (ended) behind(chunk);
    if (ended) continue;
    await new Promise<void>((resolve) => {
      wake = resolve;
      stream.write(chunk, () => resolve());
    });
    if (reader.left) return;
    given += chunk.length;
    // It has seen the end of its data and leaves the rest alone, without a word.
    ended = stream.bytesWritten < given && !stream.errored;
    if (ended) behind(chunk.subarray(stream.bytesWritten - given));
  }
  if (!ended && !reader.left) stream.end();
}

/** Asks for the next chunk before this one is used up, so that reading, hashing and inflating overlap. */
async function* ahead(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const source = chunks[Symbol.asyncIterator]();
  try {
    for (let upcoming = source.next(); ; ) {
      const { done, value } = await upcoming;
      if (done === true) return;
      upcoming = source.next();
      upcoming.catch(() => {});
      yield value;
    }
  } finally {
    await source.return?.();
  }
}

/** What the decompressor threw, in our words; troubles of the source pass as they are. */
export function damaged(error: unknown, what: string, compression: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  const ours =
    error instanceof RangeError || (code !== undefined && /^(Z_|ZSTD_|ERR_ZSTD|ERR_BUFFER)/.test(code));
  if (!ours || error instanceof DrydockError) return error;
  return new DrydockError("IMAGE_INVALID", `${what} is not valid ${compression}: ${messageOf(error)}`, {
    cause: error,
  });
}
