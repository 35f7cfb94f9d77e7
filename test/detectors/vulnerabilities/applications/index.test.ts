import { describe, expect, it } from "vitest";
import type { Package } from "../../../../src/model/index.ts";
import { aPackage, found, lines, look, type Row } from "../scene.ts";
import { library } from "./library.ts";

const ghsa = { id: "ghsa", name: "GitHub Security Advisory npm", url: "https://github.com/advisories" };
const npm = (text: string, more: Partial<Package> = {}) => library("npm", text, more);

describe("a finding", () => {
  const row: Row = {
    id: "CVE-2021-23337",
    aliases: ["GHSA-35jh-r3h4-6jhm"],
    vulnerableVersions: ["<4.17.21"],
    patchedVersions: ["4.17.21"],
    source: ghsa,
  };
  const tables = { "npm::": { lodash: [row] } };

  it("says all that the store knows", async () => {
    const pkg = npm("lodash 4.17.20");
    const details = {
      "CVE-2021-23337": { title: "Command Injection", vendorSeverity: { ghsa: "high", nvd: "low" } },
    } as const;
    const { findings, gaps } = await look({ os: undefined, tables, details, packages: [pkg] });
    expect(gaps).toEqual([]);
    expect(findings).toEqual([
      {
        kind: "vulnerability",
        rule: "CVE-2021-23337",
        severity: "high",
        severitySource: "ghsa",
        title: "Command Injection",
        location: pkg.locations[0],
        fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
        package: pkg,
        advisory: {
          id: "CVE-2021-23337",
          aliases: ["GHSA-35jh-r3h4-6jhm"],
          source: ghsa,
          url: "https://avd.aquasec.com/nvd/cve-2021-23337",
          references: [],
          cwes: [],
          cvss: {},
        },
        fixedIn: "4.17.21",
        status: "fixed",
        matchedBy: "npm, GitHub Security Advisory npm",
      },
    ]);
  });

  it("has no fix where the advisory names none, and the table's name where the source has none", async () => {
    const open = { "npm::": { lodash: [{ id: "GHSA-1", vulnerableVersions: ["<=4.17.20"] }] } };
    const { findings } = await look({ os: undefined, tables: open, packages: [npm("lodash 4.17.20")] });
    expect(findings).toMatchObject([
      { status: "affected", matchedBy: "npm, npm::", title: "GHSA-1 in lodash" },
    ]);
    expect(findings[0]).not.toHaveProperty("fixedIn");
  });

  it("takes the severity of GitHub for its own ids, then of NVD", async () => {
    const rows = { "npm::": { a: [{ id: "GHSA-1", source: { ...ghsa, id: "other" } }, { id: "CVE-1" }] } };
    const details = {
      "GHSA-1": { vendorSeverity: { ghsa: "low", nvd: "high" } },
      "CVE-1": { vendorSeverity: { ghsa: "low", nvd: "high" } },
    } as const;
    const { findings } = await look({ os: undefined, tables: rows, details, packages: [npm("a 1.0.0")] });
    expect(findings.map(({ severity, severitySource }) => [severity, severitySource])).toEqual([
      ["low", "ghsa"],
      ["high", "nvd"],
    ]);
  });

  it("is one for each place, with fingerprints of their own", async () => {
    const at = (path: string) =>
      npm("lodash 4.17.20", { locations: [{ ...npm("a 1").locations[0]!, path }] });
    const { findings } = await look({
      os: undefined,
      tables,
      packages: [at("a/package.json"), at("b/package.json")],
    });
    expect(findings.map(({ location }) => location.path)).toEqual(["a/package.json", "b/package.json"]);
    expect(new Set(findings.map(({ fingerprint }) => fingerprint)).size).toBe(2);
  });
});

describe("names and versions of each ecosystem", () => {
  const below2: Row = { id: "CVE-1", vulnerableVersions: ["<2.0.0"] };
  it.each([
    ["npm", "npm", "JSONStream 1.0.0", "jsonstream"],
    ["npm", "npm", "@Babel/Core 1.0.0", "@babel/core"],
    ["PyPI", "pip", "Flask_Cors 1.0", "flask-cors"],
    ["PyPI", "pip", "zope.interface 1.0", "zope.interface"],
    ["PyPI", "pip", "zope-interface 1.0", "zope.interface"],
    ["PyPI", "pip", "zope.interface 1.0", "zope-interface"],
    ["RubyGems", "rubygems", "RedCloth 1.0", "redcloth"],
    ["Maven", "maven", "Org.X:Y 1.0", "org.x:y"],
    ["Packagist", "composer", "Symfony/HTTP-kernel v1.0", "symfony/http-kernel"],
    ["NuGet", "nuget", "Newtonsoft.Json 1.0", "newtonsoft.json"],
    ["Go", "go", "github.com/Masterminds/Semver v1.0.0", "github.com/Masterminds/Semver"],
    ["Go", "go", "stdlib v1.20.1", "stdlib"],
    ["crates.io", "cargo", "OpenSSL 1.0.0", "openssl"],
    ["Hex", "erlang", "Plug 1.0.0", "plug"],
    ["Pub", "pub", "http 1.0.0", "http"],
    ["SwiftURL", "swift", "https://github.com/Apple/swift-nio.git 1.0.0", "github.com/Apple/swift-nio"],
    ["CocoaPods", "cocoapods", "AFNetworking 1.0.0", "AFNetworking"],
    ["ConanCenter", "conan", "OpenSSL 1.0.0", "openssl"],
    ["Bitnami", "bitnami", "Nginx 1.0.0", "nginx"],
    ["Julia", "julia", "HTTP 1.0.0", "HTTP"],
    ["Kubernetes", "k8s", "k8s.io/kubelet 1.0.0", "k8s.io/kubelet"],
  ])("%s (%s): %s", async (ecosystem, table, text, name) => {
    const tables = { [`${table}::`]: { [name]: [below2] } };
    expect(await found({ os: undefined, tables, packages: [library(ecosystem, text)] })).toEqual([
      `${text.split(" ")[0]} CVE-1 2.0.0`,
    ]);
  });

  it("an advisory under two spellings counts once", async () => {
    const row = { id: "CVE-1", vulnerableVersions: ["<2.0.0"] };
    const tables = { "pip::": { "a.b": [row], "a-b": [row, { id: "CVE-2", vulnerableVersions: ["<3"] }] } };
    const packages = [library("PyPI", "a.b 1.0")];
    expect(await found({ os: undefined, tables, packages })).toEqual(["a.b CVE-1 2.0.0", "a.b CVE-2 3"]);
  });
});

describe("what is not matched", () => {
  const tables = { "npm::": { a: [{ id: "CVE-1", vulnerableVersions: ["<2.0.0"] }] } };

  it.each<[string, Partial<Package>]>([
    ["the project itself", { root: true }],
    ["what a lock file lists for development", { locked: true, development: true }],
  ])("%s", async (_, more) => {
    expect(await look({ os: undefined, tables, packages: [npm("a 1.0.0", more)] })).toEqual({
      findings: [],
      gaps: [],
    });
  });

  it("but what is installed for development, and what a lock file lists for use", async () => {
    const packages = [npm("a 1.0.0", { development: true }), npm("a 1.0.0", { locked: true })];
    expect(await found({ os: undefined, tables, packages })).toEqual(["a CVE-1 2.0.0", "a CVE-1 2.0.0"]);
  });

  it("versions outside of the ranges, and rows that say so", async () => {
    const rows: Row[] = [
      { id: "CVE-1", vulnerableVersions: ["<1.0.0"] },
      { id: "CVE-2", vulnerableVersions: ["<3.0.0"], patchedVersions: ["1.0.0"] },
      { id: "CVE-3", vulnerableVersions: ["<3.0.0"], unaffectedVersions: ["<2.0.0"] },
      { id: "CVE-4", vulnerableVersions: ["<3.0.0"], status: "not-affected" },
      { id: "CVE-5", vulnerableVersions: [] },
    ];
    expect(
      await found({ os: undefined, tables: { "npm::": { a: rows } }, packages: [npm("a 1.0.0")] }),
    ).toEqual(["a CVE-5 -"]);
  });
});

describe("a file of a system package", () => {
  const rows = { a: [{ id: "CVE-1", vulnerableVersions: ["<2.0.0"] }] };
  const ownedBy = { name: "node-a", by: "dpkg" };
  const owned = npm("a 1.0.0", { ownedBy });
  const owner = aPackage("node-a 1.0-1", "dpkg");

  it("is not matched where the distribution's advisories speak of its package", async () => {
    const tables = { "debian 11": {}, "npm::": rows };
    expect(await found({ os: "debian 11", tables, packages: [owner, owned] })).toEqual([]);
    expect(await found({ os: "debian 11", tables, packages: [owner, npm("a 1.0.0")] })).toEqual([
      "a CVE-1 2.0.0",
    ]);
  });

  it.each<[string, Parameters<typeof look>[0]]>([
    [
      "the database has nothing for the distribution",
      { os: "debian 12", tables: { "npm::": rows }, packages: [owner, owned] },
    ],
    [
      "nobody publishes advisories for it",
      { os: "arch", tables: { "npm::": rows }, packages: [owner, owned] },
    ],
    [
      "nothing tells which distribution it is",
      { os: undefined, tables: { "npm::": rows }, packages: [owner, owned] },
    ],
    [
      "its version cannot be compared",
      {
        os: "debian 11",
        tables: { "debian 11": { "node-a": [{ id: "CVE-9", fixedVersion: "2" }] }, "npm::": rows },
        packages: [{ ...owner, source: { name: "node-a", version: "latest" } }, owned],
      },
    ],
  ])("is left to the gap of its package where %s", async (_, content) => {
    const { findings, gaps } = await look(content);
    expect(findings).toEqual([]);
    expect(gaps).toHaveLength(1);
  });

  it.each<[string, Parameters<typeof look>[0]]>([
    [
      "another vendor built it",
      {
        os: "debian 11",
        tables: { "debian 11": {}, "npm::": rows },
        packages: [{ ...owner, vendor: "NodeSource <x@nodesource.com>" }, owned],
      },
    ],
    [
      "its owner is not there",
      {
        os: "debian 11",
        tables: { "debian 11": {}, "npm::": rows },
        packages: [aPackage("b 1", "dpkg"), owned],
      },
    ],
  ])("is matched where %s, and says so", async (_, content) => {
    const { findings } = await look(content);
    expect(lines(findings)).toEqual(["a CVE-1 2.0.0"]);
    expect(findings[0]?.matchedBy).toBe("npm, npm::; part of node-a, for which there are no advisories");
  });
});

describe("gaps", () => {
  async function reasons(content: Parameters<typeof look>[0]): Promise<string[]> {
    const { gaps } = await look(content);
    return gaps.map(({ kind, where, reason }) => `${kind}, ${where}: ${reason}`);
  }

  it("an ecosystem that the database does not have, once for all its packages", async () => {
    const packages = [
      library("Packagist", "a/b 1.0"),
      library("Packagist", "c/d 1.0"),
      library("npm", "e 1.0.0"),
    ];
    expect(await reasons({ os: undefined, tables: { "npm::": {} }, packages })).toEqual([
      "advisory, Packagist: The advisory database has nothing on Packagist, so 2 packages (a/b, c/d) could not be matched.",
    ]);
  });

  it("an ecosystem without advisories", async () => {
    const packages = [library("conda", "numpy 1.0"), library("conda", "scipy 1.0")];
    expect(await reasons({ os: undefined, tables: {}, packages })).toEqual([
      "no-source, conda: No advisories are published for packages of conda, so 2 packages (numpy, scipy) could not be matched.",
    ]);
  });

  it("a version that cannot be parsed, if there is an advisory on its package", async () => {
    const tables = { "npm::": { a: [{ id: "CVE-1", vulnerableVersions: ["<2"] }] } };
    const packages = [npm("a latest"), npm("b latest")];
    expect(await reasons({ os: undefined, tables, packages })).toEqual([
      'version, a latest: The installed version "latest" of a cannot be parsed, so it could not be matched.',
    ]);
  });

  it("ranges that cannot be parsed and decide, all of one package together", async () => {
    const rows = [
      { id: "CVE-1", vulnerableVersions: [">>2"] },
      { id: "CVE-2", vulnerableVersions: ["<<3"] },
      { id: "CVE-3", vulnerableVersions: ["<2.0.0", ">>3"] },
    ];
    const content = { os: undefined, tables: { "npm::": { a: rows } }, packages: [npm("a 1.0.0")] };
    expect(lines((await look(content)).findings)).toEqual(["a CVE-3 2.0.0"]);
    expect(await reasons(content)).toEqual([
      expect.stringMatching(/^version, a: 2 advisories \(CVE-1, CVE-2\) on a could not be compared with/),
    ]);
  });
});

it("names that are properties of every object are names like others", async () => {
  const packages = ["constructor 1.0.0", "__proto__ 1.0.0", "toString 1.0.0"].map((text) => npm(text));
  expect(await found({ os: undefined, tables: { "npm::": Object.create(null) }, packages })).toEqual([]);
});

it("looks up each name once", async () => {
  const asked: string[] = [];
  const packages = ["a 1.0.0", "A 2.0.0", "a 3.0.0", "b 1.0.0"].map((text) => npm(text));
  await look({ os: undefined, tables: { "npm::": {} }, packages, asked });
  expect(asked).toEqual(["npm::/a", "npm::/b"]);
});
