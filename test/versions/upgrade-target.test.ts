import { expect, test } from "vitest";
import { upgradeTarget } from "../../src/versions/upgrade-target.ts";

test.each<[string, string, string, readonly string[], string | undefined]>([
  ["one fix", "pkg:apk/alpine/curl@1", "8.1.2-r0", ["8.4.0-r0"], "8.4.0-r0"],
  [
    "the largest of several",
    "pkg:apk/alpine/curl@1",
    "8.1.2-r0",
    ["8.4.0-r0", "8.10.0-r0", "8.9.1-r0"],
    "8.10.0-r0",
  ],
  ["as dpkg counts", "pkg:deb/debian/x@1", "1.0-1", ["1.0-1+deb12u2", "1.0-1+deb12u10"], "1.0-1+deb12u10"],
  ["as rpm counts", "pkg:rpm/rocky/x@1", "1:1.0-1.el9", ["1:1.0-9.el9", "1:1.0-10.el9_2"], "1:1.0-10.el9_2"],
  ["a backport", "pkg:deb/debian/x@1", "2023", ["20250419~deb12u2"], "20250419~deb12u2"],
  [
    "the later backport",
    "pkg:deb/debian/x@1",
    "3.0-1~deb12u2",
    ["3.0-2~deb12u2", "3.0-2~deb12u1"],
    "3.0-2~deb12u2",
  ],
  ["a snapshot", "pkg:rpm/fedora/x@1", "1.0-1", ["1.0^2024-1", "1.0~rc1-2"], "1.0^2024-1"],
  ["the nearest release line", "pkg:maven/o/log4j@2.12.1", "2.12.1", ["2.12.2, 2.15.0"], "2.12.2"],
  [
    "a line of which one has no fix",
    "pkg:maven/o/log4j@2.12.1",
    "2.12.1",
    ["2.12.2, 2.15.0", "2.13.0"],
    "2.15.0",
  ],
  [
    "a line that has both",
    "pkg:maven/o/log4j@2.12.1",
    "2.12.1",
    ["2.15.0, 2.12.2", "2.16.0, 2.12.4"],
    "2.12.4",
  ],
  ["a line before the installed one", "pkg:npm/x@2.1.0", "2.1.0", ["1.9.9, 2.3.0", "2.2.0, 1.8.0"], "2.3.0"],
  [
    "ranges that begin with it",
    "pkg:gem/rack@2.2.3",
    "2.2.3",
    ["~> 2.2.6, >= 3.0.4", "~> 2.2.8 || ~> 3.0.9"],
    "2.2.8",
  ],
  ["with Go's letter", "pkg:golang/x/net@v0.1.0", "v0.1.0", ["0.7.0", "0.17.0"], "0.17.0"],
  ["one text that nobody can compare", "pkg:npm/x@1.0.0", "1.0.0", ["next week"], undefined],
  ["a version that is none", "pkg:deb/debian/x@1", "not a version", ["1", "2"], undefined],
  ["an ecosystem without versions", "pkg:generic/x@1", "1", ["2", "3"], undefined],
  ["one fix of such", "pkg:generic/x@1", "1", ["2"], "2"],
  ["fixes that are older than what is there", "pkg:npm/x@3.0.0", "3.0.0", ["1.0.0", "2.0.0"], undefined],
  ["no purl", "", "1", ["2", "3"], undefined],
])("%s", (_, purl, installed, fixes, expected) => {
  expect(upgradeTarget(purl, installed, fixes)).toBe(expected);
});

test("thousands of fixes of one package", () => {
  const fixes = Array.from({ length: 5_000 }, (_, i) => `6.1.${i}-1`);
  expect(upgradeTarget("pkg:deb/debian/linux-libc-dev@1", "6.1.0-1", fixes)).toBe("6.1.4999-1");
});
