import type { Instruction } from "./model.ts";

/** The line on which an offset of the instruction's `text` stands. */
export function lineAt({ startLine, breaks = [] }: Instruction, offset: number): number {
  return breaks.findLast((one) => one.offset <= offset)?.line ?? startLine;
}
