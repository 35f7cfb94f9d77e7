import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadVex } from "../../src/vex/index.ts";

let cwd: string;
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), "drydock-vex-"));
});
afterAll(() => rmSync(cwd, { recursive: true }));

const put = (name: string, content: unknown) =>
  writeFileSync(join(cwd, name), typeof content === "string" ? content : JSON.stringify(content));

test("none, and several of both forms, in their order", async () => {
  expect(await loadVex([], { cwd })).toEqual([]);
  put("a.json", { "@context": "https://openvex.dev/ns/v0.2.0", "@id": "urn:a", statements: [] });
  put("b.json", { bomFormat: "CycloneDX", serialNumber: "urn:b" });
  const documents = await loadVex(["b.json", join(cwd, "a.json")], { cwd });
  expect(documents.map(({ id, file }) => [id, file])).toEqual([
    ["urn:b", "b.json"],
    ["urn:a", join(cwd, "a.json")],
  ]);
});

describe("errors name the file and what is wrong", () => {
  test.each<[string, unknown, string, RegExp]>([
    ["not JSON", "{", "POLICY_INVALID", /^The VEX document x\.json cannot be taken: it is not JSON/],
    ["something else", { a: 1 }, "POLICY_INVALID", /it is neither OpenVEX nor CycloneDX/],
    [
      "a context of somebody else",
      { "@context": "https://example.com/openvex.dev/ns" },
      "POLICY_INVALID",
      /neither/,
    ],
    [
      "a statement without a product",
      {
        "@context": "https://openvex.dev/ns",
        timestamp: "2024-01-01T00:00:00Z",
        statements: [{ vulnerability: { name: "CVE-1" }, status: "fixed" }],
      },
      "POLICY_INVALID",
      /x\.json cannot be taken: statement 1 names no product\.$/,
    ],
  ])("%s", async (_, content, code, message) => {
    put("x.json", content);
    await expect(loadVex(["x.json"], { cwd })).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
  });

  test("not there, a folder, too large", async () => {
    await expect(loadVex(["no.json"], { cwd })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(loadVex(["."], { cwd })).rejects.toMatchObject({ code: "DISK" });
    put("big.json", "");
    truncateSync(join(cwd, "big.json"), 2 ** 40);
    await expect(loadVex(["big.json"], { cwd })).rejects.toMatchObject({ code: "POLICY_INVALID" });
  });
});
