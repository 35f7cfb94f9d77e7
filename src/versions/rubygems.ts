import { bump } from "./dotted.ts";
import { defineEcosystem, orderTest } from "./ranges.ts";
import { compareDigits, compareText } from "./scheme.ts";

interface GemVersion {
  /** Numbers before the first word. */
  readonly numbers: readonly string[];
  /** The first word and what follows. */
  readonly rest: readonly string[];
}

/**
 * Source: RubyGems' documentation of `Gem::Version` and `Gem::Requirement`, and their behaviour. CocoaPods orders its
 * versions with the same code.
 */
export const rubygems = defineGems("rubygems");
export const cocoapods = defineGems("cocoapods");

function defineGems(id: string) {
  return defineEcosystem<GemVersion>(id, {
    parse,
    order,
    comparison: (operator, text) => {
      const bound = parse(text);
      if (bound === undefined) return undefined;
      const orderOf = (version: GemVersion): number => order(version, bound);
      if (operator !== "~>") return orderTest(operator, orderOf);
      const end = { numbers: bump(bound.numbers, Math.max(0, bound.numbers.length - 2)), rest: [] };
      return (version) => orderOf(version) >= 0 && order({ ...version, rest: [] }, end) < 0;
    },
  });
}

function parse(text: string): GemVersion | undefined {
  const bare = text.trim();
  if (!/^[0-9]+(?:\.[0-9a-zA-Z]+)*(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/.test(bare)) return undefined;
  const segments = bare.replaceAll("-", ".pre.").match(/[0-9]+|[a-zA-Z]+/g) ?? [];
  const word = segments.findIndex((segment) => !isNumber(segment));
  const split = word < 0 ? segments.length : word;
  return { numbers: segments.slice(0, split), rest: segments.slice(split) };
}

function order(a: GemVersion, b: GemVersion): number {
  const left = canonical(a);
  const right = canonical(b);
  for (let i = 0; i < left.length || i < right.length; i++) {
    const result = compareSegments(left[i] ?? "0", right[i] ?? "0");
    if (result !== 0) return result;
  }
  return 0;
}

/** 1.0.b1 is 1.b1: zeros at the end of either part do not count. */
function canonical({ numbers, rest }: GemVersion): readonly string[] {
  return [...withoutZeros(numbers), ...withoutZeros(rest)];
}

function withoutZeros(segments: readonly string[]): readonly string[] {
  return segments.slice(0, segments.findLastIndex((segment) => !/^0+$/.test(segment)) + 1);
}

/** A word comes before any number, so 1.0.b1 before 1.0. */
function compareSegments(a: string, b: string): number {
  if (isNumber(a) !== isNumber(b)) return isNumber(a) ? 1 : -1;
  return isNumber(a) ? compareDigits(a, b) : compareText(a, b);
}

function isNumber(segment: string): boolean {
  return /^[0-9]/.test(segment);
}
