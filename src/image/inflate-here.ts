import { constants, createGunzip, type Gunzip, gzipSync } from "node:zlib";
import { CHUNK_BYTES } from "./inflate.ts";

/**
 * Unpacks gzip in this thread, one call for each piece, into one buffer that is used again: a third less work than Node's
 * stream, which goes through other threads, but nothing else goes on meanwhile. So it is for threads that have a
 * processor of their own. Node has no public call for it; what its stream is made of is used, once `canInflateHere` has
 * seen that it does what it should. A chunk is only valid until the next one is asked for. `behind` is given the input
 * behind the end of the compressed data and throws if it minds. Throws what zlib says of corrupt or short data.
 */
export async function* gunzipHere(
  chunks: AsyncIterable<Uint8Array>,
  behind: (rest: Uint8Array) => void,
): AsyncGenerator<Uint8Array> {
  const inflater = new Inflater(CHUNK_BYTES);
  try {
    for await (const chunk of chunks) {
      yield* inflater.inflate(chunk, behind);
    }
    yield* inflater.finish();
  } finally {
    inflater.close();
  }
}

/** What is used of the stream's inside: unchanged from Node 12 to 26. */
interface Inside {
  readonly _handle: {
    writeSync(
      flush: number,
      input: Uint8Array,
      inputOffset: number,
      inputLength: number,
      output: Uint8Array,
      outputOffset: number,
      outputLength: number,
    ): void;
  };
  /** Room that is left in the output, then bytes that are left of the input. */
  readonly _writeState: Uint32Array;
}

const NOTHING = new Uint8Array(0);

class Inflater {
  readonly #stream: Gunzip & Inside = createGunzip() as Gunzip & Inside;
  readonly #output: Uint8Array;
  #hasEnded = false;

  constructor(chunkBytes: number) {
    this.#output = Buffer.allocUnsafeSlow(chunkBytes);
    // Thrown by `#write`.
    this.#stream.on("error", () => {});
  }

  *inflate(input: Uint8Array, behind: (rest: Uint8Array) => void): Generator<Uint8Array> {
    let left = input.length;
    while (left > 0 && !this.#hasEnded) {
      const { made, rest } = this.#write(constants.Z_NO_FLUSH, input, left);
      // With room to spare it has taken all that it wants.
      this.#hasEnded = rest > 0 && made.length < this.#output.length;
      left = rest;
      if (made.length > 0) yield made;
      // What filled the room to the brim may have more to come without any more input.
      if (rest === 0 && made.length === this.#output.length) yield* this.#pending();
    }
    if (left > 0) behind(input.subarray(input.length - left));
  }

  /** What is short ends with zlib's error here. */
  *finish(): Generator<Uint8Array> {
    for (;;) {
      const { made } = this.#write(constants.Z_FINISH, NOTHING, 0);
      if (made.length > 0) yield made;
      if (made.length < this.#output.length) return;
    }
  }

  close(): void {
    this.#stream.destroy();
  }

  *#pending(): Generator<Uint8Array> {
    for (;;) {
      const { made } = this.#write(constants.Z_NO_FLUSH, NOTHING, 0);
      if (made.length > 0) yield made;
      if (made.length < this.#output.length) return;
    }
  }

  /** The last `left` bytes of the input. */
  #write(flush: number, input: Uint8Array, left: number): { made: Uint8Array; rest: number } {
    const stream = this.#stream;
    const output = this.#output;
    stream._handle.writeSync(flush, input, input.length - left, left, output, 0, output.length);
    if (stream.errored !== null) throw stream.errored;
    const [room = 0, rest = 0] = stream._writeState;
    return { made: output.subarray(0, output.length - room), rest };
  }
}

let can: boolean | undefined;

/** Whether this Node lets its inside be used as we do: whole data comes out whole, and bad data is refused. */
export function canInflateHere(): boolean {
  can ??= proves();
  return can;
}

function proves(): boolean {
  const text = Buffer.alloc(3 * SMALL, "drydock ");
  const whole = Buffer.concat([gzipSync(text.subarray(0, SMALL)), gzipSync(text.subarray(SMALL))]);
  const corrupt = Buffer.from(whole);
  corrupt[corrupt.length - 5]! ^= 1;
  return (
    unpacked(whole)?.equals(text) === true &&
    unpacked(corrupt) === undefined &&
    unpacked(whole.subarray(0, -1)) === undefined
  );
}

const SMALL = 1000;

/** `undefined` = refused. */
function unpacked(bytes: Uint8Array): Buffer | undefined {
  let inflater: Inflater | undefined;
  try {
    inflater = new Inflater(SMALL);
    const made: Buffer[] = [];
    for (const chunk of inflater.inflate(bytes, () => {})) made.push(Buffer.from(chunk));
    for (const chunk of inflater.finish()) made.push(Buffer.from(chunk));
    return Buffer.concat(made);
  } catch {
    return undefined;
  } finally {
    inflater?.close();
  }
}
