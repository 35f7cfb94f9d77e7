import { createHash, createPublicKey, type JsonWebKey, type KeyObject } from "node:crypto";
import { newLength, parsePackets } from "./openpgp-packets.ts";

/** A key that may have signed something: a primary key or a subkey. */
export interface PublicKey {
  /** Upper-case hexadecimal. */
  readonly fingerprint: string;
  readonly algorithm: "rsa" | "ed25519";
  readonly key: KeyObject;
  /** Seconds since 1970 after which its signatures no longer count; absent = never. */
  readonly expires?: number;
  /** The first user id of the primary key. */
  readonly owner: string;
}

/** OpenPGP's numbers. Source: RFC 9580, sections 5 and 9. */
const TAG = { signature: 2, publicKey: 6, userId: 13, publicSubkey: 14 };
const ALGORITHM = { rsa: [1, 3], eddsa: 22, ed25519: 27 };
const ED25519_OID = Buffer.from("2b06010401da470f01", "hex");
const KEY_EXPIRATION = 9;
/** NIST SP 800-131A: shorter ones are no longer trusted; apt refuses them, too. */
const LEAST_RSA_BITS = 2048;
/** Stops a key with which one check would take minutes. */
const MOST_RSA_BITS = 16_384;

/**
 * The keys of a keyring, binary or armoured; kinds we cannot check with (DSA, old elliptic curves, version 3) are left
 * out. The keyring is trusted as it is: bindings between keys are not checked, as whoever can write it can write
 * any. Throws `RangeError` for anything that is no keyring.
 */
export function parseKeyring(bytes: Buffer): readonly PublicKey[] {
  const keys: (Omit<PublicKey, "owner"> & { created: number; owner: string })[] = [];
  let last: (typeof keys)[number] | undefined;
  let ofPrimary: typeof keys = [];
  for (const { tag, body } of parsePackets(bytes)) {
    if (tag === TAG.publicKey || tag === TAG.publicSubkey) {
      if (tag === TAG.publicKey) ofPrimary = [];
      last = parseKey(body, ofPrimary[0]?.owner ?? "");
      if (last !== undefined) {
        keys.push(last);
        ofPrimary.push(last);
      }
    } else if (tag === TAG.userId) {
      for (const key of ofPrimary) if (key.owner === "") key.owner = body.toString("utf8").slice(0, 200);
    } else if (tag === TAG.signature && last !== undefined) {
      const lifetime = keyLifetime(body);
      if (lifetime !== undefined) Object.assign(last, { expires: last.created + lifetime });
    }
  }
  return keys.map(({ created: _, ...key }) => key);
}

/** The key of a packet's body; `undefined` = a kind that we cannot check with. */
export function parseKey(body: Buffer, owner: string) {
  if (body[0] !== 4 || body.length < 8) return undefined;
  const header = Buffer.from([0x99, body.length >> 8, body.length & 0xff]);
  const fingerprint = createHash("sha1").update(header).update(body).digest("hex").toUpperCase();
  const common = { fingerprint, created: body.readUInt32BE(1), owner };
  const algorithm = body[5]!;
  if (ALGORITHM.rsa.includes(algorithm)) {
    const n = integerAt(body, 6);
    const e = integerAt(body, n.end);
    const bits = n.value.length * 8;
    if (bits < LEAST_RSA_BITS || bits > MOST_RSA_BITS || e.value.length > 8) return undefined;
    const jwk = { kty: "RSA", n: n.value.toString("base64url"), e: e.value.toString("base64url") };
    return withKey({ ...common, algorithm: "rsa" as const }, jwk);
  }
  const point = edwardsPoint(body, algorithm);
  if (point === undefined) return undefined;
  const jwk = { kty: "OKP", crv: "Ed25519", x: point.toString("base64url") };
  return withKey({ ...common, algorithm: "ed25519" as const }, jwk);
}

/** Numbers that are no key make none. */
function withKey<T extends object>(key: T, jwk: JsonWebKey): (T & { readonly key: KeyObject }) | undefined {
  try {
    return { ...key, key: createPublicKey({ key: jwk, format: "jwk" }) };
  } catch {
    return undefined;
  }
}

function edwardsPoint(body: Buffer, algorithm: number): Buffer | undefined {
  if (algorithm === ALGORITHM.ed25519) return body.subarray(6, 38);
  const length = body[6] ?? 0;
  if (algorithm !== ALGORITHM.eddsa || !body.subarray(7, 7 + length).equals(ED25519_OID)) return undefined;
  // The point has 0x40 in front of it: "native form".
  const { value } = integerAt(body, 7 + length);
  return value.length === 33 && value[0] === 0x40 ? value.subarray(1) : undefined;
}

/** A multiprecision integer: its bits in two bytes, then as many bytes as they take. */
export function integerAt(body: Buffer, at: number): { value: Buffer; end: number } {
  if (at + 2 > body.length) throw new RangeError("a number is cut off");
  const end = at + 2 + ((body.readUInt16BE(at) + 7) >> 3);
  if (end > body.length) throw new RangeError("a number is cut off");
  return { value: body.subarray(at + 2, end), end };
}

/** What the key's own signature (on a user id, on the key, on a subkey) says about how long it lives. */
function keyLifetime(signature: Buffer): number | undefined {
  const isOwn = signature[0] === 4 && [0x10, 0x11, 0x12, 0x13, 0x18, 0x1f].includes(signature[1]!);
  if (!isOwn || signature.length < 6) return undefined;
  const { data } = subpackets(signature.subarray(6, 6 + signature.readUInt16BE(4))).find(
    ({ type }) => type === KEY_EXPIRATION,
  ) ?? { data: undefined };
  return data?.length === 4 && data.readUInt32BE(0) > 0 ? data.readUInt32BE(0) : undefined;
}

/** Source: RFC 9580, section 5.2.3.7. The bit that says "critical" is taken off. */
export function subpackets(area: Buffer): readonly { type: number; data: Buffer }[] {
  const found: { type: number; data: Buffer }[] = [];
  for (let at = 0; at < area.length; ) {
    const { length, size } = newLength(area, at);
    if (length === 0 || at + size + length > area.length) throw new RangeError("a subpacket is cut off");
    found.push({ type: area[at + size]! & 0x7f, data: area.subarray(at + size + 1, at + size + length) });
    at += size + length;
  }
  return found;
}
