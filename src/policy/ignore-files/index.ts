/**
 * Ignore files of other tools, so that nobody starts over. Their files, and the findings of an image, come in; which
 * findings do not count goes out, each with the line that says so, and a remark on every file. A new form is one file
 * and one line in `all.ts`.
 */
export { applyIgnoreFiles } from "./apply.ts";
export type { IgnoreFile } from "./entry.ts";
export { loadIgnoreFiles } from "./load.ts";
