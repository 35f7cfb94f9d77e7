import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BadInstalledVersion } from "../../../src/detectors/vulnerabilities/bad-version.ts";
import { inRange } from "../../../src/detectors/vulnerabilities/ranges.ts";
import { Unreadable } from "../../../src/errors.ts";
import { apk, deb, rpm } from "../../../src/versions/index.ts";

describe("a range of versions", () => {
  it.each([
    ["1.2", "=1.2", true],
    ["1.2", "== 1.2", true],
    ["1.2", "1.2", true],
    ["1.2", "1.3", false],
    ["1.2", "!=1.2", false],
    ["1.2", "!=1.3", true],
    ["1.2", ">1.1, <1.3", true],
    ["1.2", ">1.1 <1.2", false],
    ["1.2", ">= 1.2 <= 1.2", true],
    ["1.2", ">=1.2,<1.2", false],
    ["1.2", "<1:0", true],
    ["1:0", ">=9999", true],
    ["1.2~rc1", "<1.2", true],
    ["1.2", ",<1.3,", true],
  ])("%s in %s: %s", (version, range, expected) => expect(inRange(deb, version, range)).toBe(expected));

  it.each(["", " ", ",", "<", "<a", "~>1.2", "<1.2 ||", "=>1", "<1.2;", `<${"1".repeat(5)}é`])(
    "%j is none",
    (range) => {
      expect(() => inRange(deb, "1.2", range)).toThrow(Unreadable);
    },
  );

  it("tells a bad installed version from a bad bound", () => {
    expect(() => inRange(deb, "not a version", "<1")).toThrow(BadInstalledVersion);
    expect(() => inRange(deb, "1", "<1:2:3")).not.toThrow(BadInstalledVersion);
  });

  const version = fc.array(fc.nat(30), { minLength: 1, maxLength: 4 }).map((parts) => parts.join("."));
  const holds = {
    "=": (n: number) => n === 0,
    "!=": (n: number) => n !== 0,
    "<": (n: number) => n < 0,
    "<=": (n: number) => n <= 0,
    ">": (n: number) => n > 0,
    ">=": (n: number) => n >= 0,
  } as const;
  const operator = fc.constantFrom(...(Object.keys(holds) as (keyof typeof holds)[]));
  const bounds = fc.array(fc.tuple(operator, version), { minLength: 1, maxLength: 4 });
  const scheme = fc.constantFrom(apk, deb, rpm);

  it("means that all its bounds hold, however it is spaced", () => {
    fc.assert(
      fc.property(
        scheme,
        version,
        bounds,
        fc.constantFrom("", " ", "  "),
        fc.constantFrom(",", ", ", " , ", " "),
        (order, installed, list, gap, separator) => {
          const range = list.map(([sign, limit]) => `${sign}${gap}${limit}`).join(separator);
          const expected = list.every(([sign, limit]) => holds[sign](order.compare(installed, limit)));
          expect(inRange(order, installed, range)).toBe(expected);
        },
      ),
    );
  });

  it("answers or is unreadable, for any text", () => {
    fc.assert(
      fc.property(fc.string(), (range) => {
        try {
          expect(typeof inRange(deb, "1.2-3", range)).toBe("boolean");
        } catch (error) {
          expect(error).toBeInstanceOf(Unreadable);
        }
      }),
    );
  });
});
