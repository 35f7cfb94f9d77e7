import { DrydockError } from "./errors.ts";
import { escapeForTerminal, escapeLines } from "./report/escape.ts";

/** What a door tells of an error, in lines that end with a newline; a stack only of our own bugs. */
export function failureText(error: unknown): string {
  if (!(error instanceof DrydockError)) {
    const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return `drydock: a bug in drydock itself, not an answer about the image. Please report it.\n${trace}\n`;
  }
  const hint = error.hint === undefined ? "" : `\n  ${escapeForTerminal(error.hint)}`;
  return `drydock: ${error.code}: ${escapeLines(error.message)}${hint}\n`;
}
