import { describe, expect, test } from "vitest";
import { asked, debian, library, secretAt, someFinding, someRisk } from "./made.ts";

const setuptools = "usr/local/lib/python3.9/site-packages/setuptools-58.1.0.dist-info/METADATA";
const findings = {
  python: someFinding({
    id: "CVE-2022-40897",
    severity: "high",
    package: library("setuptools", "58.1.0", "pkg:pypi/setuptools@58.1.0", setuptools, "PyPI"),
  }),
  ssl: someFinding({ id: "CVE-2023-3817", severity: "high", package: debian("libssl1.1", "openssl") }),
  openssl: someFinding({ id: "CVE-2023-3817", severity: "high", package: debian("openssl", "openssl") }),
  root: someRisk({ rule: "DD-DF-002" }),
  latest: someRisk({ rule: "DD-DF-040" }),
  "no peer": someRisk({ rule: "DD-DF-021" }),
  "AWS id": secretAt("foo/bar/aws.secret", "DD-SF-110"),
  "AWS secret": secretAt("foo/bar/aws.secret", "DD-SF-111"),
  "key file": secretAt("root/.ssh/id_rsa", "DD-SF-002", ["DD-SF-186"]),
};
const dockerfile = "docs/Dockerfile";
const of = async (text: string) =>
  (await asked("x.trivyignore.yaml", text, findings, { dockerfile })).ignored;
const entry = (list: string, rest: string) => `${list}:\n  - ${rest.replaceAll("\n", "\n    ")}\n`;

/** https://trivy.dev/latest/docs/configuration/filtering/#trivyignoreyaml */
describe("what an entry ignores", () => {
  test.each<[string, string, readonly string[]]>([
    ["an id", entry("vulnerabilities", "id: CVE-2023-3817"), ["ssl", "openssl"]],
    [
      "with a statement",
      entry("vulnerabilities", "id: CVE-2023-3817\nstatement: Accept"),
      ["ssl", "openssl"],
    ],
    ["in a file", entry("vulnerabilities", `id: CVE-2022-40897\npaths: ["${setuptools}"]`), ["python"]],
    [
      "in files by pattern",
      entry("vulnerabilities", 'id: CVE-2022-40897\npaths: ["x", "usr/**/METADATA"]'),
      ["python"],
    ],
    ["in another file", entry("vulnerabilities", 'id: CVE-2022-40897\npaths: ["usr/*/METADATA"]'), []],
    ["a system package is in no file", entry("vulnerabilities", 'id: CVE-2023-3817\npaths: ["var/**"]'), []],
    ["a package", entry("vulnerabilities", "id: CVE-2023-3817\npurls: [pkg:deb/debian/libssl1.1]"), ["ssl"]],
    [
      "a version",
      entry("vulnerabilities", "id: CVE-2023-3817\npurls: [pkg:deb/debian/libssl1.1@1.0-1]"),
      ["ssl"],
    ],
    [
      "another version",
      entry("vulnerabilities", "id: CVE-2023-3817\npurls: [pkg:deb/debian/libssl1.1@2]"),
      [],
    ],
    [
      "a qualifier",
      entry("vulnerabilities", "id: CVE-2023-3817\npurls: [pkg:deb/debian/openssl?arch=amd64]"),
      ["openssl"],
    ],
    [
      "another one",
      entry("vulnerabilities", "id: CVE-2023-3817\npurls: [pkg:deb/debian/openssl?arch=arm64]"),
      [],
    ],
    ["a package whatever the id", entry("vulnerabilities", "purls: [pkg:pypi/setuptools]"), ["python"]],
    ["a folder whatever the id", entry("vulnerabilities", 'paths: ["usr/local/**"]'), ["python"]],
    [
      "a day that is to come",
      entry("vulnerabilities", "id: CVE-2023-3817\nexpired_at: 2026-03-11"),
      ["ssl", "openssl"],
    ],
    ["a day that has come", entry("vulnerabilities", "id: CVE-2023-3817\nexpired_at: 2026-03-10"), []],
    [
      "a time",
      entry("vulnerabilities", "id: CVE-2023-3817\nexpired_at: 2026-03-10T23:00:00Z"),
      ["ssl", "openssl"],
    ],
    ["a vulnerability among the secrets", entry("secrets", "id: CVE-2023-3817"), []],
    ["a misconfiguration", entry("misconfigurations", "id: AVD-DS-0002"), ["root"]],
    ["in the Dockerfile", entry("misconfigurations", 'id: AVD-DS-0001\npaths: ["docs/*"]'), ["latest"]],
    ["in another Dockerfile", entry("misconfigurations", 'id: AVD-DS-0001\npaths: ["Dockerfile"]'), []],
    [
      "whatever Trivy finds in a Dockerfile",
      entry("misconfigurations", 'paths: ["docs/*"]'),
      ["root", "latest"],
    ],
    ["a secret", entry("secrets", "id: aws-access-key-id"), ["AWS id"]],
    [
      "in a file of either spelling",
      entry("secrets", 'id: aws-access-key-id\npaths: ["/foo/bar/aws.secret"]'),
      ["AWS id"],
    ],
    ["in another place", entry("secrets", 'id: aws-access-key-id\npaths: ["foo/*"]'), []],
    ["of the same fact", entry("secrets", "id: private-key"), ["key file"]],
    ["whatever Trivy finds in a folder", entry("secrets", 'paths: ["foo/**"]'), ["AWS id", "AWS secret"]],
    ["nothing", "", []],
    ["empty lists", "vulnerabilities:\nsecrets: []\n", []],
  ])("%s", async (_, text, ignored) => {
    expect(await of(text)).toEqual(ignored);
  });
});

test("what cannot be applied is told of, and ignores nothing", async () => {
  const text = `
vulnerabilities:
  - id: CVE-2023-3817
    path: usr/x
  - statement: no more than that
  - id: CVE-2022-40897
    purls: ["pkg:pypi/setuptools#sub"]
misconfigurations:
  - id: AVD-AWS-0001
  - id: AVD-DS-0002
    purls: ["pkg:deb/debian/x"]
secrets:
  - id: github-oauth
licenses:
  - id: GPL-3.0
licences: []
`;
  const { ignored, remarks } = await asked("i.yml", text, findings);
  expect({ ignored, remarks }).toEqual({
    ignored: [],
    remarks: [
      "The ignore file i.yml (Trivy's): 8 entries, 0 findings ignored; 8 cannot be applied " +
        '(line 3: "path" is nothing that drydock knows of Trivy\'s entries; ' +
        "line 5: it names neither an id nor paths nor purls; " +
        "line 6: a purl with a path within the package is not supported; …).",
    ],
  });
});

test("the reason and the line", async () => {
  const text =
    "# x\nvulnerabilities:\n- id: CVE-2022-40897\n  statement: |\n    Accept\n    the risk\n  expired_at: 2026-09-01\n";
  expect((await asked(".trivyignore.yaml", text, findings)).because).toEqual([
    "Ignored by .trivyignore.yaml:3 until 2026-09-01: Accept the risk",
  ]);
});

describe("what Trivy does not take is an error with its line", () => {
  test.each<[string, string, RegExp]>([
    ["no list", "vulnerabilities: CVE-1", /^x\.trivyignore\.yaml:1:18: "vulnerabilities" must be a list$/],
    ["no keys", "- id: CVE-1", /^x\.trivyignore\.yaml:1:1: the file must have keys$/],
    [
      "an entry of another kind",
      "secrets:\n  - aws",
      /^x\.trivyignore\.yaml:2:5: the entry: expected object/,
    ],
    ["a wrong type", "secrets:\n  - id: [a]", /^x\.trivyignore\.yaml:2:5: "id": expected string/],
    [
      "a day that is none",
      "secrets:\n  - id: a\n    expired_at: 2026-02-30",
      /^x\.\S+:2:5: "expired_at": must be a day/,
    ],
    ["a purl that is none", entry("vulnerabilities", "id: a\npurls: [npm/x]"), /:2:5: "npm\/x" is no purl$/],
    [
      "a pattern that is none",
      entry("secrets", 'id: a\npaths: ["[a"]'),
      /:2:5: "\[a" is no pattern .*: it ends too early$/,
    ],
    ["no YAML", "secrets: [", /^x\.trivyignore\.yaml:1:\d+: /],
  ])("%s", async (_, text, message) => {
    await expect(of(text)).rejects.toMatchObject({
      code: "POLICY_INVALID",
      message: expect.stringMatching(message),
      hint: expect.stringContaining("--ignore-file none"),
    });
  });
});
