import { wordsOf } from "./conditions/index.ts";
import type { WarnRule } from "./schema.ts";

/** What rules of both kinds have; only those that block may have an action, too. */
export type Rule = WarnRule;

/** A rule's name and conditions: `no-critical: critical`, `at least 10 of medium or worse with a fix`. */
export function describeRule(rule: Rule): string {
  const name = rule.name === undefined ? "" : `${rule.name}: `;
  return `${name}${countAndConditions(rule)}`;
}

export function countAndConditions(rule: Rule): string {
  const count = rule.count === 1 ? "" : `at least ${rule.count} of `;
  const isNested = rule.all !== undefined || rule.any !== undefined;
  const severity = rule.severity ?? (isNested ? undefined : "unknown");
  return `${count}${wordsOf({ ...rule, severity })}`;
}
