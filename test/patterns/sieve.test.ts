import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import wabt from "wabt";
import { SIEVE_MODULE } from "../../src/patterns/sieve-module.ts";

test("the module is what sieve.wat says; scripts/build-wasm.ts makes it anew", async () => {
  const { parseWat } = await wabt();
  const text = parseWat("sieve.wat", readFileSync("src/patterns/sieve.wat", "utf8"));
  expect(Buffer.from(text.toBinary({}).buffer).toString("base64")).toBe(SIEVE_MODULE);
});
