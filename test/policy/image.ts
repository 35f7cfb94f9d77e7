import { parseEpss, parseKev } from "../../src/exploitation/index.ts";
import type { Finding } from "../../src/model/index.ts";
import type { Surroundings } from "../../src/policy/judge.ts";
import { someRisk } from "../support/risks.ts";
import { digestOf, someFinding, somePackage } from "../support/scan-result.ts";

const inLayer = (layer: number, path: string) => ({ path, layer, diffId: digestOf(`layer ${layer}`) });
const openssl = somePackage("libcrypto3", "3.1.4-r5", {
  source: { name: "openssl", version: "3.1.4-r5" },
  licenses: ["Apache-2.0"],
  locations: [inLayer(0, "lib/apk/db/installed")],
});
const curl = somePackage("curl", "8.5.0-r0", {
  licenses: ["curl"],
  locations: [inLayer(1, "lib/apk/db/installed")],
});
const { source: _, ...lodash } = somePackage("lodash", "4.17.0", {
  purl: "pkg:npm/lodash@4.17.0",
  licenses: ["AGPL-3.0-only"],
  locations: [inLayer(1, "srv/app/node_modules/lodash/package.json")],
});

/** One of each kind, as an image on a base image might have them; the tests' day is 2026-03-10. */
export const findings: readonly Finding[] = [
  someFinding({
    id: "CVE-2024-0001",
    severity: "critical",
    package: openssl,
    fixedIn: "3.1.4-r6",
    advisory: {
      aliases: ["GHSA-aaaa-bbbb-cccc"],
      cwes: ["CWE-787"],
      cvss: { nvd: { v3Score: 9.8, v3Vector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H" } },
    },
  }),
  someFinding({
    id: "CVE-2026-0002",
    severity: "high",
    package: curl,
    status: "will-not-fix",
    advisory: { published: "2026-02-20T00:00:00Z", cvss: { nvd: { v3Score: 8.1 } } },
  }),
  someFinding({ id: "CVE-2024-0003", severity: "medium", package: openssl, fixedIn: "3.1.5-r0" }),
  someFinding({ id: "CVE-2023-0004", severity: "medium", package: lodash, fixedIn: "4.17.21" }),
  someFinding({ id: "CVE-2022-0005", severity: "low", package: curl, fixedIn: "8.6.0-r0" }),
  someFinding({ id: "CVE-2021-0006", severity: "negligible", package: curl }),
  someFinding({ id: "CVE-2020-0007", severity: "unknown", package: openssl, advisory: { cvss: {} } }),
  someFinding({ id: "CVE-2019-0008", severity: "critical", package: curl, status: "not-affected" }),
  someRisk({
    rule: "DD-SF-002",
    category: "sensitive",
    severity: "critical",
    subject: "srv/app/key.pem",
    location: inLayer(1, "srv/app/key.pem"),
    fingerprint: "a".repeat(64),
  }),
  someRisk({
    rule: "DD-MW-019",
    category: "malware",
    severity: "low",
    subject: "usr/bin/frpc",
    location: inLayer(1, "usr/bin/frpc"),
    fingerprint: "b".repeat(64),
  }),
  someRisk({
    rule: "DD-BL-023",
    category: "baseline",
    severity: "high",
    subject: "root",
    location: inLayer(0, "etc/shadow"),
    fingerprint: "c".repeat(64),
  }),
  someRisk({
    rule: "DD-BL-077",
    category: "baseline",
    severity: "medium",
    subject: "etc/redis.conf",
    location: inLayer(1, "etc/redis.conf"),
    fingerprint: "d".repeat(64),
  }),
  someRisk({
    rule: "DD-DF-002",
    severity: "high",
    owner: "own",
    subject: "USER",
    fingerprint: "e".repeat(64),
  }),
  someRisk({ rule: "DD-DF-051", severity: "negligible", owner: "own", fingerprint: "f".repeat(64) }),
];

/** All that conditions may ask about is told. */
export const around: Surroundings = {
  images: ["registry:registry.example/prod/app:release-1"],
  layers: [
    { origin: { owner: "base", certainty: "proved" } },
    { origin: { owner: "own", certainty: "proved" } },
  ],
  branch: "release/1",
  environment: "production",
  exploitation: {
    epss: parseEpss(
      "#model_version:v2025.03.14,score_date:2026-03-09T00:00:00Z\ncve,epss,percentile\nCVE-2024-0001,0.9,0.99\nCVE-2026-0002,0.01,0.5\n",
    ),
    kev: parseKev(Buffer.from('{"vulnerabilities": [{"cveID": "CVE-2024-0001"}]}')),
  },
  isNew: ({ rule }) => rule === "CVE-2026-0002" || rule === "DD-SF-002",
};
