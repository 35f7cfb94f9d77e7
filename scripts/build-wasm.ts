/** Translates the WebAssembly text in `src/` into modules that are imported: `node scripts/build-wasm.ts`. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import wabt from "wabt";

const folder = join(import.meta.dirname, "../src/patterns");
writeFileSync(join(folder, "sieve-module.ts"), await moduleOf("sieve.wat"));

async function moduleOf(name: string): Promise<string> {
  const { parseWat } = await wabt();
  const text = parseWat(name, readFileSync(join(folder, name), "utf8"));
  const { buffer } = text.toBinary({});
  text.destroy();
  const base64 = Buffer.from(buffer).toString("base64");
  return `/** ${name}, translated by scripts/build-wasm.ts: base64. */\nexport const SIEVE_MODULE =\n${lines(base64)};\n`;
}

/** As the formatter would have it. */
function lines(text: string): string {
  const parts = text.match(/.{1,100}/g) ?? [];
  return parts.map((part) => `  "${part}"`).join(" +\n");
}
