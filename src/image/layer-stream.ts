import { createHash, type Hash } from "node:crypto";
import { DrydockError, OverLimit } from "../errors.ts";
import type { Digest, ExpectedLayer } from "../model/image.ts";
import { decompress, type Inflating } from "./compression.ts";
import { compareDigests, digestOf, verified } from "./verify.ts";

/**
 * A gzip bomb makes a thousand bytes of each of its own, for as long as we care to read. Preallocated files do so too,
 * so size and ratio must both be beyond anything that is shipped in earnest.
 */
export interface LayerLimits {
  readonly bytes: number;
  readonly ratio: number;
}
export interface LayerStreamOptions {
  readonly limits?: LayerLimits;
  readonly inflating?: Inflating;
}
const LIMITS: LayerLimits = { bytes: 8 * 1024 ** 3, ratio: 100 };

/**
 * The tar of a layer from its stored bytes, plain, gzip or zstd. Throws `DrydockError` DIGEST_MISMATCH after the last
 * chunk if the stored bytes or the tar are not what was promised, IMAGE_INVALID if they cannot be unpacked, and
 * `OverLimit` for a bomb. `onBytes` is told how many stored bytes were read. Stored chunks must stay valid until the second
 * after them is asked for.
 */
export async function* openLayerStream(
  stored: AsyncIterable<Uint8Array>,
  expected: ExpectedLayer,
  onBytes?: (storedBytes: number) => void,
  { limits = LIMITS, inflating = "beside" }: LayerStreamOptions = {},
): AsyncGenerator<Uint8Array> {
  const source = new Source(verified(stored, expected), onBytes);
  // An uncompressed layer is hashed once: its tar is what is stored.
  const tar = expected.digest === expected.diffId ? undefined : createHash("sha256");
  let size = 0;
  try {
    for await (const chunk of decompress(source.lent(), expected.what, inflating)) {
      size += chunk.length;
      if (size > limits.bytes && size > limits.ratio * source.size)
        throw new OverLimit(`it unpacks to more than ${size} bytes from ${source.size}`);
      tar?.update(chunk);
      yield chunk;
    }
    await source.drain();
    if (tar !== undefined) compareTars(expected, tar, size);
  } catch (error) {
    // Damaged bytes rarely unpack: what is wrong in the first place is the digest, if there is one to compare.
    if (error instanceof OverLimit || (error instanceof DrydockError && error.code === "IMAGE_INVALID"))
      await source.drain();
    throw error;
  } finally {
    await source.close();
  }
}

/** Stored bytes that are lent to a decompressor but can be read on when it gives up. */
class Source {
  readonly #chunks: AsyncGenerator<Uint8Array>;
  readonly #onBytes: ((storedBytes: number) => void) | undefined;
  #failure: { readonly error: unknown } | undefined;
  size = 0;

  constructor(chunks: AsyncGenerator<Uint8Array>, onBytes: ((storedBytes: number) => void) | undefined) {
    this.#chunks = chunks;
    this.#onBytes = onBytes;
  }

  /** Without `return`, so that leaving it early does not end the source. */
  lent(): AsyncIterable<Uint8Array> {
    return { [Symbol.asyncIterator]: () => ({ next: () => this.#next() }) };
  }

  /** Reads to the end, so that the digest is compared. */
  async drain(): Promise<void> {
    // The borrower may have been told of a failure when it no longer listened.
    if (this.#failure !== undefined) throw this.#failure.error;
    while ((await this.#next()).done !== true);
  }

  async close(): Promise<void> {
    await this.#chunks.return(undefined);
  }

  async #next(): Promise<IteratorResult<Uint8Array>> {
    const next = await this.#chunks.next().catch((error: unknown) => {
      this.#failure = { error };
      throw error;
    });
    if (next.done !== true) {
      this.size += next.value.length;
      this.#onBytes?.(next.value.length);
    }
    return next;
  }
}

/** Tars are padded to at most this (GNU tar's default record). */
const RECORD_BYTES = 10_240;

function compareTars({ what, digest, diffId }: ExpectedLayer, tar: Hash, size: number): void {
  const actual = digestOf(tar.copy());
  // Skopeo writes zstd:chunked layers without the zeros at the end of the tar but keeps the diff id of the tar with
  // them. The blob digest has vouched for the bytes by now, and zeros behind the end change nothing.
  if (actual !== diffId && digest !== undefined && fitsPadded(tar, size, diffId)) return;
  compareDigests(`${what}, unpacked,`, diffId, actual);
}

function fitsPadded(tar: Hash, size: number, diffId: Digest): boolean {
  const padded = tar.copy();
  const first = (512 - (size % 512)) % 512;
  padded.update(Buffer.alloc(first));
  for (let added = first; added <= 2 * RECORD_BYTES; added += 512) {
    if (digestOf(padded.copy()) === diffId) return true;
    padded.update(Buffer.alloc(512));
  }
  return false;
}
