import { expect, it } from "vitest";
import { rate } from "../../../src/detectors/vulnerabilities/severity.ts";
import type { Advisory, VulnerabilityDetails } from "../../../src/model/index.ts";

const debian = { id: "debian", name: "", url: "" };
const row = (more: Partial<Advisory> = {}): Advisory => ({
  id: "CVE-1",
  aliases: [],
  status: "unknown",
  source: debian,
  ...more,
});
const details = (vendorSeverity: VulnerabilityDetails["vendorSeverity"]): VulnerabilityDetails => ({
  severity: "medium",
  vendorSeverity,
  cvss: {},
  cwes: [],
  references: [],
});

it.each([
  [
    "the row's own, where its family rates its builds",
    row({ severity: "low" }),
    details({ debian: "high" }),
    "debian",
    { severity: "low", source: "debian" },
  ],
  [
    "not the row's where its family does not",
    row({ severity: "low" }),
    details({ debian: "high" }),
    undefined,
    { severity: "high", source: "debian" },
  ],
  [
    "the source's when the row knows none",
    row({ severity: "unknown" }),
    details({ debian: "high", nvd: "critical" }),
    "debian",
    { severity: "high", source: "debian" },
  ],
  [
    "that of the source it builds on",
    row({ source: { ...debian, id: "seal", baseId: "alpine" } }),
    details({ seal: "low", alpine: "high" }),
    undefined,
    { severity: "high", source: "alpine" },
  ],
  [
    "unknown, when the source says so",
    row(),
    details({ debian: "unknown", nvd: "critical" }),
    undefined,
    { severity: "unknown", source: "debian" },
  ],
  [
    "GitHub's for its own ids",
    row({ id: "GHSA-1" }),
    details({ ghsa: "low", nvd: "high" }),
    undefined,
    { severity: "low", source: "ghsa" },
  ],
  [
    "not GitHub's for others",
    row(),
    details({ ghsa: "low", nvd: "high" }),
    undefined,
    { severity: "high", source: "nvd" },
  ],
  ["the summary, which is nobody's", row(), details({ ghsa: "low" }), undefined, { severity: "medium" }],
  ["unknown without details", row({ severity: "high" }), undefined, undefined, { severity: "unknown" }],
  [
    "the row's without details",
    row({ severity: "high" }),
    undefined,
    "redhat",
    { severity: "high", source: "redhat" },
  ],
] as const)("is %s", (_, advisory, known, rowSource, expected) => {
  expect(rate(advisory, known, rowSource)).toEqual(expected);
});
