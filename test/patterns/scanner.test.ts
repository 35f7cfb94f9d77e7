import fc from "fast-check";
import { expect, test } from "vitest";
import { type Anchor, AnchorScanner } from "../../src/patterns/index.ts";

interface Hit {
  readonly anchor: number;
  readonly at: number;
}

const inOrder = (hits: readonly Hit[]) => hits.toSorted((a, b) => a.at - b.at || a.anchor - b.anchor);

function scanned(anchors: readonly Anchor[], bytes: Uint8Array): readonly Hit[] {
  const hits: Hit[] = [];
  new AnchorScanner(anchors).scan(bytes, (anchor, at) => hits.push({ anchor, at }));
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
];

test("finds what indexOf finds, wherever it stands and however the bytes lie in memory", () => {
  const letters = fc.constantFrom(..."abcABC:/", "password", "PassWord", "\x00\xff\x80\x01");
  fc.assert(
    fc.property(fc.array(letters, { maxLength: 60 }), fc.integer({ min: 0, max: 9 }), (parts, offset) => {
      const text = Buffer.from(parts.join(""), "latin1");
      const memory = Buffer.alloc(offset + text.length + 8, "a");
      text.copy(memory, offset);
      const bytes = memory.subarray(offset, offset + text.length);
      expect(scanned(ANCHORS, bytes)).toEqual(searched(ANCHORS, bytes));
    }),
    { numRuns: 2000 },
  );
});

test("finds anchors in stretches that are longer than a block", () => {
  const bytes = Buffer.alloc(50_000, "xy");
  for (const at of [0, 8189, 8190, 8191, 8192, 16_383, 49_996]) bytes.write("abca", at, "latin1");
  expect(scanned(ANCHORS, bytes)).toEqual(searched(ANCHORS, bytes));
});

test("an anchor has three bytes at least, and they are Latin-1", () => {
  expect(() => new AnchorScanner([{ text: "ab" }])).toThrow("no anchor");
  expect(() => new AnchorScanner([{ text: "ab€d" }])).toThrow("no anchor");
});

test("no anchors, no hits", () => {
  expect(scanned([], Buffer.from("anything"))).toEqual([]);
});
