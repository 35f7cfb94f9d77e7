import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openSbom } from "../../src/sbom/index.ts";

let cwd: string;
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), "drydock-sbom-"));
});
afterAll(() => rmSync(cwd, { recursive: true }));

test("a file of the working folder, by a relative path", async () => {
  const component = { type: "library", name: "a", version: "1", purl: "pkg:npm/a@1" };
  writeFileSync(
    join(cwd, "a.json"),
    JSON.stringify({ bomFormat: "CycloneDX", specVersion: "1.5", components: [component] }),
  );
  const { packages } = await openSbom("a.json", { cwd });
  expect(packages.map(({ name, locations }) => [name, locations[0]?.path])).toEqual([["a", "a.json"]]);
});

describe("errors name the file and what is wrong", () => {
  test("not there", async () => {
    await expect(openSbom("b.json", { cwd })).rejects.toMatchObject({
      code: "NOT_FOUND",
      message: "There is no SBOM b.json.",
    });
  });

  test("a folder", async () => {
    await expect(openSbom(".", { cwd })).rejects.toMatchObject({ code: "DISK" });
  });

  test("damaged", async () => {
    writeFileSync(join(cwd, "c.json"), '{"bomFormat": "CycloneDX"');
    await expect(openSbom("c.json", { cwd })).rejects.toMatchObject({
      code: "IMAGE_INVALID",
      message: expect.stringMatching(/^The SBOM c\.json cannot be read: it is not JSON/),
    });
  });

  test("too large", async () => {
    writeFileSync(join(cwd, "d.json"), "");
    truncateSync(join(cwd, "d.json"), 2 ** 40);
    await expect(openSbom("d.json", { cwd })).rejects.toMatchObject({
      code: "IMAGE_INVALID",
      message: expect.stringMatching(/1099511627776 bytes/),
    });
  });
});
