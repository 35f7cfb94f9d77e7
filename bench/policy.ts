import type { Finding, Package, VulnerabilityFinding } from "../src/model/index.ts";
import { judge, type Policy, policyFrom } from "../src/policy/index.ts";
import { median } from "./median.ts";

const FINDINGS = 100_000;
const RULES = 200;
const WAIVERS = 1_000;
const ROUNDS = 5;

/** The day of the verdicts; nothing depends on the clock. */
const NOW = new Date("2026-03-10T00:00:00Z");

export interface PolicySpeed {
  readonly findings: number;
  readonly rules: number;
  readonly waivers: number;
  /** Median of several verdicts. */
  readonly milliseconds: number;
  /** The same of processor time: what other work on the machine does not change. */
  readonly cpuMilliseconds: number;
}

/** How long the verdict of a very large image takes by a policy with many rules and waivers of every form. */
export function policySpeed(): PolicySpeed {
  const findings = manyFindings();
  const policy = largePolicy();
  const times = Array.from({ length: ROUNDS }, () => {
    const [start, cpu] = [process.hrtime.bigint(), process.cpuUsage()];
    const { judged } = judge(findings, [], policy, NOW, {
      images: ["registry.example/team/app:1.0"],
      branch: "main",
    });
    if (judged.length !== findings.length) throw new Error("findings were lost");
    const { user, system } = process.cpuUsage(cpu);
    return { wall: Number(process.hrtime.bigint() - start) / 1e6, cpu: (user + system) / 1e3 };
  });
  return {
    findings: findings.length,
    rules: policy.block.length + policy.warn.length,
    waivers: policy.waivers.length,
    milliseconds: Math.round(median(times.map(({ wall }) => wall))),
    cpuMilliseconds: Math.round(median(times.map(({ cpu }) => cpu))),
  };
}

/** As a large image has them: two thousand packages, some fifty vulnerabilities each. */
function manyFindings(): readonly Finding[] {
  const severities = ["low", "medium", "high", "critical", "negligible", "unknown"] as const;
  const packages = stored(
    Array.from({ length: 2_000 }, (_, i): Package => {
      const location = { path: `usr/lib/p${i}`, layer: i % 20, diffId: `sha256:${"0".repeat(64)}` } as const;
      return {
        name: `package${i}`,
        version: "1.0",
        ecosystem: "Debian:12",
        purl: `pkg:deb/debian/package${i}@1.0?arch=amd64&distro=debian-12`,
        by: "dpkg",
        source: { name: `source${Math.floor(i / 4)}`, version: "1.0" },
        locations: [location],
      };
    }),
  );
  const details = stored(
    Array.from({ length: FINDINGS }, (_, i) => ({
      rule: `CVE-${2015 + (i % 11)}-${10_000 + Math.floor(i / 3)}`,
      fingerprint: fingerprintOf(i),
      alias: `DSA-${5000 + (i % 900)}-1`,
      cwe: `CWE-${i % 100}`,
      published: `20${15 + (i % 11)}-06-01T00:00:00Z`,
      vector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
    })),
  );
  return details.map(({ rule, fingerprint, alias, cwe, published, vector }, i): VulnerabilityFinding => {
    const affected = packages[i % packages.length]!;
    return {
      kind: "vulnerability",
      rule,
      severity: severities[i % severities.length]!,
      title: rule,
      fingerprint,
      location: affected.locations[0]!,
      package: affected,
      advisory: {
        id: rule,
        aliases: [alias],
        references: [],
        cwes: [cwe],
        cvss: { nvd: { v3Score: (i % 100) / 10, v3Vector: vector } },
        published,
      },
      ...(i % 3 === 0 ? {} : { fixedIn: "2.0" }),
      status: i % 3 === 0 ? "affected" : "fixed",
      matchedBy: "debian 12",
    };
  });
}

/** Texts as they come from a database: whole, not put together. */
function stored<T>(values: T): T {
  return JSON.parse(JSON.stringify(values)) as T;
}

/** Spread as digests are. */
function fingerprintOf(number: number): string {
  return Math.imul(number + 1, 2_654_435_761)
    .toString(16)
    .replace("-", "f")
    .padStart(8, "0")
    .repeat(8)
    .slice(0, 64);
}

/** Of every form that policies have: most rules name ids or packages, the others ask of every finding. */
function largePolicy(): Policy {
  const rules = Array.from({ length: RULES }, (_, i): string => {
    switch (i % 10) {
      case 0:
        return `{severity: critical, fixable: true, count: ${i + 1}}`;
      case 1:
        return `{severity: high, package: "package${i}*"}`;
      case 2:
        return `{purl: "pkg:deb/debian/package${i}", age: ${i}d}`;
      case 3:
        return `{path: "usr/lib/p${i}**", severity: medium}`;
      case 4:
        return `{any: [{cvss: {min: 9.${i % 10}}}, {cwe: ${i}}], branch: main, count: ${1000 * i}}`;
      case 5:
      case 6:
        return `{package: [package${i}, source${i}]}`;
      default:
        return `{rule: [CVE-2020-${10_000 + i}, DSA-${5000 + i}-1]}`;
    }
  });
  const waivers = Array.from({ length: WAIVERS }, (_, i): string => {
    const what =
      i % 10 === 0
        ? `purl: "pkg:deb/debian/package${i}*"`
        : i % 10 === 1
          ? `fingerprint: "${fingerprintOf(i * 31)}"`
          : `id: CVE-${2015 + (i % 11)}-${10_000 + i * 30}, package: package${i % 2000}`;
    return `{${what}, reason: "accepted", expires: 2027-01-31}`;
  });
  const list = (rows: readonly string[]) => rows.map((row) => `  - ${row}\n`).join("");
  const [block, warn] = [rules.filter((_, i) => i % 4 !== 0), rules.filter((_, i) => i % 4 === 0)];
  return policyFrom(
    `version: 1\nblock:\n${list(block)}warn:\n${list(warn)}waivers:\n${list(waivers)}`,
    "drydock.yml",
  );
}
