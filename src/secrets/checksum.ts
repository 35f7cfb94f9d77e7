const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

const TABLE = Int32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** CRC-32 as in zip and gzip; `zlib.crc32` is younger than Node 20.12. */
export function crc32(text: string): number {
  let crc = -1;
  for (let index = 0; index < text.length; index++)
    crc = (crc >>> 8) ^ TABLE[(crc ^ text.charCodeAt(index)) & 0xff]!;
  return ~crc >>> 0;
}

/** The number with 62 digits, lowest value first in ASCII, filled up with zeros. */
export function base62(value: number, length: number): string {
  let text = "";
  for (let rest = value; rest > 0; rest = Math.floor(rest / 62)) text = `${DIGITS[rest % 62]}${text}`;
  return text.padStart(length, "0");
}

/** GitHub's and npm's tokens: thirty random characters and their CRC-32 in six digits. */
export function hasBase62Checksum(body: string): boolean {
  return body.length === 36 && base62(crc32(body.slice(0, 30)), 6) === body.slice(30);
}

/**
 * GitLab's routable tokens: `prefix-payload.01.llccccccc`, where `ll` is the payload's length and `ccccccc` the CRC-32 of
 * all before it, both with 36 digits.
 */
export function hasGitLabChecksum(token: string): boolean {
  const crc = crc32(token.slice(0, -7)).toString(36).padStart(7, "0");
  return crc === token.slice(-7);
}
