/**
 * What comes in: findings, gaps, and a policy from a file or the command line. What goes out: a `Verdict`. Searching,
 * printing and exit codes are left to others; only `load.ts` and `write-waiver.ts` touch the disk.
 */
export { checksOf, limitedTo } from "./checks.ts";
export { type Explanation, explainer } from "./explain.ts";
export { idsOf } from "./ids.ts";
export { judge } from "./judge.ts";
export { loadPolicy, policyPath } from "./load.ts";
export { defaultPolicy, type FailOn, type Policy, withFlags } from "./policy.ts";
export { policyJsonSchema, type Waiver } from "./schema.ts";
export { type Acceptance, saveWaiver, waiverFor } from "./write-waiver.ts";
