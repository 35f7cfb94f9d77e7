import { createGunzip } from "node:zlib";
import { DrydockError } from "../errors.ts";
import { CHUNK_BYTES, damaged, inflateWith } from "./inflate.ts";
import { canInflateHere, gunzipHere } from "./inflate-here.ts";
import { decompressZstd } from "./zstd.ts";

export type Compression = "none" | "gzip" | "zstd";

/** `beside`: by Node's own threads, while this one does other work; `here`: in this one, with less work in all. */
export type Inflating = "beside" | "here";

/**
 * Unpacks plain, gzip or zstd data, told apart by their first bytes, never by a media type. `what` names the data in
 * messages. Chunks of the input must stay valid until the second after them is asked for. Throws `DrydockError`
 * IMAGE_INVALID for data that is corrupt or cut off, UNSUPPORTED for other compressions.
 */
export async function* decompress(
  chunks: AsyncIterable<Uint8Array>,
  what: string,
  inflating: Inflating = "beside",
): AsyncGenerator<Uint8Array> {
  const source = chunks[Symbol.asyncIterator]();
  try {
    const head = await readHead(source);
    const all = rejoined(head, source);
    const compression = detect(head, what);
    if (compression === "none") yield* all;
    else if (compression === "zstd") yield* decompressZstd(all, what);
    else yield* gunzip(all, what, inflating);
  } finally {
    await source.return?.();
  }
}

/** Source of the magic numbers: RFC 1952 2.3.1; RFC 8878 3.1.1 and 3.1.2. */
function detect(head: Uint8Array, what: string): Compression {
  const magic = Buffer.from(head.subarray(0, 6)).toString("hex");
  if (magic.startsWith("1f8b")) return "gzip";
  if (/^(28b52ffd|5.2a4d18)/.test(magic)) return "zstd";
  const other = magic.startsWith("425a68") ? "bzip2" : magic === "fd377a585a00" ? "xz" : undefined;
  if (other === undefined) return "none";
  throw new DrydockError("UNSUPPORTED", `${what} is compressed with ${other}`, {
    hint: "Copy the image with gzip or zstd layers, the compressions of the OCI image specification.",
  });
}

/** The first chunk, long enough to hold any magic number. */
async function readHead(source: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  let head: Uint8Array = new Uint8Array(0);
  while (head.length < 6) {
    const next = await source.next();
    if (next.done === true) break;
    head = head.length === 0 ? next.value : Buffer.concat([head, next.value]);
  }
  return head;
}

async function* rejoined(head: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (head.length > 0) yield head;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}

async function* gunzip(
  chunks: AsyncIterable<Uint8Array>,
  what: string,
  inflating: Inflating,
): AsyncGenerator<Uint8Array> {
  try {
    if (inflating === "here" && canInflateHere()) yield* gunzipHere(chunks, requireZeros);
    else yield* inflateWith(createGunzip({ chunkSize: CHUNK_BYTES }), chunks, requireZeros);
  } catch (error) {
    throw damaged(error, what, "gzip");
  }
}

/** Tape-minded programs pad the file; anything else behind the last member was put there to be overlooked. */
function requireZeros(rest: Uint8Array): void {
  if (rest.some((byte) => byte !== 0)) throw new RangeError("there is other data behind its end");
}
