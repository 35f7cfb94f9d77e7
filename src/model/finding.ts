import type { Cvss, DataSource, Severity, Status } from "./advisory.ts";
import type { Location, Package } from "./package.ts";
import type { DockerfileLines, Owner } from "./provenance.ts";
import type { Category, RiskCategory } from "./rule.ts";

/** What every finding has. */
interface FindingBase {
  /** Id of the check: the vulnerability id, or `DD-…`. */
  readonly rule: string;
  readonly severity: Severity;
  readonly title: string;
  /** Absent for what lies in no file: an instruction that brought no layer, the image's configuration. */
  readonly location?: Location;
  /** Stable between scans: 64 hex digits that do not depend on line numbers, layers or the database's age. */
  readonly fingerprint: string;
}

export interface VulnerabilityFinding extends FindingBase {
  readonly kind: "vulnerability";
  readonly location: Location;
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

/** What a rule of the catalogue has found. */
export interface RiskFinding extends FindingBase {
  readonly kind: "risk";
  readonly category: RiskCategory;
  /** What it is about, as people name it: a path, an account, an instruction, a setting. No secret is ever in it. */
  readonly subject: string;
  /** What was seen, a line each; secrets redacted. */
  readonly evidence: readonly string[];
  readonly advice: string;
  /** The page that describes the rule. */
  readonly documentation: string;
  readonly peers: readonly string[];
  /** In the file at `location`, from 1. */
  readonly line?: number;
  /** The lines of the Dockerfile that it is about, for those that are not told by the layer alone. */
  readonly dockerfile?: DockerfileLines;
  /** Whose it is, where no layer tells. */
  readonly owner?: Owner;
  /** Only a lower layer has it: it is gone in a container, but whoever pulls the image has it. */
  readonly isDeleted?: boolean;
  /** Other rules that the same fact has fired. */
  readonly also?: readonly string[];
  /** What the author of the Dockerfile says beside the instruction; it then does not count. */
  readonly exception?: {
    readonly reason: string;
    /** The last day, YYYY-MM-DD. */
    readonly until?: string;
    readonly by: "drydock" | "hadolint";
  };
}

export type Finding = VulnerabilityFinding | RiskFinding;

export function isVulnerability(finding: Finding): finding is VulnerabilityFinding {
  return finding.kind === "vulnerability";
}

export function isRisk(finding: Finding): finding is RiskFinding {
  return finding.kind === "risk";
}

export function categoryOf(finding: Finding): Category {
  if (finding.kind === "risk") return finding.category;
  return finding.package.source === undefined ? "application" : "system";
}
