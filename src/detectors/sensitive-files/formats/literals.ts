import { isStandIn } from "../../../secrets/index.ts";

/** A name that source code assigns a literal text to. */
export interface Literal {
  /** In lower case. */
  readonly name: string;
  readonly value: string;
  /** From 1. */
  readonly line: number;
}

/** Stops lines of megabytes, as minified code has them. */
const MAX_LINE = 4096;
/** `name = "value"`, `'name' => 'value'`, `"name": "value"`, `name: "value"`; each part bounded, none overlaps the next. */
const ASSIGNED =
  /([A-Za-z_][\w-]{0,63})["'\]]{0,3}\s{0,40}(?:=>|:=|=|:)\s{0,40}[rubfRUBF]{0,2}("(?:[^"\\]|\\.){1,512}"|'(?:[^'\\]|\\.){1,512}')/g;
/** `define('NAME', 'value')` of PHP, `set(:name, "value")`. */
const DEFINED =
  /\b(?:define|set)\(\s{0,20}["':]([A-Za-z_]\w{0,63})["']?\s{0,20},\s{0,20}("(?:[^"\\]|\\.){1,512}"|'(?:[^'\\]|\\.){1,512}')/g;
/** The value comes from elsewhere, and a literal beside it is a name or a default. */
const FROM_ELSEWHERE =
  /environ|getenv|\benv\(|\bENV\[|\bconfig\(|System\.get_env|fetch_env|process\.env|secrets?\.get/;
const COMMENT = /^\s{0,200}(?:#|\/\/|\*|\/\*|--|;|%)/;

/** Literals that are assigned to one of these names, by lines: no language is parsed. */
export function literals(text: string, names: ReadonlySet<string>): readonly Literal[] {
  const found: Literal[] = [];
  let number = 0;
  for (const line of text.split("\n")) {
    number++;
    if (line.length > MAX_LINE || COMMENT.test(line) || FROM_ELSEWHERE.test(line)) continue;
    for (const pattern of [ASSIGNED, DEFINED]) {
      for (const [, name = "", quoted = ""] of line.matchAll(pattern)) {
        const value = quoted.slice(1, -1);
        if (names.has(name.toLowerCase()) && !isStandIn(value))
          found.push({ name: name.toLowerCase(), value, line: number });
      }
    }
  }
  return found;
}
