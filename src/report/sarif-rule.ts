import type { ReportingDescriptor } from "sarif";
import { type Cvss, SEVERITIES, type Severity } from "../model/advisory.ts";
import { type Finding, isVulnerability, type VulnerabilityFinding } from "../model/finding.ts";
import { escapeForTerminal, escapeMarkdown } from "./escape.ts";
import { linksOf } from "./links.ts";
import { levelOf } from "./sarif-result.ts";
import { short } from "./sarif-text.ts";

/** GitHub refuses descriptions over 1,024 characters and names over 255, and shows the first 10 tags. */
export const MAX_DESCRIPTION = 1_024;
const MAX_ID = 255;
export const MAX_TAGS = 10;
const MAX_HELP = 3_000;
/** Of names, packages and addresses in a list. */
const MAX_LISTED = 10;

/**
 * The bounds that GitHub reads a severity from, and what stands for it where no score lies between them. 9.0 is left
 * out: GitHub's text does not say on which side it falls.
 */
const BANDS: Readonly<Partial<Record<Severity, readonly [least: number, most: number, usual: number]>>> = {
  critical: [9.1, 10, 9.5],
  high: [7, 8.9, 8],
  medium: [4, 6.9, 5.5],
  low: [0.1, 3.9, 2],
  negligible: [0.1, 3.9, 0.1],
};

/** The rule for one vulnerability; `findings` = every package that has it, at least one. */
export function sarifRule(findings: readonly VulnerabilityFinding[]): ReportingDescriptor {
  const finding = worst(findings);
  const { advisory, severity } = finding;
  const id = ruleId(finding);
  const title = `${id}: ${escapeForTerminal(finding.title)}`;
  const description = escapeForTerminal((advisory.description ?? "").replace(/\s+/g, " ").trim());
  const score = securitySeverity(finding);
  return {
    id,
    name: "VulnerablePackage",
    shortDescription: { text: short(title, MAX_DESCRIPTION) },
    fullDescription: { text: short(description === "" ? title : description, MAX_DESCRIPTION) },
    help: help(findings, id),
    defaultConfiguration: { level: levelOf(severity) },
    properties: {
      tags: tags(finding),
      precision: "very-high",
      ...(score === undefined ? {} : { "security-severity": score }),
    },
  };
}

export function worst<F extends Finding>(findings: readonly F[]): F {
  return findings.toSorted((a, b) => SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity))[0]!;
}

/** One rule per id: what groups findings, too, so that two odd ids that print alike share one. */
export function ruleId(finding: Finding): string {
  const id = isVulnerability(finding) ? finding.advisory.id : finding.rule;
  return short(escapeForTerminal(id), MAX_ID) || "unnamed";
}

/** What stands for a severity that has no score. */
export function usualScore(severity: Severity): string | undefined {
  return BANDS[severity]?.[2].toFixed(1);
}

/** The score of the source that set the severity, else of others, where it agrees with the severity. */
function securitySeverity({ severity, severitySource, advisory }: VulnerabilityFinding): string | undefined {
  const band = BANDS[severity];
  if (band === undefined) return undefined;
  const [least, most, usual] = band;
  const preferred = [severitySource, "nvd", "ghsa", "redhat"];
  const rest = Object.keys(advisory.cvss).toSorted();
  const scores = [...preferred, ...rest].flatMap((source) =>
    source !== undefined && Object.hasOwn(advisory.cvss, source) ? scoresOf(advisory.cvss[source]) : [],
  );
  const score = scores.find((score) => score >= least && score <= most);
  return (score ?? usual).toFixed(1);
}

function scoresOf(cvss: Cvss | undefined): readonly number[] {
  return [cvss?.v3Score, cvss?.v4Score, cvss?.v2Score].filter((score) => score !== undefined);
}

function tags({ severity, advisory }: VulnerabilityFinding): string[] {
  const cwes = advisory.cwes
    .filter((cwe) => /^CWE-\d{1,6}$/i.test(cwe))
    .map((cwe) => `external/cwe/${cwe.toLowerCase()}`);
  return ["security", "vulnerability", "container", severity, ...new Set(cwes)].slice(0, MAX_TAGS);
}

function help(findings: readonly VulnerabilityFinding[], id: string): { text: string; markdown: string } {
  const { advisory, title, severity } = findings[0]!;
  const facts: (readonly [string, string])[] = [
    ["Severity", severity],
    ["Also known as", advisory.aliases.slice(0, MAX_LISTED).join(", ")],
    ["Packages", [...new Set(findings.map(upgrade))].slice(0, MAX_LISTED).join("; ")],
    ["Published", advisory.published ?? ""],
  ];
  const known = facts.filter(([, value]) => value !== "");
  const description = short((advisory.description ?? "").replace(/\s+/g, " ").trim(), MAX_HELP);
  const links = linksOf(advisory).slice(0, MAX_LISTED);
  const text = [
    `${id}: ${short(title)}`,
    ...known.map(([name, value]) => `${name}: ${short(value, MAX_DESCRIPTION)}`),
    ...(description === "" ? [] : [description]),
    ...links,
  ].map(escapeForTerminal);
  const markdown = [
    `**${escapeMarkdown(id)}**: ${escapeMarkdown(short(title))}`,
    known
      .map(([name, value]) => `* **${name}**: ${escapeMarkdown(short(value, MAX_DESCRIPTION))}`)
      .join("\n"),
    escapeMarkdown(description),
    links.map((link) => `* <${link}>`).join("\n"),
  ].filter((part) => part !== "");
  return { text: text.join("\n"), markdown: markdown.join("\n\n") };
}

function upgrade({ package: { name, version }, fixedIn }: VulnerabilityFinding): string {
  const target = fixedIn === undefined ? "no fix" : short(fixedIn, 80);
  return `${short(name, 80)} ${short(version, 80)} → ${target}`;
}
