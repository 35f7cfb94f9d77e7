import { SEVERITIES, type Severity } from "../model/advisory.ts";
import type { JudgedFinding } from "../model/verdict.ts";

export interface Count {
  readonly found: number;
  readonly fixable: number;
  readonly blocking: number;
  readonly waived: number;
}

/** How many findings there are of each severity, and of which kind; worst first. */
export function tally(judged: readonly JudgedFinding[]): Readonly<Record<Severity, Count>> {
  const counts = SEVERITIES.toReversed().map((severity) => {
    const rows = judged.filter(({ finding }) => finding.severity === severity);
    const count: Count = {
      found: rows.length,
      fixable: rows.filter(({ finding }) => finding.fixedIn !== undefined).length,
      blocking: rows.filter(({ action }) => action === "block").length,
      waived: rows.filter(({ action }) => action === "waive").length,
    };
    return [severity, count] as const;
  });
  return Object.fromEntries(counts) as Record<Severity, Count>;
}
