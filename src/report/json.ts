import { isVulnerability, type VulnerabilityFinding } from "../model/finding.ts";
import { printPlatform } from "../model/image.ts";
import { originOf } from "../model/origin.ts";
import type { Location, Package } from "../model/package.ts";
import type { ScanResult } from "../model/scan-result.ts";
import type { JudgedFinding } from "../model/verdict.ts";
import { printJson } from "./escape.ts";
import type { Reporter } from "./reporter.ts";
import { tally, tallyByCategory, tallyByOwner, tallyBySince } from "./tally.ts";
import { unblockOf } from "./unblock.ts";

/**
 * Raised when a field goes or changes its meaning; new fields do not raise it. The form is published as
 * `schema/drydock-result.schema.json`.
 */
const SCHEMA_VERSION = 1;

/** Everything there is, for programs. */
export const json: Reporter = {
  id: "json",
  filename: "drydock-result.json",
  render: (result) => printJson(document(result)),
};

function document(result: ScanResult) {
  const { verdict } = result;
  const unblock = unblockOf(result);
  return {
    schemaVersion: SCHEMA_VERSION,
    drydock: { version: result.drydock.version },
    scannedAt: result.scannedAt,
    finishedAt: result.finishedAt,
    outcome: verdict.outcome,
    reason: verdict.reason,
    remarks: verdict.remarks,
    warnings: verdict.warnings,
    actions: verdict.actions,
    policyRules: verdict.rules,
    ...(unblock === undefined ? {} : { unblock }),
    image: image(result.image),
    database: result.database ?? null,
    checked: result.checked,
    notices: result.notices,
    summary: tally(verdict.judged),
    summaryByOwner: tallyByOwner(verdict.judged, result.image),
    summaryByCategory: tallyByCategory(verdict.judged, result.checked.categories),
    ...(result.baseline === undefined ? {} : { summaryBySince: tallyBySince(verdict.judged) }),
    packages: result.packages.map((row) => ({ ...row, ...origin(result, row.locations[0]) })),
    findings: verdict.judged.map((row) => ({ ...finding(row), ...origin(result, row.finding.location) })),
    rules: result.rules,
    ...(result.baseline === undefined ? {} : { baseline: result.baseline }),
    ...(result.fixed === undefined ? {} : { fixed: result.fixed }),
    gaps: verdict.gaps.map(({ gap, action, because }) => ({ ...gap, decision: { action, because } })),
    ...(result.registryActions === undefined ? {} : { registryActions: result.registryActions }),
    ...(result.fix === undefined ? {} : { fix: result.fix }),
  };
}

function image({ platform, os, ...image }: ScanResult["image"]) {
  return { ...image, platform: printPlatform(platform), os: os === undefined ? null : system(os) };
}

/** The family is the os-release ID of most distributions, and reads as one. */
function system({ family, ...os }: NonNullable<ScanResult["image"]["os"]>) {
  return { id: family, ...os };
}

function finding({ finding, action, because, vex, since, isHidden }: JudgedFinding) {
  const shown = isVulnerability(finding) ? { ...finding, package: named(finding) } : finding;
  return {
    ...shown,
    ...(since === undefined ? {} : { since }),
    decision: {
      action,
      because,
      ...(vex === undefined ? {} : { vex }),
      ...(isHidden === true ? { isHidden } : {}),
    },
  };
}

/** What stands at its layer, repeated where programs look for it. */
function origin({ image }: ScanResult, location: Location | undefined) {
  const found = originOf(image, location);
  if (found === undefined || location === undefined) return {};
  return { origin: { layer: location.layer, diffId: location.diffId, ...found } };
}

/** Enough to find the package in `packages`. */
function named({ package: { name, version, ecosystem, purl } }: VulnerabilityFinding): Partial<Package> {
  return { name, version, ecosystem, purl };
}
