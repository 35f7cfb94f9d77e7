import fc from "fast-check";
import { expect, test } from "vitest";
import { type Anchor, AnchorScanner } from "../../src/patterns/index.ts";
import { BLOCK } from "../../src/patterns/sieve.ts";

interface Hit {
  readonly anchor: number;
  readonly at: number;
}

const inOrder = (hits: readonly Hit[]) => hits.toSorted((a, b) => a.at - b.at || a.anchor - b.anchor);

function scanned(scanner: AnchorScanner, bytes: Uint8Array): readonly Hit[] {
  const hits: Hit[] = [];
  scanner.scan(bytes, (anchor, at) => hits.push({ anchor, at }));
  return inOrder(hits);
}

/** What `indexOf` finds. */
function searched(anchors: readonly Anchor[], bytes: Uint8Array): readonly Hit[] {
  const text = Buffer.from(bytes).toString("latin1");
  const lower = text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  const hits = anchors.flatMap(({ text: needle, ignoreCase }, anchor) => {
    const found: Hit[] = [];
    const [where, what] = ignoreCase ? [lower, needle.toLowerCase()] : [text, needle];
    for (let at = where.indexOf(what); at >= 0; at = where.indexOf(what, at + 1)) found.push({ anchor, at });
    return found;
  });
  return inOrder(hits);
}

const ANCHORS: readonly Anchor[] = [
  { text: "abca" },
  { text: "bcab" },
  { text: "abcab" },
  { text: "AbC", ignoreCase: true },
  { text: "ab:" },
  { text: "://" },
  { text: "password", ignoreCase: true },
  { text: "\x00\xff\x80\x01" },
  { text: "\x00\x00\x00" },
];
const SCANNER = new AnchorScanner(ANCHORS);

test("finds what indexOf finds, wherever it stands and however the bytes lie in memory", () => {
  const letters = fc.constantFrom(..."abcABC:/", "password", "PassWord", "\x00\xff\x80\x01", "\x00");
  fc.assert(
    fc.property(fc.array(letters, { maxLength: 60 }), fc.integer({ min: 0, max: 9 }), (parts, offset) => {
      const text = Buffer.from(parts.join(""), "latin1");
      const memory = Buffer.alloc(offset + text.length + 8, "a");
      text.copy(memory, offset);
      const bytes = memory.subarray(offset, offset + text.length);
      expect(scanned(SCANNER, bytes)).toEqual(searched(ANCHORS, bytes));
    }),
    { numRuns: 2000 },
  );
});

test("finds anchors in stretches that are longer than a block, once each, wherever a block ends", () => {
  const needles = ANCHORS.map(({ text }) => text);
  for (let length = BLOCK - 9; length <= BLOCK + 25; length++) {
    const bytes = Buffer.alloc(length, "xy");
    for (let at = 3; at + 16 < length; at += 4001) bytes.write(needles[at % needles.length]!, at, "latin1");
    for (const needle of needles) {
      for (let at = BLOCK - 9; at <= length - needle.length; at++) {
        const one = Buffer.from(bytes);
        one.write(needle, at, "latin1");
        expect(scanned(SCANNER, one)).toEqual(searched(ANCHORS, one));
      }
    }
  }
});

test("an anchor has three bytes at least, and they are Latin-1", () => {
  expect(() => new AnchorScanner([{ text: "ab" }])).toThrow("no anchor");
  expect(() => new AnchorScanner([{ text: "ab€d" }])).toThrow("no anchor");
});

test("no anchors, no hits", () => {
  expect(scanned(new AnchorScanner([]), Buffer.from("anything"))).toEqual([]);
});
