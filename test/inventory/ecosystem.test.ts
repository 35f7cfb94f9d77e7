import { expect, test } from "vitest";
import { osvEcosystem } from "../../src/inventory/ecosystem.ts";
import type { OsRelease } from "../../src/model/index.ts";

const RELEASES: readonly (readonly [string, OsRelease])[] = [
  ["Alpine:v3.20", { family: "alpine", version: "3.20.3" }],
  ["Alpine:v3.19", { family: "alpine", version: "3.20.3", repository: "3.19" }],
  ["Alpine:edge", { family: "alpine", version: "3.20.3", repository: "edge" }],
  ["Alpine:edge", { family: "alpine", version: "3.22_alpha20250108" }],
  ["Alpine", { family: "alpine", version: "" }],
  ["Debian:12", { family: "debian", version: "12.4" }],
  ["Debian:trixie/sid", { family: "debian", version: "trixie/sid" }],
  ["Ubuntu:18.04:LTS", { family: "ubuntu", version: "18.04" }],
  ["Ubuntu:Pro:18.04:LTS", { family: "ubuntu", version: "18.04", esm: true }],
  ["Ubuntu:22.04:LTS", { family: "ubuntu", version: "22.04.4" }],
  ["Ubuntu:6.06", { family: "ubuntu", version: "6.06" }],
  ["Ubuntu:23.04", { family: "ubuntu", version: "23.04" }],
  ["Ubuntu:24.10", { family: "ubuntu", version: "24.10" }],
  ["Red Hat", { family: "redhat", version: "9.4" }],
  ["CentOS:7", { family: "centos", version: "7.6.1810" }],
  ["Rocky Linux:9", { family: "rocky", version: "9.3" }],
  ["AlmaLinux:9", { family: "alma", version: "9.1" }],
  ["Oracle Linux:8", { family: "oracle", version: "8.10" }],
  ["Amazon Linux:2", { family: "amazon", version: "2" }],
  ["Amazon Linux:2023", { family: "amazon", version: "2023.5.20240722" }],
  ["Fedora:40", { family: "fedora", version: "40" }],
  ["SUSE:Linux Enterprise Server 15 SP5", { family: "suse", version: "15.5" }],
  ["SUSE:Linux Enterprise Server 15", { family: "suse", version: "15" }],
  ["SUSE:Linux Enterprise Micro 5.5", { family: "slem", version: "5.5" }],
  ["SUSE:Linux Micro 6.0", { family: "slem", version: "6.0" }],
  ["openSUSE:Leap 15.6", { family: "opensuse-leap", version: "15.6" }],
  ["openSUSE:Tumbleweed", { family: "opensuse-tumbleweed", version: "20240601" }],
  ["Photon OS:5.0", { family: "photon", version: "5.0" }],
  ["Azure Linux:2", { family: "mariner", version: "2.0" }],
  ["Azure Linux:3", { family: "azurelinux", version: "3.0" }],
  ["Wolfi", { family: "wolfi", version: "20230201" }],
  ["Chainguard", { family: "chainguard", version: "20230214" }],
  ["MinimOS", { family: "minimos", version: "20241031" }],
  ["Echo", { family: "echo", version: "1" }],
  ["Bottlerocket:1.20.0", { family: "bottlerocket", version: "1.20.0" }],
  ["CoreOS:4", { family: "coreos", version: "4" }],
  ["Arch Linux", { family: "arch", version: "" }],
  ["Void:1", { family: "void", version: "1" }],
];

test.each(RELEASES)("%s", (name, os) => expect(osvEcosystem(os, "deb")).toBe(name));

test("without a distribution there is only the kind of package", () => {
  expect(osvEcosystem(undefined, "rpm")).toBe("rpm");
});
