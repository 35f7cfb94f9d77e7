import { Script } from "node:vm";
import { expect, test } from "vitest";
import { ownAssets } from "../../../src/report/html/assets.ts";

test("the modules make one script, and no name of one hides another's", () => {
  const { script, style } = ownAssets();
  expect(() => new Script(script.text)).not.toThrow();
  const names = Array.from(
    script.text.matchAll(/^(?:function|const|let) (\w+)/gm),
    ([, name]) => name,
  ).toSorted();
  expect(names).toEqual([...new Set(names)]);
  expect(names).toContain("matching");
  expect(script.text).not.toMatch(/^(?:import|export)\b|<\/script|<!--/im);
  expect(style.text).not.toMatch(/@import|url\(|<\//i);
});
