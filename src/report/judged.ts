import { isRisk, isVulnerability, type RiskFinding, type VulnerabilityFinding } from "../model/finding.ts";
import type { JudgedFinding } from "../model/verdict.ts";
import type { Paint } from "./text.ts";

export type JudgedVulnerability = JudgedFinding<VulnerabilityFinding>;
export type JudgedRisk = JudgedFinding<RiskFinding>;

export function vulnerabilitiesOf(judged: readonly JudgedFinding[]): readonly JudgedVulnerability[] {
  return judged.filter((row): row is JudgedVulnerability => isVulnerability(row.finding));
}

export function risksOf(judged: readonly JudgedFinding[]): readonly JudgedRisk[] {
  return judged.filter((row): row is JudgedRisk => isRisk(row.finding));
}

/** What the policy wants shown to people. */
export function shownOf(judged: readonly JudgedFinding[]): readonly JudgedFinding[] {
  return judged.filter(({ isHidden }) => isHidden !== true);
}

/** What blocks weighs most, then what warns. */
export function weightOf({ action }: Pick<JudgedFinding, "action">): number {
  return action === "block" ? 2 : action === "warn" ? 1 : 0;
}

/** In front of a finding: a cross blocks, an exclamation mark warns. */
export function markOf({ action }: Pick<JudgedFinding, "action">, paint: Paint): string {
  if (action === "block") return paint("redBold", "x");
  return action === "warn" ? paint("yellow", "!") : " ";
}

/** Whether there is nothing to do about it, whoever looks: the vendor says so. */
export function isAffecting({ finding }: JudgedFinding): boolean {
  return !(isVulnerability(finding) && finding.status === "not-affected");
}
