import {
  atLeast,
  type Category,
  categoryOf,
  type DatabaseInfo,
  type Finding,
  type Gap,
  isVulnerability,
  type Since,
} from "../model/index.ts";
import type { Earlier } from "./earlier.ts";
import { hiddenBy } from "./hidden.ts";
import { pairsOf } from "./pairs.ts";
import { remarksOn } from "./remarks.ts";

/** What the scan of today has to tell. */
export interface Present {
  readonly findings: readonly Finding[];
  readonly gaps: readonly Gap[];
  readonly database: DatabaseInfo | undefined;
  readonly categories: ReadonlySet<Category>;
  /** Whether this scan would have found it, were it still there: its rule is on, its path not left out. */
  isLookedFor(finding: Finding): boolean;
}

export interface Comparison {
  /** `undefined` = nobody can tell: the baseline did not look for such things. */
  sinceOf(finding: Finding): Since | undefined;
  /** Whether rules about new findings are to count it. What nobody can tell counts: a gate must not take it for known. */
  isNew(finding: Finding): boolean;
  /** Of the baseline, what is not found any more although it was looked for. */
  readonly fixed: readonly Finding[];
  /** Sentences for people: what was compared with what, and where the two looks differ. */
  readonly remarks: readonly string[];
}

/**
 * Compares with an earlier result. A finding is known where the baseline has the same trouble, however its lines, layers
 * or version have moved, and new where it has not; a risk that is rated worse than it was is new, too (a placeholder
 * became a password). Of categories that the baseline did not look at nothing is told.
 */
export function compare(present: Present, earlier: Earlier): Comparison {
  const { findings } = present;
  const lookedAt = new Set(earlier.checked.categories);
  const { partners, gone } = pairsOf(findings, earlier.findings);
  const sinceOf = (finding: Finding): Since | undefined => {
    const before = partners.get(finding);
    if (before !== undefined) return hasWorsened(finding, before) ? "new" : "known";
    return lookedAt.has(categoryOf(finding)) ? "new" : undefined;
  };
  const wanted = gone.filter(
    (finding) => present.categories.has(categoryOf(finding)) && present.isLookedFor(finding),
  );
  const isHidden = hiddenBy(present.gaps, earlier.gaps);
  const fixed = wanted.filter((finding) => !isHidden(finding));
  return {
    sinceOf,
    isNew: (finding) => sinceOf(finding) !== "known",
    fixed,
    remarks: remarksOn({ present, earlier, sinceOf, fixed, hidden: wanted.length - fixed.length }),
  };
}

/** Of vulnerabilities only the database's opinion has changed, and nothing in the image. */
function hasWorsened(finding: Finding, before: Finding): boolean {
  return !isVulnerability(finding) && !atLeast(before.severity, finding.severity);
}
