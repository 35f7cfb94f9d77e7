import { describe, expect, it } from "vitest";
import type { Package } from "../../../src/model/index.ts";
import { aPackage, detect, diffId, look, memoryStore } from "./scene.ts";

const dpkg = (text: string, more: Partial<Package> = {}) => aPackage(text, "dpkg", more);
const rpm = (text: string, more: Partial<Package> = {}) => aPackage(text, "rpm", more);

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

  it("is system packages in the distribution's tables, others in theirs, and no keys", async () => {
    const npm = aPackage("a 1.0.0", "npm", { ecosystem: "npm" });
    const both = { ...tables, "npm::": { b: [{ id: "CVE-2", vulnerableVersions: ["<2"] }] } };
    expect(await look({ os: "debian 11", tables: both, packages: [npm, dpkg("b 1")] })).toEqual({
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
