import { createHash } from "node:crypto";
import {
  type DatabaseInfo,
  type Digest,
  type Finding,
  type Gap,
  isVulnerability,
  type LayerInfo,
  type Package,
  type Rule,
  type ScanResult,
  type Severity,
  type Status,
  type VulnerabilityFinding,
} from "../../src/model/index.ts";
import { judge, type Policy } from "../../src/policy/index.ts";
import { defaultPolicy } from "../../src/policy/policy.ts";

/** The day of every result made here. */
export const NOW = new Date("2026-03-10T09:30:00Z");

export function digestOf(text: string): Digest {
  return `sha256:${createHash("sha256").update(text).digest("hex")}`;
}

const layers: readonly LayerInfo[] = [
  {
    index: 0,
    diffId: digestOf("layer 0"),
    digest: digestOf("layer 0, compressed"),
    size: 3_401_613,
    createdBy: "/bin/sh -c #(nop) ADD file:0123 in /",
  },
  { index: 1, diffId: digestOf("layer 1"), createdBy: "RUN /bin/sh -c apk add --no-cache curl # buildkit" },
];

/** Image parts with a traced origin for each layer. */
export const traced: Partial<ScanResult["image"]> = {
  layers: [
    {
      ...layers[0]!,
      origin: {
        instruction: "ADD … /",
        dockerfile: { path: "docker/Dockerfile", startLine: 3, endLine: 3, endColumn: 17 },
        owner: "base",
        certainty: "proved",
      },
    },
    {
      ...layers[1]!,
      origin: {
        instruction: "RUN apk add --no-cache curl",
        dockerfile: { path: "docker/Dockerfile", startLine: 7, endLine: 8, endColumn: 9 },
        owner: "own",
        certainty: "proved",
      },
    },
  ],
  baseImage: { name: "alpine:3.19", digest: digestOf("base"), from: "dockerfile" },
};

export function somePackage(name: string, version: string, rest: Partial<Package> = {}): Package {
  return {
    name,
    version,
    ecosystem: "Alpine:v3.19",
    purl: `pkg:apk/alpine/${encodeURIComponent(name.toWellFormed().slice(0, 40))}@${version}?arch=x86_64&distro=3.19`,
    by: "apk",
    source: { name, version },
    architecture: "x86_64",
    locations: [{ path: "lib/apk/db/installed", layer: 0, diffId: layers[0]!.diffId }],
    ...rest,
  };
}

interface FindingParts {
  readonly id: string;
  readonly severity: Severity;
  readonly package?: Package;
  readonly fixedIn?: string;
  readonly status?: Status;
  readonly title?: string;
  readonly advisory?: Partial<VulnerabilityFinding["advisory"]>;
}

export function someFinding(parts: FindingParts): VulnerabilityFinding {
  const { id, severity, fixedIn } = parts;
  const affected = parts.package ?? somePackage("busybox", "1.36.1-r15");
  return {
    kind: "vulnerability",
    rule: id,
    severity,
    title: parts.title ?? `${affected.name.slice(0, 40)}: something about ${id}`,
    location: affected.locations[0]!,
    fingerprint: digestOf(`${id} ${affected.name}`).slice("sha256:".length),
    package: affected,
    advisory: {
      id,
      aliases: [],
      description: `A longer text about ${id}.\nWith a second line.`,
      url: `https://advisories.example/${encodeURIComponent(id.toWellFormed())}`,
      references: ["https://advisories.example/1", "ftp://old.example/2", "not a url"],
      cwes: ["CWE-125"],
      cvss: { nvd: { v3Score: 7.5, v3Vector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H" } },
      published: "2024-01-09T17:15:12Z",
      ...parts.advisory,
    },
    ...(fixedIn === undefined ? {} : { fixedIn }),
    status: parts.status ?? (fixedIn === undefined ? "affected" : "fixed"),
    matchedBy: `alpine 3.19, source ${affected.source?.name.slice(0, 40)}, apk`,
  };
}

const crypto3 = somePackage("libcrypto3", "3.1.4-r5", { source: { name: "openssl", version: "3.1.4-r5" } });
const ssl3 = somePackage("libssl3", "3.1.4-r5", { source: { name: "openssl", version: "3.1.4-r5" } });
const curl = somePackage("curl", "8.5.0-r0", {
  locations: [{ path: "lib/apk/db/installed", layer: 1, diffId: layers[1]!.diffId }],
});

/** Names that would do something if they were printed as they are. */
export const hostile = {
  command: "::error file=x::owned",
  azure: "##vso[task.setvariable variable=x]y",
  html: "<script>alert(1)</script>",
  ansi: "\u001b[2J\u001b[31mred\u0007\r\nPASS: nothing to see",
  bidi: "abc\u202egnp.exe\u2066\u200b",
  surrogate: "half \ud800 pair",
  markdown: "[click](javascript:alert(1)) `x` *y* {0} | @everyone",
  long: "n".repeat(10_240),
  proto: "__proto__",
} as const;

export const ordinaryFindings: readonly VulnerabilityFinding[] = [
  someFinding({
    id: "CVE-2024-0001",
    severity: "critical",
    package: crypto3,
    fixedIn: "3.1.4-r6",
    title:
      "openssl: a buffer overflow in the certificate parser allows remote code execution with a crafted file",
    advisory: { aliases: ["GHSA-aaaa-bbbb-cccc"], cvss: { nvd: { v3Score: 9.8 }, redhat: { v3Score: 7.1 } } },
  }),
  someFinding({ id: "CVE-2024-0001", severity: "critical", package: ssl3, fixedIn: "3.1.4-r6" }),
  someFinding({ id: "CVE-2024-0002", severity: "medium", package: crypto3, fixedIn: "3.1.5-r0" }),
  someFinding({ id: "CVE-2024-0002", severity: "medium", package: ssl3, fixedIn: "3.1.5-r0" }),
  someFinding({ id: "CVE-2023-9999", severity: "high", package: curl, status: "will-not-fix" }),
  someFinding({ id: "CVE-2023-8888", severity: "low", package: curl, fixedIn: "8.6.0-r0" }),
  someFinding({ id: "CVE-2022-7777", severity: "negligible", status: "end-of-life" }),
  someFinding({ id: "CVE-2022-6666", severity: "unknown", advisory: { cvss: {}, cwes: [] } }),
];

export const hostileFindings: readonly VulnerabilityFinding[] = Object.values(hostile).map((text, i) =>
  someFinding({
    id: `CVE-2025-${text}`,
    severity: "high",
    fixedIn: i % 2 === 0 ? text : "2.0",
    title: text,
    package: somePackage(text, text, {
      locations: [{ path: `var/${text}/status`, layer: 0, diffId: layers[0]!.diffId }],
    }),
    advisory: {
      description: text,
      url: text,
      aliases: [text],
      cwes: [text],
      cvss: { [text]: { v3Score: 99 } },
    },
  }),
);

export const gaps: readonly Gap[] = [
  {
    kind: "unreadable",
    where: "var/lib/rpm/Packages",
    by: "rpm",
    reason: "The database is cut off after 4096 bytes.",
    layer: layers[1]!.diffId,
  },
  {
    kind: "version",
    where: "strange 1..2",
    by: "vulnerabilities",
    reason: "The version 1..2 of strange cannot be parsed as an apk version.",
  },
];

/** The same for all categories, and short to tell. */
export const plainPolicy: Policy = {
  ...defaultPolicy(),
  isDefault: false,
  block: [{ severity: "high", count: 1 }],
};

export const waiverPolicy: Policy = {
  ...plainPolicy,
  origin: "drydock.yml",
  waivers: [
    {
      id: "CVE-2023-9999",
      package: "curl",
      reason: "the code is not reached",
      expires: "2026-03-20",
      owner: "web",
    },
    { id: "CVE-2020-1111", reason: "gone long ago", expires: "2026-12-31" },
  ],
};

interface ResultParts {
  readonly findings?: readonly Finding[];
  readonly gaps?: readonly Gap[];
  readonly policy?: Policy;
  readonly packages?: readonly Package[];
  readonly image?: Partial<ScanResult["image"]>;
  readonly database?: Partial<DatabaseInfo>;
  readonly notices?: readonly string[];
  readonly checked?: ScanResult["checked"];
  readonly rules?: readonly Rule[];
}

/** A whole result, judged by the real judge. Without parts: several packages and severities, gaps and waivers. */
export function scanResult(parts: ResultParts = {}): ScanResult {
  const findings = parts.findings ?? ordinaryFindings;
  const found = parts.gaps ?? gaps;
  const named = new Map(
    findings.filter(isVulnerability).map((finding) => [finding.package.name, finding.package]),
  );
  return {
    drydock: { version: "0.1.0" },
    scannedAt: NOW.toISOString(),
    finishedAt: new Date(NOW.getTime() + 42_000).toISOString(),
    image: {
      reference: "registry.example:5000/team/app:1.2",
      digest: digestOf("manifest"),
      names: ["registry.example:5000/team/app:1.2"],
      platform: { os: "linux", architecture: "arm64", variant: "v8" },
      created: "2026-03-01T00:00:00Z",
      os: {
        family: "alpine",
        version: "3.19.1",
        prettyName: "Alpine Linux v3.19",
        endOfSupport: "2025-11-01",
        supported: false,
        location: { path: "etc/os-release", layer: 0, diffId: layers[0]!.diffId },
      },
      layers,
      ...parts.image,
    },
    database: {
      kind: "trivy-db",
      schema: 2,
      origin: "ghcr.io/aquasecurity/trivy-db:2",
      updatedAt: "2026-03-08T06:00:00Z",
      nextUpdate: "2026-03-09T06:00:00Z",
      downloadedAt: "2026-03-08T07:00:00Z",
      sample: false,
      ...parts.database,
    },
    checked: parts.checked ?? { categories: ["system", "application"], profile: "default" },
    notices: parts.notices ?? [
      "The index has 3 platforms; linux/arm64/v8 was chosen because it is this machine's.",
    ],
    packages: parts.packages ?? [...named.values()],
    findings,
    rules: parts.rules ?? [],
    gaps: found,
    verdict: judge(findings, found, parts.policy ?? waiverPolicy, NOW),
  };
}

/** The same with names from a bad dream everywhere. */
export function hostileResult(): ScanResult {
  const text = Object.values(hostile);
  return scanResult({
    findings: [...ordinaryFindings, ...hostileFindings],
    gaps: text.map((text) => ({ kind: "unreadable", where: text, by: "rpm", reason: text })),
    image: {
      reference: hostile.ansi,
      names: text,
      created: hostile.bidi,
      os: { family: hostile.proto, version: hostile.bidi, prettyName: hostile.ansi },
      layers: text.map((text, index) => ({
        index,
        diffId: digestOf(text),
        createdBy: text,
        origin: { instruction: text, owner: index === 0 ? "own" : "base", certainty: "likely", note: text },
      })),
      baseImage: { name: text.join(" "), digest: hostile.bidi, from: "label" },
    },
    notices: text,
  });
}

/** A number of findings in packages of several sizes, as a large distribution image has them. */
export function manyFindings(number: number): readonly VulnerabilityFinding[] {
  const severities = ["low", "medium", "high", "critical", "negligible", "unknown"] as const;
  return Array.from({ length: number }, (_, i) => {
    const source = `library${Math.floor(Math.sqrt(i))}`;
    return someFinding({
      id: `CVE-2021-${10_000 + i}`,
      severity: severities[(i * 7) % severities.length]!,
      package: somePackage(source, "1.0.0-r1"),
      ...(i % 3 === 0 ? {} : { fixedIn: `1.${i % 5}.9-r${i % 2}` }),
    });
  });
}
