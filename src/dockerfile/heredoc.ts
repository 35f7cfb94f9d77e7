import { unquote } from "./expansion.ts";
import type { Heredoc } from "./model.ts";
import { words } from "./words.ts";

/** The heredocs that a line opens, in order. Source: moby/buildkit `frontend/dockerfile/parser/parser.go`. */
export function heredocsIn(line: string): Omit<Heredoc, "content">[] {
  if (!line.includes("<<")) return [];
  return words(line, "\\").flatMap(({ raw }) => {
    const match = /^\d*<<(-?)([^<]+)$/s.exec(raw);
    const quoted = match?.[2];
    if (match === null || quoted === undefined) return [];
    const name = unquote(quoted, "\\");
    return name === "" ? [] : [{ name, chomp: match[1] === "-", expand: name === quoted }];
  });
}
