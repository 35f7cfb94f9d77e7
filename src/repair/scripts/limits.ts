/** Stops scripts that are long on purpose: the longest of Debian has 60 KB. */
export const MAX_SCRIPT = 256 * 1024;
/** Stops `((((…` and `$(…$(…` from going as deep as the stack of this program. */
export const MAX_NESTING = 60;
/** Stops loops, and functions that call themselves twice in both branches; real scripts take a few thousand. */
export const MAX_STEPS = 60_000;
/** Stops `f() { f; }`. */
export const MAX_CALLS = 24;
/** Stops `x=$x$x`: a value that is longer is a refusal. */
export const MAX_VALUE = 32 * 1024;
/** Stops scripts that fill memory with variables, each of which every branch copies. */
export const MAX_VARIABLES = 1_000;
/** Stops a list of ten thousand words from being looped over in a loop. */
export const MAX_FIELDS = 2_000;
/** Stops symbolic links in a circle; Linux gives up after 40. */
export const MAX_LINKS = 40;
/** A text that a regular expression of a script is applied to; longer ones have an unknown result. */
export const MAX_MATCHED = 160;
