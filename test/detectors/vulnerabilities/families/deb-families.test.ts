import { aPackage } from "../scene.ts";
import { cases, dpkg, row } from "./cases.ts";

cases("Debian", [
  {
    what: "compares source versions and lists what has no fix",
    os: "debian 11.6",
    tables: {
      "debian 11": {
        "util-linux": [
          row("CVE-2021-3995", "2.36.1-8+deb11u1"),
          row("CVE-2022-0563", undefined, { status: "affected" }),
        ],
      },
    },
    packages: [
      dpkg("bsdutils 1:2.36.1-8", "util-linux 2.36.1-8"),
      dpkg("mount 2.36.1-8+deb11u1", "util-linux 2.36.1-8+deb11u1"),
    ],
    finds: ["bsdutils CVE-2021-3995 2.36.1-8+deb11u1", "bsdutils CVE-2022-0563 -", "mount CVE-2022-0563 -"],
  },
  {
    what: "does not report what it says it is not affected by",
    os: "debian 11",
    tables: { "debian 11": { bash: [row("CVE-2019-18276", undefined, { status: "not-affected" })] } },
    packages: [dpkg("bash 5.0-4")],
    finds: [],
  },
]);

const e2fsprogs = { e2fsprogs: [row("CVE-2019-5094", "1.44.1-1ubuntu1.2")] };
const comErr = dpkg("libcom-err2 1.44.1-1", "e2fsprogs 1.44.1-1");
cases("Ubuntu", [
  {
    what: "has a table per release",
    os: "ubuntu 18.04",
    tables: { "ubuntu 18.04": { ...e2fsprogs, bash: [row("CVE-2019-18276")] }, "ubuntu 18.04-ESM": {} },
    packages: [comErr, dpkg("bash 4.4.18-2ubuntu1")],
    finds: ["bash CVE-2019-18276 -", "libcom-err2 CVE-2019-5094 1.44.1-1ubuntu1.2"],
  },
  {
    what: "is looked up as ESM where that is on",
    os: { family: "ubuntu", version: "18.04", esm: true },
    tables: { "ubuntu 18.04": {}, "ubuntu 18.04-ESM": e2fsprogs },
    packages: [comErr],
    finds: ["libcom-err2 CVE-2019-5094 1.44.1-1ubuntu1.2"],
  },
  {
    what: "is looked up as usual with ESM on while its normal term lasts",
    os: { family: "ubuntu", version: "22.04", esm: true },
    tables: { "ubuntu 22.04": e2fsprogs },
    packages: [comErr],
    finds: ["libcom-err2 CVE-2019-5094 1.44.1-1ubuntu1.2"],
  },
  {
    what: "keeps to ESM where the table is known, though the clock says the normal term lasts",
    os: { family: "ubuntu", version: "20.04", esm: true },
    now: "2024-01-01",
    tables: { "ubuntu 20.04-ESM": e2fsprogs },
    packages: [comErr],
    finds: ["libcom-err2 CVE-2019-5094 1.44.1-1ubuntu1.2"],
  },
  {
    what: "is looked up as ESM when the normal term is over",
    os: { family: "ubuntu", version: "22.04", esm: true },
    now: "2027-06-02",
    tables: { "ubuntu 22.04-ESM": e2fsprogs },
    packages: [comErr],
    finds: ["libcom-err2 CVE-2019-5094 1.44.1-1ubuntu1.2"],
  },
]);

cases("Echo", [
  {
    what: "is matched by source, other vendors' packages too",
    os: "echo 1",
    tables: {
      echo: { nodejs: [row("CVE-2024-27983", "20.12.1-1nodesource1")], apt: [row("CVE-2011-3374")] },
    },
    packages: [
      aPackage("nodejs 20.11.0-1nodesource1", "dpkg", { vendor: "NodeSource <info@nodesource.com>" }),
      dpkg("libapt-pkg6.0 2.6.1", "apt 2.6.1"),
    ],
    finds: ["libapt-pkg6.0 CVE-2011-3374 -", "nodejs CVE-2024-27983 20.12.1-1nodesource1"],
  },
]);
