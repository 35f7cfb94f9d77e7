import type { Result } from "sarif";
import type { Severity } from "../model/advisory.ts";
import type { Finding } from "../model/finding.ts";
import type { ScanResult } from "../model/scan-result.ts";
import type { JudgedFinding } from "../model/verdict.ts";
import { ownerOf } from "./origin.ts";
import { places, whence } from "./sarif-places.ts";
import { message, short } from "./sarif-text.ts";

const LEVELS: Readonly<Record<Severity, Result.level>> = {
  critical: "error",
  high: "error",
  medium: "warning",
  unknown: "warning",
  low: "note",
  negligible: "note",
};

/** GitHub's level of a severity. */
export function levelOf(severity: Severity): Result.level {
  return LEVELS[severity];
}

/** One package with one vulnerability, as a result without its rule. */
export function sarifResult(row: JudgedFinding, image: ScanResult["image"]): Omit<Result, "ruleId"> {
  const { finding, action, because } = row;
  return {
    level: levelOf(finding.severity),
    message: message(sentence(finding, image)),
    ...places(finding, image),
    // GitHub reads this key only, and would otherwise hash the lines of the location, which move and are not it.
    partialFingerprints: { primaryLocationLineHash: finding.fingerprint },
    properties: {
      kind: finding.kind,
      severity: finding.severity,
      package: short(finding.package.name),
      installedVersion: short(finding.package.version),
      fixedIn: finding.fixedIn === undefined ? null : short(finding.fixedIn),
      status: finding.status,
      purl: short(finding.package.purl),
      layer: finding.location.layer,
      owner: ownerOf(image, finding.location),
      action,
      because,
    },
  };
}

function sentence(finding: Finding, image: ScanResult["image"]): string {
  const { package: affected, fixedIn, status } = finding;
  const fix =
    fixedIn === undefined
      ? `No fixed version is known (${status.replaceAll("-", " ")}).`
      : `Upgrade to ${short(fixedIn)}.`;
  const title = short(finding.title, 300);
  return `${short(affected.name)} ${short(affected.version)} has ${short(finding.advisory.id)} (${finding.severity}): ${title}. ${fix} ${whence(finding, image)}`;
}
