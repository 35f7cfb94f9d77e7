import { describeRule } from "./describe.ts";
import type { CountedRule } from "./rule-book.ts";
import type { WarnRule } from "./schema.ts";
import { mayFire, whyUntold } from "./untold.ts";

/** A sentence for each rule that warns and has fired, or may have: `2 findings: stale: high or worse. Rebase soon.` */
export function warningsOf(rules: readonly CountedRule<WarnRule>[]): readonly string[] {
  return rules.flatMap((counted) => {
    const { rule, fired, matches } = counted;
    if (mayFire(counted)) {
      const name = rule.name ?? `warn rule ${rules.indexOf(counted) + 1}`;
      return [`The rule ${name} may warn: ${whyUntold(counted)}`];
    }
    if (!fired) return [];
    const message = rule.message === undefined ? "" : ` ${rule.message}`;
    return [`${matches} finding${matches === 1 ? "" : "s"}: ${describeRule(rule)}.${message}`];
  });
}
