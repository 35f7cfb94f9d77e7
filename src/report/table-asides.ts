import { type Finding, isVulnerability } from "../model/finding.ts";
import type { ScanResult } from "../model/scan-result.ts";
import type { JudgedFinding, JudgedGap } from "../model/verdict.ts";
import { escapeForTerminal } from "./escape.ts";
import { groupBy } from "./grouping.ts";
import { cut, type Paint, wrap } from "./text.ts";
import { CATEGORY_WORDS, listed, RISK_CATEGORIES } from "./words.ts";

/** Of each section; the rest is counted, and stands in the JSON report. */
const MAX_ENTRIES = 12;
/** One reason may be as long as a hostile file name. */
const MAX_TEXT = 300;
const MAX_WHERE = 5;

/** One entry per waiver, with what it covers. */
export function waivedLines(
  judged: readonly JudgedFinding[],
  width: number,
  paint: Paint,
): readonly string[] {
  const waived = judged.filter(({ action }) => action === "waive");
  if (waived.length === 0) return [];
  const entries = groupBy(waived, ({ finding, because }) => `${finding.rule}: ${because}`);
  const texts = [...entries.values()].map((rows) => {
    const { finding, because } = rows[0]!;
    const names = list([...new Set(rows.map((row) => nameOf(row.finding)))]);
    return `${finding.rule} ${isVulnerability(finding) ? "in" : "for"} ${names}. ${because}`;
  });
  return [paint("bold", `Waived (${waived.length})`), ...bullets(texts, width)];
}

/** The rules that warn and have fired. */
export function warningLines(warnings: readonly string[], width: number, paint: Paint): readonly string[] {
  if (warnings.length === 0) return [];
  return [paint("yellow", `Warnings (${warnings.length})`), ...bullets(warnings, width)];
}

/** What the baseline had and the image has not any more: a line for each package, and for each kind of risk. */
export function fixedLines({ fixed = [] }: ScanResult, width: number, paint: Paint): readonly string[] {
  if (fixed.length === 0) return [];
  const entries = groupBy(fixed, (finding) =>
    isVulnerability(finding)
      ? `${finding.package.name} ${finding.package.version}`
      : `${finding.rule} ${finding.title}`,
  );
  const texts = [...entries].map(([name, same]) => {
    const about = same.map((finding) => (isVulnerability(finding) ? finding.rule : finding.subject));
    return `${cut(name, 120)}: ${list([...new Set(about)])}`;
  });
  return [paint("green", `Fixed since the baseline (${fixed.length})`), ...bullets(texts, width)];
}

/** What could not be looked at or told; the ones with the same reason together. */
export function gapLines(gaps: readonly JudgedGap[], width: number, paint: Paint): readonly string[] {
  if (gaps.length === 0) return [];
  const blockingFirst = gaps.toSorted((a, b) => Number(b.action === "block") - Number(a.action === "block"));
  const entries = groupBy(blockingFirst, ({ gap, action }) => JSON.stringify([action, gap.kind, gap.reason]));
  const texts = [...entries.values()].map((rows) => {
    const { gap, action } = rows[0]!;
    const where = list([...new Set(rows.map((row) => row.gap.where))]);
    const ignored = action === "block" ? "" : ", ignored by the policy";
    return `${where}: ${gap.reason} (${gap.kind}${lookedFor(rows)}${ignored})`;
  });
  return [paint("yellow", `Could not be told (${gaps.length})`), ...bullets(texts, width)];
}

/** What the scan and the policy have to say about themselves. */
export function noteLines(result: ScanResult, width: number, paint: Paint): readonly string[] {
  const { judged, remarks } = result.verdict;
  const hidden = judged.filter(({ isHidden }) => isHidden === true).length;
  const texts = [
    ...result.notices,
    ...remarks,
    ...(hidden === 0
      ? []
      : [`${hidden} of the findings are not shown, as the policy wants it; the JSON report has them all.`]),
  ];
  return texts.length === 0 ? [] : [paint("bold", "Notes"), ...bullets(texts, width)];
}

/** What might be there; nothing is said where packages might, or where the reason names its rule. */
export function lookedFor(rows: readonly JudgedGap[]): string {
  const categories = new Set(rows.map(({ gap }) => (gap.rule === undefined ? gap.category : undefined)));
  const names = RISK_CATEGORIES.filter((one) => categories.has(one)).map((one) => CATEGORY_WORDS[one].name);
  return names.length === 0 ? "" : `: ${listed(names, "and")}`;
}

function nameOf(finding: Finding): string {
  return isVulnerability(finding) ? finding.package.name : finding.subject;
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, MAX_WHERE).map((name) => cut(name, 80));
  const more = names.length > MAX_WHERE ? ` and ${names.length - MAX_WHERE} more` : "";
  return `${shown.join(", ")}${more}`;
}

export function bullets(texts: readonly string[], width: number): readonly string[] {
  const lines = texts.slice(0, MAX_ENTRIES).flatMap((text) => {
    const safe = cut(escapeForTerminal(text), MAX_TEXT);
    return wrap(safe, Math.min(width, 120) - 4).map((line, i) => `${i === 0 ? "  - " : "    "}${line}`);
  });
  const more = texts.length - MAX_ENTRIES;
  return more > 0 ? [...lines, `  - and ${more} more (all in the JSON report)`] : lines;
}
