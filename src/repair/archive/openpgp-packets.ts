/** One packet of an OpenPGP message. Source: RFC 9580, section 4. */
export interface Packet {
  readonly tag: number;
  readonly body: Buffer;
}

/** Stops a "key" that would fill the memory; the whole keyring of Debian's retired keys has 73 kB. */
const MAX_BYTES = 4 * 1024 * 1024;

/**
 * The packets of a key file or signature, binary or armoured. Throws `RangeError` for anything that is none, for
 * partial lengths (only data may have them) and beyond 4 MiB.
 */
export function parsePackets(input: Buffer): readonly Packet[] {
  if (input.length > MAX_BYTES) throw new RangeError(`it is over ${MAX_BYTES} bytes long`);
  const bytes = input[0] !== undefined && input[0] >= 0x80 ? input : dearmor(input.toString("latin1"));
  const packets: Packet[] = [];
  let position = 0;
  while (position < bytes.length) {
    const { tag, start, end } = packetAt(bytes, position);
    if (end > bytes.length) throw new RangeError("a packet is cut off");
    packets.push({ tag, body: bytes.subarray(start, end) });
    position = end;
  }
  return packets;
}

/** All blocks of a file, one after another. Source: RFC 9580, section 6. The checksum is optional and not looked at. */
export function dearmor(text: string): Buffer {
  const blocks = text.split(/^-----BEGIN PGP [A-Z ]+-----[ \t]*\r?$/m).slice(1);
  if (blocks.length === 0) throw new RangeError("it is no OpenPGP data");
  return Buffer.concat(
    blocks.map((block) => {
      const [body = ""] = block.split(/^-----END PGP /m);
      const lines = body.split("\n").map((line) => line.trim());
      // Headers end at the first empty line; the line behind BEGIN is empty where there are none.
      const blank = lines.indexOf("", 1);
      const data = lines.slice(blank < 0 ? 1 : blank).filter((line) => /^[A-Za-z0-9+/]+={0,2}$/.test(line));
      return Buffer.from(data.join(""), "base64");
    }),
  );
}

function packetAt(bytes: Buffer, at: number): { tag: number; start: number; end: number } {
  const first = bytes[at]!;
  if (first < 0x80) throw new RangeError("it is no OpenPGP data");
  if ((first & 0x40) !== 0) {
    const { length, size } = newLength(bytes, at + 1);
    return { tag: first & 0x3f, start: at + 1 + size, end: at + 1 + size + length };
  }
  const size = [1, 2, 4, 0][first & 3]!;
  if (size === 0 || at + 1 + size > bytes.length) throw new RangeError("a packet has no length");
  const length = bytes.readUIntBE(at + 1, size);
  return { tag: (first >> 2) & 0xf, start: at + 1 + size, end: at + 1 + size + length };
}

/** The length of a packet in the new form, and of a subpacket. */
export function newLength(bytes: Buffer, at: number): { length: number; size: number } {
  const first = bytes[at];
  if (first === undefined) throw new RangeError("a length is cut off");
  if (first < 192) return { length: first, size: 1 };
  if (first < 224 && at + 1 < bytes.length)
    return { length: ((first - 192) << 8) + bytes[at + 1]! + 192, size: 2 };
  if (first === 255 && at + 5 <= bytes.length) return { length: bytes.readUInt32BE(at + 1), size: 5 };
  throw new RangeError("a packet has a length in parts");
}
