import { atLeast, SEVERITIES } from "../model/advisory.ts";
import type { RiskCategory, Rule } from "../model/rule.ts";
import { groupBy } from "./grouping.ts";
import { type JudgedRisk, weightOf } from "./judged.ts";
import { RISK_CATEGORIES } from "./words.ts";

/** Findings of one rule that weigh alike: what they are and what to do about it is said once. */
export interface RiskGroup {
  readonly title: string;
  /** In the order in which they were found. */
  readonly rows: readonly JudgedRisk[];
  /** They say more than their rule's title does. */
  readonly hasTitles: boolean;
  /** The baseline had none of them. */
  readonly isNew: boolean;
  /** Bad enough to be told what to do. */
  readonly isUrgent: boolean;
}

export interface RiskSection {
  readonly category: RiskCategory;
  /** What blocks first, then what warns, then the worst. */
  readonly groups: readonly RiskGroup[];
}

/** What is waived stays out, and so do categories without findings. */
export function riskSections(judged: readonly JudgedRisk[], rules: readonly Rule[]): readonly RiskSection[] {
  const titles = new Map(rules.map(({ id, title }) => [id, title]));
  const shown = judged.filter(({ action }) => action !== "waive");
  const byCategory = groupBy(shown, ({ finding }) => finding.category);
  return RISK_CATEGORIES.flatMap((category) => {
    const rows = byCategory.get(category);
    if (rows === undefined) return [];
    const groups = groupBy(rows, ({ finding, action, since }) =>
      JSON.stringify([finding.rule, finding.severity, action, since]),
    );
    return [{ category, groups: [...groups.values()].map((own) => groupOf(own, titles)).toSorted(compare) }];
  });
}

function groupOf(rows: readonly JudgedRisk[], titles: ReadonlyMap<string, string>): RiskGroup {
  const { finding, action, since } = rows[0]!;
  const hasTitles = rows.some((row) => row.finding.title !== finding.title);
  return {
    title: hasTitles ? (titles.get(finding.rule) ?? finding.title) : finding.title,
    rows,
    hasTitles,
    isNew: since === "new",
    isUrgent: action === "block" || atLeast(finding.severity, "high"),
  };
}

function compare(a: RiskGroup, b: RiskGroup): number {
  const [one, other] = [a.rows[0]!.finding, b.rows[0]!.finding];
  return (
    weightOf(b.rows[0]!) - weightOf(a.rows[0]!) ||
    SEVERITIES.indexOf(other.severity) - SEVERITIES.indexOf(one.severity) ||
    (one.rule < other.rule ? -1 : one.rule > other.rule ? 1 : 0)
  );
}
