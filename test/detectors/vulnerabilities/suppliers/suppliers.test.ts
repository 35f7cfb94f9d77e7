import { describe, expect, it } from "vitest";
import type { Package } from "../../../../src/model/index.ts";
import { aPackage, found, lines, look, type Row } from "../scene.ts";

const dpkg = (text: string, more: Partial<Package> = {}) => aPackage(text, "dpkg", more);
const apk = (text: string, more: Partial<Package> = {}) => aPackage(text, "apk", more);
const rpm = (text: string, more: Partial<Package> = {}) =>
  aPackage(text, "rpm", { vendor: "", architecture: "x86_64", ...more });
const ranged = (
  id: string,
  ranges: readonly string[],
  patched: readonly string[] = [],
  more: Partial<Row> = {},
): Row => ({
  id,
  vulnerableVersions: ranges,
  patchedVersions: patched,
  ...more,
});

describe("Root.io", () => {
  const tables = {
    "debian 12": {
      openssl: [
        { id: "CVE-2023-0464", fixedVersion: "3.0.15-1" },
        { id: "CVE-2024-1", fixedVersion: "3.0.13-1" },
        { id: "CVE-2025-2" },
      ],
    },
    "root.io debian 12": {
      openssl: [
        ranged("CVE-2023-0464", ["<3.0.14-1~deb12u2.root.io.1"], ["3.0.14-1~deb12u2.root.io.1", "3.0.15-1"]),
      ],
    },
  };
  const scene = { os: "debian 12.5", tables };

  it("replaces Debian's rows by its own, keeps the others", async () => {
    const packages = [dpkg("openssl 3.0.14-1~deb12u1.root.io.1"), dpkg("bash 5-1")];
    expect(await found({ ...scene, packages })).toEqual([
      "openssl CVE-2023-0464 3.0.14-1~deb12u2.root.io.1, 3.0.15-1",
      "openssl CVE-2025-2 -",
    ]);
  });

  it("is satisfied by its own fix", async () => {
    expect(await found({ ...scene, packages: [dpkg("openssl 3.0.14-1~deb12u2.root.io.1")] })).toEqual([
      "openssl CVE-2025-2 -",
    ]);
  });

  it("is not at work without its mark", async () => {
    expect(await found({ ...scene, packages: [dpkg("openssl 3.0.14-1~deb12u2")] })).toEqual([
      "openssl CVE-2023-0464 3.0.15-1",
      "openssl CVE-2025-2 -",
    ]);
  });

  it("marks Alpine's builds by 007, and Ubuntu goes by its short release", async () => {
    const alpine = {
      "alpine 3.19": {},
      "root.io alpine 3.19": { musl: [ranged("CVE-1", ["<1.2.4-r20072"], ["1.2.4-r20072"])] },
    };
    expect(
      await found({ os: "alpine 3.19.1", tables: alpine, packages: [apk("musl 1.2.4-r20071")] }),
    ).toEqual(["musl CVE-1 1.2.4-r20072"]);
    const ubuntu = { "ubuntu 22.04": {}, "root.io ubuntu 22.04": { musl: [ranged("CVE-1", [])] } };
    expect(
      await found({ os: "ubuntu 22.04.3", tables: ubuntu, packages: [dpkg("musl 1-1.root.io.1")] }),
    ).toEqual(["musl CVE-1 -"]);
  });

  it("is a gap where the database lacks its rows or the distribution's", async () => {
    const packages = [dpkg("openssl 3.0.14-1~deb12u1.root.io.1")];
    const { findings, gaps } = await look({
      os: "debian 12",
      tables: { "debian 12": tables["debian 12"] },
      packages,
    });
    expect(lines(findings)).toEqual(["openssl CVE-2023-0464 3.0.15-1", "openssl CVE-2025-2 -"]);
    expect(gaps.map(({ kind, where }) => ({ kind, where }))).toEqual([
      { kind: "unsupported-distro", where: "root.io debian 12" },
    ]);
  });

  it("rates with its own severity", async () => {
    const source = { id: "rootio", name: "Root.io Security Patches", url: "https://root.io" };
    const table = {
      "debian 12": {},
      "root.io debian 12": { a: [ranged("CVE-1", [], [], { severity: "high", source })] },
    };
    const { findings } = await look({ os: "debian 12", tables: table, packages: [dpkg("a 1-1.root.io.1")] });
    expect(findings.map(({ severity, severitySource }) => [severity, severitySource])).toEqual([
      ["high", "rootio"],
    ]);
  });
});

describe("Seal", () => {
  const wget = [ranged("CVE-2024-10524", ["<1.21.2-2ubuntu1.1+sp1"], ["1.21.2-2ubuntu1.1+sp1"])];

  it("takes the packages that it named, the distribution's rules the others", async () => {
    const tables = {
      "seal debian": { "seal-wget": wget },
      "ubuntu 22.04": { bash: [{ id: "CVE-1" }], "seal-wget": [{ id: "CVE-WRONG" }] },
    };
    const packages = [dpkg("seal-wget 1.21.2-2ubuntu1"), dpkg("bash 5-1")];
    expect(await found({ os: "ubuntu 22.04", tables, packages })).toEqual([
      "bash CVE-1 -",
      "seal-wget CVE-2024-10524 1.21.2-2ubuntu1.1+sp1",
    ]);
  });

  it.each([
    ["seal-zlib 1.2.11-3.el8+sp1", "8"],
    ["seal-zlib 1.2.11-3.el10_0.1", "10"],
  ])(
    "reads the release of %s, and keeps its packages though they are a third party's",
    async (text, release) => {
      const tables = {
        [`seal redhat ${release}`]: { "seal-zlib": [ranged("CVE-2023-6992", ["<2-1"], ["2-1"])] },
        "oracle 8": {},
      };
      const packages = [rpm(text, { vendor: "Seal Security" })];
      expect(await found({ os: "oracle 8.9", tables, packages })).toEqual(["seal-zlib CVE-2023-6992 2-1"]);
    },
  );

  it("knows its packages by the source too, and does not ask Alpine's repositories", async () => {
    const tables = {
      "seal alpine": { "seal-busybox": [ranged("CVE-1", [])] },
      "alpine 3.18": { musl: [{ id: "CVE-2" }] },
    };
    const packages = [
      apk("ssl_client 1-r0", { source: { name: "seal-busybox", version: "1-r0" } }),
      apk("musl 1-r0"),
    ];
    const os = { family: "alpine", version: "3.18.2", repository: "edge" };
    expect(await found({ os, tables, packages })).toEqual(["musl CVE-2 -", "ssl_client CVE-1 -"]);
  });

  it("rates as the source that it builds on", async () => {
    const source = { id: "seal", name: "Seal", url: "https://seal", baseId: "debian" };
    const tables = {
      "debian 12": {},
      "seal debian": { "seal-a": [ranged("CVE-1", [], [], { severity: "low", source })] },
    };
    const { findings } = await look({ os: "debian 12", tables, packages: [dpkg("seal-a 1-1")] });
    expect(findings.map(({ severity, severitySource }) => [severity, severitySource])).toEqual([
      ["low", "debian"],
    ]);
  });
});

describe("RapidFort", () => {
  const files = ["usr/share/rapidfort/curated.json"];
  const curl = (fix: string) => ({ curl: [ranged("CVE-1", [`>= 1, < ${fix}`], [fix])] });

  it("is at work only with its mark in the image", async () => {
    const tables = { "ubuntu 22.04": {}, "rapidfort ubuntu 22.04": curl("8") };
    const scene = { os: "ubuntu 22.04.1", tables, packages: [dpkg("curl 7.81-1")] };
    expect(await found({ ...scene, files })).toEqual(["curl CVE-1 8"]);
    expect(await found(scene)).toEqual([]);
  });

  it.each(["curl 7.81-1+rf1", "curl 7.81-1rfubu2"])(
    "keeps its own Ubuntu builds (%s) without a release",
    async (text) => {
      const tables = { "rapidfort ubuntu": curl("8"), "rapidfort ubuntu 22.04": curl("9") };
      expect(await found({ os: "ubuntu 22.04", tables, files, packages: [dpkg(text)] })).toEqual([
        "curl CVE-1 8",
      ]);
    },
  );

  it.each([
    ["curl 7.76.1-26.el9_3.3", "rapidfort redhat 9"],
    ["curl 7.76.1-26.el8.fc43", "rapidfort fedora 43"],
    ["curl 7.76.1-26.el9.rf1", "rapidfort redhat"],
    ["curl 7.76.1-26", "rapidfort redhat 7"],
  ])("goes by the last tag of %s: %s", async (text, table) => {
    const tables = { [table]: curl("8-1") };
    expect(await found({ os: "redhat 7.9", tables, files, packages: [rpm(text)] })).toEqual([
      "curl CVE-1 8-1",
    ]);
  });

  it("looks under the source's name, then for other ids under the package's", async () => {
    const tables = {
      "rapidfort alpine 3.19": {
        curl: [ranged("CVE-1", ["<9"], ["9"])],
        libcurl: [ranged("CVE-1", ["<99"], ["99"]), ranged("CVE-2", ["<10"], ["10"])],
      },
    };
    const packages = [apk("libcurl 8.5.0-r0", { source: { name: "curl", version: "8.5.0-r0" } })];
    expect(await found({ os: "alpine 3.19.0", tables, files, packages })).toEqual([
      "libcurl CVE-1 9",
      "libcurl CVE-2 10",
    ]);
  });

  it("believes that a version it calls patched is", async () => {
    const tables = { "rapidfort ubuntu 22.04": { curl: [ranged("CVE-1", ["<9"], ["7.81-1", "9"])] } };
    const packages = [dpkg("curl 7.81-1"), dpkg("curl 7.81-2")];
    const { findings } = await look({ os: "ubuntu 22.04", tables, files, packages });
    expect(findings.map((one) => one.package.version)).toEqual(["7.81-2"]);
  });
});

describe("ranges", () => {
  const tables = (ranges: string[]) => ({
    "debian 12": {},
    "root.io debian 12": { a: [ranged("CVE-1", ranges, ["9"])] },
  });
  const packages = [dpkg("a 2-1.root.io.1")];

  it("one that fits is enough, whatever the others are", async () => {
    expect(await found({ os: "debian 12", tables: tables(["<1", "rubbish", "<3"]), packages })).toEqual([
      "a CVE-1 9",
    ]);
  });

  it("one that cannot be read is a gap where none fits", async () => {
    const { findings, gaps } = await look({ os: "debian 12", tables: tables(["<1", "rubbish"]), packages });
    expect(findings).toEqual([]);
    expect(gaps).toEqual([
      {
        kind: "version",
        where: "a",
        by: "vulnerabilities",
        reason:
          '1 advisory (CVE-1) on a could not be compared with the installed version: not a range of versions: "rubbish".',
      },
    ]);
  });
});
