/**
 * Hunts for regular expressions that hostile text makes slow: `node scripts/hunt-backtracking.ts`. Each expression is
 * tried on long texts of its own letters, behind its anchor and in front of it; one that takes more than the bound on
 * any of them fails the hunt.
 */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ownData } from "../src/detectors/malware/own-rules.ts";
import { secretRules } from "../src/secrets/index.ts";

export interface Suspect {
  readonly name: string;
  readonly expression: RegExp;
  /** What stands where it may match; a pump follows. */
  readonly starts: readonly string[];
}

/** All expressions of the table of secrets, and those of the rules against malware. Whoever has others adds them here. */
export function suspects(): readonly Suspect[] {
  const secrets = secretRules.map(({ id, title, expression, anchors }) => ({
    name: `${id} ${title}`,
    expression,
    starts: anchors.map(({ text }) => text),
  }));
  const malware = ownData().rules.flatMap(({ name, anchors, strings }) =>
    strings.flatMap(({ name: string, expression }) =>
      expression === undefined
        ? []
        : [
            {
              name: `${name} $${string}`,
              expression,
              starts: ["", ...startsOf(expression.source), ...anchors.map(({ text }) => text)],
            },
          ],
    ),
  );
  return [...secrets, ...malware];
}

/** Rooms whose expressions see what images and Dockerfiles hold. */
const ROOMS = ["detectors", "secrets", "patterns", "dockerfile", "provenance", "inventory"];

/** A literal, where an expression may begin; a class may hold a slash. */
const LITERAL =
  /(?<=[(=,[:!&|?]\s*|\breturn\s|^\s*)\/(?![*/])((?:\\.|\[(?:\\.|[^\]\n\\])*\]|[^/\n\\[])+)\/([dgimsuy]*)/gm;

/** All expressions that are written out in the sources of those rooms, each once. */
export function literals(): readonly Suspect[] {
  const source = join(import.meta.dirname, "../src");
  const found = new Map<string, Suspect>();
  for (const file of globSync(`{${ROOMS.join(",")}}/**/*.ts`, { cwd: source }).toSorted()) {
    const text = readFileSync(join(source, file), "utf8").replace(/^\s*(?:\/\/|\/?\*).*$/gm, "");
    for (const [, body = "", flags = ""] of text.matchAll(LITERAL)) {
      const expression = compiled(body, flags);
      if (expression !== undefined)
        found.set(`/${body}/${flags}`, {
          name: `${file} ${expression}`,
          expression,
          starts: ["", ...startsOf(body)],
        });
    }
  }
  return [...found.values()];
}

/** What only looks like one, as in a comment, is none. */
function compiled(body: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(body, flags);
  } catch {
    return undefined;
  }
}

/** Plain words in it, behind which it goes on. */
function startsOf(body: string): readonly string[] {
  return (body.match(/(?<![\\\w])\w{2,20}(?![\w*+?{])/g) ?? []).slice(0, 2);
}

export interface Slow {
  readonly name: string;
  readonly pump: string;
  readonly milliseconds: number;
}

/** The slowest text of each expression, the slowest expression first. */
export function hunt(all: readonly Suspect[], length: number): readonly Slow[] {
  return all.map((suspect) => slowest(suspect, length)).sort((a, b) => b.milliseconds - a.milliseconds);
}

function slowest({ name, expression, starts }: Suspect, length: number): Slow {
  let worst: Slow = { name, pump: "", milliseconds: 0 };
  for (const start of starts.slice(0, 3)) {
    for (const pump of pumpsFor(expression.source, start)) {
      const text = start + pump.repeat(Math.ceil(length / pump.length));
      for (const at of [0, length >> 1]) {
        const milliseconds = timed(() => {
          expression.lastIndex = at;
          expression.exec(text);
        });
        if (milliseconds > worst.milliseconds) worst = { name, pump: start + pump, milliseconds };
      }
    }
  }
  return worst;
}

/** The least of several times where the first is much: others use the machine too. */
function timed(work: () => void): number {
  let least = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < 5; attempt++) {
    const begin = performance.now();
    work();
    least = Math.min(least, performance.now() - begin);
    if (least < 1) break;
  }
  return least;
}

/** Single characters of each class and literal in the source, pairs of them, and the anchor itself. */
function pumpsFor(source: string, start: string): readonly string[] {
  const letters = new Set([
    "a",
    "A",
    "0",
    "_",
    "-",
    ".",
    "=",
    ":",
    " ",
    "\t",
    "\n",
    '"',
    "/",
    "+",
    "\\",
    ";",
  ]);
  for (const [literal] of source.matchAll(/[A-Za-z0-9@&?<>{}|~%$]/g)) letters.add(literal);
  const singles = [...letters];
  const few = singles.slice(0, 20);
  const pairs = few.flatMap((one) => few.map((other) => one + other));
  const own = start === "" ? [] : [start, `${start} `, `${start}=`, `${start}="a" `, `:${start}`];
  return [...singles, ...pairs, ...own];
}

const LENGTH = 100_000;
const BOUND = 50;

/** Those that are not bound to a place take the square of the length where they begin anew at each: lines are not so long. */
const LINE = 10_000;

function main(): void {
  const slow = [...hunt(suspects(), LENGTH), ...hunt(literals(), LINE)].sort(
    (a, b) => b.milliseconds - a.milliseconds,
  );
  for (const { name, pump, milliseconds } of slow.slice(0, 25))
    process.stdout.write(`${milliseconds.toFixed(2).padStart(9)} ms  ${name}  ${JSON.stringify(pump)}\n`);
  process.exitCode = slow.some(({ milliseconds }) => milliseconds > BOUND) ? 1 : 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) main();
