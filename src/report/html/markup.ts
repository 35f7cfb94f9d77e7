import { escapeHtml } from "../escape.ts";

/** HTML that is whole: only `html` makes it. */
export interface Markup {
  readonly markup: string;
}

export type Content = Markup | string | number | undefined | readonly Content[];

/** Longer texts are cut, whoever wrote them: a name of megabytes would only make the page slow. */
export const MAX_TEXT = 4000;
/** Of a name, a path, a version: what fits on a few lines. */
const MAX_NAME = 300;

/** A template whose values are escaped, unless they are markup themselves. Attributes must be quoted. */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Markup {
  return { markup: strings.reduce((text, string, i) => `${text}${print(values[i - 1])}${string}`) };
}

/** Our own style, script and data, which their elements take as they are. */
export function verbatim(text: string): Markup {
  return { markup: text };
}

/** Name, path or version: on one line, short enough to be looked at, and honest about what is left out. */
export function short(text: string): string {
  return shorten(text, MAX_NAME).replace(/[\n\t]/g, (found) => (found === "\n" ? "\\n" : "\\t"));
}

/** The start of a text, and how much of it is missing. */
export function shorten(text: string, length: number): string {
  if (text.length <= length) return text;
  return `${text.slice(0, length).toWellFormed()}… (${text.length - length} more characters)`;
}

function print(value: Content): string {
  if (value === undefined) return "";
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return escapeHtml(shorten(value, MAX_TEXT));
  return "markup" in value ? value.markup : value.map(print).join("");
}
