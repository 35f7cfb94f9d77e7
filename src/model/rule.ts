import type { Severity } from "./advisory.ts";

/** What a finding is about; a policy may judge each category in its own way. */
export type Category = "system" | "application" | "instruction" | "baseline" | "sensitive" | "malware";

export const CATEGORIES: readonly Category[] = [
  "system",
  "application",
  "instruction",
  "baseline",
  "sensitive",
  "malware",
];

/** The categories that drydock's own rules are about; the other two are matched with advisories. */
export type RiskCategory = Exclude<Category, "system" | "application">;

/** One check of the catalogue, as the docs and `drydock rules` show it. What it looks at is its detector's business. */
export interface Rule {
  /** `DD-DF-001`, …; permanent. */
  readonly id: string;
  readonly category: RiskCategory;
  /** A few words that name the risk, such as `Secret in ENV`. */
  readonly title: string;
  /** The usual one; a finding may be rated otherwise, with a reason. The catalogue's "info" is `negligible`. */
  readonly severity: Severity;
  /** When it fires: a sentence or two for people. */
  readonly fires: string;
  /** When it must not fire, although it looks alike. */
  readonly guards: string;
  /** What to do about it. */
  readonly advice: string;
  /** Ids of the same check in other tools and in CIS Docker Benchmark 1.6: `DL3004`, `DS-0010`, `CIS-DI-0001`, `CIS 4.8`. */
  readonly peers: readonly string[];
  /** Only looked at where the policy or `--checks` asks for it. */
  readonly isOptional?: boolean;
  /** Only in profile `strict`, or where it is asked for by its id. */
  readonly isStrict?: boolean;
}

/** The page that describes the rule, within the project and its package: `docs/rules/baseline.md#dd-bl-001`. */
export function documentationOf({ id, category }: Pick<Rule, "id" | "category">): string {
  return `docs/rules/${category}.md#${id.toLowerCase()}`;
}
