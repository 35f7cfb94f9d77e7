import { expect, test } from "vitest";
import wabt from "wabt";
import { LZMA_MODULE } from "../../../../src/repair/archive/xz/lzma-module.ts";
import { LZMA_TEXT } from "../../../../src/repair/archive/xz/lzma-text.ts";

test("the module is what the text says; scripts/build-wasm.ts makes it anew", async () => {
  const { parseWat } = await wabt();
  const text = parseWat("lzma-text.ts", LZMA_TEXT);
  expect(Buffer.from(text.toBinary({}).buffer).toString("base64")).toBe(LZMA_MODULE);
});
