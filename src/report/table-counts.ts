import { SEVERITIES, type Severity } from "../model/advisory.ts";
import { categoryOf, isVulnerability } from "../model/finding.ts";
import { ownerOf } from "../model/origin.ts";
import type { ScanResult } from "../model/scan-result.ts";
import type { JudgedFinding } from "../model/verdict.ts";
import { vulnerabilitiesOf } from "./judged.ts";
import { tellsOwners } from "./origin.ts";
import { type Tally, tally } from "./tally.ts";
import { count, type Paint, pad, widthOf, wrap } from "./text.ts";
import { CATEGORY_WORDS, checkedNouns, listed, RISK_CATEGORIES } from "./words.ts";

/** How many there are of each kind and severity, and how many of them block; or that there are none of what. */
export function countLines(result: ScanResult, width: number, paint: Paint): readonly string[] {
  if (result.verdict.judged.length === 0) return wrap(nothingFound(result), Math.min(width, 120));
  const rows = rowsOf(result);
  const all = rows.find(({ isAll }) => isAll) ?? rows[0]!;
  const forms = columnForms(all.counts, result).map((columns) => ({
    columns,
    sizes: sizesOf(columns, rows),
  }));
  const { columns, sizes } =
    forms.find(({ sizes }) => sizes.reduce((sum, size) => sum + size, 0) <= width) ?? forms.at(-1)!;
  const [labels = 0, ...others] = sizes;
  const heads = columns.map(({ head }, i) => head.padStart(others[i]!)).join("");
  const lines = rows.map(({ label, isPart, counts }) => {
    const cells = columns.map(({ head, of }, i) => {
      const number = of(counts);
      const cell = (number === 0 ? "-" : String(number)).padStart(others[i]!);
      return head.startsWith("x ") && number > 0
        ? paint("redBold", cell)
        : isPart
          ? paint("dim", cell)
          : cell;
    });
    const start = pad(label, labels);
    return `${isPart ? paint("dim", start) : start}${cells.join("")}`;
  });
  return [paint("dim", `${" ".repeat(labels)}${heads}`), ...lines];
}

/** Never says that there is none of what was not looked for. */
export function nothingFound({ checked, packages, image, verdict }: ScanResult): string {
  const looked = checkedNouns(checked);
  if (looked.length === 0) return "Nothing was looked for.";
  const risks = checked.categories.filter((one) => one !== "system" && one !== "application");
  const among = [
    ...(risks.length < checked.categories.length ? [count(packages.length, "package")] : []),
    ...(risks.length > 0 ? [count(image.layers.length, "layer")] : []),
  ];
  const where = `${verdict.gaps.length === 0 ? "" : "what could be checked of "}${listed(among, "and")}`;
  const { partial = [] } = checked;
  const names = RISK_CATEGORIES.filter((one) => partial.includes(one)).map((one) => CATEGORY_WORDS[one].name);
  const off = names.length === 0 ? "" : ` Some of the rules for ${listed(names, "and")} were off.`;
  return `No ${listed(looked, "or")} found in ${where}.${off}`;
}

export interface Row {
  readonly label: string;
  readonly counts: Tally;
  /** Counted in another row, too. */
  readonly isPart?: boolean;
  readonly isAll?: boolean;
}

/** A row for each kind that was looked for, then all of them, then those of the base image and the image's own. */
export function rowsOf({ verdict: { judged }, checked: { categories }, image }: ScanResult): readonly Row[] {
  const part = (label: string, rows: readonly JudgedFinding[]): Row[] =>
    rows.length === 0 ? [] : [{ label: `  ${label}`, counts: tally(rows), isPart: true }];
  const vulnerable = vulnerabilitiesOf(judged);
  const isLookedAt = categories.includes("system") || categories.includes("application");
  const fixable = vulnerable.filter(({ finding }) => finding.fixedIn !== undefined);
  const kinds: readonly Row[] = [
    ...(isLookedAt ? [{ label: "vulnerabilities", counts: tally(vulnerable) }] : []),
    ...part("with a fix", fixable),
    ...RISK_CATEGORIES.filter((category) => categories.includes(category)).map((category) => ({
      label: CATEGORY_WORDS[category].name,
      counts: tally(judged.filter(({ finding }) => categoryOf(finding) === category)),
    })),
  ];
  const ofOwner = (owner: "base" | "own") =>
    judged.filter(({ finding }) => ownerOf(image, finding) === owner);
  const owners = tellsOwners(image)
    ? [...part("base image", ofOwner("base")), ...part("own", ofOwner("own"))]
    : [];
  const fresh = part(
    "new",
    judged.filter(({ since }) => since === "new"),
  );
  const isAlone = kinds.filter(({ isPart }) => !isPart).length === 1;
  return [
    ...kinds,
    ...(isAlone ? [] : [{ label: "all", counts: tally(judged), isAll: true }]),
    ...owners,
    ...fresh,
  ];
}

interface Column {
  readonly head: string;
  /** Blanks before it. */
  readonly gap: number;
  of(counts: Tally): number;
}

/** Full words and every column where there is room, then closer together, without what can be added up, in short. */
function columnForms(all: Tally, { verdict: { judged } }: ScanResult): readonly (readonly Column[])[] {
  const found = SEVERITIES.toReversed().filter((severity) => all[severity].found > 0);
  const hasRisks = judged.some(({ finding }) => !isVulnerability(finding));
  const names: Readonly<Record<Severity, readonly [string, string]>> = {
    critical: ["critical", "crit"],
    high: ["high", "high"],
    medium: ["medium", "med"],
    low: ["low", "low"],
    negligible: hasRisks ? ["info", "info"] : ["negligible", "negl"],
    unknown: ["unknown", "unkn"],
  };
  const sum = (counts: Tally, key: "found" | "blocking" | "warning" | "waived") =>
    SEVERITIES.reduce((number, severity) => number + counts[severity][key], 0);
  const total = (head: string, key: "found" | "blocking" | "warning" | "waived", gap: number): Column => ({
    head,
    gap,
    of: (counts) => sum(counts, key),
  });
  const severities = (form: 0 | 1, gap: number): readonly Column[] =>
    found.map((severity) => ({
      head: names[severity][form],
      gap,
      of: (counts) => counts[severity].found,
    }));
  const waived = (gap: number) => (sum(all, "waived") === 0 ? [] : [total("waived", "waived", gap)]);
  const warning = (gap: number) => (sum(all, "warning") === 0 ? [] : [total("! warn", "warning", gap)]);
  const counted = found.length > 1 ? [total("found", "found", 2)] : [];
  return [
    [...severities(0, 2), ...counted, total("x blocking", "blocking", 2), ...warning(2), ...waived(2)],
    [...severities(0, 2), total("x blocking", "blocking", 2), ...warning(2), ...waived(2)],
    [...severities(0, 1), total("x blocking", "blocking", 2), ...warning(1), ...waived(1)],
    [...severities(1, 1), total("x block", "blocking", 1), ...warning(1), ...waived(1)],
    [...severities(1, 1), total("x block", "blocking", 1)],
  ];
}

/** Of the labels, then of each column. */
function sizesOf(columns: readonly Column[], rows: readonly Row[]): readonly number[] {
  const labels = Math.max(...rows.map(({ label }) => widthOf(label)));
  return [
    labels,
    ...columns.map(
      ({ head, gap, of }) =>
        gap + Math.max(head.length, ...rows.map(({ counts }) => String(of(counts)).length)),
    ),
  ];
}
