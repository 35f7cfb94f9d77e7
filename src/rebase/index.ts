/**
 * What another base image would change. In: what a scan has found in an image, and in images that could be its base.
 * Out: for each of them the vulnerabilities that would go and come, and its text. Nothing is built.
 */
export { type Move, moveOf, type Rebase, type Seen, splitOf } from "./move.ts";
export { rebaseText } from "./text.ts";
