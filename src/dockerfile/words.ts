import type { Escape } from "./model.ts";

/** A word as it is written, quotes and all, and where it stands. */
export interface Word {
  readonly raw: string;
  readonly end: number;
}

/** Splits at blanks that are neither quoted nor escaped. Source: moby/buildkit `frontend/dockerfile/shell/lex.go`. */
export function words(text: string, escapeSign: Escape): Word[] {
  const found: Word[] = [];
  for (let word = wordAt(text, 0, escapeSign); word !== undefined; word = wordAt(text, word.end, escapeSign))
    found.push(word);
  return found;
}

/** The first word from `from` on. */
export function wordAt(text: string, from: number, escapeSign: Escape): Word | undefined {
  let start = from;
  while (start < text.length && isBlank(text.charAt(start))) start++;
  if (start === text.length) return undefined;
  let end = start;
  let quote = "";
  for (; end < text.length; end++) {
    const sign = text.charAt(end);
    if (quote === "" && isBlank(sign)) break;
    if (sign === escapeSign && quote !== "'") end++;
    else if (quote === "" && (sign === '"' || sign === "'")) quote = sign;
    else if (sign === quote) quote = "";
  }
  end = Math.min(end, text.length);
  return { raw: text.slice(start, end), end };
}

function isBlank(sign: string): boolean {
  return sign === " " || sign === "\t" || sign === "\n" || sign === "\r";
}
