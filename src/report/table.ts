import { SEVERITIES } from "../model/advisory.ts";
import type { ScanResult } from "../model/scan-result.ts";
import { escapeForTerminal } from "./escape.ts";
import { tellsOwners } from "./origin.ts";
import type { Context, Reporter } from "./reporter.ts";
import { gapLines, noteLines, waivedLines } from "./table-asides.ts";
import { fixFirstLines, groupLines } from "./table-findings.ts";
import { groupFindings } from "./table-groups.ts";
import { headerLines } from "./table-header.ts";
import { baseHintLines } from "./table-origin.ts";
import { tally, tallyByOwner } from "./tally.ts";
import { count, type Paint, pad, painter, type Style } from "./text.ts";

/** Below this nothing fits; lines then run over the edge. */
const MIN_WIDTH = 60;
/** Narrower tables of counts do not tell base from own. */
const MIN_WIDTH_OF_OWNERS = 70;

const OUTCOMES: Readonly<Record<ScanResult["verdict"]["outcome"], readonly [string, Style]>> = {
  pass: ["PASS", "green"],
  blocked: ["BLOCKED", "redBold"],
  unproven: ["UNPROVEN", "yellow"],
};

/**
 * For people. Worst packages first; what decides comes last, because that is where a terminal stops: asides, a table of
 * counts, and the verdict as the last line.
 */
export const table: Reporter = { id: "table", filename: "drydock.txt", render };

function render(result: ScanResult, context: Context): string {
  const width = Math.max(MIN_WIDTH, context.width);
  const paint = painter(context.color);
  const { verdict } = result;
  const groups = groupFindings(verdict.judged);
  const sections = [
    headerLines(result, width, paint),
    ...groupLines(groups, result.image, width, paint),
    waivedLines(verdict.judged, width, paint),
    gapLines(verdict.gaps, width, paint),
    noteLines(result, width, paint),
    fixFirstLines(groups, width, paint),
    countLines(result, width, paint),
    baseHintLines(result, width),
    [verdictLine(result, paint)],
  ];
  const full = sections.filter((lines) => lines.length > 0);
  return `${full.map((lines) => lines.map((line) => line.trimEnd()).join("\n")).join("\n\n")}\n`;
}

function countLines(result: ScanResult, width: number, paint: Paint): readonly string[] {
  const { judged, gaps } = result.verdict;
  const packages = count(result.packages.length, "package");
  if (judged.length === 0) {
    const where = gaps.length === 0 ? `in ${packages}` : `in what could be checked of ${packages}`;
    return [`No vulnerabilities found ${where}.`];
  }
  const counts = tally(judged);
  const isSplit = width >= MIN_WIDTH_OF_OWNERS && tellsOwners(result.image);
  const owners = isSplit ? tallyByOwner(judged, result.image) : undefined;
  const shown = SEVERITIES.toReversed().filter((severity) => counts[severity].found > 0);
  const cell = (value: number): string => String(value || "-").padStart(10);
  const rows = shown.map((severity) => {
    const { found, fixable, blocking, waived } = counts[severity];
    const whose = owners && [owners.base, owners.own].map((counts) => cell(counts[severity].found)).join("");
    return `${pad(severity, 10)}${cell(found)}${cell(fixable)}${cell(blocking)}${cell(waived)}${whose ?? ""}`;
  });
  const heads = `${" ".repeat(15)}found   fixable x blocking    waived`;
  return [paint("dim", owners === undefined ? heads : `${heads}      base       own`), ...rows];
}

function verdictLine({ verdict }: ScanResult, paint: Paint): string {
  const [word, style] = OUTCOMES[verdict.outcome];
  return `${paint(style, word)}: ${escapeForTerminal(verdict.reason)}`;
}
