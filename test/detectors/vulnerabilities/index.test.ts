import { describe, expect, it } from "vitest";
import { detect } from "../../../src/detectors/index.ts";
import type { Package } from "../../../src/model/index.ts";
import { aPackage, diffId, look, memoryStore } from "./scene.ts";

const dpkg = (text: string, more: Partial<Package> = {}) => aPackage(text, "dpkg", more);
const rpm = (text: string, more: Partial<Package> = {}) => aPackage(text, "rpm", more);
const reasons = (gaps: readonly { kind: string; reason: string }[]) =>
  gaps.map(({ kind, reason }) => `${kind}: ${reason}`);

describe("a finding", () => {
  const source = { id: "debian", name: "Debian Security Tracker", url: "https://salsa.debian.org" };
  const tables = {
    "debian 11": {
      gzip: [
        {
          id: "CVE-2022-1271",
          aliases: ["DSA-5122-1"],
          fixedVersion: "1.10-4+deb11u1",
          source,
          status: "fixed" as const,
        },
      ],
      bash: [{ id: "CVE-2019-18276", source }],
    },
  };
  const gzip = dpkg("gzip 1.10-4", { ecosystem: "Debian:11" });

  it("says all that the store knows", async () => {
    const details = {
      "CVE-2022-1271": {
        title: "gzip: arbitrary-file-write vulnerability",
        description: "An arbitrary file write.",
        vendorSeverity: { nvd: "high" },
        cvss: { nvd: { v3Score: 8.8 } },
        cwes: ["CWE-20"],
        references: ["https://example.org/1"],
        published: "2022-08-31T16:15:00Z",
        modified: "2023-11-07T03:41:00Z",
      },
    } as const;
    const { findings, gaps } = await look({ os: "debian 11", tables, details, packages: [gzip] });
    expect(gaps).toEqual([]);
    expect(findings).toEqual([
      {
        kind: "vulnerability",
        rule: "CVE-2022-1271",
        severity: "high",
        severitySource: "nvd",
        title: "gzip: arbitrary-file-write vulnerability",
        location: { path: "the/database", layer: 0, diffId },
        fingerprint: "e4c07f43ff58a6143d6dc5f61cf38e3c6dbc66a4e4e6cac45906a7f21264b682",
        package: gzip,
        advisory: {
          id: "CVE-2022-1271",
          aliases: ["DSA-5122-1"],
          source,
          description: "An arbitrary file write.",
          url: "https://avd.aquasec.com/nvd/cve-2022-1271",
          references: ["https://example.org/1"],
          cwes: ["CWE-20"],
          cvss: { nvd: { v3Score: 8.8 } },
          published: "2022-08-31T16:15:00Z",
          modified: "2023-11-07T03:41:00Z",
        },
        fixedIn: "1.10-4+deb11u1",
        status: "fixed",
        matchedBy: "debian 11, source gzip, deb",
      },
    ]);
  });

  it("makes do where the store has no details", async () => {
    const bash = dpkg("bash 5.1-2");
    const { findings } = await look({ os: "debian 11", tables, packages: [bash] });
    expect(findings).toEqual([
      {
        kind: "vulnerability",
        rule: "CVE-2019-18276",
        severity: "unknown",
        title: "CVE-2019-18276 in bash",
        location: { path: "the/database", layer: 0, diffId },
        fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
        package: bash,
        advisory: {
          id: "CVE-2019-18276",
          aliases: [],
          source,
          url: "https://avd.aquasec.com/nvd/cve-2019-18276",
          references: [],
          cwes: [],
          cvss: {},
        },
        status: "affected",
        matchedBy: "debian 11, source bash, deb",
      },
    ]);
  });

  it("keeps its fingerprint over versions, layers, releases and architectures, not over names, files and advisories", async () => {
    const rows = [{ id: "CVE-1" }];
    const all = { "debian 11": { a: rows, b: rows, c: [{ id: "CVE-2" }] }, "debian 12": { a: rows } };
    const print = async (os: string, pkg: Package) =>
      (await look({ os, tables: all, packages: [pkg] })).findings[0]?.fingerprint;
    const first = await print("debian 11", dpkg("a 1", { ecosystem: "Debian:11", architecture: "amd64" }));
    const location = (path: string, layer: number) => [{ path, layer, diffId }];
    const same = dpkg("a 2", {
      ecosystem: "Debian:12",
      architecture: "arm64",
      locations: location("the/database", 3),
    });
    expect(await print("debian 12", same)).toBe(first);
    const others = [
      await print("debian 11", dpkg("b 1", { ecosystem: "Debian:11" })),
      await print("debian 11", dpkg("a 1", { ecosystem: "Ubuntu:11" })),
      await print("debian 11", dpkg("a 1", { ecosystem: "Debian:11", locations: location("other", 0) })),
      await print("debian 11", dpkg("a 1", { ecosystem: "Debian:11", source: { name: "c", version: "1" } })),
    ];
    expect(new Set([first, ...others]).size).toBe(5);
  });
});

describe("what is looked at", () => {
  const tables = {
    "debian 11": { a: [{ id: "CVE-1" }] },
    "rocky 9": { "gpg-pubkey": [{ id: "CVE-1", fixedVersion: "9-1" }] },
  };

  it("is system packages only, and no keys", async () => {
    const npm = aPackage("a 1.0", "npm");
    expect(await look({ os: "debian 11", tables, packages: [npm, dpkg("b 1")] })).toEqual({
      findings: [],
      gaps: [],
    });
    expect(await look({ os: "rocky 9", tables, packages: [rpm("gpg-pubkey 1-1"), rpm("b 1-1")] })).toEqual({
      findings: [],
      gaps: [],
    });
  });

  it("is each name once, and details only of what was found", async () => {
    const asked: string[] = [];
    const rows = [{ id: "CVE-1" }, { id: "CVE-2", fixedVersion: "1" }];
    const store = memoryStore({ tables: { "debian 11": { s: rows } }, asked });
    const details: string[] = [];
    const watched = { ...store, details: (id: string) => void details.push(id) as undefined };
    const packages = ["a 2", "b 2", "c 2"].map((text) => dpkg(text, { source: { name: "s", version: "2" } }));
    await detect({ os: { family: "debian", version: "11" }, packages, store: watched, now: new Date() });
    expect(asked).toEqual(["debian 11/s"]);
    expect(details).toEqual(["CVE-1"]);
  });
});

describe("gaps", () => {
  it("no distribution, with and without packages", async () => {
    const { findings, gaps } = await look({
      os: undefined,
      tables: {},
      packages: [dpkg("a 1"), aPackage("x 1", "npm")],
    });
    expect(findings).toEqual([]);
    expect(gaps).toEqual([
      {
        kind: "no-os",
        where: "image",
        by: "vulnerabilities",
        reason:
          "Nothing in the image tells which distribution it is, so its 1 system packages could not be matched.",
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
        reason: `No advisories are known for ${name}, so its 2 packages could not be matched.`,
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
      "advisory: The module that 1 package (npm) were built in is not recorded, so it cannot be told which advisories apply.",
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
