/**
 * Makes the questions of new fixtures: pairs of versions, and versions with ranges. Unanswered (`1.0 ? 2.0`), for
 * refresh.ts to have them answered.
 *
 *     node scripts/vectors/questions.ts ECOSYSTEM EXPRESSIONS COUNT
 *
 * EXPRESSIONS is a file of real ranges, a line each, as an advisory database has them.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { boundShapes, ecosystemShapes, expressions } from "../../test/versions/ecosystem-samples.ts";
import { samplePairs } from "../../test/versions/samples.ts";

const SEED = 20_240_601;
const BETWEEN = /[\s,|<>=!^~[\]()]+/;

const [ecosystem = "", file = "", count = "1000"] = process.argv.slice(2);
const shape = ecosystemShapes[ecosystem];
if (shape === undefined) throw new Error(`which ecosystem? ${Object.keys(ecosystemShapes).join(", ")}`);

const isVersion = (text: string): boolean => text !== "" && !/[\s,|<>=^#~[\]()]/.test(text);
const realRanges = readFileSync(file, "utf8")
  .split("\n")
  .filter((line) => line !== "" && line.length < 100);
const realVersions = [...new Set(realRanges.flatMap((range) => range.split(BETWEEN)).filter(isVersion))];

const folder = join(import.meta.dirname, "../../test/versions/fixtures", ecosystem);
mkdirSync(folder, { recursive: true });
write(
  "order.txt",
  samplePairs(shape, realVersions, isVersion, Number(count)).map(([a, b]) => `${a} ? ${b}`),
);

const version = fc.oneof(shape, fc.constantFrom(...realVersions)).filter(isVersion);
const made = expressions(ecosystem, fc.oneof(version, version, boundShapes[ecosystem] ?? version));
const withReal = fc.constantFrom(...realRanges).chain((range) => {
  const bounds = range.split(BETWEEN).filter(isVersion);
  return fc.tuple(fc.oneof(fc.constantFrom(...bounds), fc.constantFrom(...realVersions)), fc.constant(range));
});
const questions = fc.oneof(withReal, fc.tuple(version, made), fc.tuple(shape.filter(isVersion), made));
write(
  "ranges.txt",
  fc
    .sample(questions, { seed: SEED, numRuns: Number(count) })
    .map(([one, range]) => `${one} ? ${range.trim()}`),
);

function write(name: string, lines: readonly string[]): void {
  writeFileSync(join(folder, name), `${[...new Set(lines)].join("\n")}\n`);
}
