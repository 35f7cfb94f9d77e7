/**
 * Many byte strings at once: anchors are compiled into one table, and every place in a stretch of bytes where one of
 * them stands is told. What stands around it, and what it means, is for others to say.
 */
export type { Anchor } from "./anchor.ts";
export { AnchorScanner, type OnAnchor } from "./scanner.ts";
