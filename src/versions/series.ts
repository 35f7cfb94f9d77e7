import { bump, caretIndex, compareNumbers, type Dotted } from "./dotted.ts";
import { type Operator, orderTest, type Test } from "./ranges.ts";

/**
 * A bound as npm knows them: whole (`1.2.3-rc.1`), or the series of all versions that begin with its numbers (`1.2`,
 * `1.2.x`, `*`).
 */
export interface SeriesBound {
  /** Those before the first wildcard: none for `*`. */
  readonly numbers: readonly string[];
  /** `undefined` = a series. */
  readonly whole: Dotted | undefined;
}

/** `parse` reads a bound without wildcards. `undefined` = not a bound. */
export function readBound(
  text: string,
  parse: (text: string) => Dotted | undefined,
): SeriesBound | undefined {
  const bare = text.replace(/^[v=]+/, "");
  const parts = (/^[0-9xX*.]*/.exec(bare)?.[0] ?? "").split(".");
  const wild = parts.findIndex((part) => /^[xX*]$/.test(part));
  if (wild >= 0) return WILD.test(bare) ? { numbers: parts.slice(0, wild), whole: undefined } : undefined;
  if (parts.length < 3) return PARTIAL.test(bare) ? { numbers: parts, whole: undefined } : undefined;
  const whole = parse(bare);
  return whole && { numbers: whole.numbers, whole };
}

/** Pre-releases take part: a series has them in (`=1.2` takes 1.2.0-rc), and what ends before it has not (`<2`). */
export function seriesTest(
  operator: Operator,
  bound: SeriesBound,
  order: (a: Dotted, b: Dotted) => number,
): Test<Dotted> | undefined {
  const { numbers, whole } = bound;
  const orderOf = (version: Dotted): number =>
    whole === undefined
      ? compareNumbers(version.numbers.slice(0, numbers.length), numbers)
      : order(version, whole);

  if (operator !== "~" && operator !== "~>" && operator !== "^") return orderTest(operator, orderOf);
  if (numbers.length === 0) return () => true;
  const end = bump(numbers, operator === "^" ? caretIndex(numbers) : Math.min(1, numbers.length - 1));
  return (version) => orderOf(version) >= 0 && compareNumbers(version.numbers, end) < 0;
}

const PARTIAL = /^[0-9]+(?:\.[0-9]+)?$/;
/** After a wildcard npm takes anything that has the form of a version, and ignores it. */
const WILD = /^(?:[0-9]+|[xX*])(?:\.(?:[0-9]+|[xX*])){0,2}(?:[-+][0-9A-Za-z.+-]*)?$/;
