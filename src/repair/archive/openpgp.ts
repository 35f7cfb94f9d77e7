import { createHash, verify } from "node:crypto";
import { integerAt, type PublicKey, subpackets } from "./openpgp-keys.ts";
import { dearmor, parsePackets } from "./openpgp-packets.ts";

/** Text whose signature holds. */
export interface SignedText {
  /** Exactly what was signed, dash-escapes undone, lines ended by `\n`. */
  readonly text: string;
  readonly signedBy: PublicKey;
  /** Seconds since 1970. */
  readonly signedAt: number;
}

/** Source: RFC 9580, section 9.5. MD5, SHA-1 and RIPEMD-160 are no longer proof of anything. */
const HASHES: ReadonlyMap<number, string> = new Map([
  [8, "sha256"],
  [9, "sha384"],
  [10, "sha512"],
  [11, "sha224"],
]);

const SIGNATURE_TAG = 2;
/** The type of a signature over a text, whose line ends are made `\r\n` before hashing. */
const TEXT = 0x01;
const CREATED = 2;
const ISSUER = 16;
const ISSUER_FINGERPRINT = 33;
/** Stops a file with signatures without end; Debian signs with three keys. */
const MAX_SIGNATURES = 32;

/**
 * Verifies a clear-signed message: one good signature of one of `keys` suffices. Nothing outside of the signed part is
 * taken; a file with text around it is refused. `now` in seconds; `expiredKeys` takes keys beyond their time.
 * Throws `RangeError` with what is wrong. Source: RFC 9580, sections 7 and 5.2.4.
 */
export function verifyClearSigned(
  message: string,
  keys: readonly PublicKey[],
  now: number,
  expiredKeys = false,
): SignedText {
  const { text, armour } = split(message);
  return { text, ...check(text, parsePackets(dearmor(armour)), keys, now, expiredKeys) };
}

function check(
  text: string,
  packets: ReturnType<typeof parsePackets>,
  keys: readonly PublicKey[],
  now: number,
  expiredKeys: boolean,
): Pick<SignedText, "signedBy" | "signedAt"> {
  const troubles: string[] = [];
  const signatures = packets.filter(({ tag }) => tag === SIGNATURE_TAG).slice(0, MAX_SIGNATURES);
  if (signatures.length === 0) throw new RangeError("there is no signature");
  for (const { body } of signatures) {
    const signature = parseSignature(body);
    if (typeof signature === "string") {
      troubles.push(signature);
      continue;
    }
    const key = keys.find(({ fingerprint }) => fingerprint.endsWith(signature.issuer));
    if (key === undefined) troubles.push(`it is signed by ${signature.issuer}, which is not among the keys`);
    else if (signature.type !== TEXT) troubles.push("the signature is not one of a text");
    else if (signature.created > now + CLOCK_SLACK) troubles.push("the signature is from the future");
    else if (!expiredKeys && key.expires !== undefined && key.expires < now)
      troubles.push(`the key ${key.fingerprint} has expired`);
    else if (holds(text, signature, key)) return { signedBy: key, signedAt: signature.created };
    else troubles.push(`the signature of ${key.fingerprint} is wrong`);
  }
  throw new RangeError([...new Set(troubles)].join("; "));
}

/** Clocks of build machines differ; apt tolerates as much. */
const CLOCK_SLACK = 24 * 3600;

function split(message: string): { text: string; armour: string } {
  const lines = message.split("\n").map((line) => line.replace(/\r$/, ""));
  const start = lines.findIndex((line) => line !== "");
  if (lines[start]?.trimEnd() !== "-----BEGIN PGP SIGNED MESSAGE-----")
    throw new RangeError("there is no signature");
  const blank = lines.indexOf("", start);
  const signature = lines.findIndex(
    (line, index) => index > blank && line.trimEnd() === "-----BEGIN PGP SIGNATURE-----",
  );
  const end = lines.findIndex(
    (line, index) => index > signature && line.trimEnd() === "-----END PGP SIGNATURE-----",
  );
  if (blank < 0 || signature < 0 || end < 0) throw new RangeError("its signature is cut off");
  if (lines.slice(start + 1, blank).some((line) => !/^Hash: /i.test(line)))
    throw new RangeError("it has a header that is not signed");
  if (lines.slice(end + 1).some((line) => line !== ""))
    throw new RangeError("there is unsigned text behind the signature");
  const text = lines.slice(blank + 1, signature);
  // A line that begins with a dash and is not escaped would be a second armour inside of the text.
  if (text.some((line) => line.startsWith("-") && !line.startsWith("- ")))
    throw new RangeError("a line of it is not escaped");
  return {
    text: text.map((line) => (line.startsWith("- ") ? line.slice(2) : line)).join("\n"),
    armour: lines.slice(signature, end + 1).join("\n"),
  };
}

interface Signature {
  readonly type: number;
  readonly algorithm: number;
  readonly hash: string;
  /** Upper-case hexadecimal: the fingerprint, or its last 16 digits. */
  readonly issuer: string;
  readonly created: number;
  /** What is hashed behind the document. */
  readonly trailer: Buffer;
  readonly numbers: Buffer;
}

/** A sentence where it cannot be used. */
function parseSignature(body: Buffer): Signature | string {
  if (body[0] !== 4) return `a signature has version ${body[0]}`;
  const hash = HASHES.get(body[3]!);
  if (hash === undefined) return `a signature has hash ${body[3]}, which is too weak or unknown`;
  const hashedEnd = 6 + body.readUInt16BE(4);
  if (hashedEnd + 2 > body.length) return "a signature is cut off";
  const unhashedEnd = hashedEnd + 2 + body.readUInt16BE(hashedEnd);
  if (unhashedEnd + 2 > body.length) return "a signature is cut off";
  const hashed = subpackets(body.subarray(6, hashedEnd));
  const all = [...hashed, ...subpackets(body.subarray(hashedEnd + 2, unhashedEnd))];
  const issuer =
    all.find(({ type }) => type === ISSUER_FINGERPRINT)?.data.subarray(1) ??
    all.find(({ type }) => type === ISSUER)?.data;
  const created = hashed.find(({ type }) => type === CREATED)?.data;
  if (issuer === undefined || issuer.length < 8 || created?.length !== 4)
    return "a signature does not say who made it, or when";
  const length = Buffer.alloc(6);
  length.set([4, 0xff]);
  length.writeUInt32BE(hashedEnd, 2);
  return {
    type: body[1]!,
    algorithm: body[2]!,
    hash,
    issuer: issuer.toString("hex").toUpperCase(),
    created: created.readUInt32BE(0),
    trailer: Buffer.concat([body.subarray(0, hashedEnd), length]),
    // Two bytes of the hash stand in front.
    numbers: body.subarray(unhashedEnd + 2),
  };
}

function holds(text: string, signature: Signature, key: PublicKey): boolean {
  const document = text
    .split("\n")
    .map((line) => line.replace(/[ \t\r]+$/, ""))
    .join("\r\n");
  const signed = Buffer.concat([Buffer.from(document), signature.trailer]);
  if (key.algorithm === "rsa" && [1, 3].includes(signature.algorithm)) {
    const { value } = integerAt(signature.numbers, 0);
    const size = (key.key.asymmetricKeyDetails?.modulusLength ?? 0) / 8;
    return verify(signature.hash, signed, key.key, leftPadded(value, size));
  }
  if (key.algorithm !== "ed25519" || ![22, 27].includes(signature.algorithm)) return false;
  const digest = createHash(signature.hash).update(signed).digest();
  return verify(null, digest, key.key, edwardsSignature(signature));
}

function edwardsSignature({ algorithm, numbers }: Signature): Buffer {
  if (algorithm === 27) return numbers.subarray(0, 64);
  const r = integerAt(numbers, 0);
  const s = integerAt(numbers, r.end);
  return Buffer.concat([leftPadded(r.value, 32), leftPadded(s.value, 32)]);
}

function leftPadded(value: Buffer, size: number): Buffer {
  return value.length >= size ? value : Buffer.concat([Buffer.alloc(size - value.length), value]);
}
