/**
 * Turns examples/sample-db/advisories.yaml into the trivy-db of schema 2 beside it. Same text, same bytes; a test
 * compares what is committed with a fresh build.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { type BoltTree, goJson, writeBolt } from "../test/support/bolt-writer.ts";

const SEVERITIES = ["unknown", "low", "medium", "high", "critical"] as const;
/** trivy-db's number for each status that the sample uses. */
const STATUSES = { "will-not-fix": 5 } as const;

const Row = z.strictObject({
  fixed: z.string().optional(),
  status: z.enum(["will-not-fix"]).optional(),
  vulnerable: z.array(z.string()).optional(),
  patched: z.array(z.string()).optional(),
  vendorIds: z.array(z.string()).optional(),
});

const Sample = z.strictObject({
  builtAt: z.iso.datetime(),
  sources: z.record(z.string(), z.strictObject({ id: z.string(), name: z.string(), url: z.url() })),
  advisories: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      description: z.string(),
      severity: z.enum(SEVERITIES),
      cvss: z.strictObject({ score: z.number(), vector: z.string() }),
      cwe: z.string().optional(),
      published: z.iso.datetime(),
      affects: z.record(z.string(), z.record(z.string(), Row)),
    }),
  ),
});

type Advisory = z.infer<typeof Sample>["advisories"][number];

export const SAMPLE_FOLDER = join(import.meta.dirname, "../examples/sample-db");

/** The two files of the sample, built from its YAML. */
export function buildSample(): { readonly database: Buffer; readonly metadata: string } {
  const sample = Sample.parse(parse(readFileSync(join(SAMPLE_FOLDER, "advisories.yaml"), "utf8")));
  const sources: Record<string, string> = {};
  const vulnerabilities: Record<string, string> = {};
  const buckets: Record<string, Record<string, Record<string, string>>> = {};
  for (const [bucket, { id, name, url }] of Object.entries(sample.sources)) {
    sources[bucket] = goJson({ ID: id, Name: name, URL: url });
    buckets[bucket] = {};
  }
  for (const advisory of sample.advisories) {
    vulnerabilities[advisory.id] = goJson(details(advisory));
    for (const [bucket, packages] of Object.entries(advisory.affects)) {
      const known = buckets[bucket];
      if (known === undefined) throw new Error(`${advisory.id}: ${bucket} is not among the sources`);
      for (const [name, row] of Object.entries(packages)) {
        known[name] = { ...known[name], [advisory.id]: goJson(value(row)) };
      }
    }
  }
  const tree: BoltTree = { ...buckets, "data-source": sources, vulnerability: vulnerabilities };
  const metadata = {
    Version: 2,
    NextUpdate: sample.builtAt,
    UpdatedAt: sample.builtAt,
    DownloadedAt: "0001-01-01T00:00:00Z",
    Sample: true,
  };
  return { database: writeBolt(tree), metadata: `${goJson(metadata)}\n` };
}

/** Undefined fields are left out of the JSON. */
function value({ fixed, status, vulnerable, patched, vendorIds }: z.infer<typeof Row>): object {
  return {
    FixedVersion: fixed,
    VulnerableVersions: vulnerable,
    PatchedVersions: patched,
    VendorIDs: vendorIds,
    Status: status === undefined ? undefined : STATUSES[status],
  };
}

function details({ id, title, description, severity, cvss, cwe, published }: Advisory): object {
  return {
    Title: title,
    Description: description,
    Severity: severity.toUpperCase(),
    CweIDs: cwe === undefined ? undefined : [cwe],
    VendorSeverity: { nvd: SEVERITIES.indexOf(severity) },
    CVSS: { nvd: { V3Vector: cvss.vector, V3Score: cvss.score } },
    References: [`https://nvd.nist.gov/vuln/detail/${id}`],
    PublishedDate: published,
  };
}

if (import.meta.main) {
  const { database, metadata } = buildSample();
  writeFileSync(join(SAMPLE_FOLDER, "trivy.db"), database);
  writeFileSync(join(SAMPLE_FOLDER, "metadata.json"), metadata);
}
