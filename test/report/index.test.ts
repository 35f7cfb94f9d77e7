import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import * as all from "../../src/report/all.ts";
import { reporter, reporters } from "../../src/report/index.ts";

test("every reporter has a file of its name, a place in the list and a test", async () => {
  const ids = [...reporters.keys()];
  expect(ids).toEqual([
    "codequality",
    "cyclonedx",
    "cyclonedx-vuln",
    "dotenv",
    "gitlab-annotations",
    "gitlab-container-scanning",
    "gitlab-sast",
    "gitlab-secret-detection",
    "html",
    "json",
    "junit",
    "sarif",
    "spdx",
    "table",
  ]);
  expect(Object.keys(all)).toEqual(
    ids.map((id) => id.replace(/-./g, ([, letter = ""]) => letter.toUpperCase())),
  );
  const files = await readdir(join(import.meta.dirname, "../../src/report"));
  expect(ids.filter((id) => !files.includes(`${id}.ts`))).toEqual([]);
  const tests = await readdir(import.meta.dirname);
  expect(ids.filter((id) => !tests.includes(`${id}.test.ts`))).toEqual([]);
  expect(new Set([...reporters.values()].map(({ filename }) => filename)).size).toBe(ids.length);
});

test("a format that there is not", () => {
  expect(reporter("sarif")).toBe(all.sarif);
  expect(() => reporter("pdf")).toThrow('There is no report format "pdf".');
});
