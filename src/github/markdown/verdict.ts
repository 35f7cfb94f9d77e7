import type { Gate } from "../../gate.ts";
import {
  type Outcome,
  printPlatform,
  type ScanResult,
  SEVERITIES,
  type Severity,
} from "../../model/index.ts";
import { rowsOf } from "../../report/index.ts";
import { paragraphs, plain, table } from "./text.ts";

export const OUTCOME_WORDS: Readonly<Record<Gate["outcome"], string>> = {
  pass: "PASS",
  blocked: "BLOCKED",
  unproven: "UNPROVEN",
  failed: "FAILED",
};
const OUTCOME_SIGNS: Readonly<Record<Outcome, string>> = { pass: "✅", blocked: "❌", unproven: "⚠️" };

const MAX_REFERENCE = 250;
const MAX_REASON = 600;
const BAR = 30;

/** The verdict, why, and of what. `heading` = its level. */
export function verdictPart({ verdict, image }: ScanResult, heading: "##" | "###"): string {
  const { outcome, reason } = verdict;
  const { os, digest } = image;
  const system = os?.prettyName ?? `${os?.family ?? ""} ${os?.version ?? ""}`.trim();
  const facts = [...(system === "" ? [] : [system]), printPlatform(image.platform), digest];
  return paragraphs([
    `${heading} ${OUTCOME_SIGNS[outcome]} drydock: ${OUTCOME_WORDS[outcome]}`,
    `**${plain(image.reference, MAX_REFERENCE)}** (${facts.map((fact) => plain(fact, 100)).join(", ")})`,
    `> ${plain(reason, MAX_REASON)}`,
  ]);
}

/** How many there are of each kind and severity: also of the base image and the image's own, and what is new. */
export function countsPart(result: ScanResult): string {
  if (result.verdict.judged.length === 0) return "";
  const rows = rowsOf(result);
  const found = SEVERITIES.toReversed().filter((severity) =>
    rows.some(({ counts }) => counts[severity].found > 0),
  );
  const sum = (row: (typeof rows)[number], key: "found" | "blocking" | "waived") =>
    SEVERITIES.reduce((number, severity) => number + row.counts[severity][key], 0);
  return table(
    ["", ...found, "all", "blocking", "waived"],
    rows.map((row) => {
      const label = row.isPart === true ? `&nbsp;&nbsp;${row.label.trim()}` : `**${row.label.trim()}**`;
      const numbers = [
        ...found.map((severity) => row.counts[severity].found),
        ...(["found", "blocking", "waived"] as const).map((key) => sum(row, key)),
      ];
      return [label, ...numbers.map((number) => (number === 0 ? "" : number.toLocaleString("en")))];
    }),
  );
}

/** A bar for each severity; GitHub shows neither styles nor drawings in a summary. */
export function severityPicture({ verdict }: ScanResult): string {
  const counts = SEVERITIES.toReversed().map((severity) => {
    const rows = verdict.judged.filter(({ finding }) => finding.severity === severity);
    return { severity, all: rows.length, blocking: rows.filter(({ action }) => action === "block").length };
  });
  const longest = Math.max(0, ...counts.map(({ all }) => all));
  if (longest === 0) return "";
  const lines = counts.flatMap((one) => (one.all === 0 ? [] : [barLine(one, longest)]));
  return ["```text", ...lines, "```"].join("\n");
}

function barLine(
  { severity, all, blocking }: { severity: Severity; all: number; blocking: number },
  longest: number,
): string {
  // Even one among thousands must be seen.
  const bar = "█".repeat(Math.max(1, Math.round((all / longest) * BAR)));
  const blocks = blocking === 0 ? "" : ` (${blocking.toLocaleString("en")} blocking)`;
  return `${severity.padEnd(11)}${bar} ${all.toLocaleString("en")}${blocks}`;
}
