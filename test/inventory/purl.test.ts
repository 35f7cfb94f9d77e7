import fc from "fast-check";
import { PackageURL } from "packageurl-js";
import { expect, test } from "vitest";
import { libraryPurl, type SystemPurlParts, systemPurl } from "../../src/inventory/purl.ts";

const TYPES = ["apk", "deb", "rpm"] as const;

test.each([
  [
    "deb",
    {
      namespace: "debian",
      name: "libstdc++6",
      version: "12.2.0-14+deb12u1",
      qualifiers: { distro: "debian-12", arch: "amd64", epoch: "1" },
    },
    "pkg:deb/debian/libstdc%2B%2B6@12.2.0-14%2Bdeb12u1?arch=amd64&distro=debian-12&epoch=1",
  ],
  [
    "apk",
    {
      namespace: "Alpine",
      name: "GTK",
      version: "1.0_p1-r0",
      qualifiers: { distro: "3.20.3", arch: undefined },
    },
    "pkg:apk/alpine/gtk@1.0_p1-r0?distro=3.20.3",
  ],
  [
    "rpm",
    {
      namespace: "redhat",
      name: "NetworkManager",
      version: "1.0~rc1^git-1.el9",
      qualifiers: { modularitylabel: "nodejs:12:2020:a1", arch: "x86_64", distro: "" },
    },
    "pkg:rpm/redhat/NetworkManager@1.0~rc1%5Egit-1.el9?arch=x86_64&modularitylabel=nodejs:12:2020:a1",
  ],
  ["deb", { namespace: "", name: "a/b", version: "", qualifiers: {} }, "pkg:deb/a%2Fb"],
] as const)("%s %j", (type, parts: SystemPurlParts, printed) => {
  expect(systemPurl(type, parts)).toBe(printed);
});

test("packageurl-js reads back what went in", () => {
  const text = fc.string({ minLength: 1, unit: "grapheme-ascii" }).filter((some) => some.trim() === some);
  const name = text.filter((some) => !/^[/.]|[/]/.test(some)).map((some) => some.toLowerCase());
  // It decodes qualifiers twice, so a `%` in one cannot come back.
  const qualifier = text.filter((some) => !some.includes("%"));
  fc.assert(
    fc.property(fc.constantFrom(...TYPES), name, text, qualifier, (type, thing, version, distro) => {
      const qualifiers = { distro, arch: "amd64", epoch: undefined };
      const read = PackageURL.fromString(
        systemPurl(type, { namespace: "debian", name: thing, version, qualifiers }),
      );
      expect({ ...read, qualifiers: { ...read.qualifiers } }).toMatchObject({
        type,
        namespace: "debian",
        name: thing,
        version,
        qualifiers: { arch: "amd64", distro },
      });
    }),
  );
});

test("packageurl-js prints the same, but for `+`, `:` and `~`, where it departs from the specification", () => {
  const plain = fc.stringMatching(/^[a-z0-9][a-z0-9._^-]{0,12}$/);
  fc.assert(
    fc.property(fc.constantFrom(...TYPES), plain, plain, plain, (type, name, version, distro) => {
      const qualifiers = { distro, arch: "amd64" };
      const theirs = new PackageURL(type, "debian", name, version, qualifiers).toString();
      expect(systemPurl(type, { namespace: "debian", name, version, qualifiers })).toBe(theirs);
    }),
  );
});

test("a name that is not Unicode is no reason to fail", () => {
  expect(systemPurl("deb", { namespace: "debian", name: "a\ud800", version: "1", qualifiers: {} })).toBe(
    "pkg:deb/debian/a%EF%BF%BD@1",
  );
});

test.each([
  ["npm", { namespace: "@babel", name: "core", version: "7.0.0" }, "pkg:npm/%40babel/core@7.0.0"],
  ["golang", { namespace: "github.com/a", name: "b", version: "v1+x" }, "pkg:golang/github.com/a/b@v1%2Bx"],
  ["julia", { name: "A", version: "1", qualifiers: { uuid: "u" } }, "pkg:julia/A@1?uuid=u"],
  ["pypi", { name: "a b", version: "" }, "pkg:pypi/a%20b"],
] as const)("a library: %s %j", (type, parts, printed) => {
  expect(libraryPurl(type, parts)).toBe(printed);
});
