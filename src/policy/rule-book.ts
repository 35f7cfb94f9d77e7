import { type Facts, questionOf, type Untold } from "./conditions/index.ts";
import type { Rule } from "./describe.ts";
import { isLiteral } from "./patterns.ts";

/** A rule with the number of findings that meet its conditions, waived ones apart. */
export interface CountedRule<R extends Rule = Rule> {
  readonly rule: R;
  readonly matches: number;
  readonly fired: boolean;
  /** Findings of which nobody can tell whether they meet it, and why of the first. */
  readonly untold: number;
  readonly missing: Untold | undefined;
}

/** Which findings meet which rules. */
export interface Counted<R extends Rule = Rule> {
  readonly rules: readonly CountedRule<R>[];
  /** The first rule that the finding meets, one that fired before one that did not. */
  metBy(finding: number): CountedRule<R> | undefined;
  /** The first rule of which nobody can tell whether the finding meets it. */
  untoldBy(finding: number): CountedRule<R> | undefined;
}

/**
 * The rules of a policy, their conditions made ready. Rules that name ids or packages are looked up by them, so that
 * hundreds of them cost a finding no more than one.
 */
export class RuleBook<R extends Rule> {
  readonly #rules: readonly R[];
  readonly #questions: readonly ReturnType<typeof questionOf>[];
  /** Numbers of rules, by what a finding must have. */
  readonly #byId = new Map<string, number[]>();
  readonly #byPackage = new Map<string, number[]>();
  readonly #others: number[] = [];

  constructor(rules: readonly R[]) {
    this.#rules = rules;
    this.#questions = rules.map(questionOf);
    for (const [number, { rule, package: names }] of rules.entries()) {
      if (areLiteral(rule)) addTo(this.#byId, rule, number, (id) => id.toUpperCase());
      else if (areLiteral(names)) addTo(this.#byPackage, names, number, (name) => name);
      else this.#others.push(number);
    }
  }

  /** Whether some rule is met, or may be. */
  mayAsk(facts: Facts): boolean {
    return this.#questions.some((question) => question(facts) !== false);
  }

  /** `findings` = those that count; `undefined` in the place of one that does not. */
  count(findings: readonly (Facts | undefined)[]): Counted<R> {
    const met = new Grid(findings.length, this.#rules.length);
    const untold = new Grid(findings.length, this.#rules.length);
    const missing: (Untold | undefined)[] = this.#rules.map(() => undefined);
    for (const [index, facts] of findings.entries()) {
      if (facts === undefined) continue;
      for (const number of this.#candidates(facts)) {
        const answer = this.#questions[number]!(facts);
        if (answer === true) met.set(index, number);
        else if (answer !== false) {
          untold.set(index, number);
          missing[number] ??= answer;
        }
      }
    }
    const rules = this.#rules.map((rule, number): CountedRule<R> => {
      const matches = met.sum(number);
      const fired = matches >= rule.count;
      return { rule, matches, fired, untold: untold.sum(number), missing: missing[number] };
    });
    const fired = rules.map((one) => one.fired);
    return {
      rules,
      metBy: (finding) => rules[met.first(finding, fired) ?? met.first(finding) ?? -1],
      untoldBy: (finding) => rules[untold.first(finding) ?? -1],
    };
  }

  #candidates(facts: Facts): readonly number[] {
    if (this.#byId.size === 0 && this.#byPackage.size === 0) return this.#others;
    const named: number[] = [];
    if (this.#byId.size > 0) for (const id of facts.ids) named.push(...(this.#byId.get(id) ?? []));
    const affected = facts.vulnerability?.package;
    if (affected !== undefined && this.#byPackage.size > 0) {
      named.push(...(this.#byPackage.get(affected.name) ?? []));
      if (affected.source !== undefined) named.push(...(this.#byPackage.get(affected.source.name) ?? []));
    }
    return named.length === 0 ? this.#others : [...named, ...this.#others];
  }
}

function areLiteral(
  patterns: string | readonly string[] | undefined,
): patterns is string | readonly string[] {
  return patterns !== undefined && [patterns].flat().every(isLiteral);
}

function addTo(
  index: Map<string, number[]>,
  keys: string | readonly string[],
  number: number,
  spelled: (key: string) => string,
): void {
  for (const key of new Set([keys].flat().map(spelled))) {
    const numbers = index.get(key);
    if (numbers === undefined) index.set(key, [number]);
    else numbers.push(number);
  }
}

const BITS = 32;

/** A bit for each finding and rule: a hundred thousand findings and two hundred rules take 3 MB. */
class Grid {
  readonly #width: number;
  readonly #words: Uint32Array;
  readonly #sums: Uint32Array;

  constructor(rows: number, columns: number) {
    this.#width = Math.ceil(columns / BITS);
    this.#words = new Uint32Array(rows * this.#width);
    this.#sums = new Uint32Array(columns);
  }

  set(row: number, column: number): void {
    const at = row * this.#width + Math.floor(column / BITS);
    const bit = 1 << (column % BITS);
    if ((this.#words[at]! & bit) !== 0) return;
    this.#words[at]! |= bit;
    this.#sums[column]!++;
  }

  sum(column: number): number {
    return this.#sums[column]!;
  }

  /** The first column that is set, among those that are `wanted`. */
  first(row: number, wanted?: readonly boolean[]): number | undefined {
    for (let word = 0; word < this.#width; word++) {
      let bits = this.#words[row * this.#width + word]!;
      while (bits !== 0) {
        const column = word * BITS + (31 - Math.clz32(bits & -bits));
        if (wanted === undefined || wanted[column] === true) return column;
        bits &= bits - 1;
      }
    }
    return undefined;
  }
}
