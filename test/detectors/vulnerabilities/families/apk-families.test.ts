import { apkPackage, cases, row } from "./cases.ts";

const openssl = { openssl: [row("CVE-2019-1551", "1.1.1d-r2")] };
cases("Alpine", [
  {
    what: "is matched by source package and apk's order",
    os: "alpine 3.10.3",
    tables: { "alpine 3.10": openssl },
    packages: [apkPackage("libssl1.1 1.1.1d-r0", "openssl"), apkPackage("libcrypto1.1 1.1.1d-r2", "openssl")],
    finds: ["libssl1.1 CVE-2019-1551 1.1.1d-r2"],
  },
  {
    what: "goes by the package itself where no source is recorded",
    os: "alpine 3.10.3",
    tables: { "alpine 3.10": openssl },
    packages: [{ ...apkPackage("openssl 1.1.1d-r0"), source: { name: "", version: "" } }],
    finds: ["openssl CVE-2019-1551 1.1.1d-r2"],
  },
  {
    what: "takes the release of the repositories over its own",
    os: { family: "alpine", version: "3.10.3", repository: "3.11" },
    tables: { "alpine 3.10": openssl, "alpine 3.11": {} },
    packages: [apkPackage("openssl 1.1.1d-r0")],
    finds: [],
  },
  {
    what: "knows edge by its repositories",
    os: { family: "alpine", version: "3.21.0_alpha20240923", repository: "edge" },
    tables: { "alpine edge": openssl },
    packages: [apkPackage("openssl 1.1.1d-r0")],
    finds: ["openssl CVE-2019-1551 1.1.1d-r2"],
  },
  {
    what: "knows edge by an alpha release",
    os: "alpine 3.21.0_alpha20240923",
    tables: { "alpine edge": openssl },
    packages: [apkPackage("openssl 1.1.1d-r0")],
    finds: ["openssl CVE-2019-1551 1.1.1d-r2"],
  },
  {
    what: "reads a fix in version 0 as never affected",
    os: "alpine 3.10.3",
    tables: { "alpine 3.10": { binutils: [row("CVE-2018-1000876", "0")] } },
    packages: [apkPackage("binutils 2.32-r0")],
    finds: [],
  },
  {
    what: "begins where the trouble began",
    os: "alpine 3.10.3",
    tables: { "alpine 3.10": { jq: [row("CVE-2016-4074", "1.6_rc1-r0", { affectedVersion: "1.5-r0" })] } },
    packages: [apkPackage("jq 1.4-r0"), apkPackage("jq 1.5-r0", "jq")],
    finds: ["jq CVE-2016-4074 1.6_rc1-r0"],
  },
]);

cases(
  "Wolfi, Chainguard and MinimOS",
  ["wolfi", "chainguard", "minimos"].map((family) => ({
    what: `${family}: one table, source names, nothing without a fix`,
    os: `${family} 20230201`,
    tables: { [family]: { openssl: [row("CVE-2023-0464", "3.1.0-r3"), row("CVE-2099-1")] } },
    packages: [apkPackage("libssl3 3.1.0-r2", "openssl"), apkPackage("libcrypto3 3.1.0-r3", "openssl")],
    finds: ["libssl3 CVE-2023-0464 3.1.0-r3"],
  })),
);
