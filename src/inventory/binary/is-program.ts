import type { FileEntry } from "../../analysis/analyzer.ts";

const ANY_EXECUTE = 0o111;

/** Whether a file may be a program, by mode and name. Not by size: a hard link to a lower layer has none. */
export function isProgram({ mode, path }: FileEntry): boolean {
  return (mode & ANY_EXECUTE) !== 0 || path.endsWith(".exe") || path.endsWith(".EXE");
}
