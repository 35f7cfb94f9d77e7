import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Unreadable } from "../../../src/errors.ts";
import { parseHeader } from "../../../src/inventory/rpm/header.ts";

type Entry = readonly [tag: number, type: number, offset: number, count: number];

/** A header with these entries over `data`. */
function header(
  entries: readonly Entry[],
  data: Buffer,
  claim: { count?: number; length?: number } = {},
): Buffer {
  const index = Buffer.alloc(8 + entries.length * 16);
  index.writeUInt32BE(claim.count ?? entries.length, 0);
  index.writeUInt32BE(claim.length ?? data.length, 4);
  for (const [row, numbers] of entries.entries())
    for (const [column, number] of numbers.entries()) index.writeUInt32BE(number, 8 + row * 16 + column * 4);
  return Buffer.concat([index, data]);
}

const DATA = Buffer.from("bash\x005.1\x002.el9\0bash2\0\0\0\0\x07");
const NEVR: readonly Entry[] = [
  [1000, 6, 0, 1],
  [1001, 6, 5, 1],
  [1002, 6, 9, 1],
];

describe("parseHeader", () => {
  test("takes name, version and release; nothing else has to be there", () => {
    const expected = { name: "bash", version: "5.1", release: "2.el9", files: "" };
    expect(parseHeader(header(NEVR, DATA))).toEqual(expected);
  });

  test("an entry behind the signed region replaces the one in it", () => {
    const entries: Entry[] = [...NEVR, [1003, 4, 21, 1], [1000, 6, 15, 1]];
    expect(parseHeader(header(entries, DATA))).toMatchObject({ name: "bash2", epoch: 7 });
  });

  test("takes files named in the old way and the new, folder by folder", () => {
    const names = Buffer.from("/usr/bin/\0/etc/\0/\0a\0b\0c\0d\0/usr/lib/e\0f\0");
    const numbers = Buffer.from([0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 2]);
    const [start, data] = [DATA.length, Buffer.concat([DATA, names, numbers])];
    const old: Entry[] = [...NEVR, [1027, 8, start + 26, 2]];
    const split: Entry[] = [
      ...NEVR,
      [1116, 4, start + names.length, 4],
      [1117, 8, start + 18, 4],
      [1118, 8, start, 3],
    ];
    expect(parseHeader(header(old, data)).files).toBe("usr/lib/\ne\n/\nf\n");
    expect(parseHeader(header(split, data)).files).toBe("usr/bin/\nb\netc/\na\nc\n/\nd\n");
  });

  test("leaves out names that no file can have or a list cannot hold", () => {
    const names = Buffer.from("/usr/\0a/b\0c\nd\0\0e\0");
    const [start, data] = [DATA.length, Buffer.concat([DATA, names, Buffer.alloc(16)])];
    const split: Entry[] = [
      ...NEVR,
      [1116, 4, start + names.length, 4],
      [1117, 8, start + 6, 4],
      [1118, 8, start, 1],
    ];
    expect(parseHeader(header(split, data)).files).toBe("usr/\ne\n");
  });

  test.each<[why: string, blob: Buffer]>([
    ["shorter than its own preamble", Buffer.alloc(7)],
    ["more entries than bytes", header(NEVR, DATA, { count: 4_000_000_000 })],
    ["more entries than rpm allows", header([], Buffer.alloc(16 * 65_536), { count: 65_536, length: 0 })],
    ["more data than bytes", header(NEVR, DATA, { length: DATA.length + 1 })],
    ["no name", header(NEVR.slice(1), DATA)],
    ["a name that is a number", header([[1000, 4, 0, 1], ...NEVR.slice(1)], DATA)],
    ["a name outside the data", header([[1000, 6, DATA.length, 1], ...NEVR.slice(1)], DATA)],
    ["a name without an end", header(NEVR, Buffer.from("bash"))],
    [
      "a name of 16 KiB",
      header(
        [...NEVR, [1000, 6, DATA.length, 1]],
        Buffer.concat([DATA, Buffer.alloc(16_384, "a"), Buffer.alloc(1)]),
      ),
    ],
    ["an epoch outside the data", header([...NEVR, [1003, 4, DATA.length - 3, 1]], DATA)],
    ["more files than bytes", header([...NEVR, [1027, 8, 0, 1_000_000]], DATA)],
    ["file names without folders", header([...NEVR, [1117, 8, 0, 2]], DATA)],
    [
      "a folder that is not listed",
      header([...NEVR, [1116, 4, 0, 1], [1117, 8, 0, 1], [1118, 8, 0, 1]], DATA),
    ],
    [
      "more files than any package has",
      header([...NEVR, [1027, 8, 0, 1_000_001]], Buffer.concat([DATA, Buffer.alloc(1_100_000)])),
    ],
  ])("refuses %s", (_, blob) => {
    expect(() => parseHeader(blob)).toThrow(Unreadable);
  });

  test("answers or throws Unreadable, whatever it is given", () => {
    const entry = fc.tuple(
      fc.constantFrom(1000, 1001, 1002, 1003, 1027, 1116, 1117, 1118, 5096),
      fc.constantFrom(4, 6, 8, 9, 100),
      fc.oneof(fc.nat(40), fc.constant(0xffffffff)),
      fc.oneof(fc.nat(3), fc.constant(0xffffffff)),
    );
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 9 }), fc.uint8Array({ maxLength: 40 }), (entries, data) => {
        try {
          expect(parseHeader(header([...NEVR, ...entries], Buffer.concat([DATA, data]))).files).toBeTypeOf(
            "string",
          );
        } catch (error) {
          expect(error).toBeInstanceOf(Unreadable);
        }
      }),
      { numRuns: 500 },
    );
  });
});
