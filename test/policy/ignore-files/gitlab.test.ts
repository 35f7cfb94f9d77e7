import { describe, expect, test } from "vitest";
import { asked, debian, someFinding, someRisk } from "./made.ts";

const findings = {
  cups: someFinding({ id: "CVE-2014-8166", severity: "high", package: debian("cups", "cups") }),
  libxml2: someFinding({ id: "CVE-2015-1419", severity: "high", package: debian("libxml2", "libxml2") }),
  alias: someFinding({ id: "CVE-2020-1", severity: "high", advisory: { aliases: ["GHSA-aaaa-bbbb-cccc"] } }),
  risk: someRisk({ rule: "DD-DF-002" }),
};
const name = "vulnerability-allowlist.yml";
const of = async (text: string, ...images: readonly string[]) =>
  (await asked(name, text, findings, { images })).ignored;

/** https://docs.gitlab.com/user/application_security/container_scanning/#vulnerability-allowlistyml-data-format */
describe("for all images", () => {
  test.each<[string, string, readonly string[]]>([
    ["an id with a comment", "generalallowlist:\n  CVE-2014-8166: cups", ["cups"]],
    ["an id without", "generalallowlist:\n  CVE-2014-8166:\n  CVE-2015-1419:\n", ["cups", "libxml2"]],
    ["the comment has no effect", "generalallowlist:\n  CVE-2014-8166: libxml2", ["cups"]],
    ["an alias", "generalallowlist:\n  GHSA-aaaa-bbbb-cccc:\n", []],
    ["nothing", "generalallowlist:\n", []],
  ])("%s", async (_, text, ignored) => {
    expect(await of(text, "alpine:3.7")).toEqual(ignored);
  });
});

describe("for one image, named without its tag", () => {
  const sha = "registry.gitlab.com/gitlab-org/security-products/dast/webgoat-8.0";
  const digest = `sha256:${"b".repeat(64)}`;
  test.each<[string, string, readonly string[], boolean]>([
    ["its name", "centos", ["centos:7"], true],
    ["its name, of an engine", "centos", ["docker:centos:7"], true],
    ["its name without the registry", "centos", ["your.private.registry:5000/centos:7"], true],
    ["with the registry", "your.private.registry:5000/centos", ["your.private.registry:5000/centos:7"], true],
    ["of another registry", "your.private.registry:5000/centos", ["centos:7"], false],
    ["with @sha256", `"${sha}@sha256"`, [`${sha}@${digest}`], true],
    ["with the whole digest", `"${sha}@${digest}"`, [`${sha}@${digest}`], true],
    ["with another digest", `"${sha}@sha256:${"c".repeat(64)}"`, [`${sha}@${digest}`], false],
    ["without, of an image by digest", sha, [`${sha}@${digest}`], true],
    ["with @sha256, of an image by tag", `"${sha}@sha256"`, [`${sha}:1`], false],
    ["part of a name", "cent", ["centos:7"], false],
    ["the end of a name", "tos", ["centos:7"], false],
    ["one of its names", "centos", ["docker-archive:x.tar", "centos:7"], true],
    ["a file", "centos", ["./centos"], false],
    ["with a tag, which it must not have", '"centos:7"', ["centos:7"], false],
    ["no image", '""', ["centos:7"], false],
  ])("%s", async (_, key, images, isIgnored) => {
    const text = `images:\n  ${key}:\n    CVE-2015-1419: libxml2\n    CVE-2015-1447:\n`;
    expect(await of(text, ...images)).toEqual(isIgnored ? ["libxml2"] : []);
  });
});

test("the documentation's own example", async () => {
  const text = `
generalallowlist:
  CVE-2019-8696:
  CVE-2014-8166: cups
  CVE-2017-18248:
images:
  registry.gitlab.com/gitlab-org/security-products/dast/webgoat-8.0@sha256:
    CVE-2018-4180:
  your.private.registry:5000/centos:
    CVE-2015-1419: libxml2
    CVE-2015-1447:
  centos:7:
    CVE-2020-1:
old: x
`;
  const images = ["your.private.registry:5000/centos:8"];
  expect(await asked(name, text, findings, { images })).toEqual({
    ignored: ["cups", "libxml2"],
    because: [`Ignored by ${name}:4: cups`, `Ignored by ${name}:10: libxml2`],
    remarks: [
      `The ignore file ${name} (GitLab's): 8 entries, 2 findings ignored; 4 matched nothing; 2 cannot be applied ` +
        '(line 12: "centos:7" has a tag; images are named without; ' +
        `line 14: "old" is nothing that drydock knows of GitLab's).`,
    ],
  });
});

test.each<[string, string, RegExp]>([
  ["a list", "generalallowlist:\n  - CVE-1", /^vulnerability-allowlist\.yml:2:3: here must be keys/],
  [
    "more than a comment",
    "generalallowlist:\n  CVE-1:\n    a: b",
    /:3:5: what stands after "CVE-1" must be a comment$/,
  ],
  ["said twice", "generalallowlist:\n  CVE-1:\n  CVE-1:", /:3:3: "CVE-1" is said twice$/],
])("%s is an error with its line", async (_, text, message) => {
  await expect(of(text)).rejects.toMatchObject({
    code: "POLICY_INVALID",
    message: expect.stringMatching(message),
  });
});
