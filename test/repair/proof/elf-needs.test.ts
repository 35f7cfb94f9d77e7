import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { Unreadable } from "../../../src/errors.ts";
import { bufferSource } from "../../../src/inventory/byte-source.ts";
import { needsOf } from "../../../src/repair/proof/elf-needs.ts";
import { elf } from "../../support/programs.ts";
import { programPath } from "../../support/tools.ts";

const real = readFileSync(programPath("bash") ?? "/bin/bash");

test("a real program asks for the C library; a script, an empty file and a bare header ask for nothing", async () => {
  expect(await needsOf(bufferSource(real))).toContain("libc.so.6");
  const others = [Buffer.from("#!/bin/sh\n".padEnd(64, "x")), Buffer.alloc(64), elf()];
  expect(await Promise.all(others.map((bytes) => needsOf(bufferSource(bytes))))).toEqual([[], [], []]);
});

test("damaged ones are told as that, and never hang", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(4095), fc.nat(255)), { maxLength: 8 }),
      fc.nat(real.length),
      async (changes, length) => {
        const bytes = Buffer.from(real.subarray(0, length));
        for (const [at, value] of changes) if (at < length) bytes[at] = value;
        const needs = await needsOf(bufferSource(bytes)).catch((error: unknown) => error);
        expect(Array.isArray(needs) || needs instanceof Unreadable).toBe(true);
      },
    ),
    { numRuns: 200 },
  );
});
