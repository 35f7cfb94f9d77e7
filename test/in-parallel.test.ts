import { expect, test } from "vitest";
import { inParallel } from "../src/in-parallel.ts";

const soon = () => new Promise((resolve) => setTimeout(resolve, 1));

test("each lane takes the next item; never more at once than there are lanes", async () => {
  const done: number[] = [];
  let [now, most] = [0, 0];
  await inParallel([1, 2, 3, 4, 5], ["a", "b"], async (item) => {
    most = Math.max(most, ++now);
    await soon();
    now--;
    done.push(item);
  });
  expect([done.sort(), most]).toEqual([[1, 2, 3, 4, 5], 2]);
});

test("the first error is thrown when all work has ended, and no more is begun", async () => {
  const [begun, ended]: [number[], number[]] = [[], []];
  const work = inParallel([1, 2, 3, 4, 5], ["a", "b"], async (item, _, signal) => {
    begun.push(item);
    if (item === 1) throw new Error("no");
    while (!signal.aborted) await soon();
    ended.push(item);
  });
  await expect(work).rejects.toThrow("no");
  expect([begun, ended]).toEqual([[1, 2], [2]]);
});
