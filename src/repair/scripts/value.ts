import { MAX_MATCH, MAX_VALUE } from "./limits.ts";
import { Refusal } from "./refusal.ts";

/** A text, or, as `undefined`, one that is not known. */
export type Value = string | undefined;

/** Fields of a command; undefined where even their number is not known. */
export type Fields = readonly Value[] | undefined;

/** Both, one behind the other. */
export function joined(a: Value, b: Value): Value {
  if (a === undefined || b === undefined) return undefined;
  if (a.length + b.length > MAX_VALUE) throw new Refusal("a value grows too long");
  return a + b;
}

/** What is known whichever of the two it is. */
export function either<T>(a: T | undefined, b: T | undefined): T | undefined {
  return a === b ? a : undefined;
}

/** One sign of a pattern: a character that stands for itself, or what a wildcard takes. */
export type PatternSign = { readonly literal: string } | "any" | "one" | CharacterClass;

interface CharacterClass {
  readonly negated: boolean;
  readonly ranges: readonly (readonly [string, string])[];
}

/**
 * The pattern of a text in which `isQuoted` characters stand for themselves. Undefined where it holds a bracket expression
 * that we do not read. Source: POSIX.1-2017, Shell Command Language 2.13.
 */
export function readPattern(
  text: string,
  isQuoted: (index: number) => boolean,
): readonly PatternSign[] | undefined {
  const signs: PatternSign[] = [];
  for (let i = 0; i < text.length; i++) {
    const sign = text[i] ?? "";
    if (isQuoted(i)) signs.push({ literal: sign });
    else if (sign === "*") signs.push("any");
    else if (sign === "?") signs.push("one");
    else if (sign === "\\") return undefined;
    // Without a bracket that closes it stands for itself.
    else if (sign === "[" && !text.includes("]", i + 1)) signs.push({ literal: sign });
    else if (sign === "[") {
      const found = /^\[(!?)((?:[A-Za-z0-9_ .,:+/\t]-[A-Za-z0-9]|[A-Za-z0-9_ .,:+/\t])+)\]/.exec(
        text.slice(i),
      );
      if (found === null) return undefined;
      for (let k = i; k < i + found[0].length; k++) if (isQuoted(k)) return undefined;
      const ranges = [...(found[2] ?? "").matchAll(/(.)-(.)|(.)/gs)].map(
        ([, from, to, only]) => [from ?? only ?? "", to ?? only ?? ""] as const,
      );
      signs.push({ negated: found[1] === "!", ranges });
      i += found[0].length - 1;
    } else signs.push({ literal: sign });
  }
  return signs;
}

/** Whether the pattern takes the whole text; undefined where both are so long that it would take too much time. */
export function matches(signs: readonly PatternSign[], text: string): boolean | undefined {
  if (signs.length * text.length > MAX_MATCH) return undefined;
  let sign = 0;
  let at = 0;
  let star = -1;
  let resume = 0;
  while (at < text.length) {
    const current = signs[sign];
    if (current === "any") {
      star = sign++;
      resume = at;
    } else if (current !== undefined && takes(current, text[at] ?? "")) {
      sign++;
      at++;
    } else if (star >= 0) {
      sign = star + 1;
      at = ++resume;
    } else return false;
  }
  while (signs[sign] === "any") sign++;
  return sign === signs.length;
}

function takes(sign: Exclude<PatternSign, "any">, character: string): boolean {
  if (sign === "one") return true;
  if ("literal" in sign) return sign.literal === character;
  return sign.ranges.some(([from, to]) => from <= character && character <= to) !== sign.negated;
}
