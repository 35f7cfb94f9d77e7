import { UNKNOWN } from "./unknown.ts";

/** Matching takes the product of the two lengths in steps, and a hostile file has thousands of them. */
const MAX_LENGTH = 200;

/** `${x#p}`, `${x##p}`, `${x%p}`, `${x%%p}`: `*` and `?` in the pattern stand for anything. */
export function removeMatch(value: string | undefined, operator: string, pattern: string): string {
  if (value === undefined) return "";
  if (!isTractable(value, pattern)) return UNKNOWN;
  const isPrefix = operator.startsWith("#");
  const isLongest = operator.length === 2;
  const parts = isPrefix ? tokens(pattern) : tokens(pattern).toReversed();
  const reached = reach(isPrefix ? [...value] : [...value].toReversed(), parts);
  const length = isLongest ? reached.lastIndexOf(true) : reached.indexOf(true);
  if (length < 0) return value;
  const signs = [...value];
  return (isPrefix ? signs.slice(length) : signs.slice(0, signs.length - length)).join("");
}

/** `${x/p/r}` and `${x//p/r}`. A pattern with wildcards gives `UNKNOWN`: nobody names files by one. */
export function replace(
  value: string | undefined,
  pattern: string,
  replacement: string,
  all: boolean,
): string {
  if (value === undefined) return "";
  if (!isTractable(value, pattern) || replacement.includes(UNKNOWN) || /[*?\\]/.test(pattern)) return UNKNOWN;
  if (pattern === "") return value;
  return all ? value.replaceAll(pattern, () => replacement) : value.replace(pattern, () => replacement);
}

function isTractable(value: string, pattern: string): boolean {
  const both = value + pattern;
  return !both.includes(UNKNOWN) && value.length <= MAX_LENGTH && pattern.length <= MAX_LENGTH;
}

type Token = { readonly any: "one" | "many" } | { readonly sign: string };

function tokens(pattern: string): Token[] {
  return Array.from(pattern.matchAll(/\\?./gsu), ([part]): Token => {
    if (part === "*") return { any: "many" };
    if (part === "?") return { any: "one" };
    return { sign: part.length > 1 && part.startsWith("\\") ? part.slice(1) : part };
  });
}

/** At which lengths the front of the text matches all the tokens. */
function reach(text: readonly string[], pattern: readonly Token[]): readonly boolean[] {
  let reached = Array.from({ length: text.length + 1 }, (_, length) => length === 0);
  for (const token of pattern) {
    const first = reached.indexOf(true);
    reached = reached.map((_, length) => {
      if (first < 0) return false;
      if ("any" in token && token.any === "many") return length >= first;
      return (
        length > 0 && reached[length - 1] === true && ("any" in token || token.sign === text[length - 1])
      );
    });
  }
  return reached;
}
