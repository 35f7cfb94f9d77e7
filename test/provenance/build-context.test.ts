import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadBuild } from "../../src/provenance/index.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "drydock-context-"));
  for (const path of ["app/Dockerfile", "app/.env", "app/src/a.js", "app/.git/objects/00", "app/out/x"])
    write(path, "FROM scratch\n");
  write("app/.dockerignore", "out\n.git\n");
  write("app/other", "FROM scratch\n");
  write("app/other.dockerignore", "src\n");
  symlinkSync("..", join(folder, "app/up"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

const load = async (path: string, context: string) =>
  (await loadBuild({ path, buildArgs: {}, context }, { cwd: folder })).context;

test("names, never along links; nothing of repositories and of what is ignored but itself", async () => {
  const context = await load("app/Dockerfile", "app");
  expect(context?.paths).toEqual([
    ".dockerignore",
    ".env",
    ".git/",
    "Dockerfile",
    "other",
    "other.dockerignore",
    "out/",
    "src/",
    "up",
    "src/a.js",
  ]);
  expect(context?.isCut).toBe(false);
  expect(["out/", "out/x", ".git/"].map((path) => context?.isIgnored(path))).toEqual([true, true, true]);
  expect(["src/", ".env"].map((path) => context?.isIgnored(path))).toEqual([false, false]);
});

test("a list beside the Dockerfile takes the place of the context's", async () => {
  const context = await load("app/other", "app");
  expect(context?.isIgnored("src/a.js")).toBe(true);
  expect(context?.isIgnored("out/x")).toBe(false);
});

test.each(["nothing", "app/Dockerfile"])("%s is no context", async (path) => {
  await expect(load("app/Dockerfile", path)).rejects.toMatchObject({
    code: "NOT_FOUND",
    message: `There is no build context ${path}.`,
  });
});
