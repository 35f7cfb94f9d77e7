import { createHash } from "node:crypto";
import { cryptBase64 } from "./crypt-base64.ts";

/** crypt(3) takes so much of a salt. */
const MAX_SALT = 8;
const ROUNDS = 1000;

/** Which bytes of the digest go into each group of four characters. */
const ORDER: readonly (readonly [number, number, number])[] = [
  [0, 6, 12],
  [1, 7, 13],
  [2, 8, 14],
  [3, 9, 15],
  [4, 10, 5],
];

/** What stands behind `$1$salt$`. Source: Poul-Henning Kamp's description of MD5-crypt, as in crypt(5). */
export function md5Crypt(password: string, fullSalt: string): string {
  const key = Buffer.from(password);
  const salt = Buffer.from(fullSalt).subarray(0, MAX_SALT);
  let digest = start(key, salt);
  for (let round = 0; round < ROUNDS; round++) {
    const parts = [round % 2 === 1 ? key : digest];
    if (round % 3 !== 0) parts.push(salt);
    if (round % 7 !== 0) parts.push(key);
    parts.push(round % 2 === 1 ? digest : key);
    digest = md5(...parts);
  }
  const groups = ORDER.map(([a, b, c]) =>
    cryptBase64((digest[a]! << 16) | (digest[b]! << 8) | digest[c]!, 4),
  );
  return groups.join("") + cryptBase64(digest[11]!, 2);
}

function start(key: Buffer, salt: Buffer): Buffer {
  const inner = md5(key, salt, key);
  const parts = [key, Buffer.from("$1$"), salt];
  for (let left = key.length; left > 0; left -= inner.length) parts.push(inner.subarray(0, left));
  // A trait of the first implementation that all others had to copy: the bits choose NUL or the key's first byte.
  for (let bits = key.length; bits > 0; bits >>>= 1)
    parts.push(bits % 2 === 1 ? Buffer.alloc(1) : key.subarray(0, 1));
  return md5(...parts);
}

function md5(...parts: readonly Buffer[]): Buffer {
  return createHash("md5").update(Buffer.concat(parts)).digest();
}
