import { describe, expect, it } from "vitest";
import type { OsRelease, Package } from "../../../../src/model/index.ts";
import { aPackage, found, look, type Row, type Tables } from "../scene.ts";

interface Case {
  readonly what: string;
  readonly os: OsRelease | string;
  readonly tables: Tables;
  readonly packages: readonly Package[];
  readonly now?: string;
  readonly finds: readonly string[];
}

function cases(family: string, list: readonly Case[]): void {
  describe(family, () => {
    it.each(list)("$what", async ({ finds, ...scene }) => expect(await found(scene)).toEqual(finds));
  });
}

const apkPackage = (text: string, source?: string) =>
  aPackage(
    text,
    "apk",
    source === undefined ? {} : { source: { name: source, version: text.split(" ")[1] ?? "" } },
  );
const dpkg = (text: string, source?: string) => {
  const [name = "", version = ""] = (source ?? text).split(" ");
  return aPackage(text, "dpkg", { source: { name, version } });
};
const rpm = (text: string, architecture = "x86_64", more: Partial<Package> = {}) =>
  aPackage(text, "rpm", { architecture, ...more });
const row = (id: string, fixedVersion?: string, more: Partial<Row> = {}): Row => ({
  id,
  ...(fixedVersion !== undefined && { fixedVersion }),
  ...more,
});

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

cases("Rocky", [
  {
    what: "needs its architecture listed, noarch too, and drops an epoch of 0",
    os: "rocky 8.5",
    tables: {
      "rocky 8": {
        bpftool: [
          row("CVE-2021-20317", "0:5.4.0-348.el8", { architectures: ["aarch64"] }),
          row("CVE-2021-43267", "0:4.18.0-348.2.1.el8_5", { architectures: ["x86_64"] }),
        ],
        tzdata: [row("CVE-2020-1", "2022b-1.el8", { architectures: ["noarch"] }), row("CVE-2020-2")],
      },
    },
    packages: [rpm("bpftool 4.18.0-348.el8"), rpm("tzdata 2022a-1.el8", "noarch")],
    finds: ["bpftool CVE-2021-43267 4.18.0-348.2.1.el8_5", "tzdata CVE-2020-1 2022b-1.el8"],
  },
]);

cases("Alma", [
  {
    what: "finds modular packages under their module and stream",
    os: "alma 8.4",
    tables: {
      "alma 8": {
        "nodejs:12::npm": [row("CVE-2020-7754", "1:6.14.10-1.12.20.1.1.module_el8.4.0+2521")],
        npm: [row("CVE-1", "99-1")],
        openssl: [row("CVE-2020-1971", "1:1.1.1g-12.el8_3")],
      },
    },
    packages: [
      rpm("npm 1:6.14.8-1.12.20.0.1.module_el8.3.0", "x86_64", {
        module: "nodejs:12:8030020201124152102:229f0a1c",
      }),
      rpm("openssl 1:1.1.1g-11.el8"),
    ],
    finds: [
      "npm CVE-2020-7754 1:6.14.10-1.12.20.1.1.module_el8.4.0+2521",
      "openssl CVE-2020-1971 1:1.1.1g-12.el8_3",
    ],
  },
  {
    what: "takes a label with fewer than two colons for no module",
    os: "alma 8.4",
    tables: { "alma 8": { npm: [row("CVE-1", "99-1")] } },
    packages: [rpm("npm 6-1", "x86_64", { module: "nodejs:12" })],
    finds: ["npm CVE-1 99-1"],
  },
]);

const x86 = { architectures: ["x86_64"] };
cases("Oracle", [
  {
    what: "keeps the flavours apart",
    os: "oracle 7.9",
    tables: {
      "oracle 7": {
        glibc: [
          row("CVE-NORMAL", "2:2.17-292.0.1.el7", x86),
          row("CVE-KSPLICE", "2:2.17-292.0.1.ksplice1.el7", x86),
          row("CVE-FIPS", "10:2.17-326.0.1.el7_fips", x86),
        ],
        "glibc-k": [row("CVE-NORMAL", "3:2-1.el7", x86), row("CVE-KSPLICE", "3:2-1.ksplice2.el7", x86)],
        "glibc-f": [row("CVE-NORMAL", "11:2-1.el7", x86), row("CVE-FIPS", "11:2-1.el7_fips", x86)],
      },
    },
    packages: [
      rpm("glibc 2:2.17-260.el7"),
      rpm("glibc-k 2:2.17-260.ksplice1.el7"),
      rpm("glibc-f 10:2.17-260.el7_fips"),
    ],
    finds: [
      "glibc CVE-NORMAL 2:2.17-292.0.1.el7",
      "glibc-f CVE-FIPS 11:2-1.el7_fips",
      "glibc-k CVE-KSPLICE 3:2-1.ksplice2.el7",
    ],
  },
  {
    what: "needs the machine's architecture listed, and has noarch packages on every machine",
    os: "oracle 8",
    tables: {
      "oracle 8": { curl: [row("CVE-2020-8177", "7.61.1-14.el8", x86)], tzdata: [row("CVE-TZ", "2-1", x86)] },
    },
    packages: [rpm("curl 7.61.1-12.el8", "aarch64"), rpm("tzdata 1-1", "noarch")],
    finds: ["tzdata CVE-TZ 2-1"],
  },
]);

cases("Amazon", [
  ...["2 (Karoo)", "2.0.20240916", "2"].map((version) => ({
    what: `${version} is 2`,
    os: `amazon ${version}`,
    tables: { "amazon 2": { curl: [row("CVE-2019-5481", "7.61.1-12.amzn2.0.1")] } },
    packages: [rpm("curl 7.61.1-11.amzn2.0.2", "x86_64", { vendor: "Amazon Linux" })],
    finds: ["curl CVE-2019-5481 7.61.1-12.amzn2.0.1"],
  })),
  {
    what: "2018.03 is 1, and packages without a vendor are Amazon's",
    os: "amazon 2018.03",
    tables: { "amazon 1": { curl: [row("CVE-2019-5481", "7.61.1-12.93.amzn1")] } },
    packages: [rpm("curl 7.61.1-11.91.amzn1", "x86_64", { vendor: "" })],
    finds: ["curl CVE-2019-5481 7.61.1-12.93.amzn1"],
  },
  {
    what: "2023 has a caret in a version, which is rpm's and not Debian's",
    os: "amazon 2023.6.20241010",
    tables: { "amazon 2023": { nss: [row("CVE-1", "1.0^git1-1.amzn2023")] } },
    packages: [rpm("nss 1.0-1.amzn2023", "x86_64", { vendor: "Amazon Linux" })],
    finds: ["nss CVE-1 1.0^git1-1.amzn2023"],
  },
]);

const suseRow = { libopenssl1_1: [row("SUSE-SU-2022:2251-1", "1.1.1l-150400.7.16.1"), row("NO-FIX")] };
const suseRpm = rpm("libopenssl1_1 1.1.1l-150400.7.7.1", "x86_64", {
  vendor: "SUSE LLC <https://www.suse.com/>",
});
cases(
  "SUSE and openSUSE",
  [
    ["suse 15.4", "suse 15.4"],
    ["suse 15", "suse 15"],
    ["slem 5.3", "slem 5.3"],
    ["opensuse-leap 15.4", "opensuse-leap 15.4"],
    ["opensuse-tumbleweed 20240607", "opensuse-tumbleweed"],
  ].map(([os = "", table = ""]) => ({
    what: os,
    os,
    tables: { [table]: suseRow },
    packages: [suseRpm],
    finds: ["libopenssl1_1 SUSE-SU-2022:2251-1 1.1.1l-150400.7.16.1"],
  })),
);

cases("Photon", [
  {
    what: "is matched by source name and source version",
    os: "photon 3.0",
    tables: { "photon 3.0": { bash: [row("CVE-2019-18276", "4.4.18-2.ph3"), row("CVE-NOFIX")] } },
    packages: [
      rpm("bash-lang 9-1.ph3", "x86_64", {
        source: { name: "bash", version: "4.4.18-1.ph3" },
        vendor: "VMware, Inc.",
      }),
    ],
    finds: ["bash-lang CVE-2019-18276 4.4.18-2.ph3"],
  },
]);

cases(
  "Mariner and Azure Linux",
  (
    [
      ["mariner 2.0.20240123", "mariner 2.0"],
      ["azurelinux 3.0.20240727", "azurelinux 3.0"],
    ] as const
  ).map(([os, table]) => ({
    what: os,
    os,
    tables: { [table]: { vim: [row("CVE-2022-0261", "0:8.2.4081-1.cm1"), row("CVE-2022-0158")] } },
    packages: [
      rpm("vim-extra 8.2.9999-1.cm1", "x86_64", {
        source: { name: "vim", version: "8.2.3668-4.cm1" },
        vendor: "Microsoft Corporation",
      }),
    ],
    finds: ["vim-extra CVE-2022-0158 -", "vim-extra CVE-2022-0261 8.2.4081-1.cm1"],
  })),
);

cases("Bottlerocket", [
  {
    what: "is matched by package name in one table",
    os: "bottlerocket 1.19.2",
    tables: { bottlerocket: { docker: [row("CVE-2024-24557", "25.0.2-1.br1")] } },
    packages: [
      aPackage("docker 24.0.5-1.br1", "bottlerocket"),
      aPackage("docker 25.0.3-1.br1", "bottlerocket"),
    ],
    finds: ["docker CVE-2024-24557 25.0.2-1.br1"],
  },
]);

it("every family of the list finds something above", async () => {
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
