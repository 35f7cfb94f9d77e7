import { OverLimit } from "../../../errors.ts";
import { MAX_SETTINGS, type Setting, unquoted } from "../setting.ts";

/** A line that says something, without the space around it. */
export interface Line {
  readonly text: string;
  /** From 1. */
  readonly line: number;
  /** It begins with a blank: in some formats it goes on with the line before. */
  readonly isIndented: boolean;
}

/** The lines of a text that are neither empty nor comments. Throws `OverLimit`. */
export function linesOf(text: string, comments = "#"): readonly Line[] {
  const found: Line[] = [];
  let line = 0;
  for (const raw of text.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/)) {
    line++;
    const trimmed = raw.trim();
    if (trimmed === "" || comments.includes(trimmed.charAt(0))) continue;
    if (found.length >= MAX_SETTINGS) throw new OverLimit(`it has more than ${MAX_SETTINGS} lines`);
    found.push({ text: trimmed, line, isIndented: raw.charAt(0) === " " || raw.charAt(0) === "\t" });
  }
  return found;
}

/** `name value …`, one a line, as redis.conf and many others have it. */
export function directives(text: string): readonly Setting[] {
  return linesOf(text).map(({ text: said, line }) => {
    const gap = said.search(/[\s=]/);
    if (gap < 0) return { key: said, value: "", line };
    const value = said.slice(gap).replace(/^\s*=?\s*/, "");
    return { key: said.slice(0, gap), value: unquoted(value), line };
  });
}
