import { describe, expect, it } from "vitest";
import type { Package } from "../../../../src/model/index.ts";
import { aPackage, found, look, type Row, type Tables } from "../scene.ts";

const rpm = (text: string, more: Partial<Package> = {}) =>
  aPackage(text, "rpm", { architecture: "x86_64", ...more });

// Rows as Red Hat's OVAL has them; CPE 857 stands for enterprise_linux:7, 1100 for a layered product.
const rows: Tables = {
  redhat: {
    "openssl-libs": [
      {
        id: "CVE-2019-1559",
        aliases: ["RHSA-2019:2304"],
        fixedVersion: "1:1.0.2k-19.el7",
        cpes: [857],
        severity: "medium",
        architectures: ["x86_64"],
      },
      { id: "CVE-2018-0735", fixedVersion: "1:1.1.1c-2.el8", cpes: [1100], severity: "low" },
      { id: "CVE-2020-1968", cpes: [857], severity: "low", status: "end-of-life" },
      { id: "CVE-ARM", fixedVersion: "1:1.0.2k-19.el7", cpes: [857], architectures: ["aarch64"] },
    ] satisfies Row[],
  },
};
const cpes = {
  "rhel-7-server-rpms": [857],
  "rhel-9-for-x86_64-baseos-rpms": [900],
  "rhel-7-layered-rpms": [1100],
  "ubi7-container-7.7-140-x86_64": [857, 1100],
};
const openssl = rpm("openssl-libs 1:1.0.2k-16.el7");
const on7 = ["openssl-libs CVE-2019-1559 1:1.0.2k-19.el7", "openssl-libs CVE-2020-1968 -"];
const layered = "openssl-libs CVE-2018-0735 1:1.1.1c-2.el8";

describe("Red Hat: products by CPE", () => {
  it.each(["redhat 7.9", "centos 7.6.1810"])(
    "%s without build information: the default repositories",
    async (os) => {
      expect(await found({ os, tables: rows, cpes, packages: [openssl] })).toEqual(on7);
    },
  );

  it("content sets, with the release in their end cut off", async () => {
    const pkg = rpm(`openssl-libs 1:1.0.2k-16.el7`, { redHat: { contentSets: ["rhel-7-layered-rpms__7"] } });
    expect(await found({ os: "redhat 7.9", tables: rows, cpes, packages: [pkg] })).toEqual([layered]);
  });

  it("the build's name, version and release with the architecture", async () => {
    const pkg = rpm("openssl-libs 1:1.0.2k-16.el7", {
      redHat: { contentSets: [], nvr: "ubi7-container-7.7-140" },
    });
    const { findings } = await look({ os: "redhat 7.9", tables: rows, cpes, packages: [pkg] });
    expect(findings.map(({ rule }) => rule)).toEqual(["CVE-2019-1559", "CVE-2018-0735", "CVE-2020-1968"]);
  });

  it("unknown products are a gap, once for all packages", async () => {
    const redHat = { contentSets: ["rhel-99-rpms"] };
    const packages = [rpm("openssl-libs 1:1.0.2k-16.el7", { redHat }), rpm("bash 4.2.46-33.el7", { redHat })];
    const tables = { redhat: { ...rows.redhat, bash: [{ id: "CVE-1", cpes: [1] }] } };
    const { findings, gaps } = await look({ os: "redhat 7.9", tables, cpes, packages });
    expect(findings).toEqual([]);
    expect(gaps).toEqual([
      {
        kind: "advisory",
        where: "the content sets of the image",
        by: "vulnerabilities",
        reason:
          "The advisory database does not know which Red Hat products the content sets of the image belong to, so 2 packages (openssl-libs, bash) could not be matched.",
      },
    ]);
  });

  it("RHEL 10, of which the database knows no repository, is a gap", async () => {
    const { findings, gaps } = await look({ os: "redhat 10.0", tables: rows, cpes, packages: [openssl] });
    expect(findings).toEqual([]);
    expect(gaps.map(({ kind, where }) => ({ kind, where }))).toEqual([
      { kind: "advisory", where: "the default repositories" },
    ]);
  });

  it("known products that none of many rows is about prove nothing", async () => {
    const names = Array.from({ length: 10 }, (_, index) => `lib${index}`);
    const tables = {
      redhat: Object.fromEntries(names.map((name) => [name, [{ id: "CVE-1", cpes: [857] }]])),
    };
    const scene = { os: "redhat 9.4", tables, cpes };
    const few = await look({ ...scene, packages: names.slice(1).map((name) => rpm(`${name} 1-1`)) });
    expect(few).toEqual({ findings: [], gaps: [] });
    const { findings, gaps } = await look({ ...scene, packages: names.map((name) => rpm(`${name} 1-1`)) });
    expect(findings).toEqual([]);
    expect(gaps.map(({ kind, where }) => ({ kind, where }))).toEqual([
      { kind: "advisory", where: "redhat 9.4" },
    ]);
  });

  it("packages that nothing is known against need no product", async () => {
    expect(await look({ os: "redhat 10.0", tables: rows, cpes, packages: [rpm("bash 5-1.el10")] })).toEqual({
      findings: [],
      gaps: [],
    });
  });
});

describe("Red Hat: rows", () => {
  it("a noarch package is in the errata of every architecture", async () => {
    const packages = [rpm("openssl-libs 1:1.0.2k-16.el7", { architecture: "noarch" })];
    expect(await found({ os: "redhat 7", tables: rows, cpes, packages })).toEqual([
      "openssl-libs CVE-2019-1559 1:1.0.2k-19.el7",
      "openssl-libs CVE-2020-1968 -",
      "openssl-libs CVE-ARM 1:1.0.2k-19.el7",
    ]);
  });

  it("the latest fix of a CVE brings its own erratum; severity and status are the row's", async () => {
    const twice: Row[] = [
      { id: "CVE-1", aliases: ["RHSA-1"], fixedVersion: "0:2-1", cpes: [857], severity: "low" },
      { id: "CVE-1", aliases: ["RHSA-2"], fixedVersion: "0:3-1", cpes: [857], severity: "high" },
      { id: "CVE-1", cpes: [857], status: "will-not-fix", severity: "low" },
      { id: "CVE-2", cpes: [857], status: "will-not-fix", severity: "low" },
    ];
    const details = { "CVE-1": { vendorSeverity: { nvd: "critical", redhat: "medium" } } } as const;
    const { findings } = await look({
      os: "redhat 7",
      tables: { redhat: { a: twice } },
      cpes,
      details,
      packages: [rpm("a 1-1")],
    });
    expect(
      findings.map(({ rule, advisory, fixedIn, severity, severitySource, status }) => [
        rule,
        advisory.aliases,
        fixedIn,
        severity,
        severitySource,
        status,
      ]),
    ).toEqual([
      ["CVE-1", ["RHSA-2"], "3-1", "high", "redhat", "fixed"],
      ["CVE-2", [], undefined, "low", "redhat", "will-not-fix"],
    ]);
  });

  it("modular packages stand under their stream", async () => {
    const tables = { redhat: { "nodejs:12::npm": [{ id: "CVE-1", fixedVersion: "9-1", cpes: [900] }] } };
    const npm = rpm("npm 6-1", { module: "nodejs:12:8030020201124152102:229f0a1c" });
    const scene = { os: "redhat 9", tables, cpes };
    expect(await found({ ...scene, packages: [npm, rpm("npm 6-1", { module: "nodejs:14:1:2" })] })).toEqual([
      "npm CVE-1 9-1",
    ]);
  });
});
