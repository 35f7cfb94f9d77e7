import { createHash } from "node:crypto";
import type { LayerResult } from "./analyzer.ts";
import { EntryList } from "./entry-list.ts";

/**
 * A file of the layer cache: magic, SHA-256 of all that follows, lengths, then a JSON document with everything but the
 * entries, then the packed entries. The hash is there for files that were cut off or rotted, not for adversaries: who
 * can write to the cache folder can also write a fitting hash.
 */
const MAGIC = Buffer.from("drydock layer\n\0\0");
const HASH_BYTES = 32;
/** Number of entries; lengths of document, entries, starts, hashes. */
const LENGTHS = 5;
const HEAD_BYTES = MAGIC.length + HASH_BYTES + 4 * LENGTHS;

export function encodeResult({ entries, places: _, ...rest }: LayerResult): Buffer {
  const { count, bytes, starts, hashes } = EntryList.from(entries).packed;
  const parts = [Buffer.from(JSON.stringify(rest)), bytes, bytesOf(starts), bytesOf(hashes)];
  const lengths = bytesOf(Uint32Array.of(count, ...parts.map((part) => part.length)));
  const payload = Buffer.concat([lengths, ...parts]);
  return Buffer.concat([MAGIC, createHash("sha256").update(payload).digest(), payload]);
}

/** `undefined` for anything that is not exactly what `encodeResult` wrote. */
export function decodeResult(stored: Buffer): LayerResult | undefined {
  if (stored.length < HEAD_BYTES || !stored.subarray(0, MAGIC.length).equals(MAGIC)) return undefined;
  const hash = stored.subarray(MAGIC.length, MAGIC.length + HASH_BYTES);
  const payload = stored.subarray(MAGIC.length + HASH_BYTES);
  if (!createHash("sha256").update(payload).digest().equals(hash)) return undefined;

  const [count = 0, ...lengths] = numbersOf(payload.subarray(0, 4 * LENGTHS));
  const parts: Buffer[] = [];
  let position = 4 * LENGTHS;
  for (const length of lengths) {
    parts.push(payload.subarray(position, position + length));
    position += length;
  }
  const [document, bytes, starts, hashes] = parts;
  if (document === undefined || bytes === undefined || starts === undefined || hashes === undefined)
    return undefined;
  const packed = { count, bytes, starts: numbersOf(starts), hashes: numbersOf(hashes) };
  const rest = JSON.parse(document.toString()) as Omit<LayerResult, "entries">;
  return { ...rest, entries: new EntryList(packed) };
}

function bytesOf(numbers: Uint32Array): Buffer {
  return Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}

/** A copy, because the bytes need not be aligned. */
function numbersOf(bytes: Buffer): Uint32Array {
  const numbers = new Uint32Array(bytes.length / 4);
  bytes.copy(bytesOf(numbers));
  return numbers;
}
