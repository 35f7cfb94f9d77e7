import type { Cvss, DataSource, Severity, Status } from "./advisory.ts";
import type { Location, Package } from "./package.ts";

/** What every finding has. */
interface FindingBase {
  /** Id of the check: the vulnerability id, or `DD-…`. */
  readonly rule: string;
  readonly severity: Severity;
  readonly title: string;
  readonly location: Location;
  /** Stable between scans: 64 hex digits that do not depend on line numbers, layers or the database's age. */
  readonly fingerprint: string;
}

export interface VulnerabilityFinding extends FindingBase {
  readonly kind: "vulnerability";
  readonly package: Package;
  readonly advisory: {
    readonly id: string;
    readonly aliases: readonly string[];
    readonly source?: DataSource;
    readonly description?: string;
    /** The page to read first. */
    readonly url?: string;
    readonly references: readonly string[];
    readonly cwes: readonly string[];
    readonly cvss: Readonly<Record<string, Cvss>>;
    readonly published?: string;
    readonly modified?: string;
  };
  /** Which source the severity was taken from; absent = from the details' own. */
  readonly severitySource?: string;
  /** As the advisory writes it; absent = there is no fix. */
  readonly fixedIn?: string;
  readonly status: Status;
  /** Which table and comparison said so, e.g. `alpine 3.10, source openssl, apk`. */
  readonly matchedBy: string;
}

export type Finding = VulnerabilityFinding;
