import { Unreadable } from "../errors.ts";
import { defineScheme, demandVersion, quote, type VersionScheme } from "./scheme.ts";

/** How one language ecosystem orders its versions, and how advisories speak of ranges of them. */
export interface EcosystemVersions extends VersionScheme {
  /**
   * Whether `version` satisfies an expression such as `>=1.2, <2 || 3.0.1`. `||` separates alternatives, a comma or
   * white space means "and", a bare version means equality. Throws `Unreadable` where the version or any part of the
   * expression cannot be parsed, even where the rest of it would decide.
   */
  satisfies(version: string, expression: string): boolean;
}

export type Operator = "=" | "!=" | "<" | "<=" | ">" | ">=" | "~" | "~>" | "^" | "~=" | "===";

export type Test<V> = (version: V) => boolean;

export interface Grammar<V> {
  /** `undefined` = not a version. */
  parse(version: string): V | undefined;
  order(a: V, b: V): number;
  /** What one comparison asks of a version; `undefined` = the ecosystem has no such operator or bound. */
  comparison(operator: Operator, bound: string): Test<V> | undefined;
  /** Forms of an alternative that are no comparisons (intervals, say); `undefined` = not one of them. */
  special?(alternative: string): Test<V> | undefined;
}

const SPELLINGS: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ["", "="],
  ["=", "="],
  ["==", "="],
  ["!=", "!="],
  ["<", "<"],
  ["<=", "<="],
  ["=<", "<="],
  [">", ">"],
  [">=", ">="],
  ["=>", ">="],
  ["~", "~"],
  ["~>", "~>"],
  ["^", "^"],
  ["~=", "~="],
  ["===", "==="],
]);

/** Stops a database row that would make every package walk through megabytes. Real ones stay under 1,000. */
const MAX_EXPRESSION = 65_536;

/** An ecosystem from the grammar of its versions and bounds. */
export function defineEcosystem<V>(id: string, grammar: Grammar<V>): EcosystemVersions {
  return {
    ...defineScheme(id, grammar.parse, grammar.order),
    satisfies(version, expression) {
      const value = demandVersion(id, grammar.parse, version);
      const alternatives =
        expression.length > MAX_EXPRESSION ? undefined : readExpression(grammar, expression);
      if (alternatives === undefined) {
        throw new Unreadable(`not a valid ${id} version range: ${quote(expression)}`);
      }
      return alternatives.some((tests) => tests.every((test) => test(value)));
    },
  };
}

/** The operators every ecosystem has, from how a version stands to the bound; `undefined` for all others. */
export function orderTest<V>(operator: Operator, orderOf: (version: V) => number): Test<V> | undefined {
  switch (operator) {
    case "=":
      return (version) => orderOf(version) === 0;
    case "!=":
      return (version) => orderOf(version) !== 0;
    case "<":
      return (version) => orderOf(version) < 0;
    case "<=":
      return (version) => orderOf(version) <= 0;
    case ">":
      return (version) => orderOf(version) > 0;
    case ">=":
      return (version) => orderOf(version) >= 0;
    default:
      return undefined;
  }
}

type Alternative<V> = readonly Test<V>[];

function readExpression<V>(grammar: Grammar<V>, expression: string): readonly Alternative<V>[] | undefined {
  const alternatives: Alternative<V>[] = [];
  for (const text of expression.split("||")) {
    const tests = readAlternative(grammar, text.trim());
    if (tests === undefined) return undefined;
    alternatives.push(tests);
  }
  return alternatives;
}

function readAlternative<V>(grammar: Grammar<V>, text: string): Alternative<V> | undefined {
  if (text === "*") return [];
  const special = grammar.special?.(text);
  if (special !== undefined) return [special];

  const tests: Test<V>[] = [];
  // Two patterns of which neither can begin where the other could go on: no text makes them try twice. Bounds may
  // touch the next operator: `>=1<2` is two comparisons.
  const separator = /[\s,]*/y;
  const comparison = /([=<>!~^]*)\s*((?:[^\s,|=<>!^]|!(?!=))+)/y;
  for (
    let at = skip(separator, text, 0);
    at < text.length;
    at = skip(separator, text, comparison.lastIndex)
  ) {
    comparison.lastIndex = at;
    const [, sign = "", bound = ""] = comparison.exec(text) ?? [];
    const operator = SPELLINGS.get(sign);
    const test = operator === undefined || bound === "" ? undefined : grammar.comparison(operator, bound);
    if (test === undefined) return undefined;
    tests.push(test);
  }
  return tests.length === 0 ? undefined : tests;
}

function skip(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : from;
}
