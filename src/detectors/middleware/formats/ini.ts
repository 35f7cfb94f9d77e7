import { type Setting, unquoted } from "../setting.ts";
import { linesOf } from "./directives.ts";

interface IniOptions {
  /** Signs that begin a comment line. */
  readonly comments?: string;
  /** Signs that, after a blank, begin a comment behind a value. */
  readonly inline?: string;
  /** A line that begins with a blank goes on with the value before, as in Python's configparser. */
  readonly continues?: boolean;
}

/** A value that goes on for longer holds a script, not a setting. */
const MAX_VALUE = 4096;

/** `[section]`, `key = value`, `key`; keys come as `section.key`. */
export function ini(
  text: string,
  { comments = "#;", inline = "", continues = false }: IniOptions = {},
): readonly Setting[] {
  const found: Setting[] = [];
  let section = "";
  for (const { text: said, line, isIndented } of linesOf(text, comments)) {
    const last = found.at(-1);
    if (continues && isIndented && last !== undefined) {
      if (last.value.length < MAX_VALUE)
        found[found.length - 1] = { ...last, value: `${last.value} ${said}` };
      continue;
    }
    if (said.startsWith("[")) {
      const end = said.indexOf("]");
      if (end > 0) section = said.slice(1, end).trim();
      continue;
    }
    const equals = said.indexOf("=");
    const name = (equals < 0 ? withoutComment(said, inline) : said.slice(0, equals)).trim();
    const value = equals < 0 ? "" : withoutComment(said.slice(equals + 1).trim(), inline);
    found.push({ key: section === "" ? name : `${section}.${name}`, value: unquoted(value), line });
  }
  return found;
}

function withoutComment(value: string, signs: string): string {
  if (signs === "") return value;
  let quote = "";
  for (let at = 0; at < value.length; at++) {
    const sign = value.charAt(at);
    if (quote !== "") {
      if (sign === quote) quote = "";
    } else if (sign === '"' || sign === "'") quote = sign;
    else if (signs.includes(sign) && (at === 0 || /\s/.test(value.charAt(at - 1)))) {
      return value.slice(0, at).trimEnd();
    }
  }
  return value;
}
