import type { Advisory, Severity, VulnerabilityDetails } from "../../model/index.ts";

export interface Rating {
  readonly severity: Severity;
  /** Whose rating it is; absent = the details' own, or nobody's. */
  readonly source?: string;
}

/**
 * How bad a row is, by the first that has an opinion: the row itself where its family rates its own builds
 * (`rowSource`), the row's data source, GitHub for its own ids, NVD, the details' summary. A source that says
 * "unknown" has spoken.
 */
export function rate(
  row: Advisory,
  details: VulnerabilityDetails | undefined,
  rowSource: string | undefined,
): Rating {
  if (rowSource !== undefined && row.severity !== undefined && row.severity !== "unknown")
    return { severity: row.severity, source: rowSource };
  if (details === undefined) return { severity: "unknown" };
  const sources = [
    row.source?.baseId ?? row.source?.id ?? rowSource,
    row.id.startsWith("GHSA-") ? "ghsa" : undefined,
    "nvd",
  ];
  for (const source of sources) {
    if (source === undefined || !Object.hasOwn(details.vendorSeverity, source)) continue;
    return { severity: details.vendorSeverity[source] ?? "unknown", source };
  }
  return { severity: details.severity };
}
