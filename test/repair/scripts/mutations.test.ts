import { expect, test } from "vitest";
import { accepted, EFFECTS, judged } from "./mutations.ts";

/** With DRYDOCK_ALL_MUTATIONS=1 every place of every accepted script is tried, twice over: a minute, more than 10,000 mutations. */
const isWhole = process.env.DRYDOCK_ALL_MUTATIONS === "1";
const [, , , probe] = EFFECTS;

test("no inserted effect is accepted in silence where a script can come to it", { timeout: 300_000 }, () => {
  const missed: string[] = [];
  let mutations = 0;
  let next = 0;
  for (const one of accepted) {
    for (const position of one.positions) {
      if (!isWhole && next++ % 5 !== 0) continue;
      const isLive = judged(one, position, probe) === "caught";
      if (!isLive) continue;
      mutations++;
      for (let turn = 0; turn < (isWhole ? 2 : 1); turn++) {
        const effect = EFFECTS[(next + mutations * 2 + turn) % EFFECTS.length] ?? probe;
        mutations++;
        if (judged(one, position, effect) !== "caught")
          missed.push(`${one.of.package} ${one.name} ${position}: ${effect[0]}`);
      }
    }
  }
  expect(missed).toEqual([]);
  expect(mutations).toBeGreaterThan(isWhole ? 10_000 : 1_500);
});
