/**
 * Nouns only: no I/O, no decisions. Every room may import from here; this room imports from nobody.
 */
export * from "./advisory.ts";
export * from "./checks.ts";
export * from "./finding.ts";
export * from "./fix.ts";
export * from "./gap.ts";
export * from "./image.ts";
export * from "./image-name.ts";
export * from "./origin.ts";
export * from "./package.ts";
export * from "./provenance.ts";
export * from "./rule.ts";
export * from "./scan-result.ts";
export * from "./verdict.ts";
