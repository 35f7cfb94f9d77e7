import { isRisk, isVulnerability, type RiskFinding, type VulnerabilityFinding } from "../model/finding.ts";
import type { JudgedFinding } from "../model/verdict.ts";

export type JudgedVulnerability = JudgedFinding<VulnerabilityFinding>;
export type JudgedRisk = JudgedFinding<RiskFinding>;

export function vulnerabilitiesOf(judged: readonly JudgedFinding[]): readonly JudgedVulnerability[] {
  return judged.filter((row): row is JudgedVulnerability => isVulnerability(row.finding));
}

export function risksOf(judged: readonly JudgedFinding[]): readonly JudgedRisk[] {
  return judged.filter((row): row is JudgedRisk => isRisk(row.finding));
}

/** Whether there is nothing to do about it, whoever looks: the vendor says so. */
export function isAffecting({ finding }: JudgedFinding): boolean {
  return !(isVulnerability(finding) && finding.status === "not-affected");
}
