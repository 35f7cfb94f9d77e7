import fc from "fast-check";
import { expect, test } from "vitest";
import type { FileEntry } from "../../../src/analysis/analyzer.ts";
import type { Contributor } from "../../../src/detectors/content/contributor.ts";
import { contentAnalyzer } from "../../../src/detectors/content/index.ts";
import { contributorFor } from "../../../src/detectors/secrets/contributor.ts";
import { secretRules } from "../../../src/secrets/index.ts";
import { made, VECTORS } from "../../secrets/vectors.ts";

const entry = (size: number, path = "srv/x"): FileEntry => ({
  path,
  type: "file",
  size,
  mode: 0o644,
  uid: 0,
  gid: 0,
});

/** What is made of the bytes, cut at these places. */
function read(contributors: readonly Contributor[], bytes: Buffer, cuts: readonly number[] = []): unknown {
  const sink = contentAnalyzer(contributors, 1e9).open(entry(bytes.length));
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  for (const [index, start] of places.slice(0, -1).entries()) {
    // A copy that is overwritten afterwards: pieces are only lent.
    const piece = Buffer.from(bytes.subarray(start, places[index + 1]));
    if (piece.length > 0 && sink?.write(piece) === false) break;
    piece.fill(0x41);
  }
  return sink?.end();
}

const secretsOnly = [contributorFor(secretRules)];

test("the same is found however the bytes are cut", () => {
  const part = fc.oneof(
    fc.tuple(fc.constantFrom(...VECTORS), fc.nat(9)).map(([[, form], seed]) => made(form, seed)),
    fc.integer({ min: 1, max: 6000 }).map((length) => "lorem ipsum\n".repeat(length / 12)),
  );
  const parts = fc.array(part, { maxLength: 8 });
  fc.assert(
    fc.property(parts, fc.array(fc.nat(50_000), { maxLength: 12 }), (texts, cuts) => {
      const bytes = Buffer.from(texts.join("\n"));
      expect(read(secretsOnly, bytes, cuts)).toEqual(read(secretsOnly, bytes));
    }),
    { numRuns: 150 },
  );
});

test("byte by byte", () => {
  const bytes = Buffer.from(made("\n\nx: npm_{A36}\nAKIA{B16}\nDB_PASSWORD={A12}7\n"));
  const cuts = Array.from({ length: bytes.length }, (_, index) => index);
  const record = read(secretsOnly, bytes, cuts);
  expect(record).toEqual(read(secretsOnly, bytes));
  expect(record).toMatchObject({ secrets: { hits: [{ line: 3 }, { line: 4 }, { line: 5 }] } });
});

test("lines are counted over pieces", () => {
  const bytes = Buffer.from(`${"line\n".repeat(40_000)}${made("pul-{h40}")}\n`);
  expect(read(secretsOnly, bytes, [9000, 20_000, 100_000])).toMatchObject({
    secrets: { hits: [{ line: 40_001 }] },
  });
});

test("UTF-16 is read as text", () => {
  const text = `\ufeff${made("first\npul-{h40}")}`;
  const little = Buffer.from(text, "utf16le");
  const big = Buffer.from(little).swap16();
  for (const bytes of [little, big]) {
    expect(read(secretsOnly, bytes)).toMatchObject({ secrets: { hits: [{ ruleId: "DD-SF-152", line: 2 }] } });
    expect(read(secretsOnly, bytes, [3, 11, 12, 31])).toEqual(read(secretsOnly, bytes));
  }
});

test("programs are searched for what a prefix tells, packed files are not", () => {
  const secret = Buffer.from(made("\0pul-{h40}\0DB_PASSWORD={A12}7\0"));
  const program = Buffer.concat([Buffer.from("\x7fELF\0\0\0\0"), Buffer.alloc(20_000), secret]);
  const record = read(secretsOnly, program) as { secrets: { hits: { ruleId: string; line?: number }[] } };
  expect(record.secrets.hits.map(({ ruleId }) => ruleId)).toEqual(["DD-SF-152"]);
  expect(record.secrets.hits[0]).not.toHaveProperty("line");
  const packed = Buffer.concat([Buffer.from("PK\x03\x04\0\0"), secret]);
  expect(read(secretsOnly, packed)).toBeUndefined();
});

test("a 10 MB line is no trouble", () => {
  const bytes = Buffer.alloc(10_000_000, "lorem: password ipsum https://a.b/c ");
  bytes.write(made(" pul-{h40} "), 9_000_000);
  expect(read(secretsOnly, bytes, [1_000_000, 5_000_000])).toMatchObject({
    secrets: { hits: [{ ruleId: "DD-SF-152" }] },
  });
});

/** Tells where its anchors stand. */
function listener(id: string, accepts: Contributor["open"] | undefined = undefined): Contributor<number[]> {
  return {
    id,
    version: 1,
    anchors: [
      { text: "needle", before: 3, after: 10 },
      { text: "in code", inBinary: true },
    ],
    open(file) {
      if (accepts?.(file) === undefined && accepts !== undefined) return undefined;
      const offsets: number[] = [];
      return {
        hit({ window, at, offset }) {
          expect(window.toString("latin1", at, at + 2)).toMatch(/ne|in/);
          offsets.push(offset);
          return offsets.length < 3;
        },
        end: () => (offsets.length === 0 ? undefined : offsets),
      };
    },
  };
}

test("several contributors share one pass, each with its own record", () => {
  const never: Contributor = { ...listener("never"), open: () => undefined };
  const bytes = Buffer.from("a needle, a needle in code");
  expect(read([listener("one"), never, listener("two")], bytes)).toEqual({
    one: [2, 12, 19],
    two: [2, 12, 19],
  });
});

test("who has seen enough is told no more", () => {
  expect(read([listener("one")], Buffer.from("needle ".repeat(10)), [30])).toEqual({ one: [0, 7, 14] });
});

test("in other files only the anchors for them", () => {
  expect(read([listener("one")], Buffer.from("\0\0a needle in code"))).toEqual({ one: [11] });
});

test("settings and versions of contributors are part of the analyzer's", () => {
  const { settings } = contentAnalyzer([listener("one"), { ...listener("two"), settings: "x" }], 7);
  expect(settings).toBe('[7,["one",1,""],["two",1,"x"]]');
});
