/** Translates the WebAssembly text in `src/` into modules that are imported: `node scripts/build-wasm.ts`. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import wabt from "wabt";
import { LZMA_TEXT } from "../src/repair/archive/xz/lzma-text.ts";

const source = join(import.meta.dirname, "../src");
const { parseWat } = await wabt();

const sieve = readFileSync(join(source, "patterns/sieve.wat"), "utf8");
write("patterns/sieve-module.ts", "SIEVE_MODULE", "sieve.wat", sieve);
write("repair/archive/xz/lzma-module.ts", "LZMA_MODULE", "lzma-text.ts", LZMA_TEXT);

function write(path: string, name: string, from: string, text: string): void {
  const parsed = parseWat(from, text);
  const base64 = Buffer.from(parsed.toBinary({}).buffer).toString("base64");
  parsed.destroy();
  const heading = `/** ${from}, translated by scripts/build-wasm.ts: base64. */`;
  writeFileSync(join(source, path), `${heading}\nexport const ${name} =\n${lines(base64)};\n`);
}

/** As the formatter would have it. */
function lines(text: string): string {
  const parts = text.match(/.{1,100}/g) ?? [];
  return parts.map((part) => `  "${part}"`).join(" +\n");
}
