import { compareNumbers, seriesEnd } from "./dotted.ts";
import { defineEcosystem, orderTest } from "./ranges.ts";
import { compareDigits, compareText } from "./scheme.ts";

interface ConanVersion {
  readonly items: readonly string[];
  readonly pre: readonly string[] | undefined;
  readonly build: readonly string[] | undefined;
}

/**
 * Source: Conan's documentation of version ranges and the behaviour of its `Version`. Items may hold letters: OpenSSL's
 * 1.1.1w comes after 1.1.1 (go-version takes the `w` for a pre-release). Builds come after the bare version.
 *
 * Conan compares two numbers by value but "10" and "9a" as text, which is no order (2 < 10 < 1a < 2). Here the number
 * an item begins with decides first.
 */
export const conan = defineEcosystem<ConanVersion>("conan", {
  parse,
  order,
  comparison: (operator, text) => {
    const bound = parse(text);
    if (bound === undefined) return undefined;
    const orderOf = (version: ConanVersion): number =>
      order(bound.build === undefined ? { ...version, build: undefined } : version, bound);
    const end = seriesEnd(operator, numbersOf(bound.items));
    if (end === undefined) return orderTest(operator, orderOf);
    if (numbersOf(bound.items).length < bound.items.length) return undefined;
    return (version) => orderOf(version) >= 0 && compareNumbers(numbersOf(version.items), end) < 0;
  },
});

function parse(text: string): ConanVersion | undefined {
  const bare = text.trim();
  if (!/^[0-9A-Za-z_][0-9A-Za-z_.+-]*$/.test(bare)) return undefined;
  const plus = bare.lastIndexOf("+");
  const main = plus < 0 ? bare : bare.slice(0, plus);
  const hyphen = main.indexOf("-");
  return {
    items: (hyphen < 0 ? main : main.slice(0, hyphen)).split("."),
    pre: hyphen < 0 ? undefined : main.slice(hyphen + 1).split("."),
    build: plus < 0 ? undefined : bare.slice(plus + 1).split("."),
  };
}

function order(a: ConanVersion, b: ConanVersion): number {
  return (
    compareItems(a.items, b.items) ||
    compareOptional(a.pre, b.pre, 1) ||
    compareOptional(a.build, b.build, -1)
  );
}

function compareItems(all: readonly string[], others: readonly string[]): number {
  const [a, b] = [withoutZeros(all), withoutZeros(others)];
  for (let i = 0; i < a.length && i < b.length; i++) {
    const result = compareItem(a[i] ?? "", b[i] ?? "");
    if (result !== 0) return result;
  }
  return a.length - b.length;
}

/** 1.0 is 1. */
function withoutZeros(items: readonly string[]): readonly string[] {
  return items.slice(0, items.findLastIndex((item) => !/^0+$/.test(item)) + 1);
}

function compareItem(a: string, b: string): number {
  const left = /^[0-9]*/.exec(a)?.[0] ?? "";
  const right = /^[0-9]*/.exec(b)?.[0] ?? "";
  if (left === "" || right === "") return kind(a) - kind(b) || compareText(a, b);
  return compareDigits(left, right) || compareText(a.slice(left.length), b.slice(right.length));
}

/** Nothing, numbers (and what begins with one), words. */
function kind(item: string): number {
  if (item === "") return 0;
  return /^[0-9]/.test(item) ? 1 : 2;
}

/** `absent` says where having none puts it. */
function compareOptional(
  a: readonly string[] | undefined,
  b: readonly string[] | undefined,
  absent: -1 | 1,
): number {
  if (a === undefined || b === undefined) return absent * (Number(a === undefined) - Number(b === undefined));
  return compareItems(a, b);
}

function numbersOf(items: readonly string[]): readonly string[] {
  const word = items.findIndex((item) => !/^[0-9]+$/.test(item));
  return word < 0 ? items : items.slice(0, word);
}
