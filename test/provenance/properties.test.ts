import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { HistoryEntry } from "../../src/model/image.ts";
import { configOf, told } from "./summary.ts";

const fixtures = join(import.meta.dirname, "fixtures");
const NAMES = [
  "three-stages.docker-20.10-classic",
  "three-stages.docker-26.1-buildkit",
  "three-stages.buildah-1.39-layers",
  "shapes.docker-26.1-buildkit",
  "child.docker-20.10-classic",
] as const;

interface Row extends HistoryEntry {
  /** Of the row in the unchanged history. */
  readonly truth: string;
}

function read(name: string): { readonly rows: readonly Row[]; readonly text: string } {
  const kept = JSON.parse(readFileSync(join(fixtures, "histories", `${name}.json`), "utf8"));
  const text = readFileSync(join(fixtures, kept.dockerfile), "utf8");
  const { history } = configOf(kept.config);
  const { layers } = told(history, text);
  let layer = 0;
  const rows = history.map((entry): Row => {
    const origin = entry.emptyLayer ? undefined : layers[layer++];
    return { ...entry, truth: `${origin?.owner} ${origin?.dockerfile?.startLine}` };
  });
  return { rows, text };
}

const histories = NAMES.map(read);

/** Layers that are called proved, each with what is true of it. */
function proved(rows: readonly Row[], text: string): { readonly said: string; readonly truth: string }[] {
  const truths = rows.filter(({ emptyLayer }) => !emptyLayer);
  return told(rows, text).layers.flatMap(({ owner, certainty, dockerfile }, layer) =>
    certainty === "proved"
      ? [{ said: `${owner} ${dockerfile?.startLine}`, truth: truths[layer]?.truth ?? "" }]
      : [],
  );
}

const place = fc.nat({ max: 40 });
type Change = (rows: readonly Row[]) => readonly Row[];
const at = (rows: readonly Row[], index: number) => index % Math.max(rows.length, 1);
const change: fc.Arbitrary<Change> = fc.oneof(
  place.map(
    (one): Change =>
      (rows) =>
        rows.toSpliced(at(rows, one), 1),
  ),
  fc.tuple(place, place).map(
    ([one, other]): Change =>
      (rows) => {
        const row = rows[at(rows, one)];
        // Nobody can see that two equal rows have changed places.
        const isTwin = rows.filter(({ createdBy }) => createdBy === row?.createdBy).length > 1;
        return row === undefined || isTwin
          ? rows
          : rows.toSpliced(at(rows, one), 1).toSpliced(at(rows, other), 0, row);
      },
  ),
  fc.tuple(place, fc.string({ minLength: 1 })).map(
    ([one, text]): Change =>
      (rows) =>
        rows.map((row, index) =>
          index === at(rows, one) ? { ...row, createdBy: `${row.createdBy} ${text}x`, truth: "edited" } : row,
        ),
  ),
  fc.tuple(place, fc.string()).map(
    ([one, createdBy]): Change =>
      (rows) =>
        rows.toSpliced(at(rows, one), 0, { createdBy, emptyLayer: false, truth: "added" }),
  ),
);

test("rows dropped, moved, edited or added never prove a wrong line", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...histories),
      fc.array(change, { minLength: 1, maxLength: 4 }),
      ({ rows, text }, all) => {
        const changed = all.reduce((before, one) => one(before), rows);
        for (const { said, truth } of proved(changed, text)) {
          // A row moved or edited among those of the base image is still the base image's.
          if (said.startsWith("base ") && !truth.startsWith("own ")) continue;
          expect(said).toBe(truth);
        }
      },
    ),
    { numRuns: 2000 },
  );
});

test("lines of the file dropped, moved or edited: what is proved is the row's own text", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...histories),
      fc.array(fc.tuple(place, place, fc.constantFrom("drop", "swap", "edit")), {
        minLength: 1,
        maxLength: 3,
      }),
      ({ rows, text }, changes) => {
        const lines = text.split("\n");
        const numbered = lines.map((line, index) => ({ line, number: index + 1 }));
        for (const [one, other, kind] of changes) {
          const [a, b] = [numbered[one % numbered.length], numbered[other % numbered.length]];
          if (a === undefined || b === undefined) continue;
          if (kind === "drop") numbered.splice(numbered.indexOf(a), 1);
          else if (kind === "edit") numbered[numbered.indexOf(a)] = { line: `${a.line}x`, number: a.number };
          else {
            const [from, to] = [numbered.indexOf(a), numbered.indexOf(b)];
            numbered[from] = b;
            numbered[to] = a;
          }
        }
        const edited = numbered.map(({ line }) => line).join("\n");
        const truths = rows.filter(({ emptyLayer }) => !emptyLayer);
        for (const [layer, { owner, certainty, dockerfile }] of told(rows, edited).layers.entries()) {
          if (certainty !== "proved" || owner !== "own" || dockerfile === undefined) continue;
          const original = numbered[dockerfile.startLine - 1]?.number;
          const line = lines[(original ?? 0) - 1];
          const truth = lines[Number(truths[layer]?.truth.split(" ")[1]) - 1];
          // Equal lines are equal; a heredoc's or a continuation's first line has not moved in its words.
          expect(line).toBe(truth);
        }
      },
    ),
    { numRuns: 2000 },
  );
});

test("any history and any file come to an end", () => {
  const word = fc.constantFrom(
    ..."RUN |COPY |ENV |ARG |ONBUILD |/bin/sh -c |#(nop) |#(nop)  |# buildkit|a|b |=|$a|${a:-b}|<<E|\nE\n|\n|FROM x\n|FROM scratch\n|\\\n||1 a=b ||in /a|file:00".split(
      "|",
    ),
  );
  const text = fc.array(word, { maxLength: 30 }).map((words) => words.join(""));
  const row = fc.record({ createdBy: text, emptyLayer: fc.boolean() });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 20 }), text, fc.boolean(), (rows, file, isSecond) => {
      const { layers } = told(rows, isSecond ? `FROM x\n${file}` : file);
      expect(layers.length).toBe(rows.filter(({ emptyLayer }) => !emptyLayer).length);
    }),
    { numRuns: 1000 },
  );
});

test("thousands of equal rows against thousands of equal instructions", () => {
  const rows = Array.from({ length: 20_000 }, () => ({
    createdBy: "RUN true",
    author: "kaniko",
    emptyLayer: false,
  }));
  const { layers } = told(rows, `FROM x\n${"RUN true\n".repeat(4000)}`);
  expect(new Set(layers.map(({ certainty }) => certainty))).not.toContain("proved");
});
