/**
 * Two looks at an image. What comes in: what a scan has found, and an earlier result; what goes out: which findings are
 * new, which were there before, which are gone. No disk, no image, no verdict: whether new ones block is the policy's business.
 */
export { type Comparison, compare, type Present } from "./compare.ts";
export type { Earlier } from "./earlier.ts";
