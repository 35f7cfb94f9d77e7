import fc from "fast-check";
import { PackageURL } from "packageurl-js";
import { expect, test } from "vitest";
import { parsePurl } from "../../src/inventory/parsed-purl.ts";
import { libraryPurl, systemPurl } from "../../src/inventory/purl.ts";

const shown = (text: string) => {
  const purl = parsePurl(text);
  if (purl === undefined) return undefined;
  const { type, namespace, name, version, qualifiers } = purl;
  return [type, namespace, name, version, Object.fromEntries(qualifiers)];
};

test.each([
  ["pkg:npm/lodash@4.17.21", ["npm", "", "lodash", "4.17.21", {}]],
  ["pkg:npm/%40scope/name@1.0.0", ["npm", "@scope", "name", "1.0.0", {}]],
  ["pkg:npm/@scope/name@1.0.0", ["npm", "@scope", "name", "1.0.0", {}]],
  ["pkg:npm/@scope/name", ["npm", "@scope", "name", "", {}]],
  ["pkg:golang/github.com/a/b@v1.0.0#cmd/x", ["golang", "github.com/a", "b", "v1.0.0", {}]],
  [
    "pkg:oci/app@sha256:00?tag=1&repository_url=a.b:5000/c",
    ["oci", "", "app", "sha256:00", { tag: "1", repository_url: "a.b:5000/c" }],
  ],
  [
    "pkg:deb/debian/libc6@2.36-9%2Bdeb12u7?arch=amd64&distro=debian-12",
    ["deb", "debian", "libc6", "2.36-9+deb12u7", { arch: "amd64", distro: "debian-12" }],
  ],
  ["PKG://Maven//org.x//y@1?Classifier=&TYPE=jar", ["maven", "org.x", "y", "1", { type: "jar" }]],
  ["pkg:generic/a?__proto__=x", ["generic", "", "a", "", Object.fromEntries([["__proto__", "x"]])]],
])("%s", (text, parts) => {
  expect(shown(text)).toEqual(parts);
});

test.each([
  "",
  "pkg:",
  "pkg:npm",
  "pkg:npm/",
  "pkg:/a",
  "npm/a@1",
  "pkg:npm/%ZZ",
  "pkg:npm/a?x=%ff",
  "pkg:1/a",
])("%j is none", (text) => {
  expect(parsePurl(text)).toBeUndefined();
});

test("one without end is none", () => {
  expect(parsePurl(`pkg:npm/${"a".repeat(10_000)}`)).toBeUndefined();
});

const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 });

test("what drydock prints is read back", () => {
  fc.assert(
    fc.property(text, text, fc.option(text), (name, version, arch) => {
      const purl = libraryPurl("generic", { name, version, qualifiers: { arch: arch ?? undefined } });
      const found = parsePurl(purl);
      expect([found?.name, found?.version, found?.qualifiers.get("arch")]).toEqual([
        name,
        version,
        arch ?? undefined,
      ]);
    }),
  );
});

test("as packageurl-js reads it", () => {
  const word = fc.stringMatching(/^[a-z0-9][a-z0-9@+ _.-]{0,8}[a-z0-9]$/);
  fc.assert(
    fc.property(word, word, word, word, (namespace, name, version, arch) => {
      const purl = libraryPurl("generic", { namespace, name, version, qualifiers: { arch } });
      const theirs = PackageURL.fromString(purl);
      expect(shown(purl)).toEqual([
        "generic",
        theirs.namespace,
        theirs.name,
        theirs.version,
        theirs.qualifiers,
      ]);
    }),
  );
});

test("system purls", () => {
  const purl = systemPurl("rpm", {
    namespace: "redhat",
    name: "a+b",
    version: "1~rc1-2",
    qualifiers: { epoch: "3" },
  });
  expect(shown(purl)).toEqual(["rpm", "redhat", "a+b", "1~rc1-2", { epoch: "3" }]);
});
