import { gzipSync } from "node:zlib";
import type { Invocation, Log, Notification, ReportingDescriptor, Result } from "sarif";
import { SEVERITIES } from "../model/advisory.ts";
import type { Rule } from "../model/rule.ts";
import type { ScanResult } from "../model/scan-result.ts";
import type { JudgedFinding } from "../model/verdict.ts";
import { printJson } from "./escape.ts";
import { groupBy } from "./grouping.ts";
import { isAffecting, risksOf, shownOf, vulnerabilitiesOf } from "./judged.ts";
import type { Reporter } from "./reporter.ts";
import { imageName } from "./sarif-image-name.ts";
import { sarifResult } from "./sarif-result.ts";
import { sarifRiskRule } from "./sarif-risk-rule.ts";
import { ruleId, sarifRule } from "./sarif-rule.ts";
import { message } from "./sarif-text.ts";

/** GitHub keeps this many results of a run, by severity, and drops the others in silence; rules are never more. */
const MAX_RESULTS = 5_000;

/** GitHub refuses files that are larger after gzip; 10 MB are allowed. */
const MAX_GZIPPED_BYTES = 9_500_000;

/** A name and no address: validators ask for a URI, and none is to be made up. */
const HOME = "urn:drydock";

/** Stops an image with a broken file per entry from filling the report. */
const MAX_NOTIFICATIONS = 500;

/** SARIF 2.1.0, shaped for GitHub code scanning: its limits, and one rule with its own score per vulnerability and per rule. */
export const sarif: Reporter = { id: "sarif", filename: "drydock.sarif", render };

function render(result: ScanResult): string {
  const judged = shownOf(result.verdict.judged)
    .filter(isAffecting)
    .toSorted((a, b) => SEVERITIES.indexOf(b.finding.severity) - SEVERITIES.indexOf(a.finding.severity));
  for (let kept = Math.min(judged.length, MAX_RESULTS); ; kept = Math.floor(kept / 2)) {
    const text = printJson(log(result, judged.slice(0, kept), judged.length - kept), 0);
    if (kept === 0 || fits(text)) return text;
  }
}

/** Rows of one id are of one kind: nobody numbers vulnerabilities as the catalogue does its rules. */
function descriptor(
  rows: readonly JudgedFinding[],
  catalogue: ReadonlyMap<string, Rule>,
): ReportingDescriptor {
  const vulnerable = vulnerabilitiesOf(rows).map(({ finding }) => finding);
  if (vulnerable.length > 0) return sarifRule(vulnerable);
  const risks = risksOf(rows).map(({ finding }) => finding);
  const rule = catalogue.get(risks[0]!.rule);
  if (rule === undefined) throw new Error(`no rule ${risks[0]!.rule} in the result`);
  return sarifRiskRule(rule, risks);
}

function fits(text: string): boolean {
  const size = Buffer.byteLength(text);
  return size <= MAX_GZIPPED_BYTES || gzipSync(text).length <= MAX_GZIPPED_BYTES;
}

function log(result: ScanResult, judged: readonly JudgedFinding[], dropped: number): Log {
  const byId = groupBy(judged, ({ finding }) => ruleId(finding));
  const catalogue = new Map(result.rules.map((rule) => [rule.id, rule]));
  const rules = [...byId.values()].map((rows) => descriptor(rows, catalogue));
  const indexOf = new Map([...byId.keys()].map((id, index) => [id, index]));
  const anyWaived = judged.some(({ action }) => action === "waive");
  const results = judged.map((row): Result => {
    const id = ruleId(row.finding);
    return {
      ruleId: id,
      ruleIndex: indexOf.get(id)!,
      ...sarifResult(row, result.image),
      ...suppressions(row, anyWaived),
    };
  });
  const { version } = result.drydock;
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "drydock", informationUri: HOME, version, semanticVersion: version, rules } },
        automationDetails: { id: `drydock/${imageName(result.image)}/` },
        invocations: [invocation(result, dropped)],
        columnKind: "utf16CodeUnits",
        results,
        properties: {
          outcome: result.verdict.outcome,
          reason: result.verdict.reason,
          image: result.image.reference,
          digest: result.image.digest,
          databaseUpdatedAt:
            result.database === undefined ? "none" : (result.database.updatedAt ?? "unknown"),
        },
      },
    ],
  };
}

/** SARIF 3.27.23: within a run either all results say whether they are suppressed, or none does. */
function suppressions({ action, because }: JudgedFinding, anyWaived: boolean): Pick<Result, "suppressions"> {
  if (action === "waive") {
    return { suppressions: [{ kind: "external", status: "accepted", justification: because }] };
  }
  return anyWaived ? { suppressions: [] } : {};
}

function invocation(result: ScanResult, dropped: number): Invocation {
  const notes: Notification[] = [];
  if (dropped > 0) {
    const text = `${dropped} of the least severe results are left out to stay within the limits of code scanning; the JSON report has them all.`;
    notes.push({ level: "warning", message: message(text) });
  }
  for (const { gap } of result.verdict.gaps) {
    const text = `${gap.where}: ${gap.reason} (${gap.by})`;
    notes.push({ level: "warning", message: message(text), descriptor: { id: `gap/${gap.kind}` } });
  }
  for (const text of result.verdict.warnings) {
    notes.push({ level: "warning", message: message(text), descriptor: { id: "policy/warn" } });
  }
  for (const text of [...result.notices, ...result.verdict.remarks]) {
    notes.push({ level: "note", message: message(text) });
  }
  const shown = notes.slice(0, MAX_NOTIFICATIONS);
  if (notes.length > shown.length) {
    const text = `${notes.length - shown.length} more notifications are left out; the JSON report has them all.`;
    shown.push({ level: "warning", message: message(text) });
  }
  return { executionSuccessful: true, startTimeUtc: result.scannedAt, toolExecutionNotifications: shown };
}
