/** What a key store holds, as far as it tells without its password. */
export interface KeyStore {
  readonly format: "JKS" | "JCEKS" | "BKS" | "PKCS#12" | "macOS keychain";
  readonly hasKeys: boolean;
}

/** Stops a store that claims billions of entries. */
const MAX_ENTRIES = 10_000;

/** `undefined` = no key store. One that is cut short has the keys that were seen until then. */
export function keyStoreOf(bytes: Buffer): KeyStore | undefined {
  if (bytes.length < 16) return undefined;
  const magic = bytes.readUInt32BE(0);
  if (magic === 0xfeedfeed) return { format: "JKS", hasKeys: hasJavaKeys(bytes) };
  if (magic === 0xcececece) return { format: "JCEKS", hasKeys: hasJavaKeys(bytes) };
  if (bytes.toString("latin1", 0, 4) === "kych") return { format: "macOS keychain", hasKeys: true };
  if (isPkcs12(bytes)) return { format: "PKCS#12", hasKeys: PKCS12_KEYS.some((bag) => bytes.includes(bag)) };
  if (magic === 1 || magic === 2) return bouncyCastle(bytes);
  return undefined;
}

/** `keyBag` and `pkcs8ShroudedKeyBag` of RFC 7292: a key is encrypted by itself, so that its bag can be seen. */
const PKCS12_KEYS = [1, 2].map((bag) =>
  Buffer.from([0x06, 0x0b, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x0c, 0x0a, 0x01, bag]),
);
/** The OID of `data` or `signedData`, which the outermost content is of. */
const PKCS7 = Buffer.from([0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07]);

/** A sequence that begins with version 3. */
function isPkcs12(bytes: Buffer): boolean {
  const start = bytes.subarray(0, 64);
  return start[0] === 0x30 && start.includes(Buffer.from([0x02, 0x01, 0x03, 0x30])) && start.includes(PKCS7);
}

/** Java's own form: version, count, then entries with a tag, an alias and a time; tag 1 and 3 are keys. */
function hasJavaKeys(bytes: Buffer): boolean {
  const reader = new Reader(bytes, 4);
  const version = reader.number();
  const count = Math.min(reader.number() ?? 0, MAX_ENTRIES);
  for (let entry = 0; entry < count; entry++) {
    const tag = reader.number();
    if (tag === 1 || tag === 3) return true;
    if (tag !== 2) return false;
    reader.skipText();
    reader.skip(8);
    if (version === 2) reader.skipText(); // the certificate's type
    reader.skipBlock();
  }
  return false;
}

/** Bouncy Castle's: version, salt, iterations, then entries with a tag, alias, time and chain; 1 is a certificate. */
function bouncyCastle(bytes: Buffer): KeyStore | undefined {
  const reader = new Reader(bytes, 4);
  const salt = reader.number();
  if (salt !== 20) return undefined;
  reader.skip(salt);
  const iterations = reader.number();
  if (iterations === undefined || iterations < 1 || iterations > 10_000_000) return undefined;
  for (let entry = 0; entry < MAX_ENTRIES; entry++) {
    const tag = reader.byte();
    if (tag === undefined || tag === 0 || tag > 4) break;
    if (tag > 1) return { format: "BKS", hasKeys: true };
    reader.skipText();
    reader.skip(8);
    const chain = Math.min(reader.number() ?? 0, MAX_ENTRIES);
    for (let certificate = 0; certificate <= chain && !reader.isAtEnd; certificate++) {
      reader.skipText();
      reader.skipBlock();
    }
  }
  return { format: "BKS", hasKeys: false };
}

/** Reads forward only, and `undefined` where nothing is left: no length of a stranger's leads anywhere else. */
class Reader {
  readonly #bytes: Buffer;
  #at: number;

  constructor(bytes: Buffer, at: number) {
    this.#bytes = bytes;
    this.#at = at;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  byte(): number | undefined {
    return this.#bytes[this.#at++];
  }

  number(): number | undefined {
    this.#at += 4;
    return this.#at > this.#bytes.length ? undefined : this.#bytes.readUInt32BE(this.#at - 4);
  }

  skip(bytes: number): void {
    this.#at += bytes;
  }

  /** Java's modified UTF-8, two bytes of length in front. */
  skipText(): void {
    this.#at += 2;
    if (this.#at <= this.#bytes.length) this.#at += this.#bytes.readUInt16BE(this.#at - 2);
  }

  /** Four bytes of length in front. */
  skipBlock(): void {
    const length = this.number() ?? 0; // moves on by itself
    this.#at += length;
  }
}
