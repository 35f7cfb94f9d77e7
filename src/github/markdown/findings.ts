import { isVulnerability, ownerOf, type ScanResult } from "../../model/index.ts";
import { type Matter, matters, worstFirst } from "../../notify/worst.ts";
import { dockerfilePlace, linksOf, NO_FIX, severityWord } from "../../report/index.ts";
import { link, plain, table } from "./text.ts";

const MAX_NAMES = 4;
const MAX_TITLE = 120;

const HEADS = ["Severity", "Finding", "In", "Fix", "Comes from", ""];

/** Findings that count, what blocks first; those that say the same of several packages are one. */
export function mattersOf({ verdict }: ScanResult): readonly Matter[] {
  return matters(worstFirst(verdict.judged.filter(({ isHidden }) => isHidden !== true)));
}

/** The cells of each, escaped. */
export function rowsOfMatters(all: readonly Matter[], image: ScanResult["image"]): readonly Row[] {
  return all.map((matter) => cells(matter, image));
}

type Row = readonly string[];

export function mattersTable(rows: readonly Row[]): string {
  return rows.length === 0 ? "" : table(HEADS, rows);
}

function cells({ row, names }: Matter, image: ScanResult["image"]): Row {
  const { finding, action, since } = row;
  const more = names.length > MAX_NAMES ? ` and ${names.length - MAX_NAMES} more` : "";
  const where = `${names
    .slice(0, MAX_NAMES)
    .map((name) => plain(name))
    .join(", ")}${more}`;
  const marks = [
    ...(action === "block" ? ["**blocks**"] : action === "warn" ? ["warns"] : []),
    ...(since === "new" ? ["new"] : []),
  ].join(", ");
  const place = dockerfilePlace(finding, image);
  const owner = ownerOf(image, finding);
  const origin = [
    ...(owner === "base" ? ["base image"] : owner === "own" ? ["own"] : []),
    ...(place === undefined ? [] : [plain(`${place.path}:${place.startLine}`)]),
  ].join(", ");
  if (!isVulnerability(finding)) {
    const what = `${plain(finding.rule)} ${plain(finding.title, MAX_TITLE)}`;
    return [severityWord(finding), what, where, plain(finding.advice, MAX_TITLE), origin, marks];
  }
  const { fixedIn, advisory, status, package: affected } = finding;
  const what = link(advisory.id, linksOf(advisory)[0]);
  const fix = fixedIn === undefined ? NO_FIX[status] : plain(fixedIn);
  return [severityWord(finding), what, `${where} ${plain(affected.version)}`, fix, origin, marks];
}
