import { OverLimit } from "../../../errors.ts";
import { MAX_SETTINGS } from "../setting.ts";

/** A directive of nginx with the blocks that it lies in. */
export interface Directive {
  readonly name: string;
  readonly args: readonly string[];
  /** From 1. */
  readonly line: number;
  /** Index of the directive whose block it lies in, -1 at the top. */
  readonly parent: number;
}

/** Stops `a{a{a{…`; nginx itself has some five levels. */
const MAX_DEPTH = 100;
/** A directive of more words is data. */
const MAX_WORDS = 1000;

/** `name word …;` and `name word … { … }`; tolerant of braces that are missing. */
export function blocks(text: string): readonly Directive[] {
  const found: Directive[] = [];
  const open: number[] = [];
  let words: string[] = [];
  let start = 1;
  const end = (): void => {
    const [name, ...args] = words;
    if (name !== undefined) found.push({ name, args, line: start, parent: open.at(-1) ?? -1 });
    if (found.length > MAX_SETTINGS) throw new OverLimit(`it has more than ${MAX_SETTINGS} directives`);
    words = [];
  };
  for (const { text: token, line, isSign } of tokens(text)) {
    if (!isSign) {
      if (words.length === 0) start = line;
      if (words.length < MAX_WORDS) words.push(token);
    } else if (token === ";") end();
    else if (token === "{") {
      if (words.length === 0) {
        words = [""];
        start = line;
      }
      end();
      open.push(found.length - 1);
      if (open.length > MAX_DEPTH) throw new OverLimit(`it has more than ${MAX_DEPTH} levels`);
    } else {
      end();
      open.pop();
    }
  }
  end();
  return found;
}

interface Token {
  readonly text: string;
  readonly line: number;
  readonly isSign: boolean;
}

function* tokens(text: string): Generator<Token> {
  let line = 1;
  for (let at = 0; at < text.length; ) {
    const sign = text.charAt(at);
    if (sign === "\n") line++;
    if (/\s/.test(sign)) at++;
    else if (sign === "#") {
      const next = text.indexOf("\n", at);
      at = next < 0 ? text.length : next;
    } else if (sign === ";" || sign === "{" || sign === "}") {
      yield { text: sign, line, isSign: true };
      at++;
    } else {
      const { word, next } = wordFrom(text, at);
      yield { text: word, line, isSign: false };
      // Only a quoted word has any; a search of the whole text for each word would take its square.
      line += word.split("\n").length - 1;
      at = next;
    }
  }
}

function wordFrom(text: string, from: number): { word: string; next: number } {
  const quote = text.charAt(from);
  if (quote === '"' || quote === "'") {
    let at = from + 1;
    while (at < text.length && text.charAt(at) !== quote) at += text.charAt(at) === "\\" ? 2 : 1;
    return { word: text.slice(from + 1, at), next: at + 1 };
  }
  let at = from;
  for (; at < text.length; at++) {
    const sign = text.charAt(at);
    if (sign === "\\") at++;
    // `${name}` is a variable, no block.
    else if (sign === "$" && text.charAt(at + 1) === "{") {
      const end = text.slice(at, at + 200).indexOf("}");
      if (end > 0) at += end;
    } else if (/[\s;{}]/.test(sign)) break;
  }
  return { word: text.slice(from, at), next: Math.max(at, from + 1) };
}
