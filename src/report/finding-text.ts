import {
  type Finding,
  isVulnerability,
  type RiskFinding,
  type VulnerabilityFinding,
} from "../model/finding.ts";
import { short } from "./sarif-text.ts";
import { severityWord } from "./words.ts";

/** What was found and what to do about it, in a few sentences; not yet escaped. */
export function findingText(finding: Finding): string {
  return isVulnerability(finding) ? vulnerabilityText(finding) : riskText(finding);
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

function riskText(finding: RiskFinding): string {
  const { title, subject, evidence, advice, isDeleted } = finding;
  const seen = evidence.length === 0 ? "" : ` Seen: ${sentence(short(evidence[0]!))}`;
  const gone = isDeleted ? " A later layer deletes it, but whoever pulls the image has it." : "";
  const what = sentence(`${short(title)} (${severityWord(finding)}): ${short(subject)}`);
  return `${what}${seen}${gone} ${sentence(short(advice, 300))}`;
}

function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
