import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { expand, fits, UNKNOWN } from "../../src/dockerfile/index.ts";

const VALUES: Readonly<Record<string, string>> = {
  x: "abc",
  empty: "",
  path: "/usr/lib/lib.so.1.2",
  secret: UNKNOWN,
};
const lookup = (name: string) => (Object.hasOwn(VALUES, name) ? VALUES[name] : undefined);
const put = (text: string) => expand(text, lookup, "\\");

const CASES: readonly (readonly [text: string, expected: string])[] = [
  ["$x", "abc"],
  ["${x}", "abc"],
  ["$x-$x.$no!", "abc-abc.!"],
  ["$xy", ""],
  ["${x}y", "abcy"],
  ["${no:-d}", "d"],
  ["${empty:-d}", "d"],
  ["${empty-d}", ""],
  ["${x:-d}", "abc"],
  ["${no:-${x}z}", "abcz"],
  ["${no:-${no:-${x}}}", "abc"],
  ["${x:+d}", "d"],
  ["${x+d}", "d"],
  ["${empty:+d}", ""],
  ["${empty+d}", "d"],
  ["${no+d}", ""],
  ["${x:?message}", "abc"],
  ["${x#a}", "bc"],
  ["${x#b}", "abc"],
  ["${x%c}", "ab"],
  ["${path#*/}", "usr/lib/lib.so.1.2"],
  ["${path##*/}", "lib.so.1.2"],
  ["${path%/*}", "/usr/lib"],
  ["${path%%/*}", ""],
  ["${path%.*}", "/usr/lib/lib.so.1"],
  ["${path%%.*}", "/usr/lib/lib"],
  ["${path#/???/}", "lib/lib.so.1.2"],
  ["${path/lib/LIB}", "/usr/LIB/lib.so.1.2"],
  ["${path//lib/LIB}", "/usr/LIB/LIB.so.1.2"],
  ["${x/z/y}", "abc"],
  ["'$x'", "$x"],
  ['"$x y"', "abc y"],
  ['"a\\"b"', 'a"b'],
  ['"a\\nb"', "a\\nb"],
  ["a\\ b\\$x", "a b$x"],
  ["$", "$"],
  ["a$ b", "a$ b"],
  ["$1", ""],
];

describe("variables", () => {
  test.each(CASES)("%s", (text, expected) => {
    expect(put(text)).toBe(expected);
  });

  test("bash agrees", () => {
    // A word's end is an assignment's end.
    const words = CASES.filter(([text]) => text !== "a$ b");
    const script = words.map(([text]) => `v=${text}\nprintf '%s\\0' "$v"\n`).join("");
    const env = { x: VALUES.x, empty: VALUES.empty, path: VALUES.path };
    const { stdout } = spawnSync("bash", ["-c", script], { env, encoding: "utf8" });
    expect(stdout.split("\0").slice(0, -1)).toEqual(words.map(([, expected]) => expected));
  });

  test("what depends on something unknown is unknown", () => {
    expect(put("v$secret/x")).toBe(`v${UNKNOWN}/x`);
    for (const text of ["${secret:-d}", "${secret:+d}", "${secret#a}", "${secret/a/b}", "${x", "${x!y}"])
      expect(put(text)).toBe(UNKNOWN);
  });

  test("nobody can smuggle the sign for it in", () => {
    expect(put(`a${UNKNOWN}b`)).toBe("ab");
  });

  test("nothing grows or nests without end", () => {
    const long = (name: string) => (name === "l" ? "x".repeat(4000) : undefined);
    expect(expand("$l$l", long, "\\")).toBe(UNKNOWN);
    expect(expand("${l##*y}", long, "\\")).toBe(UNKNOWN);
    expect(put("${no:-".repeat(100_000))).toContain(UNKNOWN);
    expect(put(`\${path##${"*a".repeat(99)}}`)).toBe(VALUES.path);
  });

  test("another escape sign", () => {
    expect(expand("c:\\x`$x `` $x", lookup, "`")).toBe("c:\\x$x ` abc");
  });
});

describe("fits", () => {
  test.each([
    ["abc", "abc", true],
    ["abc", "abcd", false],
    [`a${UNKNOWN}`, "abc", true],
    [`${UNKNOWN}c`, "abc", true],
    [`a${UNKNOWN}c`, "ac", true],
    [`a${UNKNOWN}ac`, "ac", false],
    [`a${UNKNOWN}b${UNKNOWN}c`, "a1b2c", true],
    [`a${UNKNOWN}b${UNKNOWN}c`, "a12c", false],
    [`${UNKNOWN}bc${UNKNOWN}c`, "abc", false],
    [UNKNOWN, "", true],
  ])("%j %j", (pattern, text, expected) => {
    expect(fits(pattern, text)).toBe(expected);
  });

  test("as a regular expression would say", () => {
    const sign = fc.constantFrom("a", "b", UNKNOWN);
    fc.assert(
      fc.property(
        fc.array(sign, { maxLength: 8 }),
        fc.array(fc.constantFrom("a", "b"), { maxLength: 10 }),
        (p, t) => {
          const expected = new RegExp(`^${p.join("").replaceAll(UNKNOWN, ".*")}$`).test(t.join(""));
          expect(fits(p.join(""), t.join(""))).toBe(expected);
        },
      ),
    );
  });
});
