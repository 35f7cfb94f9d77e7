import { SEVERITIES, type Severity } from "../model/advisory.ts";
import type { VulnerabilityFinding } from "../model/finding.ts";
import type { ScanResult } from "../model/scan-result.ts";
import { escapeForTerminal } from "./escape.ts";
import { type JudgedVulnerability, markOf } from "./judged.ts";
import type { Group } from "./table-groups.ts";
import { instructionText, placeText } from "./table-origin.ts";
import { cut, type Paint, pad, type Style, widthOf } from "./text.ts";
import { NO_FIX, titleOf } from "./words.ts";

/** A package such as Debian's kernel headers has thousands; the rest is counted, and stands in the JSON report. */
const MAX_ROWS = 25;
const MAX_NAMES = 6;
const MAX_ID_WIDTH = 20;
const MAX_FIX_WIDTH = 32;
/** What names and version have to themselves, with the blanks around them. */
const MIN_HEADING = 33;
/** Narrower lines, or those with less room, have no instructions. */
const MIN_WIDTH_OF_INSTRUCTIONS = 100;
const MIN_INSTRUCTION_WIDTH = 24;
/** Titles that run over several lines of a wide log help nobody. */
const MAX_TITLE_WIDTH = 160;

export const SEVERITY_STYLES: Readonly<Record<Severity, Style>> = {
  critical: "redBold",
  high: "red",
  medium: "yellow",
  low: "blue",
  negligible: "dim",
  unknown: "magenta",
};

/** A block of lines per group, all in the same columns. */
export function groupLines(
  groups: readonly Group[],
  image: ScanResult["image"],
  width: number,
  paint: Paint,
): readonly (readonly string[])[] {
  const rows = groups.flatMap((group) => group.rows.slice(0, MAX_ROWS));
  const widest = (texts: readonly string[], limit: number): number =>
    Math.min(limit, Math.max(0, ...texts.map(widthOf)));
  const columns = {
    id: widest(
      rows.map(({ finding }) => idOf(finding)),
      MAX_ID_WIDTH,
    ),
    fix: widest(
      rows.map(({ finding }) => fixText(finding)),
      Math.min(MAX_FIX_WIDTH, Math.floor(width < 80 ? width / 4 : width * 0.35)),
    ),
  };
  return groups.map((group) => [
    heading(group, image, width, paint),
    ...group.rows.slice(0, MAX_ROWS).map((row) => line(row, columns, width, paint)),
    ...rest(group.rows.slice(MAX_ROWS), width, paint),
  ]);
}

function heading(group: Group, image: ScanResult["image"], width: number, paint: Paint): string {
  const end = placeText(image, group.layer, width - MIN_HEADING);
  const version = versions(group);
  const room = width - widthOf(end) - 2;
  const name = cut(names(group), Math.max(20, room - widthOf(version) - 1));
  const shown = cut(version, Math.max(10, room - widthOf(name) - 1));
  const left = room - widthOf(name) - 1 - widthOf(shown) - 2;
  const instruction = width < MIN_WIDTH_OF_INSTRUCTIONS ? undefined : instructionText(image, group.layer);
  const more = instruction === undefined || left < MIN_INSTRUCTION_WIDTH ? "" : `  ${cut(instruction, left)}`;
  return `${paint("bold", name)} ${shown}  ${paint("dim", `${end}${more}`)}`;
}

function names(group: Group): string {
  const all = group.packages.map(({ name }) => cut(escapeForTerminal(name), 60));
  const more = all.length > MAX_NAMES ? ` and ${all.length - MAX_NAMES} more` : "";
  return `${all.slice(0, MAX_NAMES).join(", ")}${more}`;
}

function versions({ packages, fixedIn }: Group): string {
  const installed = cut(escapeForTerminal(packages[0]?.version ?? ""), 60);
  return fixedIn === undefined ? installed : `${installed} → ${cut(escapeForTerminal(fixedIn), 60)}`;
}

function line(
  row: JudgedVulnerability,
  columns: { readonly id: number; readonly fix: number },
  width: number,
  paint: Paint,
): string {
  const { finding, since } = row;
  const mark = markOf(row, paint);
  const severity = paint(SEVERITY_STYLES[finding.severity], pad(finding.severity, 10));
  const id = pad(idOf(finding), columns.id);
  const fix = pad(cut(fixText(finding), columns.fix), columns.fix);
  const room = width - 2 - 2 - 10 - 1 - columns.id - 2 - columns.fix - 2;
  const age = since === "new" ? "NEW " : "";
  const left = room - age.length;
  const text = left < 8 ? "" : cut(escapeForTerminal(titleOf(finding)), Math.min(MAX_TITLE_WIDTH, left));
  const title = `${age === "" ? "" : paint("bold", age)}${text}`;
  return `  ${mark} ${severity} ${id}  ${finding.fixedIn === undefined ? paint("dim", fix) : fix}  ${title}`;
}

function idOf(finding: VulnerabilityFinding): string {
  return cut(escapeForTerminal(finding.advisory.id), MAX_ID_WIDTH);
}

function fixText({ fixedIn, status }: VulnerabilityFinding): string {
  return fixedIn === undefined ? NO_FIX[status] : cut(escapeForTerminal(fixedIn), MAX_FIX_WIDTH);
}

function rest(rows: readonly JudgedVulnerability[], width: number, paint: Paint): readonly string[] {
  if (rows.length === 0) return [];
  const counts = SEVERITIES.toReversed().flatMap((severity) => {
    const number = rows.filter(({ finding }) => finding.severity === severity).length;
    return number === 0 ? [] : [`${number} ${severity}`];
  });
  const text = `    and ${rows.length} more: ${counts.join(", ")} (all in the JSON report)`;
  return [paint("dim", cut(text, width))];
}
