/**
 * What comes in: findings, gaps, and a policy from a file or the command line. What goes out: a `Verdict`. Searching,
 * printing and exit codes are left to others; only `load.ts` touches the disk.
 */
export { judge } from "./judge.ts";
export { loadPolicy } from "./load.ts";
export { defaultPolicy, type Policy, withFlags } from "./policy.ts";
export { policyJsonSchema } from "./schema.ts";
