const ALPHABET = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** `length` characters of six bits, lowest first, as crypt(3) writes numbers. */
export function cryptBase64(value: number, length: number): string {
  let text = "";
  for (let rest = value; text.length < length; rest >>>= 6) text += ALPHABET[rest & 0x3f];
  return text;
}

/** Bytes, three to four characters, lowest bits first. */
export function encodeCrypt(bytes: Buffer): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const group = bytes.subarray(at, at + 3);
    text += cryptBase64(group.readUIntLE(0, group.length), group.length + 1);
  }
  return text;
}

/** The opposite; `undefined` for what nothing encodes to. */
export function cryptBytes(text: string): Buffer | undefined {
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at += 4) {
    const group = [...text.slice(at, at + 4)].map((letter) => ALPHABET.indexOf(letter));
    if (group.length === 1 || group.includes(-1)) return undefined;
    const value = group.reduce((sum, digit, index) => sum + digit * 2 ** (6 * index), 0);
    const length = group.length - 1;
    if (value >= 2 ** (8 * length)) return undefined;
    for (let index = 0; index < length; index++) bytes.push(Math.floor(value / 2 ** (8 * index)) & 0xff);
  }
  return Buffer.from(bytes);
}

/** A number from `least` on, in a character or more, as yescrypt writes its settings; with where it ends. */
export function cryptNumber(text: string, at: number, least: number): readonly [value: number, end: number] {
  const digit = (position: number) => ALPHABET.indexOf(text[position] ?? " ");
  let [value, start, last, bits, end] = [least, 0, 47, 0, at + 1];
  const first = digit(at);
  if (first < 0) return [Number.NaN, end];
  for (; first > last; bits += 6) {
    value += (last + 1 - start) * 2 ** bits;
    start = last + 1;
    last = start + Math.floor((62 - last) / 2);
  }
  value += (first - start) * 2 ** bits;
  for (; bits > 0; end++) {
    bits -= 6;
    if (digit(end) < 0) return [Number.NaN, end];
    value += digit(end) * 2 ** bits;
  }
  return [value, end];
}
