import fc from "fast-check";
import { expect, test } from "vitest";
import { isWithin } from "../../../src/detectors/instruction/folders.ts";
import { PathMap } from "../../../src/detectors/instruction/path-map.ts";

const path = fc
  .array(fc.constantFrom("a", "a-b", "a.b", "b", "é"), { maxLength: 3 })
  .map((names) => `/${names.join("/")}`);

test("as if each path were compared with each", () => {
  fc.assert(
    fc.property(fc.array(path), fc.array(path), path, (first, later, asked) => {
      const map = new PathMap<string>(first.map((one) => [one, `${one} from the start`] as const));
      for (const one of later) map.set(one, `${one} set`);
      const all = [...new Set([...first, ...later])];
      const within = all.filter((one) => isWithin(one, asked));
      expect(map.has(asked)).toBe(all.includes(asked));
      expect(map.covers(asked)).toBe(all.some((one) => isWithin(asked, one)));
      expect(map.hasWithin(asked)).toBe(within.length > 0);
      const given = (one: string) => (later.includes(one) ? `${one} set` : `${one} from the start`);
      expect(map.takeWithin(asked).toSorted()).toEqual(within.map((one) => [one, given(one)]).toSorted());
      expect(all.filter((one) => map.has(one))).toEqual(all.filter((one) => !within.includes(one)));
      expect(map.hasWithin(asked)).toBe(false);
    }),
  );
});

test("no file has a path of more than 4,096 characters, so none is looked up", () => {
  const map = new PathMap([["/a", 1]]);
  expect([map.covers(`/a/${"b".repeat(4093)}`), map.covers(`/a/${"b".repeat(4094)}`)]).toEqual([true, false]);
});
