import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { actionFile } from "../../scripts/action-files.ts";
import { ACTION_FILE, ACTION_PAGE, actionPage } from "../../scripts/build-docs.ts";
import { OUTPUTS } from "../../src/github/outputs.ts";
import { ALL_INPUTS, OWN_INPUTS } from "../../src/github/own-inputs.ts";
import { SCAN_OPTIONS } from "../../src/options.ts";

const text = readFileSync(ACTION_FILE, "utf8");
const action = parse(text) as {
  readonly inputs: Record<string, Record<string, unknown>>;
  readonly outputs: Record<string, Record<string, unknown>>;
  readonly runs: { readonly using: string; readonly main: string };
} & Record<string, unknown>;

test("action.yml and the page on it are up to date (npm run docs)", () => {
  expect(text).toBe(actionFile());
  expect(readFileSync(ACTION_PAGE, "utf8")).toBe(actionPage());
});

test("every option of a scan is an input, and no input has two meanings", () => {
  const names = ALL_INPUTS.map(({ name }) => name);
  expect(Object.keys(action.inputs)).toEqual(names);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toEqual([...OWN_INPUTS, ...SCAN_OPTIONS].map(({ name }) => name));
});

/** Source: GitHub Docs, "Metadata syntax for GitHub Actions", and the schema of action files of actions/languageservices. */
test("action.yml says what GitHub reads, and nothing else", () => {
  const known = ["name", "author", "description", "inputs", "outputs", "runs", "branding"];
  expect(Object.keys(action).filter((key) => !known.includes(key))).toEqual([]);
  expect(action.runs).toEqual({ using: "node24", main: "dist/action/index.js" });
  expect(action.branding).toEqual({ icon: "anchor", color: "blue" });
  for (const [name, input] of Object.entries(action.inputs)) {
    expect(name).toMatch(/^[a-z][a-z0-9-]*$/);
    expect(Object.keys(input).filter((key) => !["description", "required", "default"].includes(key))).toEqual(
      [],
    );
    expect([typeof input.description, input.required]).toEqual(["string", false]);
    expect(["string", "undefined"]).toContain(typeof input.default);
    // The runner would fill in an expression in a description, too.
    expect(input.description).not.toContain("${{");
  }
  for (const [name, output] of Object.entries(action.outputs)) {
    expect(name).toMatch(/^[a-z][a-z0-9-]*$/);
    expect(Object.keys(output)).toEqual(["description"]);
  }
  expect(Object.keys(action.outputs)).toEqual(OUTPUTS.map(({ name }) => name));
});

test("what it runs is there", () => {
  expect(existsSync(join(ACTION_FILE, "..", action.runs.main))).toBe(true);
});
