import { describe, expect, test } from "vitest";
import { asked, debian, library, someFinding, someRisk } from "./made.ts";

const log4j = library(
  "org.apache.logging.log4j:log4j-core",
  "2.14.1",
  "pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1",
  "app/lib/log4j-core-2.14.1.jar",
  "Maven",
);
const lodash = library(
  "lodash",
  "4.17.20",
  "pkg:npm/lodash@4.17.20",
  "usr/local/lib/node_modules/lodash/package.json",
);
const ruby = library("reach", "100.0.50", "pkg:gem/reach@100.0.50", "gems/reach.gemspec", "RubyGems");
const indirect = "debian 12, source linux, dpkg";
const findings = {
  fixed: someFinding({ id: "CVE-123", severity: "high", fixedIn: "2.0", package: debian("dive", "dive") }),
  "not fixed": someFinding({ id: "CVE-456", severity: "high", package: ruby }),
  "wont fix": someFinding({
    id: "CVE-457",
    severity: "high",
    status: "will-not-fix",
    package: debian("beach", "beach"),
  }),
  unknown: someFinding({
    id: "CVE-458",
    severity: "high",
    status: "unknown",
    package: debian("speach", "speach"),
  }),
  headers: {
    ...someFinding({
      id: "CVE-2",
      severity: "high",
      fixedIn: "9",
      package: debian("linux-headers-5.2.0", "linux"),
    }),
    matchedBy: indirect,
  },
  log4j: someFinding({
    id: "CVE-2021-44228",
    severity: "critical",
    fixedIn: "2.15.0",
    package: log4j,
    advisory: { aliases: ["GHSA-jfh8-c2jp-5v3q"] },
  }),
  lodash: someFinding({ id: "CVE-2021-23337", severity: "high", fixedIn: "4.17.21", package: lodash }),
  risk: someRisk({ rule: "DD-DF-002" }),
};
const of = async (text: string) => (await asked(".grype.yaml", text, findings)).ignored;
const rule = (yaml: string) => `ignore:\n  - ${yaml.replaceAll("\n", "\n    ")}\n`;

/** https://github.com/anchore/grype#specifying-matches-to-ignore, and its configuration reference. */
describe("what a rule ignores", () => {
  test.each<[string, string, readonly string[]]>([
    ["an id", rule("vulnerability: CVE-456"), ["not fixed"]],
    [
      "any of several rules",
      `${rule("vulnerability: CVE-456")}  - vulnerability: CVE-123\n`,
      ["fixed", "not fixed"],
    ],
    ["all of several conditions", rule("vulnerability: CVE-456\nfix-state: fixed"), []],
    ["libraries are known by GitHub's id", rule("vulnerability: GHSA-jfh8-c2jp-5v3q"), ["log4j"]],
    ["whose CVE is only related", rule("vulnerability: CVE-2021-44228"), []],
    ["unless aliases are wanted", rule("vulnerability: CVE-2021-44228\ninclude-aliases: true"), ["log4j"]],
    ["what is fixed", rule("fix-state: fixed"), ["fixed", "headers", "log4j", "lodash"]],
    ["what is not", rule("fix-state: not-fixed"), ["not fixed"]],
    ["what will not be", rule("fix-state: wont-fix"), ["wont fix"]],
    ["what is not known to be", rule("fix-state: unknown"), ["unknown"]],
    ["a package", rule("package:\n  name: dive"), ["fixed"]],
    ["by an expression", rule("package:\n  name: .each"), ["wont fix", "not fixed"].sort()],
    ["for the whole name", rule("package:\n  name: each"), []],
    ["a Java archive without its group", rule("package:\n  name: log4j-core"), ["log4j"]],
    ["a version", rule("package:\n  name: dive\n  version: 1.0-1"), ["fixed"]],
    ["another version", rule("package:\n  name: dive\n  version: 1.0-2"), []],
    ["a language", rule("package:\n  language: ruby"), ["not fixed"]],
    ["a type", rule("package:\n  type: gem"), ["not fixed"]],
    ["another type", rule("package:\n  type: java-archive"), ["log4j"]],
    ["a system's type", rule("package:\n  type: deb"), ["fixed", "wont fix", "unknown", "headers"]],
    ["a place", rule('package:\n  location: "/usr/local/lib/node_modules/**"'), ["lodash"]],
    ["a place without its slash is another", rule('package:\n  location: "usr/local/**"'), []],
    ["a source", rule("package:\n  upstream-name: linux.*"), ["headers"]],
    ["a package is no source of itself", rule("package:\n  upstream-name: dive"), []],
    ["what is met by its source", rule("match-type: exact-indirect-match"), ["headers"]],
    ["what is met by a CPE", rule("match-type: cpe-match"), []],
    [
      "the whole example",
      rule(
        "vulnerability: CVE-123\nfix-state: fixed\nreason: x\npackage:\n  name: dive\n  version: 1.0-1\n  type: deb\n  location: /var/lib/dpkg/status",
      ),
      ["fixed"],
    ],
    ["no rules", "ignore: []\nlog:\n  level: debug\n", []],
    ["no rules at all", "fail-on-severity: high\n", []],
  ])("%s", async (_, text, ignored) => {
    expect((await of(text)).toSorted()).toEqual(ignored.toSorted());
  });
});

test("what cannot be applied is told of, and ignores nothing", async () => {
  const text = `
only-fixed: true
exclude: []
ignore:
  - reason: nothing else
  - vulnerability: CVE-123
    namespace: nvd:cpe
  - vex-status: not_affected
    vex-justification: vulnerable_code_not_present
  - vulnerability: CVE-123
    severity: low
  - vulnerability: CVE-123
    package: { nam: dive }
  - fix-state: fixd
  - match-type: direct
  - package: { name: "(?i)dive" }
`;
  const { ignored, remarks } = await asked(".grype.yaml", text, findings);
  expect(ignored).toEqual([]);
  expect(remarks).toEqual([
    "The ignore file .grype.yaml (Grype's): 9 entries, 0 findings ignored; 9 cannot be applied " +
      "(line 2: only-fixed is a setting of Grype's that drydock does not take over; " +
      "line 5: it has no condition, and so holds for nothing; " +
      "line 6: drydock's database has no namespaces of Grype's; …).",
  ]);
});

test.each<[string, string]>([
  ["VEX", "vex-status: fixed"],
  ["a key that is not known", "vulnerability: CVE-123\nseverity: low"],
  ["a key of the package's", "vulnerability: CVE-123\npackage:\n  nam: dive"],
  ["a state that is none", "fix-state: fixd"],
  ["a match that is none", "match-type: direct"],
  ["an expression that is not supported", 'package:\n  name: "(?i)dive"'],
])("left out: %s", async (_, yaml) => {
  const { ignored, remarks } = await asked(".grype.yaml", rule(yaml), findings);
  expect(ignored).toEqual([]);
  expect(remarks).toEqual([expect.stringMatching(/^The .* 1 entry, 0 .*; 1 cannot be applied \(line 2: /)]);
});

test("the reason and the line", async () => {
  const text = rule("vulnerability: CVE-456\nreason: a false positive");
  expect(await asked(".grype.yaml", text, findings)).toEqual({
    ignored: ["not fixed"],
    because: ["Ignored by .grype.yaml:2: a false positive"],
    remarks: ["The ignore file .grype.yaml (Grype's): 1 entry, 1 finding ignored."],
  });
});

test("a wrong type is an error with its line", async () => {
  await expect(of(rule("vulnerability: [CVE-1]"))).rejects.toMatchObject({
    code: "POLICY_INVALID",
    message: expect.stringMatching(/^\.grype\.yaml:2:5: "vulnerability": expected string/),
  });
});
