import type { Message } from "sarif";
import { escapeForTerminal } from "./escape.ts";

/** Names and versions come from the image; stops one of them from filling the report. */
const MAX_NAME = 200;
const MAX_MESSAGE = 1_000;

/** Plain text in SARIF's own escaping (3.11.5 and 3.11.6: braces are doubled, brackets get a backslash). */
export function message(text: string): Message {
  const safe = short(escapeForTerminal(text), MAX_MESSAGE);
  return { text: safe.replace(/[[\]\\]/g, "\\$&").replace(/[{}]/g, "$&$&") || "(no text)" };
}

/** A name from the image as people see it: control characters are shown instead of obeyed. */
export function shown(text: string): string {
  return short(escapeForTerminal(text));
}

/** At most `length` characters, never half of one. */
export function short(text: string, length = MAX_NAME): string {
  return text.length <= length
    ? text
    : `${text
        .slice(0, length - 1)
        .toWellFormed()
        .replace(/\ufffd$/, "")}…`;
}
