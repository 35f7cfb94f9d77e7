/** Shannon entropy of the characters, in bits for each: 0 for one that is repeated, 4 for even hexadecimal digits. */
export function entropy(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) {
    const share = count / value.length;
    bits -= share * Math.log2(share);
  }
  return bits;
}

/** Floors of guard 3, in bits for each character. */
export const PREFIXED = 3.0;
export const NAMED = 3.5;
export const GENERIC = 4.0;

/**
 * Whether the value is as mixed as the floor asks. Sixteen digits cannot be as mixed as sixty-two: of random
 * hexadecimal values of 32 digits one in ten has less than 3.5 bits, so half a bit is taken off for them, a prefix such as `SK` or `key-` before them or not.
 */
export function isMixed(value: string, floor: number): boolean {
  const asked = /^[A-Za-z]{0,5}[-_]?[0-9a-fA-F-]{8,}$/.test(value) ? Math.min(floor, NAMED) - 0.5 : floor;
  return entropy(value) >= asked;
}
