import { type Setting, unquoted } from "../setting.ts";
import { linesOf } from "./directives.ts";

/**
 * The words of each simple command of a script, quotes off, variables left as written. No grammar is needed to find a
 * program among the words and the options behind it. One command is held at a time: a script of a megabyte of `a;` has
 * half a million.
 */
export function* shellCommands(script: string): Generator<readonly string[]> {
  let words: string[] = [];
  let word: string | undefined;
  const endWord = () => {
    if (word !== undefined) words.push(word);
    word = undefined;
  };
  const endCommand = (): readonly string[] => {
    endWord();
    const ended = words;
    words = [];
    return ended;
  };
  for (let at = 0; at < script.length; at++) {
    const sign = script.charAt(at);
    if (sign === "\\") {
      at++;
      if (script.charAt(at) === "\r") at++;
      if (script.charAt(at) !== "\n") word = (word ?? "") + script.charAt(at);
    } else if (sign === "'" || sign === '"') {
      const end = quoteEnd(script, at);
      word = (word ?? "") + script.slice(at + 1, end);
      at = end;
    } else if (sign === "#" && word === undefined) {
      const end = script.indexOf("\n", at);
      at = (end < 0 ? script.length : end) - 1;
    } else if (sign === " " || sign === "\t") endWord();
    else if (sign === "$" && script.charAt(at + 1) === "{") {
      const end = script.slice(at, at + 200).indexOf("}");
      word = (word ?? "") + script.slice(at, end < 0 ? at + 1 : at + end + 1);
      if (end > 0) at += end;
    } else if (";|&\n\r()`".includes(sign)) {
      const command = endCommand();
      if (command.length > 0) yield command;
    } else word = (word ?? "") + sign;
  }
  const command = endCommand();
  if (command.length > 0) yield command;
}

function quoteEnd(script: string, from: number): number {
  const quote = script.charAt(from);
  for (let at = from + 1; at < script.length; at++) {
    if (script.charAt(at) === "\\" && quote === '"') at++;
    else if (script.charAt(at) === quote) return at;
  }
  return script.length;
}

/** `NAME=value`, `export NAME="value"`, `c.Name.key = 'value'`: files of variables, and Python files that set things. */
export function assignments(text: string): readonly Setting[] {
  return linesOf(text).flatMap(({ text: said, line }) => {
    const [, key, value] = /^(?:export\s{1,20})?([\w.]{1,200})\s{0,20}=(?!=)(.*)$/.exec(said) ?? [];
    if (key === undefined || value === undefined) return [];
    return [{ key, value: unquoted(withoutTail(value.trim())), line }];
  });
}

/** What stands behind the closing quote, or behind a `#` after a blank, is a comment. */
function withoutTail(value: string): string {
  const quote = value.charAt(0);
  const isQuoted = quote === '"' || quote === "'";
  const end = isQuoted ? value.indexOf(quote, 1) + 1 : value.search(/\s#/);
  return end > 0 ? value.slice(0, end).trim() : value;
}
