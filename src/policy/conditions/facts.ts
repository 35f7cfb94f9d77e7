import type { Exploitation } from "../../exploitation/index.ts";
import {
  type Category,
  type Cvss,
  categoryOf,
  type Finding,
  type Gap,
  isVulnerability,
  type Location,
  type ScannedLayer,
  SEVERITIES,
  type VulnerabilityFinding,
} from "../../model/index.ts";
import { idsOf } from "../ids.ts";
import type { Untold } from "./condition.ts";

/** What conditions may ask about beside the finding itself. */
export interface Circumstances {
  readonly now: Date;
  /** The image's names, with tags, without transport. */
  readonly images: readonly string[];
  /** Of the image; their origins tell whose a finding is. */
  readonly layers: readonly Pick<ScannedLayer, "origin">[];
  /** What is built; absent = nobody told. */
  readonly branch?: string | undefined;
  /** Where it is to run; absent = nobody told. */
  readonly environment?: string | undefined;
  readonly exploitation: Exploitation;
  /** Whether a finding was not there before; absent = there is nothing to compare with. */
  readonly isNew?: ((finding: Finding) => boolean) | undefined;
}

export type CvssRow = readonly [score: number | undefined, vector: string | undefined];

/** A finding that a rule of the catalogue would have, had it been possible to look. */
type Missed = NonNullable<Gap["rule"]>;

/** A finding as conditions see it; what takes work is worked out when it is first asked for. */
export class Facts {
  /** `undefined` for a finding that is only missed: it has a rule, a category and a severity, and nothing else is known. */
  readonly finding: Finding | undefined;
  readonly around: Circumstances;
  readonly category: Category;
  /** Position in `SEVERITIES`. */
  readonly rank: number;
  readonly vulnerability: VulnerabilityFinding | undefined;
  #ids: readonly string[] | undefined;
  #cves: readonly string[] | undefined;
  #cvss: readonly CvssRow[] | undefined;

  private constructor(
    finding: Finding | undefined,
    from: Missed | Finding,
    category: Category,
    around: Circumstances,
  ) {
    this.finding = finding;
    this.around = around;
    this.category = category;
    this.rank = SEVERITIES.indexOf(from.severity);
    this.vulnerability = finding !== undefined && isVulnerability(finding) ? finding : undefined;
    this.#ids = finding === undefined && "id" in from ? [from.id.toUpperCase()] : undefined;
  }

  static of(finding: Finding, around: Circumstances): Facts {
    return new Facts(finding, finding, categoryOf(finding), around);
  }

  static ofMissed(rule: Missed, around: Circumstances): Facts {
    return new Facts(undefined, rule, rule.category, around);
  }

  /** All ids by which it may be named, in upper case. */
  get ids(): readonly string[] {
    this.#ids ??= this.finding === undefined ? [] : idsOf(this.finding);
    return this.#ids;
  }

  /** Those among them that FIRST and CISA know it by. */
  get cves(): readonly string[] {
    this.#cves ??= this.ids.filter((id) => id.startsWith("CVE-"));
    return this.#cves;
  }

  /** The newest scores of each source: of versions 4 and 3, of 2 where it has no other. */
  get cvss(): readonly CvssRow[] {
    this.#cvss ??= newest(this.vulnerability?.advisory.cvss ?? {});
    return this.#cvss;
  }

  /** Where it lies; `undefined` = in no file. */
  get location(): Location | undefined {
    return this.finding?.location;
  }
}

/** What is asked of a finding that nobody could look for. */
export const MISSED: Untold = {
  what: "where a finding that could not be looked for would be",
  remedy: "Mend what stands in the way of looking.",
};

function newest(sources: Readonly<Record<string, Cvss>>): readonly CvssRow[] {
  const rows: CvssRow[] = [];
  for (const { v2Score, v2Vector, v3Score, v3Vector, v4Score, v4Vector } of Object.values(sources)) {
    const before = rows.length;
    if (v4Score !== undefined || v4Vector !== undefined) rows.push([v4Score, v4Vector]);
    if (v3Score !== undefined || v3Vector !== undefined) rows.push([v3Score, v3Vector]);
    if (rows.length === before && (v2Score !== undefined || v2Vector !== undefined))
      rows.push([v2Score, v2Vector]);
  }
  return rows;
}
