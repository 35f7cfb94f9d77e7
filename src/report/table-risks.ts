import { SEVERITIES } from "../model/advisory.ts";
import type { RiskFinding } from "../model/finding.ts";
import type { ScanResult } from "../model/scan-result.ts";
import { escapeForTerminal } from "./escape.ts";
import { markOf, risksOf, shownOf } from "./judged.ts";
import { SEVERITY_STYLES } from "./table-findings.ts";
import { riskPlaceText } from "./table-origin.ts";
import { type RiskGroup, type RiskSection, riskSections } from "./table-risk-groups.ts";
import { cut, type Paint, pad, widthOf, wrap } from "./text.ts";
import { CATEGORY_WORDS, riskSeverity, severityWord } from "./words.ts";

/** Of each section, and of each rule; the rest is counted, and stands in the JSON report. */
const MAX_GROUPS = 25;
const MAX_PLACES = 5;
const MAX_QUIET_PLACES = 3;
/** Lines that run over several of a wide log help nobody. */
const MAX_LINE = 160;
const MAX_ID = 14;
/** Mark and severity, with the blanks after them. */
const INDENT = 15;
/** Less of a place tells nothing: it then has a line of its own. */
const MIN_PLACE = 16;

/** A block of lines for each category in which something was found. */
export function riskLines(result: ScanResult, width: number, paint: Paint): readonly (readonly string[])[] {
  const sections = riskSections(risksOf(shownOf(result.verdict.judged)), result.rules);
  return sections.map((section) => sectionLines(section, result.image, Math.min(width, MAX_LINE), paint));
}

function sectionLines(
  { category, groups }: RiskSection,
  image: ScanResult["image"],
  width: number,
  paint: Paint,
): readonly string[] {
  const { name } = CATEGORY_WORDS[category];
  const number = groups.reduce((sum, { rows }) => sum + rows.length, 0);
  return [
    paint("bold", `${name[0]!.toUpperCase()}${name.slice(1)} (${number})`),
    ...groups.slice(0, MAX_GROUPS).flatMap((group) => groupLines(group, image, width, paint)),
    ...rest(groups.slice(MAX_GROUPS), width, paint),
  ];
}

function groupLines(
  group: RiskGroup,
  image: ScanResult["image"],
  width: number,
  paint: Paint,
): readonly string[] {
  const { finding } = group.rows[0]!;
  const room = width - INDENT;
  const under = (text: string): string => `${" ".repeat(INDENT)}${text}`;
  const { head, left } = headOf(group, width, paint);
  const advice = group.isUrgent ? adviceLines(finding, room).map(under) : [];
  if (group.rows.length === 1) {
    const [beside, below] = [left, room].map((width) => placeText(finding, image, width));
    const detail = detailText(finding, below ?? "");
    const isBeside = left >= MIN_PLACE && beside === below;
    const lines = isBeside ? [detail] : joined(below!, detail, room);
    return [
      isBeside ? `${head}  ${paint("dim", beside!)}` : head,
      ...lines.filter((line) => line !== "").map((line) => under(paint("dim", cut(line, room)))),
      ...advice,
    ];
  }
  const places = group.rows.slice(0, group.isUrgent ? MAX_PLACES : MAX_QUIET_PLACES).map((row) => {
    const place = placeText(row.finding, image, room);
    const more = moreOf(row.finding, place, group.hasTitles);
    return under(paint("dim", more === "" ? place : cut(`${place}  ${more}`, room)));
  });
  const others = group.rows.length - places.length;
  const counted = others === 0 ? [] : [under(paint("dim", `and ${others} more (all in the JSON report)`))];
  return [head, ...places, ...counted, ...advice];
}

/** Mark, severity, id and title, and the columns that are left beside them. */
function headOf(group: RiskGroup, width: number, paint: Paint): { head: string; left: number } {
  const { finding } = group.rows[0]!;
  const mark = markOf(group.rows[0]!, paint);
  const severity = paint(SEVERITY_STYLES[finding.severity], pad(severityWord(finding), 10));
  const id = cut(escapeForTerminal(finding.rule), MAX_ID);
  const number = group.rows.length === 1 ? "" : ` (${group.rows.length})`;
  const room = width - INDENT - widthOf(id) - 2;
  const since = group.isNew ? "NEW " : "";
  const title = cut(escapeForTerminal(group.title), room - since.length - number.length);
  const shown = `${since === "" ? "" : paint("bold", since)}${title}${number}`;
  return { head: `  ${mark} ${severity} ${id}  ${shown}`, left: room - since.length - widthOf(title) - 2 };
}

/** On one line where there is room. */
function joined(place: string, detail: string, room: number): readonly string[] {
  const line = `${place}  ${detail}`;
  return detail !== "" && widthOf(line) <= room ? [line] : [place, detail];
}

function adviceLines({ advice }: RiskFinding, room: number): readonly string[] {
  const [first = "", second, ...more] = wrap(escapeForTerminal(advice), room - 2);
  const last = more.length === 0 ? second : cut(`${second} ${more.join(" ")}`, room - 2);
  return [`→ ${first}`, ...(last === undefined ? [] : [`  ${last}`])];
}

/** Where it is; what it is about, where that is no place. */
function placeText(finding: RiskFinding, image: ScanResult["image"], room: number): string {
  const place = riskPlaceText(image, finding, room) ?? cut(escapeForTerminal(finding.subject), room);
  const also = finding.also === undefined ? "" : `, also ${escapeForTerminal(finding.also.join(", "))}`;
  return cut(`${place}${also}`, room);
}

/** Of one finding: what it is about, where that is not said yet, and what was seen. */
function detailText(finding: RiskFinding, place: string): string {
  const [evidence = ""] = finding.evidence;
  return withSubject(finding, `${place} ${finding.title} ${evidence}`, evidence);
}

/** Of one among several. */
function moreOf(finding: RiskFinding, place: string, hasTitles: boolean): string {
  const title = hasTitles ? finding.title : "";
  return withSubject(finding, `${place} ${title}`, title);
}

/** Escaped as one: a colon more would make a command of what ends with one. A place is told, though its start is cut. */
function withSubject({ subject, location }: RiskFinding, said: string, text: string): string {
  const isSaid =
    subject === location?.path || said.includes(subject) || said.includes(escapeForTerminal(subject));
  return escapeForTerminal([isSaid ? "" : subject, text].filter((part) => part !== "").join(": "));
}

function rest(groups: readonly RiskGroup[], width: number, paint: Paint): readonly string[] {
  if (groups.length === 0) return [];
  const rows = groups.flatMap((group) => group.rows);
  const counts = SEVERITIES.toReversed().flatMap((severity) => {
    const number = rows.filter(({ finding }) => finding.severity === severity).length;
    return number === 0 ? [] : [`${number} ${riskSeverity(severity)}`];
  });
  const text = `    and ${rows.length} more: ${counts.join(", ")} (all in the JSON report)`;
  return [paint("dim", cut(text, width))];
}
