import { UNKNOWN } from "./unknown.ts";

/** Longer values and patterns would make the square of their lengths in steps. */
const MAX_LENGTH = 512;

/** `${x#p}`, `${x##p}`, `${x%p}`, `${x%%p}`: `*` and `?` in the pattern stand for anything. */
export function removeLongestOrShortest(
  value: string | undefined,
  operator: string,
  pattern: string,
): string {
  if (value === undefined) return "";
  if (!isTractable(value, pattern)) return UNKNOWN;
  const front = operator.startsWith("#");
  const lengths = Array.from({ length: value.length + 1 }, (_, length) => length);
  for (const length of operator.length === 2 ? lengths.toReversed() : lengths) {
    const part = front ? value.slice(0, length) : value.slice(value.length - length);
    if (matches(part, pattern)) return front ? value.slice(length) : value.slice(0, value.length - length);
  }
  return value;
}

/** `${x/p/r}` and `${x//p/r}`, the longest match from the left. */
export function replace(
  value: string | undefined,
  pattern: string,
  replacement: string,
  all: boolean,
): string {
  if (value === undefined) return "";
  if (!isTractable(value, pattern) || replacement.includes(UNKNOWN)) return UNKNOWN;
  if (pattern === "") return value;
  // With a wildcard each start is tried with each end; plain text, which is the rule, needs none of it.
  if (!/[*?\\]/.test(pattern))
    return all ? value.replaceAll(pattern, () => replacement) : value.replace(pattern, () => replacement);
  return UNKNOWN;
}

function isTractable(value: string, pattern: string): boolean {
  const both = value + pattern;
  return !both.includes(UNKNOWN) && value.length <= MAX_LENGTH && pattern.length <= MAX_LENGTH;
}

/** Never goes back behind the last `*`, so no pattern takes more than the product of the lengths. */
function matches(text: string, pattern: string): boolean {
  let at = 0;
  let next = 0;
  let star = -1;
  let mark = 0;
  while (at < text.length) {
    const sign = pattern.charAt(next);
    const literal = sign === "\\" ? pattern.charAt(next + 1) : sign;
    if (sign === "*") {
      star = next++;
      mark = at;
    } else if (next < pattern.length && ((sign === "?" && sign === literal) || literal === text.charAt(at))) {
      next += sign === "\\" ? 2 : 1;
      at++;
    } else if (star >= 0) {
      next = star + 1;
      at = ++mark;
    } else return false;
  }
  while (pattern.charAt(next) === "*") next++;
  return next >= pattern.length;
}
