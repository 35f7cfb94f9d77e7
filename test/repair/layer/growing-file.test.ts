import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { GrowingFile } from "../../../src/repair/layer/growing-file.ts";

const folder = mkdtempSync(join(tmpdir(), "drydock-growing-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function followed(file: GrowingFile): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const chunk of file.follow()) parts.push(Buffer.from(chunk));
  return Buffer.concat(parts);
}

test("is read to its end by who was there from the start, and by who comes later", async () => {
  const path = join(folder, "whole");
  const file = await GrowingFile.create(path);
  const early = followed(file);
  const parts = [3, 2_500_000, 1, 700_000].map((length, index) => Buffer.alloc(length, `part ${index}`));
  const later: Promise<Buffer>[] = [];
  for (const part of parts) {
    await file.write(part);
    later.push(followed(file));
    await setImmediate();
  }
  await file.close();
  const whole = Buffer.concat(parts);
  expect([file.size, readFileSync(path).equals(whole)]).toEqual([whole.length, true]);
  for (const one of [early, ...later, followed(file)]) expect((await one).equals(whole)).toBe(true);
});

test("tells those who follow what it was ended with", async () => {
  const file = await GrowingFile.create(join(folder, "failed"));
  const early = followed(file);
  await file.write(Buffer.from("begun"));
  await Promise.all([expect(early).rejects.toThrow("no more"), file.close({ error: new Error("no more") })]);
  await expect(followed(file)).rejects.toThrow("no more");
});

test("is no file that is there already", async () => {
  await (await GrowingFile.create(join(folder, "twice"))).close();
  await expect(GrowingFile.create(join(folder, "twice"))).rejects.toMatchObject({ code: "EEXIST" });
});
