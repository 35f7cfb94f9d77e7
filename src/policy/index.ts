/**
 * What comes in: findings, gaps, and a policy from a file or the command line. What goes out: a `Verdict`. Searching,
 * printing and exit codes are left to others; only `file.ts`, `ignore-files/load.ts` and
 * `write-waiver.ts` touch the disk, only `fetch.ts` and `artifact.ts` the network.
 */
export { importChain } from "./chain/import.ts";
export { checksOf, limitedTo } from "./checks.ts";
export { requireData } from "./data.ts";
export { type Explanation, explainer } from "./explain.ts";
export { policyPath, readPolicyText } from "./file.ts";
export { idsOf } from "./ids.ts";
export { applyIgnoreFiles, type IgnoreFile, loadIgnoreFiles } from "./ignore-files/index.ts";
export { judge, type Surroundings } from "./judge.ts";
export { loadPolicy } from "./load.ts";
export { policyFrom } from "./merge.ts";
export { defaultPolicy, type FailOn, type Policy, withFlags } from "./policy.ts";
export { purposeOf } from "./purpose.ts";
export { policyJsonSchema } from "./schema.ts";
export type { Waiver } from "./waiver-schema.ts";
export { type Acceptance, saveWaiver, waiverFor } from "./write-waiver.ts";
