import type { Gap } from "../model/index.ts";
import { countAndConditions } from "./describe.ts";
import type { CountedRule } from "./rule-book.ts";

/** The rules that might fire if more were known, as gaps: a rule must not be silent because nobody could tell. */
export function untoldRules(rules: readonly CountedRule[]): readonly Gap[] {
  return rules.flatMap((counted, index): Gap[] => {
    if (!mayFire(counted)) return [];
    const where = counted.rule.name ?? `block rule ${index + 1}`;
    return [
      { kind: "unproven", where, by: "policy", reason: `The rule ${where} may block: ${whyUntold(counted)}` },
    ];
  });
}

export function mayFire({ rule, matches, untold, fired }: CountedRule): boolean {
  return !fired && matches + untold >= rule.count;
}

/** Two sentences: what is missing, and what to do about it. */
export function whyUntold({ rule, untold, missing }: CountedRule): string {
  const number = untold === 1 ? "1 finding hangs" : `${untold} findings hang`;
  return `nobody tells ${missing?.what}, and ${number} on it (${countAndConditions(rule)}). ${missing?.remedy}`;
}
