import { type Check, checkOf } from "./check.ts";
import { Input } from "./input.ts";
import { Lzma2 } from "./lzma2.ts";

const MAGIC = Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]);
const END_MAGIC = Buffer.from("YZ", "latin1");
const LZMA2_FILTER = 0x21;
/** Header, index, footer: everything in a stream is made up to a multiple of four bytes. */
const STEP = 4;

/** Sizes as the index has them: of a block without what makes it up, and of what is in it. */
type BlockSizes = readonly [number, number];

/**
 * Unpacks xz: streams one after the other, of any number of blocks, whose sizes and checks are compared. Chunks are valid
 * until the next is asked for. Throws `RangeError`; filters for machine code, and dictionaries over 64 MiB, are not read.
 * Source: xz file format 1.1.
 */
export async function* unxz(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const input = new Input(chunks);
  const decoder = Lzma2.lent();
  try {
    do yield* stream(input, decoder);
    while (await another(input));
  } finally {
    decoder.giveBack();
    await input.close();
  }
}

async function* stream(input: Input, decoder: Lzma2): AsyncGenerator<Uint8Array> {
  const header = Buffer.from(await input.take(12));
  const flags = header.subarray(6, 8);
  if (!header.subarray(0, 6).equals(MAGIC)) throw new RangeError("there is other data behind its end");
  if (!decoder.sum(flags).equals(header.subarray(8)) || flags[0] !== 0) throw damaged();
  const check = checkOf(flags[1]!, decoder);
  const blocks: BlockSizes[] = [];
  for (let size = await input.byte(); size !== 0; size = await input.byte())
    blocks.push(yield* block(size, check, input, decoder));
  await end(blocks, flags, input, decoder);
}

interface BlockHeader {
  readonly dictionary: number;
  readonly packed?: number | undefined;
  readonly unpacked?: number | undefined;
}

/** `size`: the first byte of the header. */
async function* block(
  size: number,
  check: Check,
  input: Input,
  decoder: Lzma2,
): AsyncGenerator<Uint8Array, BlockSizes> {
  const start = input.position - 1;
  const header = Buffer.concat([Buffer.of(size), await input.take(STEP * (size + 1) - 1)]);
  const fields = header.subarray(0, -4);
  if (!decoder.sum(fields).equals(header.subarray(-4))) throw damaged();
  const { dictionary, packed, unpacked } = blockHeader(fields);
  decoder.begin(dictionary);
  const checking = check.start();
  const dataStart = input.position;
  let length = 0;
  for (let chunk = await decoder.next(input); chunk !== undefined; chunk = await decoder.next(input)) {
    checking.update(chunk);
    length += chunk.length;
    yield chunk;
  }
  const dataLength = input.position - dataStart;
  if ((packed ?? dataLength) !== dataLength || (unpacked ?? length) !== length) throw damaged();
  await skipZeros(missingTo(dataLength), input);
  if (!Buffer.from(await input.take(check.bytes)).equals(checking.digest())) throw damaged();
  return [dataStart - start + dataLength + check.bytes, length];
}

/** `fields`: with the size in front, without the sum behind. */
function blockHeader(fields: Buffer): BlockHeader {
  const flags = fields[1]!;
  if ((flags & 0x3c) !== 0) throw damaged();
  let at = 2;
  const number = () => {
    const [value, next] = numberAt(fields, at);
    at = next;
    return value;
  };
  const packed = (flags & 0x40) === 0 ? undefined : number();
  const unpacked = (flags & 0x80) === 0 ? undefined : number();
  if ((flags & 3) !== 0 || number() !== LZMA2_FILTER)
    throw new RangeError("it has gone through a filter that is not read");
  const properties = number();
  const dictionary = fields[at++];
  if (properties !== 1 || dictionary === undefined || fields.subarray(at).some((byte) => byte !== 0))
    throw damaged();
  return { dictionary, packed, unpacked };
}

/** Index and footer: for these blocks, they can be in one form only. The index's first byte was read. */
async function end(
  blocks: readonly BlockSizes[],
  flags: Buffer,
  input: Input,
  decoder: Lzma2,
): Promise<void> {
  const numbers = [blocks.length, ...blocks.flat()].flatMap((number) => bytesOf(number));
  const bare = [0, ...numbers];
  const index = Buffer.from([...bare, ...new Array<number>(missingTo(bare.length)).fill(0)]);
  const size = Buffer.alloc(4);
  size.writeUInt32LE(index.length / STEP);
  const footer = Buffer.concat([size, flags]);
  const expected = [index, decoder.sum(index), decoder.sum(footer), footer, END_MAGIC];
  const rest = Buffer.concat(expected).subarray(1);
  if (!rest.equals(await input.take(rest.length))) throw damaged();
}

/** Zeros may stand between streams, and behind the last. */
async function another(input: Input): Promise<boolean> {
  while ((await input.peek()) === 0) await skipZeros(STEP, input);
  return (await input.peek()) !== undefined;
}

async function skipZeros(count: number, input: Input): Promise<void> {
  if ((await input.take(count)).some((byte) => byte !== 0)) throw damaged();
}

function missingTo(length: number): number {
  return (STEP - (length % STEP)) % STEP;
}

/** A number and where the next thing is. Source: section 1.2. */
function numberAt(bytes: Buffer, start: number): readonly [number, number] {
  let value = 0;
  for (let at = start; at < Math.min(bytes.length, start + 9); at++) {
    const byte = bytes[at]!;
    value += (byte & 0x7f) * 2 ** (7 * (at - start));
    if (byte === 0 && at > start) break;
    if (byte < 0x80) return [value, at + 1];
  }
  throw damaged();
}

function bytesOf(number: number): readonly number[] {
  const bytes: number[] = [];
  for (let rest = number; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...bytes, rest];
    bytes.push((rest % 128) | 0x80);
  }
}

function damaged(): RangeError {
  return new RangeError("it is damaged");
}
