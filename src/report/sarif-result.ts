import type { Result } from "sarif";
import type { Severity } from "../model/advisory.ts";
import { isVulnerability, type RiskFinding, type VulnerabilityFinding } from "../model/finding.ts";
import { ownerOf } from "../model/origin.ts";
import type { ScanResult } from "../model/scan-result.ts";
import type { JudgedFinding, Since } from "../model/verdict.ts";
import { findingText } from "./finding-text.ts";
import { places, whence } from "./sarif-places.ts";
import { message, shown } from "./sarif-text.ts";

const LEVELS: Readonly<Record<Severity, Result.level>> = {
  critical: "error",
  high: "error",
  medium: "warning",
  unknown: "warning",
  low: "note",
  negligible: "note",
};

/**
 * SARIF 2.1.0, 3.27.24. Results that are `absent` are not listed: code scanning does not read the state, and takes every
 * result for an open one; what is not there any more it closes.
 */
const STATES: Readonly<Record<Since, NonNullable<Result["baselineState"]>>> = {
  new: "new",
  known: "unchanged",
};

/** GitHub's level of a severity. */
export function levelOf(severity: Severity): Result.level {
  return LEVELS[severity];
}

/** One package with one vulnerability, or one risk, as a result without its rule. */
export function sarifResult(row: JudgedFinding, image: ScanResult["image"]): Omit<Result, "ruleId"> {
  const { finding, action, because, since } = row;
  return {
    level: action === "warn" ? "warning" : levelOf(finding.severity),
    message: message(`${findingText(finding)} ${whence(finding, image)}`),
    ...places(finding, image),
    ...(since === undefined ? {} : { baselineState: STATES[since] }),
    // GitHub reads this key only, and would otherwise hash the lines of the location, which move and are not it.
    partialFingerprints: { primaryLocationLineHash: finding.fingerprint },
    properties: {
      kind: finding.kind,
      severity: finding.severity,
      ...(isVulnerability(finding) ? vulnerabilityFacts(finding) : riskFacts(finding)),
      ...(finding.location === undefined ? {} : { layer: finding.location.layer }),
      owner: ownerOf(image, finding),
      action,
      because,
    },
  };
}

function vulnerabilityFacts({ package: { name, version, purl }, fixedIn, status }: VulnerabilityFinding) {
  return {
    package: shown(name),
    installedVersion: shown(version),
    fixedIn: fixedIn === undefined ? null : shown(fixedIn),
    status,
    purl: shown(purl),
  };
}

function riskFacts({ category, subject, isDeleted = false, also = [] }: RiskFinding) {
  return { category, subject: shown(subject), isDeleted, also: also.map(shown) };
}
