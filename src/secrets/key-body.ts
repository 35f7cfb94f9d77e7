/** The body of a private key, without what stands between its lines. */
export interface KeyBody {
  /** Base64. */
  readonly body: string;
  readonly isEncrypted: boolean;
}

/** What stands around the lines of a key in source text: quotes, signs of continuation and of comments. */
const AROUND = /^[\s"'`,;#*|>)(\\]{1,40}|[\s"'`,;|)(\\]{1,40}$/g;
const LINE_END = /\\{1,4}[rn]|<br ?\/?>|[\r\n]/g;
const MIN_BODY = 40;

/**
 * The key that follows a PEM, OpenSSH or PGP header, in text as it is or within a string with escaped line ends.
 * `undefined` where there is none: dots, a few sample lines, something that does not decode to a key.
 */
export function keyBody(text: string, header: string): KeyBody | undefined {
  const { body, isEncrypted, isWhole } = linesOf(text);
  if (body.length < MIN_BODY) return undefined;
  const bytes = Buffer.from(body, "base64");
  // OpenSSH PROTOCOL.key: magic, then the cipher's name, its length before it.
  if (bytes.toString("latin1", 0, 14) === "openssh-key-v1")
    return { body, isEncrypted: bytes.toString("latin1", 19, 23) !== "none" };
  // RFC 9580, 4.2: the first bit of a packet is always set.
  if (header.includes("BLOCK")) return (bytes[0]! & 0x80) === 0 ? undefined : { body, isEncrypted };
  if (bytes[0] !== 0x30 || (isWhole && derLength(bytes) > bytes.length)) return undefined;
  return { body, isEncrypted: isEncrypted || header.includes("ENCRYPTED") };
}

/**
 * The base64 lines; armor headers left out. `isWhole`: they end before the text does. Looks no farther than they go: a
 * file may be nothing but headers.
 */
function linesOf(text: string): KeyBody & { readonly isWhole: boolean } {
  let body = "";
  let isEncrypted = false;
  for (let start = 0; start < text.length; ) {
    LINE_END.lastIndex = start;
    const end = LINE_END.exec(text);
    const bare = text.slice(start, end?.index ?? text.length).replace(AROUND, "");
    start = end === null ? text.length : LINE_END.lastIndex;
    // RFC 1421 and RFC 9580: `Proc-Type: 4,ENCRYPTED`, `Version: …`
    if (/^[A-Za-z-]{3,20}: /.test(bare)) {
      isEncrypted ||= bare.includes("ENCRYPTED");
      continue;
    }
    const words = /^[A-Za-z0-9+/= ]*/.exec(bare)?.[0] ?? "";
    body += words.replaceAll(" ", "");
    if (words !== bare) return { body, isEncrypted, isWhole: true };
  }
  return { body, isEncrypted, isWhole: false };
}

/** Of the whole element, its header included. ITU-T X.690, 8.1.3 */
function derLength(bytes: Buffer): number {
  const first = bytes[1] ?? 0;
  if (first < 0x80) return first + 2;
  const count = first & 0x7f;
  const isTold = count >= 1 && count <= 4 && bytes.length > 2 + count;
  return isTold ? bytes.readUIntBE(2, count) + 2 + count : Number.POSITIVE_INFINITY;
}
