import { SEVERITIES } from "../../model/advisory.ts";
import { categoryOf, type Finding, isVulnerability } from "../../model/finding.ts";
import { ownerOf } from "../../model/origin.ts";
import type { Rule } from "../../model/rule.ts";
import type { ScanResult } from "../../model/scan-result.ts";
import type { JudgedFinding } from "../../model/verdict.ts";
import { severityWord, titleOf } from "../words.ts";
import { detailsOf } from "./details.ts";
import { short } from "./markup.ts";
import type { Detail, PageData, Row } from "./page-data.ts";
import { ownerWordOf, placeOf } from "./place.ts";
import { actionWord } from "./words.ts";

/** More rows, or more text, than a browser takes: an image can be made to have millions of findings. */
const MAX_ROWS = 50_000;
const MAX_CHARACTERS = 48_000_000;
/** Beside a row's texts: names of fields and numbers of details. */
const ROW_OVERHEAD = 300;

/** The rows of the table: what decides and the worst first, as many as the page holds. */
export function pageData({ verdict, image, rules }: ScanResult): PageData {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const rows: Row[] = [];
  const pool = new DetailPool();
  let characters = 0;
  for (const judged of verdict.judged.toSorted(compare).slice(0, MAX_ROWS)) {
    const row = rowOf(judged, image, byId, pool);
    characters += ROW_OVERHEAD + row.title.length + row.about.length + row.place.length;
    if (characters + pool.characters > MAX_CHARACTERS) break;
    rows.push(row);
  }
  return { rows, details: pool.details };
}

function rowOf(
  judged: JudgedFinding,
  image: ScanResult["image"],
  rules: ReadonlyMap<string, Rule>,
  pool: DetailPool,
): Row {
  const { finding, action } = judged;
  const { severity, location } = finding;
  const aliases = isVulnerability(finding) ? short(finding.advisory.aliases.join(" ")) : "";
  return {
    id: short(finding.rule),
    severity,
    word: severityWord(finding),
    rank: SEVERITIES.indexOf(severity),
    title: short(isVulnerability(finding) ? titleOf(finding) : finding.title),
    about: aboutOf(finding),
    ...mendingOf(finding),
    category: categoryOf(finding),
    owner: ownerOf(image, finding),
    ownerWord: ownerWordOf(image, finding),
    place: placeOf(image, finding),
    ...(location === undefined ? {} : { layer: location.layer + 1 }),
    action,
    actionWord: actionWord(action).word,
    ...(aliases === "" ? {} : { aliases }),
    details: detailsOf(judged, image, rules).map((detail) => pool.add(detail)),
  };
}

/** Package and version, or what the rule is about. */
function aboutOf(finding: Finding): string {
  if (isVulnerability(finding)) return `${short(finding.package.name)} ${short(finding.package.version)}`;
  return short(finding.subject);
}

function mendingOf(finding: Finding): Pick<Row, "fix" | "mending"> {
  if (!isVulnerability(finding)) return { mending: "advice" };
  const { fixedIn } = finding;
  return fixedIn === undefined ? { mending: "none" } : { fix: short(fixedIn), mending: "upgrade" };
}

/** Details that many rows share, once. */
class DetailPool {
  readonly details: Detail[] = [];
  characters = 0;
  readonly #numbers = new Map<string, number>();

  /** Its number. */
  add(detail: Detail): number {
    const key = JSON.stringify(detail);
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.characters += key.length;
    this.#numbers.set(key, this.details.length);
    return this.details.push(detail) - 1;
  }
}

function compare(a: JudgedFinding, b: JudgedFinding): number {
  return (
    actionWord(a.action).order - actionWord(b.action).order ||
    SEVERITIES.indexOf(b.finding.severity) - SEVERITIES.indexOf(a.finding.severity)
  );
}
