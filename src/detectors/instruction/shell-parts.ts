import type { Command as ShellCommand, Word } from "unbash";
import type { Command } from "./command.ts";

/** Of a script within scripts: where it stands, and what has started it. */
export interface Place {
  /** The offset in the outermost script, for one in this. */
  outer(offset: number): number;
  /** Its words have no place of their own there, but all this one. */
  readonly within?: { readonly start: number; readonly end: number };
  readonly depth: number;
  readonly via: readonly string[];
  readonly isConditional: boolean;
}

/** Where a part stands in the outermost script. */
export function spanOf(
  { pos, end }: { readonly pos: number; readonly end: number },
  place: Place,
): readonly [number, number] {
  if (place.within !== undefined) return [place.within.start, place.within.end];
  return [place.outer(pos), place.outer(end)];
}

export function spanOfWord(word: Word, place: Place): { readonly start: number; readonly end: number } {
  const [start, end] = spanOf(word, place);
  return { start, end };
}

/** A heredoc ends with the line that closes it. */
export function endOf(part: ShellCommand["redirects"][number]): number {
  return part.type === "HereDoc" ? (part.closing?.end ?? part.body.end) : part.end;
}

/** `A=b` in front of what a wrapper starts. */
export function assignmentOf(word: string): { readonly name: string; readonly value: string }[] {
  const [, name, value] = /^([A-Za-z_]\w*)=(.*)$/s.exec(word) ?? [];
  return name === undefined || value === undefined ? [] : [{ name, value }];
}

export function redirectOf(
  part: ShellCommand["redirects"][number],
  value: (word: Word | undefined) => string,
): Command["redirects"][number] {
  if (part.type !== "HereDoc") return { operator: part.operator, target: value(part.target) };
  return { operator: part.operator, target: part.delimiter?.value ?? "", content: part.body.text };
}
