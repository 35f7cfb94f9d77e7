import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadBuild } from "../../src/provenance/index.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "drydock-build-"));
  for (const path of ["repository/service/Dockerfile", "loose/build/Dockerfile"])
    write(path, "FROM scratch\n");
  mkdirSync(join(folder, "repository/.git"));
  write("large", "#".repeat(1024 * 1024 + 1));
  write("mark", "\ufeffFROM scratch\n");
});
afterAll(() => rmSync(folder, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

const load = (path: string, cwd = "") => loadBuild({ path, buildArgs: {} }, { cwd: join(folder, cwd) });

test("without a Dockerfile there is nothing to tell", async () => {
  expect(await loadBuild(undefined, { cwd: folder })).toEqual({});
});

test("with everything", async () => {
  const options = { path: "loose/build/Dockerfile", target: "web", buildArgs: { A: "1" } };
  expect(await loadBuild(options, { cwd: folder })).toEqual({
    dockerfile: { path: "loose/build/Dockerfile", text: "FROM scratch\n" },
    target: "web",
    buildArgs: { A: "1" },
  });
});

test.each([
  ["service/Dockerfile", "repository", "service/Dockerfile"],
  ["./service/../service/Dockerfile", "repository", "service/Dockerfile"],
  ["Dockerfile", "repository/service", "service/Dockerfile"],
  ["../repository/service/Dockerfile", "loose", "service/Dockerfile"],
  ["build/Dockerfile", "loose", "build/Dockerfile"],
  ["../build/Dockerfile", "loose/build", "Dockerfile"],
  ["../loose/build/Dockerfile", "repository", "../loose/build/Dockerfile"],
])("%s in %s is %s in reports", async (path, cwd, reported) => {
  expect((await load(path, cwd)).dockerfile?.path).toBe(reported);
});

test("a byte order mark is no part of the first line", async () => {
  expect((await load("mark")).dockerfile?.text).toBe("FROM scratch\n");
});

test.each([
  ["nothing", { code: "NOT_FOUND", message: "There is no Dockerfile nothing." }],
  ["large/Dockerfile", { code: "NOT_FOUND" }],
  ["large", { code: "USAGE", message: "--dockerfile large: 1048577 bytes, more than the 1048576 allowed." }],
  ["loose", { code: "DISK", message: expect.stringMatching(/^The Dockerfile loose cannot be read: /) }],
])("%s is refused", async (path, error) => {
  await expect(load(path)).rejects.toMatchObject(error);
});
