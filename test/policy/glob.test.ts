import { matchesGlob } from "node:path/posix";
import fc from "fast-check";
import { expect, test } from "vitest";
import { escaped, matcher } from "../../src/policy/glob.ts";

test.each<[pattern: string, matching: readonly string[], others: readonly string[]]>([
  ["usr/share/doc/**", ["usr/share/doc/a", "usr/share/doc/a/b"], ["usr/share/docs", "usr/share"]],
  ["**/test/**", ["test/a", "x/test/a/b", "x/y/test/a"], ["test", "attest/a", "x/tests/a"]],
  ["usr/**/x", ["usr/x", "usr/a/x", "usr/a/b/x"], ["usr/ax", "usrx", "x"]],
  ["*.pem", ["a.pem", ".pem"], ["a/b.pem", "a.pem.x"]],
  ["etc/*/conf?", ["etc/a/conf1"], ["etc/a/b/conf1", "etc/a/conf", "etc/conf1"]],
  ["registry.example.com/team/*", ["registry.example.com/team/app"], ["registry.example.com/team/app/x"]],
  [String.raw`a\*\?\\\d`, [String.raw`a*?\\d`], [String.raw`ab?\\d`, String.raw`a\*\?\\\d`]],
  ["a[b](c).d+", ["a[b](c).d+"], ["ab(c).d+", "a[b](c)xd+"]],
  ["", [""], ["a"]],
])("%s", (pattern, matching, others) => {
  const matches = matcher(pattern);
  expect([matching.filter(matches), others.filter(matches)]).toEqual([matching, []]);
});

test("without a separator a star stands for anything", () => {
  expect(matcher("RUN curl * | sh", "")("RUN curl http://x/y | sh")).toBe(true);
});

test("what is escaped matches itself alone", () => {
  const text = fc.stringMatching(/^[ab*?\\/]{0,6}$/);
  fc.assert(
    fc.property(text, text, (one, other) => {
      expect([one, other, matcher(escaped(one))(other)]).toEqual([one, other, one === other]);
    }),
  );
});

test("as Node's own, where that says the same of two stars", () => {
  const word = fc.stringMatching(/^[ab]{0,3}$/);
  const path = fc
    .array(
      word.filter((text) => text !== ""),
      { minLength: 1, maxLength: 4 },
    )
    .map((all) => all.join("/"));
  const part = fc.oneof(
    word.filter((text) => text !== ""),
    fc.constantFrom("*", "?", "a*", "*b", "a?"),
  );
  const pattern = fc.array(part, { minLength: 1, maxLength: 4 }).map((all) => all.join("/"));
  fc.assert(
    fc.property(pattern, path, (glob, text) => {
      expect([glob, text, matcher(glob)(text)]).toEqual([glob, text, matchesGlob(text, glob)]);
    }),
    { numRuns: 1000 },
  );
});

test("a pattern of nothing but stars ends in bounded time", () => {
  expect(matcher("**a*".repeat(200))("a".repeat(2000))).toBe(true);
  expect(matcher(`${"*a".repeat(500)}b`)("a".repeat(2000))).toBe(false);
});
