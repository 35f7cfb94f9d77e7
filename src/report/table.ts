import type { ScanResult } from "../model/scan-result.ts";
import { escapeForTerminal } from "./escape.ts";
import { shownOf, vulnerabilitiesOf } from "./judged.ts";
import type { Context, Reporter } from "./reporter.ts";
import { fixedLines, gapLines, noteLines, waivedLines, warningLines } from "./table-asides.ts";
import { countLines } from "./table-counts.ts";
import { groupLines } from "./table-findings.ts";
import { fixLine, fixLines } from "./table-fix.ts";
import { groupFindings } from "./table-groups.ts";
import { headerLines } from "./table-header.ts";
import { riskLines } from "./table-risks.ts";
import { unblockSections } from "./table-unblock.ts";
import { type Paint, painter, type Style } from "./text.ts";

/** Below this nothing fits; lines then run over the edge. */
const MIN_WIDTH = 60;

const OUTCOMES: Readonly<Record<ScanResult["verdict"]["outcome"], readonly [string, Style]>> = {
  pass: ["PASS", "green"],
  blocked: ["BLOCKED", "redBold"],
  unproven: ["UNPROVEN", "yellow"],
};

/**
 * For people. Worst packages first, then what the rules found; what decides comes last, because that is where a terminal
 * stops: asides, a table of counts, and the verdict as the last line, but for what became of a repair.
 */
export const table: Reporter = { id: "table", filename: "drydock.txt", render };

function render(result: ScanResult, context: Context): string {
  const width = Math.max(MIN_WIDTH, context.width);
  const paint = painter(context.color);
  const { verdict } = result;
  const shown = shownOf(verdict.judged);
  const groups = groupFindings(vulnerabilitiesOf(shown));
  const sections = [
    headerLines(result, width, paint),
    ...groupLines(groups, result.image, width, paint),
    ...riskLines(result, width, paint),
    fixedLines(result, width, paint),
    waivedLines(shown, width, paint),
    warningLines(verdict.warnings, width, paint),
    gapLines(verdict.gaps, width, paint),
    noteLines(result, width, paint),
    countLines(result, width, paint),
    fixLines(result, width, paint),
    ...unblockSections(result, width, paint),
    verdictLines(result, paint),
  ];
  const full = sections.filter((lines) => lines.length > 0);
  return `${full.map((lines) => lines.map((line) => line.trimEnd()).join("\n")).join("\n\n")}\n`;
}

/** With a repair also what has become of it, and the repaired image's verdict. */
function verdictLines({ verdict, fix }: ScanResult, paint: Paint): readonly string[] {
  const line = ({ outcome, reason }: Pick<ScanResult["verdict"], "outcome" | "reason">) => {
    const [word, style] = OUTCOMES[outcome];
    return `${paint(style, word)}: ${escapeForTerminal(reason)}`;
  };
  if (fix === undefined) return [line(verdict)];
  const repaired = fix.verdict === undefined ? [] : [`Repaired image: ${line(fix.verdict)}`];
  return [line(verdict), fixLine(fix, paint), ...repaired];
}
