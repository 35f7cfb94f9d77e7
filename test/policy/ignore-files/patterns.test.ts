import { describe, expect, test } from "vitest";
import { BadPattern } from "../../../src/policy/ignore-files/automaton.ts";
import { globMatcher } from "../../../src/policy/ignore-files/glob-syntax.ts";
import { regexMatcher } from "../../../src/policy/ignore-files/regex-syntax.ts";

describe("globs, as doublestar's README has them", () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ["a/b.txt", ["a/b.txt"], ["a/bxtxt", "a/b.txt/c", ""]],
    ["*.txt", ["a.txt", ".txt"], ["a/b.txt", "a.txt2"]],
    ["a/?.txt", ["a/b.txt", "a/ü.txt"], ["a/.txt", "a/bc.txt", "a//.txt"]],
    ["**/a", ["a", "b/a", "b/c/a"], ["ba", "a/b"]],
    ["a/**/b", ["a/b", "a/x/b", "a/x/y/b"], ["ab", "a/xb", "a/x/b/c"]],
    ["a/**", ["a", "a/b", "a/b/c"], ["ab", "b/a"]],
    ["**", ["", "a", "a/b"], []],
    ["a/**.txt", ["a/b.txt"], ["a/b/c.txt"]],
    ["a**/b", ["ax/b"], ["a/x/b"]],
    ["***", ["abc"], ["a/b"]],
    ["[a-c]x", ["ax", "cx"], ["dx", "x"]],
    ["[^a-c]x", ["dx"], ["ax", "/x"]],
    ["[!a]x", ["bx"], ["ax"]],
    ["[]a]x", ["]x", "ax"], ["bx"]],
    ["[a-]x", ["-x"], ["bx"]],
    ["a.{js,ts}", ["a.js", "a.ts"], ["a.jsx", "a.{js,ts}"]],
    ["{a,b/{c,d}}/x", ["a/x", "b/c/x", "b/d/x"], ["b/x"]],
    ["a\\*b", ["a*b"], ["axb"]],
    ["a{}", ["a"], ["a{}"]],
  ])("%s", (pattern, yes, no) => {
    const fits = globMatcher(pattern);
    expect([...yes, ...no].filter(fits)).toEqual(yes);
  });

  test.each(["[a", "{a", "a\\", "[", "x".repeat(501)])("%s is none", (pattern) => {
    expect(() => globMatcher(pattern)).toThrow(BadPattern);
  });
});

describe("regular expressions of Go, for the whole name", () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ["curl", ["curl"], ["libcurl", "curl4"]],
    ["kernel-headers.*", ["kernel-headers", "kernel-headers1"], ["kernel"]],
    ["linux(-.*)?-headers-.*", ["linux-headers-5", "linux-azure-headers-x"], ["linux-headers"]],
    ["^kernel-header$", ["kernel-header"], ["kernel-headers"]],
    ["a|bc", ["a", "bc"], ["ac", "abc"]],
    ["(?:a|b)+c?", ["a", "abba", "bc"], ["", "c"]],
    ["a{2}b{1,}c{0,2}", ["aab", "aabbcc"], ["ab", "aabccc"]],
    ["a{x", ["a{x"], ["a"]],
    ["[a-c_]+\\d", ["a1", "b_9"], ["d1", "a"]],
    ["[^a]\\D", ["bc"], ["ac", "b1"]],
    ["[]x]", ["]", "x"], ["y"]],
    ["[\\w.-]+", ["a.b-c_1"], ["a b"]],
    ["a.b", ["axb", "a.b"], ["a\nb", "ab"]],
    ["a\\.b", ["a.b"], ["axb"]],
    ["a+?b*?", ["aab", "a"], ["b"]],
    ["", [""], ["a"]],
  ])("%s", (pattern, yes, no) => {
    const fits = regexMatcher(pattern);
    expect([...yes, ...no].filter(fits)).toEqual(yes);
  });

  test.each([
    ["(a", /not closed/],
    ["a)", /never opened/],
    ["*a", /nothing that \* repeats/],
    ["a**", /repeated/],
    ["(?i)a", /flags/],
    ["(?P<x>a)", /flags or names/],
    ["\\bx", /not supported/],
    ["\\pL", /not supported/],
    ["[[:alpha:]]", /by name/],
    ["[^\\D]", /opposite/],
    ["[b-a]", /upside down/],
    ["[a", /too early/],
    ["a{5,2}", /no repetition/],
    ["a{9999}", /no repetition/],
    ["(((a{100}){100}){100})", /too large/],
    ["a".repeat(501), /too long/],
  ])("%s is none", (pattern, why) => {
    expect(() => regexMatcher(pattern)).toThrow(why);
  });

  test("one that explodes elsewhere takes no time", () => {
    const fits = regexMatcher("(a|a)*(a*)*(a+)+b");
    expect(fits("a".repeat(5000))).toBe(false);
    expect(fits(`${"a".repeat(5000)}b`)).toBe(true);
  });
});
