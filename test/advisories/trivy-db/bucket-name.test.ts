import { expect, test } from "vitest";
import { bucketName } from "../../../src/advisories/trivy-db/bucket-name.ts";

// Expected names: trivy-db `pkg/vulnsrc/bucket/bucket.go`.
test.each([
  ["alpine", "3.10", "alpine 3.10"],
  ["alpine", "edge", "alpine edge"],
  ["debian", "11", "debian 11"],
  ["ubuntu", "18.04", "ubuntu 18.04"],
  ["ubuntu", "18.04-ESM", "ubuntu 18.04-ESM"],
  ["redhat", "", "Red Hat"],
  ["redhat", "9", "Red Hat"],
  ["centos", "7", "Red Hat"],
  ["rocky", "8", "rocky 8"],
  ["alma", "9", "alma 9"],
  ["oracle", "8", "Oracle Linux 8"],
  ["amazon", "2023", "amazon linux 2023"],
  ["suse", "15.5", "SUSE Linux Enterprise 15.5"],
  ["slem", "5.3", "SUSE Linux Enterprise Micro 5.3"],
  ["opensuse-leap", "15.1", "openSUSE Leap 15.1"],
  ["opensuse-tumbleweed", "20260101", "openSUSE Tumbleweed"],
  ["photon", "5.0", "Photon OS 5.0"],
  ["mariner", "1.0", "CBL-Mariner 1.0"],
  ["azurelinux", "3.0", "Azure Linux 3.0"],
  ["wolfi", "", "wolfi"],
  ["wolfi", "20230201", "wolfi"],
  ["chainguard", "", "chainguard"],
  ["minimos", "", "minimos"],
  ["echo", "", "echo"],
  ["bottlerocket", "1.20", "bottlerocket"],
  ["root.io debian", "12", "root.io debian 12"],
  ["root.io alpine", "3.20", "root.io alpine 3.20"],
  ["seal alpine", "", "seal alpine"],
  ["seal redhat", "8", "seal Red Hat 8"],
  ["rapidfort ubuntu", "", "rapidfort ubuntu"],
  ["rapidfort redhat", "9", "rapidfort Red Hat 9"],
  ["rapidfort fedora", "40", "rapidfort fedora 40"],
])("%s %s → %s", (family, release, name) => {
  expect(bucketName(family, release)).toBe(name);
});

test.each(["fedora", "arch", "", "constructor", "__proto__", "seal", "seal gentoo", "acme debian"])(
  "no bucket for %j",
  (family) => {
    expect(bucketName(family, "1")).toBeUndefined();
  },
);
