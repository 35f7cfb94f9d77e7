import type { Instruction } from "./model.ts";

/** The line on which an offset of the instruction's `text` stands. */
export function lineAt({ startLine, breaks = [] }: Instruction, offset: number): number {
  return breaks[partition(breaks, (one) => one.offset <= offset) - 1]?.line ?? startLine;
}

/** How many items the test holds for, where those stand in front of all others. */
export function partition<T>(items: readonly T[], test: (item: T) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (test(items[middle]!)) low = middle + 1;
    else high = middle;
  }
  return low;
}
