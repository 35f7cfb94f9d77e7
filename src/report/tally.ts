import { SEVERITIES, type Severity } from "../model/advisory.ts";
import { categoryOf, isVulnerability } from "../model/finding.ts";
import { ownerOf } from "../model/origin.ts";
import type { Owner } from "../model/provenance.ts";
import type { Category } from "../model/rule.ts";
import type { ScanResult } from "../model/scan-result.ts";
import type { JudgedFinding, Since } from "../model/verdict.ts";

export interface Count {
  readonly found: number;
  readonly fixable: number;
  readonly blocking: number;
  readonly warning: number;
  readonly waived: number;
}

export type Tally = Readonly<Record<Severity, Count>>;

/** How many findings there are of each severity, and of which kind; worst first. */
export function tally(judged: readonly JudgedFinding[]): Tally {
  const counts = SEVERITIES.toReversed().map((severity) => {
    const rows = judged.filter(({ finding }) => finding.severity === severity);
    const count: Count = {
      found: rows.length,
      fixable: rows.filter(({ finding }) => isVulnerability(finding) && finding.fixedIn !== undefined).length,
      blocking: rows.filter(({ action }) => action === "block").length,
      warning: rows.filter(({ action }) => action === "warn").length,
      waived: rows.filter(({ action }) => action === "waive").length,
    };
    return [severity, count] as const;
  });
  return Object.fromEntries(counts) as Tally;
}

/** The same for what the base image brought, and for the rest. */
export function tallyByOwner(
  judged: readonly JudgedFinding[],
  image: ScanResult["image"],
): Readonly<Record<Owner, Tally>> {
  const of = (owner: Owner) => tally(judged.filter(({ finding }) => ownerOf(image, finding) === owner));
  return { base: of("base"), own: of("own"), unknown: of("unknown") };
}

/** The same for what is new against the baseline, and for what it had. */
export function tallyBySince(judged: readonly JudgedFinding[]): Readonly<Record<Since, Tally>> {
  const of = (wanted: Since) => tally(judged.filter(({ since }) => since === wanted));
  return { new: of("new"), known: of("known") };
}

/** The same for each category that was looked at; of the others there is nothing to tell. */
export function tallyByCategory(
  judged: readonly JudgedFinding[],
  categories: readonly Category[],
): Readonly<Partial<Record<Category, Tally>>> {
  const of = (category: Category) => tally(judged.filter(({ finding }) => categoryOf(finding) === category));
  return Object.fromEntries(categories.map((category) => [category, of(category)]));
}
