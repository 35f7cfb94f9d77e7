import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import * as all from "../../../src/detectors/instruction/rules/all.ts";
import { hitsOf } from "./cases.ts";

const FOLDER = join(import.meta.dirname, "official");
const FILES = readdirSync(FOLDER).map((file) => basename(file, ".Dockerfile"));
const RULES = Object.values(all).filter(({ isOptional, isStrict }) => !isOptional && !isStrict);

/** What is rated medium or worse in them, and true. */
const TRUE: Readonly<Record<string, readonly string[]>> = {
  // Everybody may write to the toolchain, so that any user can install into it.
  rust: ["DD-DF-071 21 medium"],
  // A system to build on sets no user, and a container of it runs as root.
  alpine: ["DD-DF-002 1 high"],
  busybox: ["DD-DF-002 1 high"],
  debian: ["DD-DF-002 1 high"],
  ubuntu: ["DD-DF-002 1 high"],
};

test.each(FILES)("no false alarm in the manner of %s", (file) => {
  const text = readFileSync(join(FOLDER, `${file}.Dockerfile`), "utf8");
  const found = RULES.flatMap((rule) => hitsOf(rule, text).map((hit) => `${rule.id} ${hit}`));
  const bad = found.filter((hit) => /(?:medium|high|critical)$/.test(hit));
  expect(bad.toSorted()).toEqual(TRUE[file] ?? []);
});

test("there are enough of them", () => expect(FILES.length).toBeGreaterThanOrEqual(30));
