import { ANY_NUMBER, BadPattern, type Pattern, wholeMatcher } from "./automaton.ts";
import { isWithin, type SignRange } from "./sign-class.ts";
import { SignReader } from "./sign-reader.ts";

/** Stops an expression that is nested as deeply as it is long. */
const MAX_LENGTH = 500;
/** Go's own limit. */
const MAX_COUNT = 1000;

const CLASSES: Readonly<Record<string, readonly SignRange[]>> = {
  d: [["0", "9"]],
  s: [
    ["\t", "\n"],
    ["\f", "\r"],
    [" ", " "],
  ],
  w: [
    ["0", "9"],
    ["A", "Z"],
    ["a", "z"],
    ["_", "_"],
  ],
};

const CONTROLS: Readonly<Record<string, string>> = { t: "\t", n: "\n", r: "\r", f: "\f" };

/**
 * Whether the whole of a text fits a regular expression in the syntax of Go (RE2): signs, `.`, classes, groups, `|`,
 * repetitions, `^` and `$`. What else RE2 has (flags, Unicode classes, word boundaries) throws `BadPattern`, as does
 * what is no expression. Source: golang.org/s/re2syntax.
 */
export function regexMatcher(text: string): (name: string) => boolean {
  if (text.length > MAX_LENGTH) throw new BadPattern("it is too long");
  return wholeMatcher(new Reader(text).whole());
}

class Reader extends SignReader {
  whole(): Pattern {
    const pattern = this.#choice();
    if (this.at < this.signs.length) throw new BadPattern("a parenthesis is closed that was never opened");
    return pattern;
  }

  #choice(): Pattern {
    const ways = [this.#row()];
    while (this.takeIf("|")) ways.push(this.#row());
    return ways.length === 1 ? ways[0]! : { kind: "choice", ways };
  }

  #row(): Pattern {
    const parts: Pattern[] = [];
    while (this.at < this.signs.length && this.next !== "|" && this.next !== ")")
      parts.push(this.#repeated(this.#atom()));
    return { kind: "row", parts };
  }

  #repeated(of: Pattern): Pattern {
    const counts = this.#counts();
    if (counts === undefined) return of;
    this.takeIf("?"); // lazy: the same texts fit
    if (this.#counts() !== undefined) throw new BadPattern("a repetition is repeated");
    const [least, most] = counts;
    return { kind: "repeat", of, least, most };
  }

  #counts(): readonly [least: number, most: number] | undefined {
    if (this.takeIf("*")) return [0, ANY_NUMBER];
    if (this.takeIf("+")) return [1, ANY_NUMBER];
    if (this.takeIf("?")) return [0, 1];
    const rest = this.signs.slice(this.at, this.at + 12).join("");
    const [all, least, comma, most] = /^\{(\d{1,4})(,)?(\d{1,4})?\}/.exec(rest) ?? [];
    if (all === undefined || (comma === undefined && most !== undefined)) return undefined;
    this.at += all.length;
    const from = Number(least);
    const to = most !== undefined ? Number(most) : comma === undefined ? from : ANY_NUMBER;
    if (from > MAX_COUNT || (to !== ANY_NUMBER && to > MAX_COUNT) || to < from)
      throw new BadPattern(`${all} is no repetition`);
    return [from, to];
  }

  #atom(): Pattern {
    const sign = this.take();
    if (sign === "(") return this.#group();
    if (sign === "[") return this.#class();
    if (sign === ".") return { kind: "sign", fits: (other) => other !== "\n" };
    if (sign === "^") return { kind: "edge", side: "start" };
    if (sign === "$") return { kind: "edge", side: "end" };
    if (sign === "\\") return this.#escape();
    if (sign === "*" || sign === "+" || sign === "?")
      throw new BadPattern(`there is nothing that ${sign} repeats`);
    return { kind: "sign", fits: (other) => other === sign };
  }

  #group(): Pattern {
    if (this.takeIf("?") && !this.takeIf(":")) throw new BadPattern("it has flags or names");
    const inner = this.#choice();
    if (!this.takeIf(")")) throw new BadPattern("a parenthesis is not closed");
    return inner;
  }

  #escape(): Pattern {
    const ranges = this.#escaped();
    return { kind: "sign", fits: (other) => ranges.isNegated !== isWithin(other, ranges.ranges) };
  }

  /** After the backslash. */
  #escaped(): { readonly ranges: readonly SignRange[]; readonly isNegated: boolean } {
    const sign = this.take();
    const ranges = CLASSES[sign.toLowerCase()];
    if (ranges !== undefined) return { ranges, isNegated: sign !== sign.toLowerCase() };
    const plain = CONTROLS[sign] ?? sign;
    if (/^[a-z0-9]$/i.test(plain)) throw new BadPattern(`\\${sign} is not supported`);
    return { ranges: [[plain, plain]], isNegated: false };
  }

  #class(): Pattern {
    const isNegated = this.takeIf("^");
    const ranges: SignRange[] = [];
    for (let first = true; first || this.next !== "]"; first = false) {
      const from = this.#member(ranges);
      if (from === undefined) continue;
      if (this.next !== "-" || this.signs[this.at + 1] === "]") {
        ranges.push([from, from]);
        continue;
      }
      this.at++;
      const to = this.#member([]);
      if (to === undefined || (isWithin(to, [["\0", from]]) && to !== from))
        throw new BadPattern("a range of signs is upside down");
      ranges.push([from, to]);
    }
    this.at++;
    return { kind: "sign", fits: (other) => isNegated !== isWithin(other, ranges) };
  }

  /** One sign of a class; `undefined` = a class of its own, which is added to `ranges`. */
  #member(ranges: SignRange[]): string | undefined {
    const sign = this.take();
    if (sign === "[" && this.next === ":") throw new BadPattern("it has a class by name");
    if (sign !== "\\") return sign;
    const escaped = this.#escaped();
    if (escaped.isNegated) throw new BadPattern("it has a class that is the opposite of another");
    const [range] = escaped.ranges;
    if (escaped.ranges.length === 1 && range !== undefined && range[0] === range[1]) return range[0];
    ranges.push(...escaped.ranges);
    return undefined;
  }
}
