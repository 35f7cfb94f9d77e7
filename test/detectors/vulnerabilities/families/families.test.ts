import { describe, expect, it } from "vitest";
import { aPackage, found, look } from "../scene.ts";
import { dpkg, row, rpm } from "./cases.ts";

it("the list has every family; each is tested beside this file", async () => {
  const families = await import("../../../../src/detectors/vulnerabilities/families/index.ts");
  const served = Object.values(families).flatMap((family) => family.families);
  expect(served.toSorted()).toEqual([
    "alma",
    "alpine",
    "amazon",
    "azurelinux",
    "bottlerocket",
    "cbl-mariner",
    "centos",
    "chainguard",
    "debian",
    "echo",
    "mariner",
    "minimos",
    "opensuse-leap",
    "opensuse-tumbleweed",
    "oracle",
    "photon",
    "redhat",
    "rocky",
    "slem",
    "sles",
    "suse",
    "ubuntu",
    "wolfi",
  ]);
});

describe("whose severity counts", () => {
  const rows = [row("CVE-1", undefined, { severity: "low" })];
  const details = { "CVE-1": { vendorSeverity: { nvd: "critical" } } } as const;
  it.each([
    ["debian 11", dpkg("a 1"), "debian 11", ["low", "debian"]],
    ["echo 1", dpkg("a 1"), "echo", ["low", "echo"]],
    ["ubuntu 22.04", dpkg("a 1"), "ubuntu 22.04", ["critical", "nvd"]],
    ["mariner 2.0", rpm("a 1", "x86_64"), "mariner 2.0", ["critical", "nvd"]],
  ])("%s", async (os, pkg, table, expected) => {
    const { findings } = await look({ os, tables: { [table]: { a: rows } }, details, packages: [pkg] });
    expect(findings.map(({ severity, severitySource }) => [severity, severitySource])).toEqual([expected]);
  });
});

describe("a package and an advisory make one finding", () => {
  it("with the latest of several fixes, and a fix rather than none", async () => {
    const rows = [
      row("CVE-1", "1.0-2"),
      row("CVE-1", "1.0-10"),
      row("CVE-1", "1.0-9"),
      row("CVE-2"),
      row("CVE-2", "1.0-3"),
      row("CVE-2"),
    ];
    expect(
      await found({ os: "debian 11", tables: { "debian 11": { a: rows } }, packages: [dpkg("a 1.0-1")] }),
    ).toEqual(["a CVE-1 1.0-10", "a CVE-2 1.0-3"]);
  });

  it("of each architecture", async () => {
    const packages = ["amd64", "i386"].map((architecture) =>
      aPackage("libc6 2.31-1", "dpkg", { architecture }),
    );
    const { findings } = await look({
      os: "debian 11",
      tables: { "debian 11": { libc6: [row("CVE-1")] } },
      packages,
    });
    expect(findings.map((one) => one.package.architecture)).toEqual(["amd64", "i386"]);
  });
});
