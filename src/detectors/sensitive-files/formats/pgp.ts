/** A secret key as OpenPGP writes it (RFC 9580), armoured or not. */
export interface PgpKey {
  /** `undefined` = it is of a form that is not known here. */
  readonly isEncrypted: boolean | undefined;
}

const BEGIN = "-----BEGIN PGP PRIVATE KEY BLOCK-----";
/** Enough for the first packet's public half; keys of 16,384 bits have 2,100 bytes of it. */
const HEAD = 8192;

export function pgpKeyOf(bytes: Buffer): PgpKey | undefined {
  const armour = bytes.indexOf(BEGIN);
  if (armour < 0) return secretKeyPacket(bytes);
  const text = bytes.toString("latin1", armour + BEGIN.length, armour + BEGIN.length + 2 * HEAD);
  const lines = text.split("\n").map((line) => line.trim());
  const base64 = lines.filter((line) => /^[A-Za-z0-9+/]{4,76}={0,2}$/.test(line)).join("");
  if (base64.length < 64) return undefined;
  return secretKeyPacket(Buffer.from(base64, "base64")) ?? { isEncrypted: undefined };
}

/** Tag 5 comes first in what is exported (section 10.2). */
function secretKeyPacket(bytes: Buffer): PgpKey | undefined {
  const first = bytes[0] ?? 0;
  const isNew = (first & 0xc0) === 0xc0;
  const tag = isNew ? first & 0x3f : (first >> 2) & 0x0f;
  if ((first & 0x80) === 0 || tag !== 5 || bytes.length < 64) return undefined;
  const body = 1 + (isNew ? newLengthBytes(bytes[1] ?? 0) : [1, 2, 4, 0][first & 3]!);
  const version = bytes[body];
  if (version !== 4 && version !== 5 && version !== 6) return undefined;
  const material = body + (version === 4 ? 6 : 10);
  const usage = bytes[afterPublicKey(bytes, bytes[body + 5] ?? 0, material) ?? bytes.length];
  return { isEncrypted: usage === undefined ? undefined : usage !== 0 };
}

function newLengthBytes(first: number): number {
  if (first === 255) return 5;
  return first >= 192 && first < 224 ? 2 : 1;
}

/** Where the public half ends and the octet stands that tells how the secret one is protected (section 5.5.3). */
function afterPublicKey(bytes: Buffer, algorithm: number, start: number): number | undefined {
  const numbers = { 1: 2, 2: 2, 3: 2, 16: 3, 17: 4 }[algorithm];
  if (numbers !== undefined) return afterNumbers(bytes, start, numbers);
  const fixed = { 25: 32, 26: 56, 27: 32, 28: 57 }[algorithm];
  if (fixed !== undefined) return start + fixed;
  if (algorithm !== 18 && algorithm !== 19 && algorithm !== 22) return undefined;
  const curve = start + 1 + (bytes[start] ?? 0);
  const point = afterNumbers(bytes, curve, 1);
  return algorithm === 18 && point !== undefined ? point + 1 + (bytes[point] ?? 0) : point;
}

/** Each has its length in bits in front. */
function afterNumbers(bytes: Buffer, start: number, count: number): number | undefined {
  let at = start;
  for (let number = 0; number < count; number++) {
    if (at + 2 > bytes.length) return undefined;
    at += 2 + Math.ceil(bytes.readUInt16BE(at) / 8);
  }
  return at;
}
