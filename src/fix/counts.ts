import { categoryOf, type FixCounts, type ScanResult, SEVERITIES, type Severity } from "../model/index.ts";

/** Findings about system packages that count, by severity. */
export function repairCounts({ verdict }: Pick<ScanResult, "verdict">): FixCounts {
  const open = verdict.judged.filter(
    ({ finding, action }) =>
      action !== "waive" &&
      categoryOf(finding) === "system" &&
      !("status" in finding && finding.status === "not-affected"),
  );
  const counts = SEVERITIES.toReversed().map((severity) => [
    severity,
    open.filter(({ finding }) => finding.severity === severity).length,
  ]);
  return Object.fromEntries(counts) as Record<Severity, number>;
}
