import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";

/** Strings that are versions of an ecosystem or come close, made of few pieces so that they collide. */
export const ecosystemShapes: Readonly<Record<string, fc.Arbitrary<string>>> = {
  bitnami: fc
    .tuple(
      numbers(3, 3),
      one("", "", "-0", "-1", "-2", "-10", "-r1", "-1.2", "-debian-11"),
      one("", "", "+1"),
    )
    .map(joined),
  cargo: semver(),
  composer: fc
    .tuple(
      one("", "", "", "v"),
      numbers(1, 4),
      one("", "", "-", ".", "_"),
      one("", "alpha", "a", "beta", "b", "RC", "rc", "patch", "pl", "p", "stable", "dev", "Beta"),
      one("", "", "1", "2", "10", ".2", "-1", "2.1"),
      one("", "", "", "-dev", "+build", "@beta"),
    )
    .map(joined),
  conan: fc
    .tuple(
      one("", "", "", "cci."),
      numbers(1, 4),
      one("", "a", "w", "b2"),
      one("", "", "-pre", "-rc.1", "-1"),
      one("", "", "+1", "+b2"),
    )
    .map(joined),
  go: fc
    .tuple(
      one("", "v", "v"),
      numbers(3, 3),
      one(
        "",
        "",
        "-rc.1",
        "-rc1",
        "-rc.2",
        "-0",
        "-0.20190101120000-0123456789ab",
        "-20190101120000-0123456789ab",
        "-alpha",
        "-pre",
      ),
      one("", "", "", "+incompatible", "+meta.1"),
    )
    .map(joined),
  maven: fc
    .tuple(
      one("", "", "", "x", "alpha", "-", "."),
      fc.array(
        one(
          "0",
          "0",
          "1",
          "1",
          "2",
          "10",
          "01",
          "a",
          "b",
          "m",
          "alpha",
          "Beta",
          "rc",
          "cr",
          "ga",
          "Final",
          "release",
          "sp",
          "snapshot",
          "x",
          "jre",
          "_",
        ),
        { minLength: 1, maxLength: 6 },
      ),
      one(".", ".", ".", "-", "-", "", ".-"),
      fc.nat(6),
    )
    // The same separator but for one place.
    .map(
      ([start, tokens, separator, at]) =>
        start + tokens.map((token, i) => (i === 0 ? token : (i === at ? "." : separator) + token)).join(""),
    ),
  npm: semver(one("", "", "", "v", "=")),
  nuget: fc
    .tuple(
      numbers(1, 4),
      one("", "", "-alpha", "-Alpha", "-beta", "-beta1", "-beta2", "-beta10", "-rc", "-rc-1"),
      one("", "", "", "+git"),
    )
    .map(joined),
  pip: fc
    .tuple(
      one("", "", "", "", "v", "1!", "0!"),
      numbers(1, 4),
      one("", "", "", "a1", "a", "b2", "rc1", ".rc.1", "c2", "-alpha2", "_beta", "preview3", "rc10"),
      one("", "", "", ".post1", "-1", "post", ".r2", "-rev3", ".post10"),
      one("", "", "", ".dev1", "dev", ".dev10", "-dev2"),
      one("", "", "", "", "+local", "+1", "+1.2", "+cu118", "+ubuntu-1"),
    )
    .map(joined),
  rubygems: fc
    .tuple(
      numbers(1, 4),
      fc
        .array(one(".a", ".b", ".pre", ".rc1", ".rc.1", ".beta10", ".0", ".1", "-java", "-1", ".a0"), {
          maxLength: 2,
        })
        .map(joined),
    )
    .map(joined),
};

/**
 * Where the ecosystem's own order is none for the strangest texts, those for which it is. Maven has x < 0-beta < 0 < x,
 * and so have we.
 */
export const orderlyShapes: Readonly<Record<string, fc.Arbitrary<string>>> = {
  maven: fc
    .tuple(
      numbers(1, 4),
      one("", "-", ".", ""),
      one("", "a", "alpha", "Beta", "m", "rc", "cr", "ga", "Final", "sp", "snapshot", "x", "jre"),
      one("", "1", "2", "-1", ".1", "10", "-snapshot"),
    )
    .map(joined),
};

/** Comparisons that an ecosystem's advisories may hold, with bounds from `bound`. */
export function expressions(ecosystem: string, bound: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const own = OPERATORS[ecosystem] ?? [];
  const single = fc
    .tuple(one("<", "<", "<=", ">", ">=", ">=", "=", "==", "", ...own), one("", " "), bound)
    .map(joined);
  const both = fc.tuple(single, one(", ", ","), single).map(joined);
  const interval = fc
    .tuple(one("[", "("), bound, one(",", ", "), fc.oneof(bound, fc.constant("")), one("]", ")"))
    .map(joined);
  const hyphen = fc.tuple(bound, fc.constant(" - "), bound).map(joined);
  const special: Readonly<Record<string, fc.Arbitrary<string>>> = { maven: interval, npm: hyphen };
  const alternative = fc.oneof(single, both, both, special[ecosystem] ?? both);
  return fc.oneof(
    { weight: 3, arbitrary: alternative },
    fc.tuple(alternative, one(" || ", "||"), alternative).map(joined),
  );
}

const OPERATORS: Readonly<Record<string, readonly string[]>> = {
  bitnami: ["~", "^", "!="],
  composer: ["!="],
  go: ["!="],
  maven: ["!="],
  npm: ["~", "^", "~", "^"],
  pip: ["~=", "~=", "!="],
  rubygems: ["~>", "~>", "~>", "!="],
};

/** What bounds have that versions have not. */
export const boundShapes: Readonly<Record<string, fc.Arbitrary<string>>> = {
  bitnami: fc.tuple(numbers(1, 2), one("", ".x", ".*")).map(joined),
  npm: fc.oneof(fc.tuple(numbers(1, 2), one("", "", ".x", ".*", ".X")).map(joined), one("*", "x")),
  pip: numbers(1, 3),
};

/** A line is `version in expression` or `version out expression`, the answer of the ecosystem's tool. */
export function readRanges(
  ecosystem: string,
  file: string,
): readonly (readonly [string, "in" | "out", string])[] {
  return vectorLines(ecosystem, file).map((line) => {
    const [, version = "", answer, expression = ""] = /^(\S+) (in|out) (.*)$/.exec(line) ?? [];
    return [version, answer as "in" | "out", expression];
  });
}

export function vectorLines(ecosystem: string, file: string): readonly string[] {
  const text = readFileSync(join(import.meta.dirname, "fixtures", ecosystem, file), "utf8");
  return text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
}

function semver(prefix: fc.Arbitrary<string> = fc.constant("")): fc.Arbitrary<string> {
  const pre = one(
    "",
    "",
    "",
    "-alpha",
    "-alpha.1",
    "-alpha.beta",
    "-beta",
    "-beta.2",
    "-beta.11",
    "-rc.1",
    "-0",
    "-1",
    "-10",
    "-2",
    "--",
    "-A",
    "-rc1",
    "-0a",
    "beta",
  );
  return fc.tuple(prefix, numbers(3, 3), pre, one("", "", "", "", "+1", "+build.2", "+0a-b")).map(joined);
}

function numbers(least: number, most: number): fc.Arbitrary<string> {
  const number = one("0", "0", "1", "1", "2", "3", "9", "10", "11");
  return fc.array(number, { minLength: least, maxLength: most }).map((found) => found.join("."));
}

function one(...from: readonly string[]): fc.Arbitrary<string> {
  return fc.constantFrom(...from);
}

function joined(parts: readonly string[]): string {
  return parts.join("");
}
