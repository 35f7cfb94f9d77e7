import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { temporaryFolder } from "../src/temporary.ts";

let cacheDir: string;
beforeEach(() => {
  cacheDir = mkdtempSync(join(tmpdir(), "drydock-test-"));
});
afterEach(() => rmSync(cacheDir, { recursive: true }));

test("a folder of its own, removed when asked, twice without harm", async () => {
  const folder = await temporaryFolder(cacheDir, "layer");
  writeFileSync(join(folder.path, "file"), "x");
  await folder.remove();
  await folder.remove();
  expect(existsSync(folder.path)).toBe(false);
});

test("what a killed process left a day ago is swept, younger folders are not", async () => {
  const old = join(cacheDir, "tmp/layer-old");
  const young = join(cacheDir, "tmp/layer-young");
  for (const path of [old, young]) mkdirSync(path, { recursive: true });
  const yesterday = Date.now() / 1000 - 25 * 3600;
  utimesSync(old, yesterday, yesterday);
  const folder = await temporaryFolder(cacheDir, "layer");
  expect([existsSync(old), existsSync(young)]).toEqual([false, true]);
  await folder.remove();
});

test("a process that exits in the middle leaves nothing", () => {
  const module = join(import.meta.dirname, "../src/temporary.ts");
  const script = `
    const { temporaryFolder } = await import(${JSON.stringify(module)});
    const { writeFileSync } = await import("node:fs");
    const { path } = await temporaryFolder(${JSON.stringify(cacheDir)}, "layer");
    writeFileSync(path + "/half", "x");
    process.exit(2);`;
  expect(() => execFileSync(process.execPath, ["--input-type=module", "-e", script])).toThrow();
  expect(readdirSync(join(cacheDir, "tmp"))).toEqual([]);
});

test("a cache folder that cannot be made is a DISK error", async () => {
  const file = join(cacheDir, "file");
  writeFileSync(file, "");
  await expect(temporaryFolder(file, "layer")).rejects.toMatchObject({ code: "DISK" });
});
