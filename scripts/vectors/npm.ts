/**
 * npm's own semver. Reads questions, writes answers (see refresh.ts).
 *
 *     node scripts/vectors/npm.ts "$(npm root -g)/npm/node_modules/semver"
 */
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

interface Semver {
  compare(a: string, b: string, options: object): -1 | 0 | 1;
  satisfies(version: string, range: string, options: object): boolean;
  validRange(range: string, options: object): string | null;
}

const semver = createRequire(import.meta.url)(process.argv[2] ?? "semver") as Semver;
const options = { loose: true, includePrerelease: true };

for await (const line of createInterface({ input: process.stdin })) {
  const [kind, a = "", b = ""] = line.split("\t");
  process.stdout.write(`${answer(kind, a, b)}\n`);
}

function answer(kind: string | undefined, a: string, b: string): string {
  try {
    if (kind === "cmp") return "<=>"[semver.compare(a, b, options) + 1] ?? "?";
    const range = b.replaceAll(",", " ");
    // An installed version that is none satisfies nothing, and neither does an unreadable range.
    semver.compare(a, a, options);
    if (semver.validRange(range, options) === null) return "?";
    return semver.satisfies(a, range, options) ? "in" : "out";
  } catch {
    return "?";
  }
}
