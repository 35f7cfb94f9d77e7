import type { ContentKind } from "./contributor.ts";

/** First bytes of what is compressed, or holds nothing that is written: archives, pictures, sounds, fonts. */
const PACKED: readonly Buffer[] = [
  "\x1f\x8b", // gzip
  "PK\x03\x04", // zip, and all that is one
  "BZh",
  "\xfd7zXZ\0",
  "\x28\xb5\x2f\xfd", // zstd
  "\x04\x22\x4d\x18", // lz4
  "7z\xbc\xaf\x27\x1c",
  "Rar!\x1a\x07",
  "\x89PNG\r\n\x1a\n",
  "\xff\xd8\xff", // JPEG
  "GIF8",
  "RIFF",
  "OggS",
  "ID3",
  "wOFF",
  "wOF2",
  "\0\x01\0\0\0", // TrueType
  "OTTO",
].map((magic) => Buffer.from(magic, "latin1"));

/** By the first 8 KiB: text has no zero byte in there. */
export function kindOf(head: Buffer): ContentKind {
  if (!head.includes(0)) return "text";
  return PACKED.some((magic) => magic.equals(head.subarray(0, magic.length))) ? "packed" : "binary";
}

/** UTF-16 by its byte order mark. */
export function utf16Of(head: Buffer): "little" | "big" | undefined {
  if (head.length < 2) return undefined;
  const mark = head.readUInt16BE(0);
  // A UTF-32 mark begins like the little one.
  if (mark === 0xfffe) return head.length >= 4 && head.readUInt16BE(2) === 0 ? undefined : "little";
  return mark === 0xfeff ? "big" : undefined;
}

/** Makes Latin-1 of UTF-16 that comes in pieces, `?` for what has no place there: what is looked for is ASCII. */
export class Utf16Reader {
  /** Of the byte that tells a Latin-1 letter from others. */
  readonly #high: 0 | 1;
  #odd: number | undefined;

  constructor(order: "little" | "big") {
    this.#high = order === "little" ? 1 : 0;
  }

  read(piece: Buffer): Buffer {
    const bytes = this.#odd === undefined ? piece : Buffer.concat([Buffer.of(this.#odd), piece]);
    const units = bytes.length >> 1;
    this.#odd = bytes.length % 2 === 1 ? bytes[bytes.length - 1] : undefined;
    const text = Buffer.allocUnsafe(units);
    for (let unit = 0; unit < units; unit++) {
      const isLatin = bytes[2 * unit + this.#high] === 0;
      text[unit] = isLatin ? bytes[2 * unit + 1 - this.#high]! : 0x3f;
    }
    return text;
  }
}
