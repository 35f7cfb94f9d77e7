import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { gitlabReadme, pages, RULES_FOLDER, readme } from "../scripts/build-docs.ts";
import { quietHost } from "../src/host.ts";
import { FORMATS } from "../src/options.ts";
import { loadPolicy } from "../src/policy/index.ts";
import { reporters } from "../src/report/index.ts";

const text = readFileSync(join(import.meta.dirname, "../README.md"), "utf8");

test("the generated parts of README.md are up to date (npm run docs)", () => {
  expect(text).toBe(readme());
});

test("the inputs in gitlab/README.md are up to date (npm run docs)", () => {
  expect(readFileSync(join(import.meta.dirname, "../gitlab/README.md"), "utf8")).toBe(gitlabReadme());
});

test("the pages on the rules are up to date (npm run docs)", () => {
  const written = readdirSync(RULES_FOLDER).map((name) => [
    name,
    readFileSync(join(RULES_FOLDER, name), "utf8"),
  ]);
  expect(Object.fromEntries(written)).toEqual(Object.fromEntries(pages()));
});

test("the policy in README.md is a policy", async () => {
  const [, policy = ""] = /```yaml\n(version: 1[\s\S]*?)```/.exec(text) ?? [];
  const folder = mkdtempSync(join(tmpdir(), "drydock-docs-"));
  writeFileSync(join(folder, "drydock.yml"), policy);
  const { block, warn, waivers } = await loadPolicy([], quietHost(folder, { cwd: folder }), {
    insecure: false,
  });
  rmSync(folder, { recursive: true });
  expect([block.length, warn.length, waivers.length]).toEqual([4, 1, 2]);
});

test("every report can be asked for, and every format is a report", () => {
  expect([...reporters.keys()].sort()).toEqual([...FORMATS].sort());
});

test("CI runs the test command of README.md", () => {
  const [, command = "-"] = /^(npm ci && npm test)\s+#/m.exec(text) ?? [];
  const ci = readFileSync(join(import.meta.dirname, "../.ci/run"), "utf8");
  expect(ci.split("\n")).toContain(command);
});

test("every error code is in README.md", () => {
  const errors = readFileSync(join(import.meta.dirname, "../src/errors.ts"), "utf8");
  const codes = [...errors.matchAll(/^ {2}\| "([A-Z_]+)"/gm)].map(([, code]) => code);
  const [, table = ""] = /\| Code \| What went wrong \|\n([\s\S]*?)\n\n/.exec(text) ?? [];
  const told = [...table.matchAll(/`([A-Z_]+)`/g)].map(([, code]) => code);
  expect(told.sort()).toEqual(codes.sort());
});
