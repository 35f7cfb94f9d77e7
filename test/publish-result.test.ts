import { expect, test } from "vitest";
import { DrydockError } from "../src/errors.ts";
import { attachedOrTold } from "../src/publish-result.ts";

const refused = new DrydockError("DENIED", "The result could not be attached.");

/** What was explained, or what was thrown. */
async function told(error: Error, passes: boolean): Promise<readonly unknown[]> {
  const explained: unknown[] = [];
  try {
    await attachedOrTold(Promise.reject(error), passes, (one) => explained.push(one));
    return ["explained", ...explained];
  } catch (thrown) {
    return ["thrown", thrown, ...explained];
  }
}

test("a result that could not be attached stands in the way of a pass, and is only told of where the image does not", async () => {
  expect(await told(refused, true)).toEqual(["thrown", refused]);
  expect(await told(refused, false)).toEqual(["explained", refused]);
  const mistake = new Error("a bug");
  expect(await told(mistake, false)).toEqual(["thrown", mistake]);
});
