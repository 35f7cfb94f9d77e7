import { expect, it } from "vitest";
import { primaryUrl } from "../../../src/detectors/vulnerabilities/primary-url.ts";

const references = [
  "https://example.org/1",
  "https://www.debian.org/security/dsa-1",
  "https://usn.ubuntu.com/1/",
  "https://access.redhat.com/errata/RHSA-1",
  "http://lists.opensuse.org/1",
  "https://linux.oracle.com/errata/ELSA-1.html",
  "https://linux.oracle.com/cve/CVE-1.html",
  "https://hackerone.com/reports/1",
  "https://groups.google.com/g/ruby-security-ann/1",
];

it.each([
  ["CVE-2019-1551", "debian", "https://avd.aquasec.com/nvd/cve-2019-1551"],
  ["RUSTSEC-2020-1", "x", "https://osv.dev/vulnerability/RUSTSEC-2020-1"],
  ["PYSEC-2022-1", "x", "https://osv.dev/vulnerability/PYSEC-2022-1"],
  ["GO-2023-1840", "x", "https://osv.dev/vulnerability/GO-2023-1840"],
  ["JLSEC-2025-1", "x", "https://osv.dev/vulnerability/JLSEC-2025-1"],
  ["NSWG-ECO-1", "nodejs-security-wg", references[7]],
  ["OSVDB-1", "ruby-advisory-db", references[8]],
  ["GHSA-aaaa-bbbb-cccc", "x", "https://github.com/advisories/GHSA-aaaa-bbbb-cccc"],
  ["TEMP-0841856-B18BAF", "debian", "https://security-tracker.debian.org/tracker/TEMP-0841856-B18BAF"],
  ["DSA-1", "debian", references[1]],
  ["USN-1", "ubuntu", references[2]],
  ["RHSA-1", "redhat", references[3]],
  ["SUSE-SU-1", "suse-cvrf", references[4]],
  ["ELSA-1", "oracle-oval", references[5]],
  ["ALAS-1", "amazon", undefined],
])("%s of %s", (id, source, expected) => {
  expect(
    primaryUrl({ id, aliases: [], status: "unknown", source: { id: source, name: "", url: "" } }, references),
  ).toBe(expected);
});

it("is none without a source or a fitting reference", () => {
  expect(primaryUrl({ id: "X-1", aliases: [], status: "unknown" }, references)).toBeUndefined();
  expect(
    primaryUrl(
      { id: "X-1", aliases: [], status: "unknown", source: { id: "debian", name: "", url: "" } },
      [],
    ),
  ).toBeUndefined();
});
