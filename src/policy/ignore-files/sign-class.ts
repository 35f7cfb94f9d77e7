/** A stretch of signs, both ends inclusive. */
export type SignRange = readonly [from: string, to: string];

/** By code point, as both syntaxes count. */
export function isWithin(sign: string, ranges: readonly SignRange[]): boolean {
  const code = codeOf(sign);
  return ranges.some(([from, to]) => codeOf(from) <= code && code <= codeOf(to));
}

function codeOf(sign: string): number {
  return sign.codePointAt(0) ?? -1;
}
