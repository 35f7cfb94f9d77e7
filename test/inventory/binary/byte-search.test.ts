import fc from "fast-check";
import { expect, test } from "vitest";
import { ByteSearch } from "../../../src/inventory/binary/byte-search.ts";

/** What a search over the whole would show: `offset before|from there on`. */
function expected(text: string, needles: readonly string[], ahead: number, before: number): string[] {
  const hits = needles.flatMap((needle) =>
    [...text].flatMap((_, at) => (text.startsWith(needle, at) ? [at] : [])),
  );
  return hits
    .map((at) => `${at} ${text.slice(Math.max(0, at - before), at)}|${text.slice(at, at + ahead)}`)
    .sort();
}

function found(
  pieces: readonly string[],
  needles: readonly string[],
  ahead: number,
  before: number,
): string[] {
  const hits: string[] = [];
  const search = new ByteSearch(
    needles.map((needle) => Buffer.from(needle)),
    ahead,
    (window, at, offset) => {
      const around = `${window.toString("utf8", Math.max(0, at - before), at)}|${window.toString("utf8", at, at + ahead)}`;
      hits.push(`${offset} ${around}`);
      return false;
    },
    before,
  );
  let offset = 0;
  for (const text of pieces) {
    const piece = Buffer.from(text);
    search.write(piece, offset);
    offset += piece.length;
    piece.fill("#");
  }
  search.end();
  return hits.sort();
}

test("pieces may be cut anywhere", () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 12 }), { maxLength: 30 }),
      fc.integer({ min: 2, max: 9 }),
      fc.integer({ min: 0, max: 5 }),
      (pieces, ahead, before) => {
        const needles = ["ab", "ca"];
        expect(found(pieces, needles, ahead, before)).toEqual(
          expected(pieces.join(""), needles, ahead, before),
        );
      },
    ),
    { numRuns: 2000 },
  );
});

test("nothing is found across a gap, and what stands before it is not lost", () => {
  const hits: number[] = [];
  const search = new ByteSearch([Buffer.from("ab")], 8, (_, __, offset) => hits.push(offset) < 0);
  search.write(Buffer.from("xxaba"), 0);
  search.write(Buffer.from("bxab"), 100);
  search.end();
  expect(hits).toEqual([2, 102]);
});

test("a search that has its answer stops", () => {
  let hits = 0;
  const search = new ByteSearch([Buffer.from("ab")], 2, () => ++hits === 2);
  for (const offset of [0, 6, 12]) search.write(Buffer.from("ababab"), offset);
  search.end();
  expect(hits).toBe(2);
});
