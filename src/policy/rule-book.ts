import { atLeast, CATEGORIES, type Category, SEVERITIES, type Severity } from "../model/index.ts";
import { type Facts, questionOf, type Untold } from "./conditions/index.ts";
import type { Rule } from "./describe.ts";
import { isLiteral, type Meant, meaning, purlForms, withoutSlash } from "./patterns.ts";

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

/** Takes findings one by one, so that what is worked out of each need not be kept. */
interface Counter<R extends Rule> {
  add(index: number, facts: Facts): void;
  counted(): Counted<R>;
}

/**
 * The rules of a policy, their conditions made ready. Rules that name ids, packages, purls or paths are looked up by
 * them, so that hundreds of them cost a finding no more than one.
 */
export class RuleBook<R extends Rule> {
  readonly #rules: readonly R[];
  readonly #questions: readonly ReturnType<typeof questionOf>[];
  /** Numbers of rules, by what a finding must have. */
  readonly #byId: ReadonlyMap<string, readonly number[]>;
  readonly #ofPackage: (name: string) => readonly number[];
  readonly #ofPurl: (purl: string) => readonly number[];
  readonly #ofPath: (path: string) => readonly number[];
  /** Of those that name nothing, by severity and category of the finding. */
  readonly #others: ReadonlyMap<Category, readonly (readonly number[])[]>;

  constructor(rules: readonly R[]) {
    this.#rules = rules;
    this.#questions = rules.map(questionOf);
    const byId = new Map<string, number[]>();
    const [packages, purls, paths]: [Meant<number>[], Meant<number>[], Meant<number>[]] = [[], [], []];
    const others: number[] = [];
    for (const [one, { rule, package: names, purl, path }] of rules.entries()) {
      if (rule !== undefined && [rule].flat().every(isLiteral)) addTo(byId, [rule].flat(), one);
      else if (names !== undefined) packages.push({ one, patterns: [names].flat() });
      else if (purl !== undefined) purls.push({ one, patterns: [purl].flat() });
      else if (path !== undefined) paths.push({ one, patterns: [path].flat().map(withoutSlash) });
      else others.push(one);
    }
    this.#byId = byId;
    this.#ofPackage = meaning(packages, "");
    this.#ofPurl = meaning(purls, "", purlForms);
    this.#ofPath = meaning(paths, "/");
    this.#others = new Map(
      CATEGORIES.map((category) => [
        category,
        SEVERITIES.map((severity) => others.filter((one) => mayMean(rules[one]!, category, severity))),
      ]),
    );
  }

  /** Whether some rule is met, or may be. */
  mayAsk(facts: Facts): boolean {
    return this.#questions.some((question) => question(facts) !== false);
  }

  /** For so many findings, which are then added by their number: those that count. */
  counter(findings: number): Counter<R> {
    const met = new Grid(findings, this.#rules.length);
    const untold = new Grid(findings, this.#rules.length);
    const missing: (Untold | undefined)[] = this.#rules.map(() => undefined);
    return {
      add: (index, facts) => {
        for (const number of this.#candidates(facts)) {
          const answer = this.#questions[number]!(facts);
          if (answer === true) met.set(index, number);
          else if (answer !== false) {
            untold.set(index, number);
            missing[number] ??= answer;
          }
        }
      },
      counted: () => {
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
      },
    };
  }

  /** Some of them twice, where a finding has several ids or names. */
  #candidates({ ids, vulnerability, location, category, rank }: Facts): readonly number[] {
    const others = this.#others.get(category)![rank]!;
    const named: number[] = [];
    if (this.#byId.size > 0) for (const id of ids) append(named, this.#byId.get(id));
    if (vulnerability !== undefined) {
      const { name, source, purl } = vulnerability.package;
      append(named, this.#ofPackage(name));
      if (source !== undefined && source.name !== name) append(named, this.#ofPackage(source.name));
      append(named, this.#ofPurl(purl));
    }
    if (location !== undefined) append(named, this.#ofPath(location.path));
    if (named.length === 0) return others;
    append(named, others);
    return named;
  }
}

function append(to: number[], more: readonly number[] | undefined): void {
  if (more !== undefined) for (const one of more) to.push(one);
}

/** Whether findings of this category and severity may meet a rule, as far as its own keys for these say. */
function mayMean(rule: Rule, category: Category, severity: Severity): boolean {
  const { category: categories, severity: severities } = rule;
  if (categories !== undefined && ![categories].flat().includes(category)) return false;
  if (severities === undefined) return true;
  return typeof severities === "string" ? atLeast(severity, severities) : severities.includes(severity);
}

function addTo(index: Map<string, number[]>, ids: readonly string[], number: number): void {
  for (const id of new Set(ids.map((one) => one.toUpperCase()))) {
    const numbers = index.get(id);
    if (numbers === undefined) index.set(id, [number]);
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
