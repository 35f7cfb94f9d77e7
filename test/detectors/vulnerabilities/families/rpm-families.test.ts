import { aPackage } from "../scene.ts";
import { cases, row, rpm } from "./cases.ts";

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
