import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { fnv1a64 } from "../../../src/advisories/bolt/format.ts";
import { openBolt } from "../../../src/advisories/bolt/index.ts";
import { DrydockError } from "../../../src/errors.ts";
import { writeBolt } from "../../support/bolt-writer.ts";
import { dump } from "./dump.ts";

const folder = mkdtempSync(join(tmpdir(), "drydock-damage-"));
const path = join(folder, "trivy.db");
afterAll(() => rmSync(folder, { recursive: true }));

const PAGE = 1024;
const values = Object.fromEntries(Array.from({ length: 200 }, (_, n) => [`key-${1000 + n}`, `value ${n}`]));
let bytes: Buffer;
beforeEach(() => {
  bytes = writeBolt({ b: values, inline: { k: "v" }, long: { v: "x".repeat(5000) } }, { pageSize: PAGE });
});

/** What is said about the file when all of it is read. */
function complaint(content: Buffer): string {
  writeFileSync(path, content);
  try {
    const bolt = openBolt(path);
    try {
      dump(bolt.root);
    } finally {
      bolt.close();
    }
    return "nothing";
  } catch (error) {
    if (!(error instanceof DrydockError) || error.code !== "DATABASE_INVALID") throw error;
    return error.message.replace(path, "FILE");
  }
}

/** The first page whose flags say so. */
function pageOf(flags: number): number {
  for (let page = 3; page * PAGE < bytes.length; page += 1) {
    if (bytes.readUInt16LE(page * PAGE + 8) === flags && bytes.readUInt32LE(page * PAGE) === page)
      return page;
  }
  throw new Error(`no page with flags ${flags}`);
}

const damaged = (what: string): string => `The advisory database FILE is damaged: ${what}.`;

describe("damage is named", () => {
  test("the undamaged file has none", () => {
    expect(complaint(bytes)).toBe("nothing");
  });

  test("no database at all", () => {
    expect(complaint(Buffer.alloc(0))).toBe(damaged("the file ends inside its first pages"));
    expect(complaint(Buffer.from("<!doctype html>".repeat(20)))).toBe(
      damaged("no BoltDB magic number (found 0x636f6421)"),
    );
    expect(complaint(Buffer.alloc(10_000))).toBe(damaged("no BoltDB magic number (found 0x00000000)"));
  });

  test("a file that is not there", () => {
    expect(() => openBolt(join(folder, "none.db"))).toThrow(
      expect.objectContaining({ name: "DrydockError", code: "DATABASE_MISSING" }),
    );
  });

  test("a folder", () => {
    expect(() => openBolt(folder)).toThrow(expect.objectContaining({ code: "DATABASE_INVALID" }));
  });

  test("cut off, at opening already", () => {
    const half = bytes.subarray(0, bytes.length / 2);
    writeFileSync(path, half);
    expect(() => openBolt(path)).toThrow(
      expect.objectContaining({
        code: "DATABASE_INVALID",
        message: `The advisory database ${path} is damaged: it is cut off: ${half.length} bytes are there, ${bytes.length} are in use.`,
      }),
    );
    expect(complaint(bytes.subarray(0, bytes.length - 1))).toContain("it is cut off");
  });

  test("both checksums wrong; one wrong is what the second meta is for", () => {
    bytes[16 + 20] = 0xff;
    expect(complaint(bytes)).toBe("nothing");
    bytes[PAGE + 16 + 20] = 0xff;
    expect(complaint(bytes)).toBe(damaged("wrong checksum of the meta page"));
  });

  test("another format version", () => {
    for (const page of [0, PAGE]) bytes.writeUInt32LE(3, page + 16 + 4);
    expect(complaint(bytes)).toBe(damaged("BoltDB version 3 instead of 2"));
  });

  test("an impossible page size", () => {
    for (const page of [0, PAGE]) {
      bytes.writeUInt32LE(1000, page + 16 + 8);
      bytes.writeBigUInt64LE(fnv1a64(bytes.subarray(page + 16, page + 72)), page + 72);
    }
    expect(complaint(bytes)).toBe(damaged("impossible page size 1000"));
  });

  test("a page with another page's number", () => {
    const leaf = pageOf(2);
    bytes.writeUInt32LE(77, leaf * PAGE);
    expect(complaint(bytes)).toBe(damaged(`page ${leaf} says that it is page 77`));
  });

  test("a page that is no tree page", () => {
    const leaf = pageOf(2);
    bytes.writeUInt16LE(0x10, leaf * PAGE + 8);
    expect(complaint(bytes)).toBe(damaged(`page ${leaf} is neither branch nor leaf (flags 0x10)`));
  });

  test("a branch that leads to itself", () => {
    const branch = pageOf(1);
    bytes.writeUInt32LE(branch, branch * PAGE + 16 + 8);
    expect(complaint(bytes)).toBe(damaged("its pages lead in a circle"));
    writeFileSync(path, bytes);
    const bolt = openBolt(path);
    expect(() => bolt.bucket("b")?.get("a")).toThrow("its pages lead in a circle");
    bolt.close();
  });

  test("a branch that leads to the same page twice", () => {
    const branch = pageOf(1);
    const first = bytes.readUInt32LE(branch * PAGE + 16 + 8);
    bytes.writeUInt32LE(first, branch * PAGE + 32 + 8);
    expect(complaint(bytes)).toBe(damaged('its keys are out of order at "key-1000"'));
  });

  test("a page beyond the last, and a meta page in the tree", () => {
    const branch = pageOf(1);
    bytes.writeUInt32LE(5000, branch * PAGE + 16 + 8);
    expect(complaint(bytes)).toMatch(/it refers to page 5000 of \d+\.$/);
    bytes.writeUInt32LE(1, branch * PAGE + 16 + 8);
    expect(complaint(bytes)).toMatch(/it refers to page 1 of \d+\.$/);
    bytes.writeUInt32LE(0xffffffff, branch * PAGE + 16 + 12);
    expect(complaint(bytes)).toMatch(/it refers to page 18446744069414584000 of \d+\.$/);
  });

  test("more entries than fit, an entry beyond the page, too many overflow pages", () => {
    const leaf = pageOf(2);
    const whole = Buffer.from(bytes);
    bytes.writeUInt16LE(65_535, leaf * PAGE + 10);
    expect(complaint(bytes)).toBe(damaged(`page ${leaf} claims more entries than fit`));
    whole.copy(bytes);
    bytes.writeUInt32LE(0xffffffff, leaf * PAGE + 16 + 12);
    expect(complaint(bytes)).toBe(damaged(`page ${leaf} has an entry that runs beyond its end`));
    whole.copy(bytes);
    bytes.writeUInt32LE(0xffffffff, leaf * PAGE + 12);
    expect(complaint(bytes)).toBe(damaged(`page ${leaf} claims 4398046511104 bytes, more than there can be`));
  });

  test("an empty branch", () => {
    const branch = pageOf(1);
    bytes.writeUInt16LE(0, branch * PAGE + 10);
    expect(complaint(bytes)).toBe(damaged(`page ${branch} is a branch without children`));
  });
});

test("whatever is changed, the reader answers or complains, and always ends", () => {
  const real = readFileSync(join(import.meta.dirname, "fixtures/mixed-4k.db"));
  const change = fc.record({ at: fc.nat(), byte: fc.nat(255) });
  fc.assert(
    fc.property(
      fc.constantFrom("own", "real"),
      fc.array(change, { minLength: 1, maxLength: 8 }),
      fc.boolean(),
      (which, changes, inHeaders) => {
        const content = Buffer.from(which === "own" ? bytes : real);
        const page = which === "own" ? PAGE : 4096;
        for (const { at, byte } of changes) {
          // Half of the runs aim at page headers and first elements, where the structure is.
          const target = inHeaders
            ? (at % (content.length / page)) * page + ((at >> 5) % 64)
            : at % content.length;
          content[target] = byte;
        }
        complaint(content);
      },
    ),
    { numRuns: 400 },
  );
});
