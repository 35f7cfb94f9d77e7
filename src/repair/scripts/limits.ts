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
/** A line that a regular expression of a script is applied to, and how many; of longer texts the result is unknown. */
export const MAX_MATCHED = 64;
export const MAX_MATCHED_LINES = 16;
/** Characters of a text times signs of a pattern: stops a match of 32 KB against 32 KB of stars. */
export const MAX_MATCH = 200_000;
/** Stops files of the image that would be read again at every step; those that are asked for have a few lines. */
export const MAX_TEXT = 64 * 1024;
/** Stops loops that make files by the thousand. */
export const MAX_EFFECTS = 500;
