import { expect, test } from "vitest";
import { upgradeCommand } from "../../src/report/upgrade-command.ts";

test.each([
  ["pkg:npm/%40scope/thing@1.0.0", "@scope/thing", "1.0.1", "npm install @scope/thing@1.0.1"],
  ["pkg:pypi/django@4.2", "django", "4.2.1", 'pip install "django>=4.2.1"'],
  ["pkg:golang/golang.org/x/net@0.1.0", "golang.org/x/net", "0.7.0", "go get golang.org/x/net@v0.7.0"],
  ["pkg:golang/stdlib@1.20", "stdlib", "1.20.1", undefined],
  ["pkg:cargo/tokio@1.0", "tokio", "1.0.1", "cargo update tokio --precise 1.0.1"],
  ["pkg:gem/rack@2.0", "rack", "2.0.1", 'bundle add rack --version ">= 2.0.1"'],
  ["pkg:composer/a/b@1", "a/b", "1.1", "composer require a/b:^1.1"],
  ["pkg:nuget/A.B@1", "A.B", "1.1", "dotnet add package A.B --version 1.1"],
  ["pkg:maven/a.b/c@1", "a.b:c", "1.1", "mvn versions:use-dep-version -Dincludes=a.b:c -DdepVersion=1.1"],
  ["pkg:deb/debian/openssl@1", "openssl", "2", undefined],
  ["pkg:npm/x@1", "x;reboot", "2", undefined],
  ["pkg:npm/x@1", "-g", "2", undefined],
  ["pkg:npm/x@1", "x", "2 and 3", undefined],
  ["pkg:npm/x@1", "x", "$(reboot)", undefined],
])("%s %s to %s: %s", (purl, name, version, expected) => {
  expect(upgradeCommand(purl, name, version)).toBe(expected);
});
