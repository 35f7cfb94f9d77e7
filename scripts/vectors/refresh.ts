/**
 * Has the questions of a fixture answered anew by the ecosystem's own tool, and drops those it does not answer:
 *
 *     node scripts/vectors/refresh.ts test/versions/fixtures/rubygems/order.txt "RubyGems 3.3" ruby scripts/vectors/rubygems.rb
 *
 * The tool is one of the programs here. It reads a question a line, `cmp<TAB>a<TAB>b` (answer `<`, `=` or `>`) or
 * `in<TAB>version<TAB>expression` (`in` or `out`), and says `?` to what it cannot read.
 */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";

const [file = "", tool = "", command = "", ...rest] = process.argv.slice(2);
const kind = basename(file).startsWith("order") ? "cmp" : "in";
const questions = readFileSync(file, "utf8")
  .split("\n")
  .flatMap((line) => {
    const [, first, second] = /^([^#\s]\S*) (?:[<=>?]|in|out) (.*)$/.exec(line) ?? [];
    return first === undefined || second === undefined ? [] : [[first, second] as const];
  });

const input = questions.map(([a, b]) => `${kind}\t${a}\t${b}\n`).join("");
const { stdout, status } = spawnSync(command, rest, {
  input,
  encoding: "utf8",
  stdio: ["pipe", "pipe", "inherit"],
});
const answers = stdout.trimEnd().split("\n");
if (status !== 0 || answers.length !== questions.length) {
  throw new Error(`${answers.length} answers to ${questions.length} questions`);
}

const rows = questions.flatMap(([a, b], index) =>
  answers[index] === "?" ? [] : [`${a} ${answers[index]} ${b}`],
);
const head = `# Answers of ${tool}. Refresh: scripts/vectors/refresh.ts.`;
writeFileSync(file, `${[head, ...rows].join("\n")}\n`);
process.stderr.write(`${file}: ${rows.length} of ${questions.length} questions answered\n`);
