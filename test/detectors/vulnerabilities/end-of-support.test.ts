import { expect, it } from "vitest";
import { endOfSupport } from "../../../src/detectors/index.ts";
import { isSupported } from "../../../src/detectors/vulnerabilities/end-of-support.ts";
import { END_OF_SUPPORT } from "../../../src/detectors/vulnerabilities/end-of-support-dates.ts";
import type { OsRelease } from "../../../src/model/index.ts";

it.each<[OsRelease, { date?: string } | undefined]>([
  [{ family: "alpine", version: "3.10.3" }, { date: "2021-05-01" }],
  [{ family: "alpine", version: "3.20.3" }, { date: "2026-04-01" }],
  [{ family: "alpine", version: "3.21.0_alpha1", repository: "edge" }, {}],
  [{ family: "debian", version: "11.6" }, { date: "2026-08-31" }],
  [{ family: "debian", version: "6.0.10" }, { date: "2016-02-29" }],
  [{ family: "debian", version: "trixie/sid" }, undefined],
  [{ family: "ubuntu", version: "18.04" }, { date: "2023-05-31" }],
  [{ family: "ubuntu", version: "18.04", esm: true }, { date: "2028-04-26" }],
  [{ family: "ubuntu", version: "23.10", esm: true }, { date: "2024-07-11" }],
  [{ family: "redhat", version: "9.4" }, { date: "2032-05-31" }],
  [{ family: "centos", version: "7.6.1810" }, { date: "2024-06-30" }],
  [{ family: "rocky", version: "8.5" }, { date: "2029-05-31" }],
  [{ family: "alma", version: "9.1" }, { date: "2032-05-31" }],
  [{ family: "oracle", version: "8.9" }, { date: "2029-07-31" }],
  [{ family: "amazon", version: "2 (Karoo)" }, { date: "2026-06-30" }],
  [{ family: "amazon", version: "2018.03" }, { date: "2023-12-31" }],
  [{ family: "amazon", version: "2023.6.20241010" }, { date: "2029-06-30" }],
  [{ family: "suse", version: "15.5" }, { date: "2024-12-31" }],
  [{ family: "slem", version: "5.5" }, { date: "2027-10-31" }],
  [{ family: "opensuse-leap", version: "15.6" }, { date: "2026-04-30" }],
  [{ family: "opensuse-tumbleweed", version: "20240607" }, {}],
  [{ family: "photon", version: "3.0" }, { date: "2024-06-30" }],
  [{ family: "mariner", version: "2.0.20240123" }, { date: "2025-07-31" }],
  [{ family: "azurelinux", version: "3.0.20240727" }, { date: "2027-08-31" }],
  [{ family: "wolfi", version: "20230201" }, {}],
  [{ family: "bottlerocket", version: "1.19.2" }, undefined],
  [{ family: "__proto__", version: "toString" }, undefined],
  [{ family: "debian", version: "constructor" }, undefined],
])("%j: %j", (os, expected) => expect(endOfSupport(os)).toEqual(expected));

it("counts the last day as supported", () => {
  const os = { family: "centos", version: "7" };
  expect(isSupported(os, new Date("2024-06-30T23:59:59Z"))).toBe(true);
  expect(isSupported(os, new Date("2024-07-01T00:00:00Z"))).toBe(false);
  expect(isSupported({ family: "wolfi", version: "" }, new Date("2100-01-01"))).toBe(true);
  expect(isSupported({ family: "arch", version: "" }, new Date())).toBeUndefined();
});

it("has real days only", () => {
  const days = Object.values(END_OF_SUPPORT).flatMap((dates) => Object.values(dates));
  expect(days.filter((day) => new Date(day).toISOString().slice(0, 10) !== day)).toEqual([]);
});
