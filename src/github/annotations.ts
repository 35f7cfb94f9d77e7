import {
  atLeast,
  isVulnerability,
  type JudgedFinding,
  type ScanResult,
  SEVERITIES,
  type VulnerabilityFinding,
} from "../model/index.ts";
import { type Matter, matters, worstFirst } from "../notify/worst.ts";
import {
  dockerfilePlace,
  escapeForTerminal,
  NO_FIX,
  type SourcePlace,
  severityWord,
  short,
} from "../report/index.ts";

export interface Annotation {
  readonly path: string;
  readonly start_line: number;
  readonly end_line: number;
  readonly annotation_level: "failure" | "warning" | "notice";
  readonly title: string;
  readonly message: string;
}

/** GitHub takes 255. */
const MAX_TITLE = 200;
const MAX_NAME = 120;
/** Of the vulnerabilities of one package. */
const MAX_LISTED = 12;

interface Spot {
  readonly place: SourcePlace;
  readonly row: JudgedFinding;
}

/**
 * What is to be seen beside lines of the Dockerfile, the worst first: one annotation for a risk, and one for a package
 * with all its vulnerabilities. What no line is known of has none. Nothing in them is markup: GitHub shows plain text.
 */
export function annotationsOf({ verdict, image }: ScanResult): readonly Annotation[] {
  const rows = worstFirst(verdict.judged.filter(({ isHidden }) => isHidden !== true));
  const spots = new Map<string, Spot[]>();
  for (const row of rows) {
    const place = dockerfilePlace(row.finding, image);
    if (place === undefined) continue;
    const key = keyOf(row, place);
    const same = spots.get(key);
    if (same === undefined) spots.set(key, [{ place, row }]);
    else same.push({ place, row });
  }
  return [...spots.values()].map((same) =>
    annotation(
      same[0]!.place,
      same.map(({ row }) => row),
    ),
  );
}

function keyOf({ finding }: JudgedFinding, { path, startLine, endLine }: SourcePlace): string {
  const what = isVulnerability(finding)
    ? [finding.package.source?.name ?? finding.package.name, finding.package.version]
    : [finding.fingerprint];
  return JSON.stringify([path, startLine, endLine, ...what]);
}

function annotation(place: SourcePlace, rows: readonly JudgedFinding[]): Annotation {
  const { finding } = rows[0]!;
  const text = isVulnerability(finding) ? packageText(rows) : riskText(rows[0]!);
  return {
    path: place.path,
    start_line: place.startLine,
    end_line: place.endLine,
    annotation_level: levelOf(rows),
    title: short(escapeForTerminal(text.title), MAX_TITLE),
    message: text.lines.map(escapeForTerminal).join("\n"),
  };
}

function levelOf(rows: readonly JudgedFinding[]): Annotation["annotation_level"] {
  if (rows.some(({ action }) => action === "block")) return "failure";
  const isGrave = rows.some(({ action, finding }) => action === "warn" || atLeast(finding.severity, "high"));
  return isGrave ? "warning" : "notice";
}

/** `openssl 3.1.0-r4: 2 critical, 1 high`, and which. */
function packageText(rows: readonly JudgedFinding[]): { title: string; lines: readonly string[] } {
  const { package: affected } = rows[0]!.finding as VulnerabilityFinding;
  const all = matters(rows);
  const counts = SEVERITIES.toReversed().flatMap((severity) => {
    const number = all.filter(({ row }) => row.finding.severity === severity).length;
    return number === 0 ? [] : [`${number} ${severity}`];
  });
  const more = all.length - MAX_LISTED;
  const name = short(affected.source?.name ?? affected.name, MAX_NAME);
  return {
    title: `${name} ${short(affected.version, 60)}: ${counts.join(", ")}`,
    lines: [...all.slice(0, MAX_LISTED).map(matterText), ...(more > 0 ? [`and ${more} more`] : [])],
  };
}

function matterText({ row, names }: Matter): string {
  const { advisory, fixedIn, status, title, severity } = row.finding as VulnerabilityFinding;
  const fix = fixedIn === undefined ? NO_FIX[status] : `upgrade to ${short(fixedIn, 60)}`;
  const where = names.slice(0, 3).map((name) => short(name, 60));
  const mark = row.action === "block" ? ", blocks" : "";
  return `${short(advisory.id, 60)} (${severity}${mark}) in ${where.join(", ")}: ${short(title, MAX_NAME)}; ${fix}`;
}

function riskText({ finding, because }: JudgedFinding): { title: string; lines: readonly string[] } {
  if (isVulnerability(finding)) throw new Error("a vulnerability among the risks");
  const { rule, title, subject, evidence, advice } = finding;
  return {
    title: `${rule} ${title} (${severityWord(finding)})`,
    lines: [
      short(subject, MAX_NAME),
      ...evidence.slice(0, 3).map((line) => `seen: ${short(line)}`),
      short(advice, 400),
      short(because, 400),
    ],
  };
}
