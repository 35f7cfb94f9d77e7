import { DrydockError } from "../errors.ts";
import type { Conditions } from "./conditions/index.ts";
import type { Policy } from "./policy.ts";

/** What was given from which rules may draw; each absent where it was not. */
export interface Data {
  readonly epss?: unknown;
  readonly kev?: unknown;
  /** Something to compare the findings with. */
  readonly baseline?: unknown;
}

/** Conditions that nobody can answer without what the user has to give. */
const NEEDS = [
  { key: "epss", data: "epss", what: "EPSS scores", hint: "Give the file that FIRST publishes with --epss." },
  {
    key: "kev",
    data: "kev",
    what: "known exploited vulnerabilities",
    hint: "Give the file that CISA publishes with --kev.",
  },
  { key: "new", data: "baseline", what: "what is new", hint: "Give an earlier result with --baseline." },
] as const;

/**
 * Throws `DrydockError` POLICY_INVALID where a rule asks for what was not given: such a rule would never be told.
 * Rules that block and rules that warn alike: the mistake is the same.
 */
export function requireData(policy: Policy, data: Data): void {
  for (const [kind, rules] of [
    ["block", policy.block],
    ["warn", policy.warn],
  ] as const) {
    for (const [index, rule] of rules.entries()) {
      const need = NEEDS.find(({ key, data: name }) => data[name] === undefined && asksFor(key, rule));
      if (need === undefined) continue;
      const name =
        rule.name === undefined ? `${kind} rule ${index + 1}` : `the rule ${JSON.stringify(rule.name)}`;
      throw new DrydockError(
        "POLICY_INVALID",
        `${policy.origin}: ${name} asks for ${need.what}, and nothing was given that tells.`,
        { hint: need.hint },
      );
    }
  }
}

function asksFor(key: (typeof NEEDS)[number]["key"], conditions: Conditions): boolean {
  if (conditions[key] !== undefined) return true;
  const { all = [], any = [], not } = conditions;
  return [...all, ...any, ...(not === undefined ? [] : [not])].some((one) => asksFor(key, one));
}
