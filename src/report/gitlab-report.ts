import type { Severity } from "../model/advisory.ts";
import { type Finding, isVulnerability } from "../model/finding.ts";
import type { Rule } from "../model/rule.ts";
import type { ScanResult } from "../model/scan-result.ts";
import type { JudgedFinding } from "../model/verdict.ts";
import { escapeCode, escapeForTerminal, escapeMarkdown, printJson } from "./escape.ts";
import { fitting } from "./fitting.ts";
import { cvssVectors } from "./gitlab-cvss.ts";
import { detailsOf } from "./gitlab-details.ts";
import { identifiersOf } from "./gitlab-identifiers.ts";
import { type MessageScope, messagesOf } from "./gitlab-messages.ts";
import { openFindings, trackingKeys } from "./gitlab-tracking.ts";
import { linksOf } from "./links.ts";
import { short } from "./sarif-text.ts";
import { contentUuid } from "./sbom-refs.ts";

/** Every GitLab since 16.0 knows this one; what came later adds nothing that drydock has to say. */
const SCHEMA_VERSION = "15.0.6";
const SCHEMAS = `https://gitlab.com/gitlab-org/security-products/security-report-schemas/-/raw/v${SCHEMA_VERSION}/dist`;

/** The schema allows 255, 1,048,576 and 7,000 characters; of the latter two an escape may make eight out of one. */
const MAX_NAME = 255;
const MAX_DESCRIPTION = 2_000;
const MAX_SOLUTION = 800;
const MAX_LINKS = 10;

/** An artefact may have 100 MB, unless GitLab's administrator says otherwise. */
const MAX_BYTES = 90_000_000;

const SEVERITIES: Readonly<Record<Severity, string>> = {
  critical: "Critical",
  high: "High",
  medium: "Medium",
  low: "Low",
  negligible: "Info",
  unknown: "Unknown",
};

/** One of GitLab's security reports. A finding is in exactly one of them. */
export interface SecurityReport extends MessageScope {
  readonly type: "container_scanning" | "secret_detection" | "sast";
  holds(finding: Finding): boolean;
  /** What, beside its own fingerprint, tells a finding from others of the project: an image, a file. */
  within(finding: Finding): string;
  /** `location`, and `tracking` for what would otherwise be tracked by its line; `key` is the same in the next pipeline. */
  place(finding: Finding, key: string): Readonly<Record<string, unknown>>;
}

/**
 * The report as JSON. No remediations are in it: GitLab wants patches that `git apply` takes. Source: GitLab's security
 * report schemas, 15.0.6.
 */
export function renderSecurityReport(report: SecurityReport, result: ScanResult): string {
  const rows = openFindings(result).filter(({ finding }) => report.holds(finding));
  const keys = trackingKeys(rows, ({ finding }) => report.within(finding));
  const catalogue = new Map(result.rules.map((rule) => [rule.id, rule]));
  return fitting(rows, MAX_BYTES, (kept, dropped) =>
    printJson({
      version: SCHEMA_VERSION,
      schema: `${SCHEMAS}/${report.type.replaceAll("_", "-")}-report-format.json`,
      scan: scan(report, result, dropped),
      vulnerabilities: kept.map((row) => vulnerability(row, keys.get(row)!, { report, result, catalogue })),
    }),
  );
}

function scan(report: SecurityReport, result: ScanResult, dropped: number) {
  const tool = {
    id: "drydock",
    name: "drydock",
    version: result.drydock.version,
    vendor: { name: "drydock" },
  };
  return {
    analyzer: tool,
    scanner: tool,
    type: report.type,
    start_time: withoutZone(result.scannedAt),
    end_time: withoutZone(result.finishedAt),
    status: "success",
    messages: messagesOf(report, result, dropped),
  };
}

/** GitLab takes UTC for granted, and refuses a zone. */
function withoutZone(time: string): string {
  return new Date(time).toISOString().slice(0, "yyyy-mm-ddThh:mm:ss".length);
}

interface Around {
  readonly report: SecurityReport;
  readonly result: ScanResult;
  readonly catalogue: ReadonlyMap<string, Rule>;
}

function vulnerability({ finding }: JudgedFinding, key: string, { report, result, catalogue }: Around) {
  const solution = solutionOf(finding);
  const markdown = isVulnerability(finding) ? escapeMarkdown : escapeCode;
  const links = isVulnerability(finding) ? linksOf(finding.advisory).slice(0, MAX_LINKS) : [];
  const vectors = isVulnerability(finding) ? cvssVectors(finding) : [];
  return {
    id: contentUuid(`${report.type} ${key}`),
    name: short(escapeForTerminal(finding.title), MAX_NAME) || finding.rule,
    description: markdown(oneLine(descriptionOf(finding, catalogue), MAX_DESCRIPTION)),
    severity: SEVERITIES[finding.severity],
    ...(solution === undefined ? {} : { solution: markdown(oneLine(solution, MAX_SOLUTION)) }),
    identifiers: identifiersOf(finding),
    ...(vectors.length === 0 ? {} : { cvss_vectors: vectors }),
    ...(links.length === 0 ? {} : { links: links.map((url) => ({ url })) }),
    details: detailsOf(finding, result.image),
    ...report.place(finding, key),
  };
}

/** GitLab wants neither place nor way out in it. */
function descriptionOf(finding: Finding, catalogue: ReadonlyMap<string, Rule>): string {
  const told = isVulnerability(finding) ? finding.advisory.description : catalogue.get(finding.rule)?.fires;
  return told === undefined || told.trim() === "" ? finding.title : told;
}

/** None for what has no fix: GitLab counts as solvable what has one. */
function solutionOf(finding: Finding): string | undefined {
  if (!isVulnerability(finding)) return finding.advice;
  const { package: affected, fixedIn } = finding;
  return fixedIn === undefined ? undefined : `Upgrade ${short(affected.name)} to ${short(fixedIn)}.`;
}

/** GitLab renders descriptions and solutions as Markdown: they are cut before they are escaped, lest an escape be cut in two. */
function oneLine(text: string, length: number): string {
  return short(text.replace(/\s+/g, " ").trim(), length);
}
