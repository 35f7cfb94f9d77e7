import type { JudgedFinding } from "../model/index.ts";
import { describeRule } from "./describe.ts";
import type { Counted, CountedRule } from "./rule-book.ts";
import type { BlockRule, WarnRule } from "./schema.ts";

export type Decision = Pick<JudgedFinding, "action" | "because">;

/**
 * What fires comes first: the rule that is named for a finding is one that blocks it, or else warns of it. Said once for
 * each rule, however many findings it has.
 */
export function decisions(block: Counted<BlockRule>, warn: Counted<WarnRule>): (index: number) => Decision {
  const said = new Map<CountedRule, Decision>();
  const saying = (rule: CountedRule, make: () => Decision): Decision => {
    const known = said.get(rule) ?? make();
    said.set(rule, known);
    return known;
  };
  return (index) => {
    const [blocking, warning] = [block.metBy(index), warn.metBy(index)];
    if (blocking?.fired) return saying(blocking, () => fired("block", blocking));
    if (warning?.fired) return saying(warning, () => fired("warn", warning));
    const untold = block.untoldBy(index) ?? warn.untoldBy(index);
    if (untold?.missing !== undefined) return undecided(untold, untold.missing.what);
    const counted = blocking ?? warning;
    return counted === undefined ? UNASKED : saying(counted, () => tooFew(counted));
  };
}

const UNASKED: Decision = { action: "note", because: "No rule of the policy asks for it." };

function fired(action: "block" | "warn", { rule }: CountedRule): Decision {
  const verb = action === "block" ? "Blocked by" : "Warned of by";
  return { action, because: `${verb}: ${describeRule(rule)}.` };
}

function tooFew({ rule, matches }: CountedRule): Decision {
  return {
    action: "note",
    because: `Counted by: ${describeRule(rule)}; ${matches} of ${rule.count} found.`,
  };
}

function undecided({ rule }: CountedRule, what: string): Decision {
  return {
    action: "note",
    because: `Whether it counts for a rule cannot be told (${describeRule(rule)}): nobody tells ${what}.`,
  };
}
