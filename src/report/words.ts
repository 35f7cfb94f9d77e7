import type { Severity, Status } from "../model/advisory.ts";
import { type Finding, isVulnerability, type VulnerabilityFinding } from "../model/finding.ts";
import type { Category, RiskCategory } from "../model/rule.ts";
import type { ScanResult } from "../model/scan-result.ts";

/** What people read of a severity: the catalogue has no negligible risks, it calls them info. */
export function severityWord(finding: Finding): string {
  return isVulnerability(finding) ? finding.severity : riskSeverity(finding.severity);
}

export function riskSeverity(severity: Severity): string {
  return severity === "negligible" ? "info" : severity;
}

/** In the place of a fixed version. */
export const NO_FIX: Readonly<Record<Status, string>> = {
  fixed: "no fix",
  affected: "no fix yet",
  "under-investigation": "being looked into",
  "will-not-fix": "will not be fixed",
  "fix-deferred": "fix deferred",
  "end-of-life": "end of life",
  "not-affected": "not affected",
  unknown: "no fix known",
};

/** Advisory titles often begin with the package's name, which stands beside them. */
export function titleOf({ title, advisory, package: { name, source } }: VulnerabilityFinding): string {
  if (title === advisory.id) return "";
  const prefix = [name, source?.name].find((own) => own !== undefined && title.startsWith(`${own}: `));
  return prefix === undefined ? title : title.slice(prefix.length + 2);
}

/** In the order in which they are told: who was attacked wants to know that first. */
export const RISK_CATEGORIES: readonly RiskCategory[] = ["malware", "sensitive", "baseline", "instruction"];

/** What each is called as a heading, and what there is none of where nothing was found. */
export const CATEGORY_WORDS: Readonly<
  Record<RiskCategory, { readonly name: string; readonly noun: string }>
> = {
  malware: { name: "malicious samples", noun: "malicious samples" },
  sensitive: { name: "sensitive files", noun: "sensitive files" },
  baseline: { name: "baseline", noun: "baseline risks" },
  instruction: { name: "build instructions", noun: "risky build instructions" },
};

/** What was looked for, as a list of words. */
export function checkedNames({ categories, partial = [] }: ScanResult["checked"]): readonly string[] {
  const risks = RISK_CATEGORIES.filter((category) => categories.includes(category)).map(
    (category) => `${CATEGORY_WORDS[category].name}${partial.includes(category) ? " (in part)" : ""}`,
  );
  return [...vulnerabilityWords(categories), ...risks];
}

/** What there is none of where nothing was found. */
export function checkedNouns({ categories }: ScanResult["checked"]): readonly string[] {
  const risks = RISK_CATEGORIES.filter((category) => categories.includes(category));
  return [...vulnerabilityWords(categories), ...risks.map((category) => CATEGORY_WORDS[category].noun)];
}

function vulnerabilityWords(categories: readonly Category[]): readonly string[] {
  const kinds = categories.filter((one) => one === "system" || one === "application");
  if (kinds.length === 2) return ["vulnerabilities"];
  return kinds.map((kind) => `${kind} vulnerabilities`);
}

/** `a, b or c`. */
export function listed(words: readonly string[], joint: "and" | "or"): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} ${joint} ${last}`;
}
