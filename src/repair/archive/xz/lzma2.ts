import { WasmModule } from "../../../wasm.ts";
import { CRC32, crcTables } from "./crc.ts";
import type { Input } from "./input.ts";
import { LZMA_MODULE } from "./lzma-module.ts";
import { CHECK_TABLE, HEADER_TABLE, INPUT, INPUT_BYTES, PAGE, WINDOW } from "./memory-map.ts";

/** What lzma-text.ts gives. Places are bytes of the memory. */
interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  /** Forgets all that was learned. */
  reset(literalContext: number, literalPosition: number, position: number): void;
  /**
   * Unpacks the input, which goes up to `end`, to `out`, where it must end exactly at `outEnd`. Distances go back to the
   * window's first byte, and no further than `dictionary` bytes. 0 = the data is damaged.
   */
  decode(end: number, out: number, outEnd: number, dictionary: number): number;
  crc(table: number, at: number, end: number, crc: bigint): bigint;
}

const MODULE = new WasmModule<Exports>(LZMA_MODULE);

/** `xz -9` asks for as much. */
const MAX_DICTIONARY = 64 * 1024 * 1024;
/** The most that one chunk unpacks to. */
const MAX_CHUNK = 2 * 1024 * 1024;
/** The position in the data decides in which model a bit is: what moves goes by whole steps. */
const STEP = 16;

/** Those that were given back. */
const idle: Lzma2[] = [];
/** What larger ones have is not kept; `xz -6` asks for 8 MiB. */
const MAX_IDLE = 16 * 1024 * 1024;

/** What the first byte of a chunk says. Of those with LZMA data, the lowest five bits belong to the size. */
const END = 0;
const STORED_AND_FORGET = 1;
const STORED = 2;
const LZMA = 0x80;
const LZMA_AND_RESET = 0xa0;
const LZMA_WITH_PROPERTIES = 0xc0;
const LZMA_AND_FORGET = 0xe0;

/** Literal context bits, literal position bits, position bits. */
type Properties = readonly [number, number, number];

/**
 * Unpacks blocks of LZMA2, one after the other, and makes sums of bytes. Source: xz file format 1.1, 5.3.1; the chunks as
 * XZ Embedded describes them, linux/lib/xz/xz_dec_lzma2.c.
 */
export class Lzma2 {
  readonly #exports = MODULE.instance();
  #bytes = new Uint8Array(this.#exports.memory.buffer);
  #dictionary = 0;
  #windowEnd = WINDOW;
  #out = WINDOW;
  #properties: Properties | undefined;
  /** A block begins with a chunk that forgets what was there. */
  #mustForget = true;

  private constructor() {
    this.#bytes.set(crcTables(CRC32), HEADER_TABLE);
  }

  /** One that nobody else has, until it is given back: V8 collects garbage for every few new memories of this size. */
  static lent(): Lzma2 {
    return idle.pop() ?? new Lzma2();
  }

  giveBack(): void {
    if (this.#bytes.length <= MAX_IDLE) idle.push(this);
  }

  /** Begins a block. `dictionary`: as its header has it. Throws `RangeError`. */
  begin(dictionary: number): void {
    const size = dictionarySize(dictionary);
    if (size > MAX_DICTIONARY) throw new RangeError(`it asks for a dictionary of ${size} bytes`);
    this.#dictionary = size;
    // To make room, the dictionary is moved: no more than two bytes for each that is unpacked.
    this.#windowEnd = WINDOW + size + Math.max(size / 2, MAX_CHUNK) + STEP;
    const missing = Math.ceil((this.#windowEnd + STEP - this.#bytes.length) / PAGE);
    if (missing > 0) {
      this.#exports.memory.grow(missing);
      this.#bytes = new Uint8Array(this.#exports.memory.buffer);
    }
    this.#mustForget = true;
  }

  /** The next chunk, unpacked, valid until another is asked for; `undefined` = the block has ended. Throws `RangeError`. */
  async next(input: Input): Promise<Uint8Array | undefined> {
    const control = await input.byte();
    if (control === END) return undefined;
    if (control === STORED_AND_FORGET || control >= LZMA_AND_FORGET) this.#forget();
    else if (this.#mustForget || (control > STORED && control < LZMA)) throw damaged();
    return control < LZMA ? this.#stored(input) : this.#packed(input, control);
  }

  /** CRC-32 of what stands around the data, as it is written there. */
  sum(bytes: Uint8Array): Buffer {
    let sum = 0xffff_ffffn;
    for (let at = 0; at < bytes.length; at += INPUT_BYTES) {
      const piece = bytes.subarray(at, at + INPUT_BYTES);
      this.#bytes.set(piece, INPUT);
      sum = this.#exports.crc(HEADER_TABLE, INPUT, INPUT + piece.length, sum);
    }
    const written = Buffer.alloc(4);
    written.writeUInt32LE(Number(sum ^ 0xffff_ffffn));
    return written;
  }

  /** Goes on with the sum of a stream, over a chunk that `next` gave and that is still valid. */
  checkSum(chunk: Uint8Array, sum: bigint): bigint {
    return this.#exports.crc(CHECK_TABLE, chunk.byteOffset, chunk.byteOffset + chunk.length, sum);
  }

  /** What `checkSum` divides by. */
  set polynomial(polynomial: bigint) {
    this.#bytes.set(crcTables(polynomial), CHECK_TABLE);
  }

  #forget(): void {
    this.#out = WINDOW;
    this.#mustForget = false;
    this.#properties = undefined;
  }

  async #stored(input: Input): Promise<Uint8Array> {
    const [high = 0, low = 0] = await input.take(2);
    const size = 256 * high + low + 1;
    const bytes = await input.take(size);
    const place = this.#place(size);
    this.#bytes.set(bytes, place);
    return this.#bytes.subarray(place, place + size);
  }

  async #packed(input: Input, control: number): Promise<Uint8Array> {
    const [high = 0, low = 0, packedHigh = 0, packedLow = 0] = await input.take(4);
    const size = 65_536 * (control & 31) + 256 * high + low + 1;
    const packed = 256 * packedHigh + packedLow + 1;
    if (control >= LZMA_WITH_PROPERTIES) this.#properties = propertiesOf(await input.byte());
    if (this.#properties === undefined) throw damaged();
    if (control >= LZMA_AND_RESET) this.#exports.reset(...this.#properties);
    this.#bytes.set(await input.take(packed), INPUT);
    const place = this.#place(size);
    if (this.#exports.decode(INPUT + packed, place, place + size, this.#dictionary) === 0) throw damaged();
    return this.#bytes.subarray(place, place + size);
  }

  /** Where the next bytes go. */
  #place(size: number): number {
    if (this.#out + size > this.#windowEnd) {
      const kept = Math.floor((this.#out - this.#dictionary) / STEP) * STEP;
      this.#bytes.copyWithin(WINDOW, kept, this.#out);
      this.#out -= kept - WINDOW;
    }
    const place = this.#out;
    this.#out += size;
    return place;
  }
}

/** In bytes. Source: xz file format 1.1, 5.3.1. */
function dictionarySize(bits: number): number {
  if (bits > 40) throw damaged();
  return bits === 40 ? 2 ** 32 - 1 : (2 | (bits & 1)) * 2 ** ((bits >> 1) + 11);
}

/** LZMA2 allows no more than four bits of literals' context and position in all. */
function propertiesOf(byte: number): Properties {
  const properties: Properties = [byte % 9, Math.floor(byte / 9) % 5, Math.floor(byte / 45)];
  const [context, literalPosition, position] = properties;
  if (position > 4 || context + literalPosition > 4) throw damaged();
  return properties;
}

function damaged(): RangeError {
  return new RangeError("its data is damaged");
}
