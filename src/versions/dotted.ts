import type { Operator } from "./ranges.ts";
import { compareDigits, compareText } from "./scheme.ts";

/** `1.2.3-rc.1+build`: numbers, pre-release identifiers, build identifiers, as most ecosystems write them. */
export interface Dotted {
  /** At least one, digits only. */
  readonly numbers: readonly string[];
  readonly pre: readonly string[];
  readonly build: readonly string[];
}

/**
 * Reads any number of numbers, a pre-release after a hyphen or glued to them (`1.0rc1`), and a build. More than any
 * one ecosystem allows: what is published is not always what the ecosystem's own tool would take today.
 */
export function parseDotted(text: string): Dotted | undefined {
  const numbers = /^[0-9]+(?:\.[0-9]+)*/.exec(text)?.[0];
  if (numbers === undefined) return undefined;

  const plus = text.indexOf("+", numbers.length);
  const pre = text.slice(numbers.length, plus < 0 ? undefined : plus);
  const build = plus < 0 ? undefined : identifiers(text.slice(plus + 1));
  if (plus >= 0 && build === undefined) return undefined;
  if (pre === "") return { numbers: numbers.split("."), pre: [], build: build ?? [] };

  const labels = pre.startsWith(".") ? undefined : (identifiers(pre.replace(/^-/, "")) ?? identifiers(pre));
  return labels && { numbers: numbers.split("."), pre: labels, build: build ?? [] };
}

/** Semantic Versioning 2.0.0, clause 11. Absent numbers are zeros; builds do not count. */
export function compareDotted(a: Dotted, b: Dotted): number {
  return compareNumbers(a.numbers, b.numbers) || comparePre(a.pre, b.pre);
}

export function compareNumbers(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < a.length || i < b.length; i++) {
    const order = compareDigits(a[i] ?? "0", b[i] ?? "0");
    if (order !== 0) return order;
  }
  return 0;
}

/** Numbers by value and before words, words by ASCII, the longer list after its beginning. */
export function compareIdentifiers(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const order = compareIdentifier(a[i] ?? "", b[i] ?? "");
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

/** The least numbers above all that share the first `index` + 1 of these: `1.2.3` at 1 gives `1.3`. */
export function bump(numbers: readonly string[], index: number): readonly string[] {
  return [...numbers.slice(0, index), String(BigInt(numbers[index] ?? "0") + 1n)];
}

/** What `^` keeps is up to and with the first number that is not zero; the place of that number. */
export function caretIndex(numbers: readonly string[]): number {
  const first = numbers.findIndex((number) => !/^0*$/.test(number));
  return first < 0 ? numbers.length - 1 : first;
}

/**
 * Where the series ends that `~>`, `~` or `^` names in advisories: `~>1.2` before 2, `~1.2` before 1.3, `^0.2` before
 * 0.3. `undefined` for other operators. Compared by numbers alone, it ends before any pre-release of the next series.
 */
export function seriesEnd(operator: Operator, numbers: readonly string[]): readonly string[] | undefined {
  if (operator === "~>") return bump(numbers, Math.max(0, numbers.length - 2));
  if (operator === "~") return bump(numbers, numbers.length <= 2 ? numbers.length - 1 : numbers.length - 2);
  return operator === "^" ? bump(numbers, caretIndex(numbers)) : undefined;
}

/** No pre-release is more than any. */
function comparePre(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return Number(a.length === 0) - Number(b.length === 0);
  return compareIdentifiers(a, b);
}

function compareIdentifier(a: string, b: string): number {
  const left = /^[0-9]+$/.test(a);
  const right = /^[0-9]+$/.test(b);
  if (left !== right) return left ? -1 : 1;
  return left ? compareDigits(a, b) : compareText(a, b);
}

function identifiers(text: string): readonly string[] | undefined {
  return /^[0-9A-Za-z~-]+(?:\.[0-9A-Za-z~-]+)*$/.test(text) ? text.split(".") : undefined;
}
