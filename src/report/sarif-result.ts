import type { Result } from "sarif";
import type { Severity } from "../model/advisory.ts";
import { isVulnerability, type RiskFinding, type VulnerabilityFinding } from "../model/finding.ts";
import type { ScanResult } from "../model/scan-result.ts";
import type { JudgedFinding, Since } from "../model/verdict.ts";
import { ownerOf } from "./origin.ts";
import { places, whence } from "./sarif-places.ts";
import { message, short } from "./sarif-text.ts";
import { severityWord } from "./words.ts";

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
  const text = isVulnerability(finding) ? vulnerabilityText(finding) : riskText(finding);
  return {
    level: levelOf(finding.severity),
    message: message(`${text} ${whence(finding, image)}`),
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

function vulnerabilityText(finding: VulnerabilityFinding): string {
  const { package: affected, fixedIn, status } = finding;
  const fix =
    fixedIn === undefined
      ? `No fixed version is known (${status.replaceAll("-", " ")}).`
      : `Upgrade to ${short(fixedIn)}.`;
  const title = short(finding.title, 300);
  return `${short(affected.name)} ${short(affected.version)} has ${short(finding.advisory.id)} (${finding.severity}): ${title}. ${fix}`;
}

function vulnerabilityFacts({ package: { name, version, purl }, fixedIn, status }: VulnerabilityFinding) {
  return {
    package: short(name),
    installedVersion: short(version),
    fixedIn: fixedIn === undefined ? null : short(fixedIn),
    status,
    purl: short(purl),
  };
}

function riskText(finding: RiskFinding): string {
  const { title, subject, evidence, advice, isDeleted } = finding;
  const seen = evidence.length === 0 ? "" : ` Seen: ${sentence(short(evidence[0]!))}`;
  const gone = isDeleted ? " A later layer deletes it, but whoever pulls the image has it." : "";
  const what = sentence(`${short(title)} (${severityWord(finding)}): ${short(subject)}`);
  return `${what}${seen}${gone} ${sentence(short(advice, 300))}`;
}

function riskFacts({ category, subject, isDeleted = false, also = [] }: RiskFinding) {
  return { category, subject: short(subject), isDeleted, also };
}

function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
