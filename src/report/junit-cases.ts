import { SEVERITIES } from "../model/advisory.ts";
import { categoryOf, type Finding, isVulnerability } from "../model/finding.ts";
import type { Category } from "../model/rule.ts";
import type { ScanResult } from "../model/scan-result.ts";
import type { JudgedFinding, JudgedGap } from "../model/verdict.ts";
import { findingText } from "./finding-text.ts";
import { hexDigest } from "./gitlab-tracking.ts";
import { groupBy } from "./grouping.ts";
import { isAffecting } from "./judged.ts";
import { whence } from "./sarif-places.ts";
import { short } from "./sarif-text.ts";
import { dockerfilePlace } from "./source-place.ts";

/** Stops an image with a broken file per entry from filling the report. */
const MAX_GAPS = 500;
const MAX_PART = 100;
/** Leaves room for what tells namesakes apart. */
const MAX_NAME = 220;
/** Hex digits of a fingerprint that tell namesakes apart. */
const MARK_LENGTH = 12;

/** One case of the report; nothing of it is escaped yet. */
export interface TestCase {
  /** The last word of its class name. */
  readonly group: Category | "verdict" | "gaps";
  /** The same from pipeline to pipeline, and in its group like no other: readers ignore namesakes. */
  readonly name: string;
  readonly outcome: "success" | "failure" | "error" | "skipped";
  /** Lines; none for a success. */
  readonly text: readonly string[];
}

/** Of each finding, what blocks first, then the worst. */
export function findingCases({ verdict, image }: ScanResult): readonly TestCase[] {
  const rows = verdict.judged
    .filter(isAffecting)
    .toSorted((a, b) => Number(b.action === "block") - Number(a.action === "block") || bySeverity(a, b));
  return namedApart(rows.map((row) => ({ mark: row.finding.fingerprint, one: findingCase(row, image) })));
}

/** The verdict, one case for each category in which nothing blocks, the gaps, and how many findings are left out. */
export function fixedCases(result: ScanResult, dropped: number): readonly TestCase[] {
  const { verdict } = result;
  const leftOut = `${dropped} of the least severe findings are left out; the JSON report has them all.`;
  return [
    { group: "verdict", name: "verdict", ...verdictOf(verdict) },
    ...(dropped === 0
      ? []
      : [{ group: "verdict", name: "left out", outcome: "skipped", text: [leftOut] } as const]),
    ...passedCases(result),
    ...gapCases(verdict.gaps),
  ];
}

function verdictOf({ outcome, reason }: ScanResult["verdict"]): Pick<TestCase, "outcome" | "text"> {
  switch (outcome) {
    case "pass":
      return { outcome: "success", text: [] };
    case "blocked":
      return { outcome: "failure", text: [`Blocked: ${reason}`] };
    case "unproven":
      return { outcome: "error", text: [`Unproven: ${reason}`] };
  }
}

/** Nothing is said of a category that was not looked at, or not wholly. */
function passedCases({ checked, verdict }: ScanResult): readonly TestCase[] {
  const gaps = verdict.gaps.filter(({ action }) => action === "block");
  const blocked = new Set<Category>([
    ...verdict.judged.filter(({ action }) => action === "block").map(({ finding }) => categoryOf(finding)),
    ...gaps.flatMap(({ gap }): readonly Category[] => {
      const category = gap.rule?.category ?? gap.category;
      return category === undefined ? ["system", "application"] : [category];
    }),
  ]);
  return checked.categories
    .filter((category) => !blocked.has(category))
    .map((category) => ({ group: category, name: "nothing blocks", outcome: "success", text: [] }));
}

function findingCase(row: JudgedFinding, image: ScanResult["image"]): TestCase {
  const { finding, action, because } = row;
  const place = dockerfilePlace(finding, image);
  const file = finding.location?.path ?? "";
  const where = place === undefined ? file : `${place.path}:${place.startLine}`;
  return {
    group: categoryOf(finding),
    name: nameOf(finding),
    outcome: action === "block" ? "failure" : "skipped",
    text: [
      findingText(finding),
      because,
      whence(finding, image),
      ...(where === "" ? [] : [`Look at ${where}`]),
      `Fingerprint: ${finding.fingerprint}`,
    ],
  };
}

/** Without versions: the same trouble after an update that does not help is not a new one. */
function nameOf(finding: Finding): string {
  if (!isVulnerability(finding))
    return `${finding.rule} ${finding.title}: ${short(finding.subject, MAX_PART)}`;
  return `${short(finding.advisory.id, MAX_PART)} in ${short(finding.package.name, MAX_PART)}`;
}

function gapCases(gaps: readonly JudgedGap[]): readonly TestCase[] {
  const blockingFirst = gaps.toSorted((a, b) => Number(b.action === "block") - Number(a.action === "block"));
  const shown = blockingFirst.slice(0, MAX_GAPS).map(({ gap, action, because }) => {
    const one: TestCase = {
      group: "gaps",
      name: `${gap.kind}: ${short(gap.where, MAX_PART)} (${gap.by})`,
      outcome: action === "block" ? "error" : "skipped",
      text: [gap.reason, because],
    };
    return { mark: hexDigest(gap.reason), one };
  });
  const rest = blockingFirst.slice(MAX_GAPS);
  const outcome = rest.some(({ action }) => action === "block") ? "error" : "skipped";
  const text = [`${rest.length} more things could not be told; the JSON report has them all.`];
  return [
    ...namedApart(shown),
    ...(rest.length === 0 ? [] : [{ group: "gaps", name: "left out", outcome, text } as const]),
  ];
}

/** Names that several have get the mark of each, and a number where that is the same too. */
function namedApart(
  cases: readonly { readonly mark: string; readonly one: TestCase }[],
): readonly TestCase[] {
  const shown = cases.map(({ mark, one }) => ({ mark, one: { ...one, name: short(one.name, MAX_NAME) } }));
  const namesakes = groupBy(shown, ({ one }) => `${one.group} ${one.name}`);
  const seen = new Map<string, number>();
  return shown.map(({ mark, one }) => {
    if (namesakes.get(`${one.group} ${one.name}`)?.length === 1) return one;
    const name = `${one.name} [${mark.slice(0, MARK_LENGTH)}]`;
    const count = (seen.get(`${one.group} ${name}`) ?? 0) + 1;
    seen.set(`${one.group} ${name}`, count);
    return { ...one, name: count === 1 ? name : `${name} ${count}` };
  });
}

function bySeverity(a: JudgedFinding, b: JudgedFinding): number {
  return SEVERITIES.indexOf(b.finding.severity) - SEVERITIES.indexOf(a.finding.severity);
}
