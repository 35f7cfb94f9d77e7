import { expect, test } from "vitest";
import { parsePurl } from "../../src/inventory/parsed-purl.ts";
import { isPurlOf } from "../../src/vex/purl-match.ts";
import { somePackage } from "../support/scan-result.ts";

const PACKAGES = {
  libc6: somePackage("libc6", "1:2.36-9+deb12u7", {
    purl: "pkg:deb/debian/libc6@2.36-9%2Bdeb12u7?arch=amd64&distro=debian-12.5&epoch=1",
    source: { name: "glibc", version: "2.36-9+deb12u7" },
  }),
  scoped: somePackage("@Scope/Name", "1.0.0", { purl: "pkg:npm/%40scope/name@1.0.0" }),
  zope: somePackage("zope.interface", "5.0", { purl: "pkg:pypi/zope-interface@5.0" }),
  jar: somePackage("org.x:Thing", "1", { purl: "pkg:maven/org.x/Thing@1" }),
  bad: somePackage("bad", "1", { purl: "not a purl" }),
};

test.each<[string, keyof typeof PACKAGES, boolean]>([
  ["pkg:deb/debian/libc6", "libc6", true],
  ["pkg:deb/debian/libc6@2.36-9%2Bdeb12u7", "libc6", true],
  ["pkg:deb/debian/libc6@1:2.36-9%2Bdeb12u7", "libc6", true],
  ["pkg:deb/debian/libc6@2.36-9%2Bdeb12u8", "libc6", false],
  ["pkg:deb/Debian/LIBC6?arch=amd64", "libc6", true],
  ["pkg:deb/debian/libc6?arch=arm64", "libc6", false],
  ["pkg:deb/debian/libc6?distro=debian-12.5&arch=amd64", "libc6", true],
  ["pkg:deb/debian/libc6?distro=bookworm", "libc6", false],
  ["pkg:deb/debian/libc6?vendor=x", "libc6", false],
  ["pkg:deb/ubuntu/libc6", "libc6", false],
  ["pkg:deb/libc6", "libc6", false],
  ["pkg:rpm/debian/libc6", "libc6", false],
  ["pkg:deb/debian/glibc", "libc6", false],
  ["pkg:deb/debian/glibc?arch=source", "libc6", true],
  ["pkg:deb/debian/glibc@2.36-9%2Bdeb12u7?arch=source", "libc6", true],
  ["pkg:deb/debian/glibc@2.36-9%2Bdeb12u8?arch=source", "libc6", false],
  ["pkg:deb/debian/glibc?arch=source&distro=debian-11", "libc6", false],
  ["pkg:npm/@SCOPE/name@1.0.0", "scoped", true],
  ["pkg:npm/name@1.0.0", "scoped", false],
  ["pkg:pypi/zope.interface", "zope", true],
  ["pkg:pypi/Zope_Interface@5.0", "zope", true],
  ["pkg:maven/org.x/Thing", "jar", true],
  ["pkg:maven/org.x/thing", "jar", false],
  ["pkg:generic/bad", "bad", false],
])("%s for %s: %s", (wanted, name, matches) => {
  expect(isPurlOf(parsePurl(wanted)!, PACKAGES[name])).toBe(matches);
});
