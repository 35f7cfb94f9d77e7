/** A block that begins with `-----BEGIN … PRIVATE KEY-----`. */
export interface PrivateKeyBlock {
  /** What stands between `BEGIN` and the dashes: `RSA PRIVATE KEY`. */
  readonly label: string;
  readonly isEncrypted: boolean;
  readonly isOpenSsh: boolean;
  /** From 1. */
  readonly line: number;
}

/** Stops a file that is nothing but beginnings of blocks; bundles of certificates have some 150. */
const MAX_BLOCKS = 1000;
/** More keys than anybody reads about. */
const MAX_KEYS = 20;
/** Of base64 and headers; an RSA key of 16,384 bits has 12,700. */
const MAX_BLOCK = 32 * 1024;
/** Ed25519 in PKCS#8, the shortest of all keys, has 64. Less is the skeleton of a document, or nothing. */
const MIN_BASE64 = 60;
const BEGIN = "-----BEGIN ";

/** The private keys of a text in PEM form (RFC 7468, RFC 1421), or in OpenSSH's own (PROTOCOL.key). */
export function privateKeyBlocks(text: string): readonly PrivateKeyBlock[] {
  const found: PrivateKeyBlock[] = [];
  let line = 1;
  let counted = 0;
  let at = text.indexOf(BEGIN);
  for (
    let blocks = 0;
    at >= 0 && blocks < MAX_BLOCKS && found.length < MAX_KEYS;
    at = text.indexOf(BEGIN, at + 1), blocks++
  ) {
    const labelEnd = text.indexOf("-----", at + BEGIN.length);
    if (labelEnd < 0) break;
    const label = text.slice(at + BEGIN.length, Math.min(labelEnd, at + BEGIN.length + 64));
    if (!/^[A-Z0-9 ]{0,40}PRIVATE KEY$/.test(label)) continue;
    const block = bodyOf(text, labelEnd + 5);
    if (block === undefined) continue;
    for (let newline = text.indexOf("\n", counted); newline >= 0 && newline < at; ) {
      line++;
      counted = newline + 1;
      newline = text.indexOf("\n", counted);
    }
    found.push({
      label,
      line,
      isOpenSsh: label.startsWith("OPENSSH"),
      isEncrypted: isEncrypted(label, block),
    });
  }
  return found;
}

interface Block {
  readonly headers: string;
  readonly base64: string;
}

/** Line ends may be written as `\n`, as in JSON and in variables. */
function bodyOf(text: string, start: number): Block | undefined {
  const end = text.indexOf("-----", start);
  const body = text
    .slice(start, Math.min(end < 0 ? text.length : end, start + MAX_BLOCK))
    .replaceAll("\\n", "\n");
  const lines = body.split("\n").map((one) => one.trim());
  const headers = lines.filter((one) => one.includes(":")).join("\n");
  let base64 = "";
  for (const one of lines) if (/^[A-Za-z0-9+/=]+$/.test(one)) base64 += one;
  return base64.length < MIN_BASE64 ? undefined : { headers, base64 };
}

function isEncrypted(label: string, { headers, base64 }: Block): boolean {
  if (label.startsWith("ENCRYPTED")) return true;
  if (/^Proc-Type:[ ]?4,[ ]?ENCRYPTED/m.test(headers)) return true;
  return label.startsWith("OPENSSH") && cipherOf(Buffer.from(base64.slice(0, 120), "base64")) !== "none";
}

const OPENSSH_MAGIC = "openssh-key-v1\0";

/** The first string behind the magic; `none` = no passphrase. What is cut short counts as not encrypted. */
function cipherOf(key: Buffer): string {
  const start = OPENSSH_MAGIC.length + 4;
  if (key.length < start || key.toString("latin1", 0, OPENSSH_MAGIC.length) !== OPENSSH_MAGIC) return "none";
  return key.toString("latin1", start, Math.min(key.length, start + key.readUInt32BE(OPENSSH_MAGIC.length)));
}
