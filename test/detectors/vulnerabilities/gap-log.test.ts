import { describe, expect, it } from "vitest";
import type { Package } from "../../../src/model/index.ts";
import { aPackage, look } from "./scene.ts";

const dpkg = (text: string, more: Partial<Package> = {}) => aPackage(text, "dpkg", more);
const rpm = (text: string, more: Partial<Package> = {}) => aPackage(text, "rpm", more);
const reasons = (gaps: readonly { kind: string; reason: string }[]) =>
  gaps.map(({ kind, reason }) => `${kind}: ${reason}`);

describe("gaps", () => {
  it("no distribution, with and without packages", async () => {
    const { findings, gaps } = await look({
      os: undefined,
      tables: { "npm::": {} },
      packages: [dpkg("a 1"), aPackage("x 1", "npm", { ecosystem: "npm" })],
    });
    expect(findings).toEqual([]);
    expect(gaps).toEqual([
      {
        kind: "no-os",
        where: "image",
        by: "vulnerabilities",
        reason:
          "Nothing in the image tells which distribution it is, so its system packages (1) could not be matched.",
      },
    ]);
    expect(await look({ os: undefined, tables: {}, packages: [] })).toEqual({ findings: [], gaps: [] });
  });

  it("a distribution without packages", async () => {
    const { gaps } = await look({ os: "debian 11", tables: { "debian 11": {} }, packages: [] });
    expect(reasons(gaps)).toEqual([
      "unreadable: The image says that it is debian 11, but no package database was found in it, so what it holds could not be matched.",
    ]);
  });

  it.each([
    [{ family: "arch", version: "", prettyName: "Arch Linux" }, "Arch Linux"],
    [{ family: "fedora", version: "40" }, "fedora 40"],
    [{ family: "centos", version: "9", prettyName: "CentOS Stream 9" }, "CentOS Stream 9"],
    [{ family: "__proto__", version: "1" }, "__proto__ 1"],
  ])("a distribution that nobody publishes for: %j", async (os, name) => {
    const { findings, gaps } = await look({
      os,
      tables: { redhat: {} },
      packages: [rpm("a 1-1"), rpm("b 1-1")],
    });
    expect(findings).toEqual([]);
    expect(gaps).toEqual([
      {
        kind: "unsupported-distro",
        where: name,
        by: "vulnerabilities",
        reason: `No advisories are known for ${name}, so its packages (2) could not be matched.`,
      },
    ]);
  });

  it("a release that the database has nothing for, once", async () => {
    const packages = Array.from({ length: 7 }, (_, index) => aPackage(`p${index} 1`, "apk"));
    const { findings, gaps } = await look({ os: "alpine 3.20.3", tables: { "alpine 3.19": {} }, packages });
    expect(findings).toEqual([]);
    expect(gaps).toEqual([
      {
        kind: "unsupported-distro",
        where: "alpine 3.20",
        by: "vulnerabilities",
        reason:
          "The advisory database has nothing for alpine 3.20, so 7 packages (p0, p1, p2, p3, p4 and 2 more) could not be matched.",
      },
    ]);
  });

  it("a future Amazon Linux is not taken for the first", async () => {
    const scene = { tables: { "amazon 1": {} }, packages: [rpm("a 1-1.amzn2027", { vendor: "" })] };
    expect((await look({ os: "amazon 2027.0", ...scene })).gaps.map(({ where }) => where)).toEqual([
      "amazon 2027",
    ]);
  });

  it("an installed version that cannot be parsed; what has no fix is found all the same", async () => {
    const tables = {
      "debian 11": {
        a: [{ id: "CVE-1", fixedVersion: "2" }, { id: "CVE-2" }, { id: "CVE-3", fixedVersion: "3" }],
      },
    };
    const { findings, gaps } = await look({
      os: "debian 11",
      tables,
      packages: [dpkg("a not_a_version"), dpkg("b bad_too")],
    });
    expect(findings.map(({ rule }) => rule)).toEqual(["CVE-2"]);
    expect(reasons(gaps)).toEqual([
      'version: The installed version "not_a_version" of a cannot be parsed, so it could not be matched.',
    ]);
  });

  it("fixed versions that cannot be parsed: one for the package", async () => {
    const bad = Array.from({ length: 7 }, (_, index) => ({ id: `CVE-${index}`, fixedVersion: "v?" }));
    const tables = { "debian 11": { a: [...bad, { id: "CVE-OK", fixedVersion: "2" }] } };
    const { findings, gaps } = await look({ os: "debian 11", tables, packages: [dpkg("a 1")] });
    expect(findings.map(({ rule }) => rule)).toEqual(["CVE-OK"]);
    expect(reasons(gaps)).toEqual([
      'version: 7 advisories (CVE-0, CVE-1, CVE-2, CVE-3, CVE-4 and 2 more) on a could not be compared with the installed version: not a valid deb version: "v?".',
    ]);
  });

  it("packages of other vendors, per vendor, and not matched", async () => {
    const tables = {
      "rocky 9": Object.fromEntries(
        ["a", "b", "c", "d"].map((name) => [name, [{ id: "CVE-1", fixedVersion: "9-1" }]]),
      ),
    };
    const packages = [
      rpm("a 1-1", { vendor: "Fedora Project" }),
      rpm("b 1-1", { vendor: "Remi's RPM repository" }),
      rpm("c 1-1", { vendor: "Remi's RPM repository" }),
      rpm("d 1-1", { vendor: "" }),
      rpm("d 1-1", { vendor: "Rocky Enterprise Software Foundation" }),
    ];
    const { findings, gaps } = await look({ os: "rocky 9.3", tables, packages });
    expect(findings.map((one) => `${one.package.name} ${one.package.vendor}`)).toEqual([
      "d Rocky Enterprise Software Foundation",
    ]);
    expect(reasons(gaps)).toEqual([
      "third-party: The advisories of the distribution do not cover what Fedora Project has built: 1 package (a) could not be matched.",
      "third-party: The advisories of the distribution do not cover what Remi's RPM repository has built: 2 packages (b, c) could not be matched.",
      "third-party: The advisories of the distribution do not cover what a vendor that is not named has built: 1 package (d) could not be matched.",
    ]);
  });

  it("Debian packages of well-known third parties", async () => {
    const rows = [{ id: "CVE-1" }];
    const tables = { "debian 12": { gh: rows, ghx: rows, "docker-ce": rows } };
    const packages = [
      dpkg("gh 2", { vendor: "GitHub" }),
      dpkg("ghx 2", { vendor: "GitHub Fans <x@debian.org>" }),
      dpkg("docker-ce 5", { vendor: "Docker <support@docker.com>" }),
    ];
    const { findings, gaps } = await look({ os: "debian 12", tables, packages });
    expect(findings.map((one) => one.package.name)).toEqual(["ghx"]);
    expect(gaps.map(({ kind, where }) => ({ kind, where }))).toEqual([
      { kind: "third-party", where: "GitHub" },
      { kind: "third-party", where: "Docker <support@docker.com>" },
    ]);
  });

  it("a module that left its label behind", async () => {
    const tables = { "alma 8": { npm: [{ id: "CVE-1", fixedVersion: "9-1" }] } };
    const { findings, gaps } = await look({
      os: "alma 8.4",
      tables,
      packages: [rpm("npm 6-1.module_el8.3.0"), rpm("quiet 6-1.module_el8.3.0")],
    });
    expect(findings).toEqual([]);
    expect(reasons(gaps)).toEqual([
      "advisory: It is not recorded which module built 1 package (npm), so it cannot be told which advisories apply.",
    ]);
  });

  it("are few and short even for an image of nonsense", async () => {
    const names = Array.from({ length: 3000 }, (_, index) => `p${index}`);
    const tables = {
      "debian 11": Object.fromEntries(names.map((name) => [name, [{ id: "CVE-1", fixedVersion: "2" }]])),
    };
    const packages = names.map((name) => dpkg(`${name} ${"x".repeat(10_000)}`));
    const { gaps } = await look({ os: "debian 11", tables, packages });
    expect(gaps).toHaveLength(21);
    expect(gaps.at(-1)?.reason).toMatch(
      /^There are 2980 more gaps of this kind, for instance about p20 x{40,80}…, p21 /,
    );
    expect(JSON.stringify(gaps).length).toBeLessThan(10_000);
  });
});
