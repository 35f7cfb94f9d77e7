import { removeMatch, replace } from "./glob.ts";
import type { Escape } from "./model.ts";
import { UNKNOWN } from "./unknown.ts";

/** A variable that holds itself several times over, line after line, would grow without end. */
const MAX_VALUE_LENGTH = 4096;
/** `${a:-${b:-${c…`: nobody nests deeper, and a stack has an end. */
const MAX_DEPTH = 16;

/** The value of a variable, `UNKNOWN` if there may be one, `undefined` if there is none. */
export type Lookup = (name: string) => string | undefined;

/**
 * Takes the quotes off and puts the variables in, as BuildKit does for all that it does not leave to a shell. Where a
 * value cannot be told, `UNKNOWN` stands. Source: moby/buildkit `frontend/dockerfile/shell/lex.go`.
 */
export function expand(text: string, lookup: Lookup, escapeSign: Escape): string {
  const { value } = new Expansion(text.replaceAll(UNKNOWN, ""), lookup, escapeSign).until("", 0);
  return value.length > MAX_VALUE_LENGTH ? UNKNOWN : value;
}

/** Only the quotes. */
export function unquote(text: string, escapeSign: Escape): string {
  return expand(text, (name) => `$${name}`, escapeSign);
}

class Expansion {
  readonly #text: string;
  readonly #lookup: Lookup;
  readonly #escape: Escape;
  #at = 0;

  constructor(text: string, lookup: Lookup, escapeSign: Escape) {
    this.#text = text;
    this.#lookup = lookup;
    this.#escape = escapeSign;
  }

  /** Up to `stop` outside quotes, which is eaten; `""` = to the end. */
  until(stop: string, depth: number): { readonly value: string; readonly closed: boolean } {
    let value = "";
    let quote = "";
    while (this.#at < this.#text.length) {
      const sign = this.#text.charAt(this.#at++);
      if (quote === "" && sign === stop) return { value, closed: true };
      if (quote === "'") {
        if (sign === "'") quote = "";
        else value += sign;
      } else if (sign === this.#escape) value += this.#escaped(quote);
      else if (sign === quote) quote = "";
      else if (quote === "" && (sign === '"' || sign === "'")) quote = sign;
      else if (sign === "$") value += this.#variable(depth);
      else value += sign;
      if (value.length > MAX_VALUE_LENGTH) value = UNKNOWN;
    }
    return { value, closed: false };
  }

  #escaped(quote: string): string {
    const next = this.#text.charAt(this.#at);
    // Between double quotes only these three lose their backslash.
    if (quote === '"' && next !== '"' && next !== "$" && next !== this.#escape) return this.#escape;
    this.#at++;
    return next;
  }

  #variable(depth: number): string {
    const braced = this.#text.charAt(this.#at) === "{";
    const name = /(?:[A-Za-z_]\w*|\d|[@*#])/y;
    name.lastIndex = this.#at + (braced ? 1 : 0);
    const found = name.exec(this.#text)?.[0];
    if (found === undefined) return "$";
    this.#at = name.lastIndex;
    const value = this.#lookup(found);
    if (!braced) return value ?? "";
    return depth < MAX_DEPTH ? this.#modified(value, depth) : UNKNOWN;
  }

  /** After the name in `${name…}`. */
  #modified(value: string | undefined, depth: number): string {
    const operator = /:[-+?]|[-+?}]|##?|%%?|\/\/?/y;
    operator.lastIndex = this.#at;
    const found = operator.exec(this.#text)?.[0];
    if (found === undefined) {
      this.until("}", depth + 1);
      return UNKNOWN;
    }
    this.#at = operator.lastIndex;
    if (found === "}") return value ?? "";
    if (found.startsWith("/")) {
      const pattern = this.until("/", depth + 1);
      const replacement = this.until("}", depth + 1);
      return replace(value, pattern.value, replacement.value, found === "//");
    }
    const word = this.until("}", depth + 1);
    return word.closed ? apply(found, value, word.value) : UNKNOWN;
  }
}

function apply(operator: string, value: string | undefined, word: string): string {
  if (operator.startsWith("#") || operator.startsWith("%")) return removeMatch(value, operator, word);
  if (value?.includes(UNKNOWN)) return UNKNOWN;
  const set = operator.startsWith(":") ? value !== undefined && value !== "" : value !== undefined;
  switch (operator.slice(-1)) {
    case "-":
      return set ? (value ?? "") : word;
    case "+":
      return set ? word : "";
    default:
      return value ?? ""; // with `?` the build fails unless it is set
  }
}
