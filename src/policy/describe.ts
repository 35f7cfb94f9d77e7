import { wordsOf } from "./conditions/index.ts";
import type { BlockRule, WarnRule } from "./schema.ts";

export type Rule = BlockRule | WarnRule;

/** A rule's name and conditions: `no-critical: critical`, `at least 10 of medium or worse with a fix`. */
export function describeRule(rule: Rule): string {
  const name = rule.name === undefined ? "" : `${rule.name}: `;
  return `${name}${countAndConditions(rule)}`;
}

export function countAndConditions(rule: Rule): string {
  const count = rule.count === 1 ? "" : `at least ${rule.count} of `;
  return `${count}${wordsOf({ ...rule, severity: rule.severity ?? "unknown" })}`;
}
