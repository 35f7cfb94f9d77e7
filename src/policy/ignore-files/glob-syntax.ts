import { ANY_NUMBER, BadPattern, type Pattern, wholeMatcher } from "./automaton.ts";
import { isWithin, type SignRange } from "./sign-class.ts";
import { SignReader } from "./sign-reader.ts";

/** Stops a pattern that is nested as deeply as it is long. */
const MAX_LENGTH = 500;

const ONE: Pattern = { kind: "sign", fits: (sign) => sign !== "/" };
const MANY: Pattern = { kind: "repeat", of: ONE, least: 0, most: ANY_NUMBER };
const ALL: Pattern = { kind: "repeat", of: { kind: "sign", fits: () => true }, least: 0, most: ANY_NUMBER };
const SLASH: Pattern = { kind: "sign", fits: (sign) => sign === "/" };

/**
 * Whether the whole of a path fits a pattern of doublestar, by which both Trivy and Grype read theirs: `*`, `?`,
 * `[a-z]`, `[^a]`, `{one,other}`, and `**` for any number of folders where it stands alone between slashes, else for
 * what `*` stands for. Throws `BadPattern`. Source: README of bmatcuk/doublestar, "Patterns".
 */
export function globMatcher(text: string): (path: string) => boolean {
  if (text.length > MAX_LENGTH) throw new BadPattern("it is too long");
  return wholeMatcher(new Reader(text).row(false));
}

class Reader extends SignReader {
  row(isInBraces: boolean): Pattern {
    const parts: Pattern[] = [];
    while (this.at < this.signs.length) {
      if (isInBraces && (this.next === "," || this.next === "}")) break;
      parts.push(this.#part());
    }
    return { kind: "row", parts };
  }

  #part(): Pattern {
    const startsPart = this.at === 0 || this.signs[this.at - 1] === "/";
    const sign = this.take();
    if (sign === "*") return this.#stars(startsPart);
    if (sign === "?") return ONE;
    if (sign === "[") return this.#class();
    if (sign === "{") return this.#braces();
    const plain = sign === "\\" ? this.take() : sign;
    // `/**` at the end is the folder itself, too.
    if (sign === "/" && this.signs.slice(this.at).join("") === "**") {
      this.at += 2;
      return { kind: "repeat", of: { kind: "row", parts: [SLASH, ALL] }, least: 0, most: 1 };
    }
    return { kind: "sign", fits: (other) => other === plain };
  }

  #stars(startsPart: boolean): Pattern {
    let count = 1;
    while (this.next === "*") {
      this.at++;
      count++;
    }
    if (count !== 2 || !startsPart) return MANY;
    if (this.next === undefined) return ALL;
    if (this.next !== "/") return MANY;
    this.at++;
    return { kind: "repeat", of: { kind: "row", parts: [ALL, SLASH] }, least: 0, most: 1 };
  }

  #class(): Pattern {
    const isNegated = this.next === "^" || this.next === "!";
    if (isNegated) this.at++;
    const ranges: SignRange[] = [];
    for (let first = true; first || this.next !== "]"; first = false) {
      const from = this.#member();
      if (this.next !== "-" || this.signs[this.at + 1] === "]") {
        ranges.push([from, from]);
        continue;
      }
      this.at++;
      ranges.push([from, this.#member()]);
    }
    this.at++;
    return { kind: "sign", fits: (other) => other !== "/" && isNegated !== isWithin(other, ranges) };
  }

  #member(): string {
    const sign = this.take();
    return sign === "\\" ? this.take() : sign;
  }

  #braces(): Pattern {
    const ways: Pattern[] = [];
    do ways.push(this.row(true));
    while (this.takeIf(","));
    if (!this.takeIf("}")) throw new BadPattern("a brace is not closed");
    return { kind: "choice", ways };
  }
}
