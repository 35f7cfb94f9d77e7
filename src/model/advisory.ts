/** What an advisory database says, in words that are no database's own. */

export type Severity = "unknown" | "negligible" | "low" | "medium" | "high" | "critical";

/** Weakest first. */
export const SEVERITIES: readonly Severity[] = ["unknown", "negligible", "low", "medium", "high", "critical"];

/** Whether `severity` is `floor` or worse. */
export function atLeast(severity: Severity, floor: Severity): boolean {
  return SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(floor);
}

/** What the vendor means to do. `fixed` = a version with the fix exists. */
export type Status =
  | "fixed"
  | "affected"
  | "under-investigation"
  | "will-not-fix"
  | "fix-deferred"
  | "end-of-life"
  | "not-affected"
  | "unknown";

export interface DataSource {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  /** The source whose severities this one borrows. */
  readonly baseId?: string;
}

/** One row: this package, this vulnerability. Rows of a store are flat; a store unfolds nested forms itself. */
export interface Advisory {
  /** CVE where one exists, else the source's own id. */
  readonly id: string;
  /** Vendor ids of the same thing: `DSA-…`, `RHSA-…`. */
  readonly aliases: readonly string[];
  /** Distribution rows: first version with the fix; absent = no fix yet. */
  readonly fixedVersion?: string;
  /** Distribution rows: only versions from this one on are affected. */
  readonly affectedVersion?: string;
  /** Ecosystem rows: constraint expressions. */
  readonly vulnerableVersions?: readonly string[];
  readonly patchedVersions?: readonly string[];
  readonly unaffectedVersions?: readonly string[];
  /** Architectures it applies to; absent or empty = all, unless the family's rule says otherwise. */
  readonly architectures?: readonly string[];
  /** Red Hat: indices of the CPEs it applies to. */
  readonly cpes?: readonly number[];
  readonly status: Status;
  /** The advisory's own severity, where it has one; `undefined` = see the details. */
  readonly severity?: Severity;
  readonly source?: DataSource;
}

export interface Cvss {
  readonly v2Vector?: string;
  readonly v2Score?: number;
  readonly v3Vector?: string;
  readonly v3Score?: number;
  readonly v4Vector?: string;
  readonly v4Score?: number;
}

/** What is known of a vulnerability apart from any package. */
export interface VulnerabilityDetails {
  readonly title?: string;
  readonly description?: string;
  readonly severity: Severity;
  /** Source id (`nvd`, `debian`, `ghsa`, …) → that source's severity. */
  readonly vendorSeverity: Readonly<Record<string, Severity>>;
  readonly cvss: Readonly<Record<string, Cvss>>;
  readonly cwes: readonly string[];
  readonly references: readonly string[];
  readonly published?: string;
  readonly modified?: string;
}
