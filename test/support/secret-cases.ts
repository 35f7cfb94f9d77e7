import { describe, expect, it } from "vitest";
import type { Severity } from "../../src/model/index.ts";
import { findSecrets, secretRules } from "../../src/secrets/index.ts";

/** How a rule is tried. Values are patterns, so that no scanner finds a secret in the tests: see `madeFrom`. */
interface SecretCase {
  readonly id: string;
  readonly value: string;
  /** Default: critical. */
  readonly severity?: Severity;
  /** The text around it; default: an assignment to `token`. */
  readonly around?: (value: string) => string;
  /** Patterns of whole texts in which the rule finds nothing, beside those that every rule is tried with. */
  readonly not?: readonly string[];
}

/**
 * All rules from one number to another: each case's value is found, and neither a placeholder, nor one cut short, nor one
 * within a word, nor the texts of `not`.
 */
export function trySecretRules(from: number, to: number, cases: readonly SecretCase[]): void {
  it(`has a case for each form of the rules ${from} to ${to}`, () => {
    const tried = new Set(
      cases.flatMap((one) => found(one, 1).map(({ ruleId, title }) => `${ruleId} ${title}`)),
    );
    const forms = secretRules.filter(({ id }) => number(id) >= from && number(id) <= to);
    expect(forms.map(({ id, title }) => `${id} ${title}`).filter((form) => !tried.has(form))).toEqual([]);
    expect(cases.map(({ id }) => number(id)).filter((id) => id < from || id > to)).toEqual([]);
  });
  describe.each(cases.map((one) => [`${one.id} ${one.value}`, one] as const))("%s", (_, one) => {
    it("is found", () => {
      for (const seed of [1, 2, 3, 4]) {
        const hits = found(one, seed);
        expect(hits.map(({ severity }) => severity)).toEqual([one.severity ?? "critical"]);
        expect(JSON.stringify(hits)).not.toContain(madeFrom(one.value, seed).slice(-12));
      }
    });
    it.each(guardsOf(one))("not: %s", (_name, text) => {
      expect(findSecrets(text).filter(({ ruleId }) => ruleId === one.id)).toEqual([]);
    });
  });
}

/** For `around`: an assignment to this name. */
export function under(name: string): (value: string) => string {
  return (value) => `${name}: "${value}"`;
}

const ALPHABETS: Readonly<Record<string, string>> = {
  a: "abcdefghijklmnopqrstuvwxyz",
  A: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
  U: "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
  l: "abcdefghijklmnopqrstuvwxyz0123456789",
  d: "0123456789",
  h: "0123456789abcdef",
  b: "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567",
  k: "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L",
};
const PART = /\{([aAUldhbk])(\d+)\}/g;
const UUID = "{h8}-{h4}-{h4}-{h4}-{h12}";

/** `ab_{A20}` = `ab_` and 20 letters and digits, the same ones for the same seed; `h` = hexadecimal, … */
export function madeFrom(pattern: string, seed = 1): string {
  let state = seed;
  return replaceParts(pattern, (kind, count) => {
    const alphabet = ALPHABETS[kind]!;
    return Array.from({ length: count }, () => {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      return alphabet[(state >>> 16) % alphabet.length];
    }).join("");
  });
}

function found(one: SecretCase, seed: number) {
  const { id, value, around = assigned } = one;
  return findSecrets(`\n${around(madeFrom(value, seed))}\n`).filter(({ ruleId }) => ruleId === id);
}

function guardsOf({ value, around = assigned, not = [] }: SecretCase): (readonly [string, string])[] {
  return [
    ["a placeholder", around(filled(value))],
    ["cut short", around(madeFrom(shortened(value)))],
    ["within a word", around(`Zq9${madeFrom(value)}`)],
    ...not.map((pattern) => [pattern.slice(0, 60), madeFrom(pattern)] as const),
  ];
}

function assigned(value: string): string {
  return `token = "${value}"`;
}

/** All of what varies is one character, which belongs to its alphabet. */
function filled(pattern: string): string {
  return replaceParts(pattern, (kind, count) => ALPHABETS[kind]!.charAt(0).repeat(count));
}

/** The longest part is half as long. */
function shortened(pattern: string): string {
  const lengths: number[] = [];
  replaceParts(pattern, (_, count) => `${lengths.push(count)}`);
  const longest = Math.max(...lengths);
  return replaceParts(
    pattern,
    (kind, count) => `{${kind}${count === longest ? Math.floor(count / 2) : count}}`,
  );
}

function replaceParts(pattern: string, make: (kind: string, count: number) => string): string {
  return pattern
    .replaceAll("{uuid}", UUID)
    .replace(PART, (_, kind: string, count: string) => make(kind, Number(count)));
}

function number(id: string): number {
  return Number(id.slice(6, 9));
}
