import { SEVERITIES } from "../model/advisory.ts";
import { isVulnerability } from "../model/finding.ts";
import type { JudgedFinding } from "../model/verdict.ts";

/** The severest first; of these what is new, then what can be fixed; else in their order. */
export function worstFirst(rows: readonly JudgedFinding[]): readonly JudgedFinding[] {
  return rows.toSorted((a, b) => rankOf(b) - rankOf(a));
}

function rankOf({ finding, since }: JudgedFinding): number {
  const isFixable = isVulnerability(finding) && finding.fixedIn !== undefined;
  return SEVERITIES.indexOf(finding.severity) * 4 + (since === "new" ? 2 : 0) + (isFixable ? 1 : 0);
}
