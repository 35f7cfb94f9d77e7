/** Laying out text in columns of a terminal. Everything here wants text that `escapeForTerminal` has seen. */

const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;
const NO_WIDTH = /^\p{Mark}$/u;
const PLAIN = /^[\x20-\x7e]*$/;

/** Columns that a text takes. */
export function widthOf(text: string): number {
  if (PLAIN.test(text)) return text.length;
  let width = 0;
  for (const char of text) width += widthOfCharacter(char);
  return width;
}

/** At most `width` columns, the rest replaced by `…`. */
export function cut(text: string, width: number): string {
  if (text.length <= width && PLAIN.test(text)) return text;
  let used = 0;
  let kept = "";
  for (const char of text) {
    used += widthOfCharacter(char);
    if (used > width) return `${shorten(kept, width - 1)}…`;
    kept += char;
  }
  return text;
}

/** The same with the start replaced: of a path the end tells more. */
export function cutStart(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let used = 1;
  let kept = "";
  for (const char of [...text].reverse()) {
    used += widthOfCharacter(char);
    if (used > width) break;
    kept = `${char}${kept}`;
  }
  return `…${kept}`;
}

/** Filled up with blanks. */
export function pad(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - widthOf(text)));
}

/**
 * Broken at blanks into lines of at most `width` columns. A longer word is broken where it must be, and goes on after a
 * `…`: a line must not start with what stands inside a word, or `x::error::` becomes a command of a CI runner.
 */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/ +/).filter((word) => word !== "")) {
    if (line !== "" && widthOf(line) + 1 + widthOf(word) > width) {
      lines.push(line);
      line = "";
    }
    line = line === "" ? word : `${line} ${word}`;
    while (widthOf(line) > width) {
      const start = shorten(line, width);
      lines.push(start);
      line = `…${line.slice(start.length)}`;
    }
  }
  return line === "" ? lines : [...lines, line];
}

export type Paint = (style: Style, text: string) => string;
export type Style = "bold" | "dim" | "red" | "redBold" | "yellow" | "blue" | "green" | "magenta";

const CODES: Readonly<Record<Style, string>> = {
  bold: "1",
  dim: "2",
  red: "31",
  redBold: "1;31",
  yellow: "33",
  blue: "34",
  green: "32",
  magenta: "35",
};

/** Colours text with ANSI codes, or leaves it as it is. */
export function painter(color: boolean): Paint {
  return color ? (style, text) => `\u001b[${CODES[style]}m${text}\u001b[0m` : (_, text) => text;
}

/** `1 layer`, `2 layers`. */
export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : plural}`;
}

/** The longest start that fits; at least one character, so that loops over it end. */
function shorten(text: string, width: number): string {
  let used = 0;
  let kept = "";
  for (const char of text) {
    used += widthOfCharacter(char);
    if (used > width && kept !== "") break;
    kept += char;
  }
  return kept;
}

function widthOfCharacter(char: string): number {
  if (WIDE.test(char)) return 2;
  return NO_WIDTH.test(char) ? 0 : 1;
}
