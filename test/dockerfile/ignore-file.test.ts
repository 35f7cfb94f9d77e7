import { expect, test } from "vitest";
import { IgnoreFile } from "../../src/dockerfile/index.ts";

/** As `docker build` decides: pattern file, paths that are left out, paths that are not. */
const CASES: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ["", [], ["a", "a/b"]],
  ["# .git\n", [], [".git"]],
  [".git\n", [".git", ".git/config"], ["sub/.git", ".github"]],
  ["  node_modules/  \r\n", ["node_modules", "node_modules/a/b"], ["x/node_modules"]],
  ["/build", ["build", "build/x"], ["x/build"]],
  ["./build/../out", ["out"], ["build"]],
  ["*.pem", ["a.pem"], ["keys/a.pem", "a.pem.txt"]],
  ["*/*.pem", ["keys/a.pem"], ["a.pem", "keys/old/a.pem"]],
  ["**/*.pem", ["a.pem", "keys/a.pem", "keys/old/a.pem"], ["a.pe"]],
  ["**", ["a", "a/b"], []],
  ["*", ["a", "a/b", ".env"], []],
  ["docs/**", ["docs/a", "docs/a/b"], ["docs", "other"]],
  ["a/**/z", ["a/z", "a/b/z", "a/b/c/z"], ["a/b", "az"]],
  ["a**z", ["az", "ab/z"], ["abz"]],
  ["?.txt", ["a.txt"], ["ab.txt", "/.txt"]],
  ["[a-c]x", ["ax", "cx"], ["dx"]],
  ["[^a-c]x", ["dx"], ["ax"]],
  ["a\\*b", ["a*b"], ["axb"]],
  ["*\n!src", ["a", ".git/config"], ["src", "src/a/b"]],
  ["*\n!src\nsrc/*.key", ["src/a.key"], ["src/a"]],
  ["!src\n*", ["src"], []],
  ["*.md\n!README.md\n", ["a.md"], ["README.md"]],
  ["*.md\n! README.md\n", ["a.md"], ["README.md"]],
  ["\uFEFF.env", [".env"], []],
];

test.each(CASES)("%j", (text, ignored, kept) => {
  const file = new IgnoreFile(text);
  expect(ignored.filter((path) => !file.isIgnored(path))).toEqual([]);
  expect(kept.filter((path) => file.isIgnored(path))).toEqual([]);
});

test("patterns that would keep a regular expression busy for ever", () => {
  const file = new IgnoreFile(`${"**/a".repeat(80)}b\n${"*a".repeat(200)}b`);
  expect(file.isIgnored(`${"a/".repeat(400)}c`)).toBe(false);
  expect(file.isIgnored("a".repeat(1000))).toBe(false);
});
