import { SEVERITIES, type Severity } from "../model/advisory.ts";
import type { VulnerabilityFinding } from "../model/finding.ts";
import type { Package } from "../model/package.ts";
import { groupBy } from "./grouping.ts";
import { isAffecting, type JudgedVulnerability, weightOf } from "./judged.ts";

/**
 * Packages that one upgrade mends: same source, version and layer, and the very same vulnerabilities. A source such as
 * openssl comes as several packages, and saying everything once for each of them hides the rest.
 */
export interface Group {
  readonly packages: readonly Package[];
  readonly layer: number;
  /** Of the first package, worst first; what blocks comes before what does not. */
  readonly rows: readonly JudgedVulnerability[];
  readonly worst: Severity;
  /** Blocking findings of all packages. */
  readonly blocking: number;
  /** Whether a rule warns of some of them. */
  readonly warns: boolean;
  /** The version that mends everything that can be mended; `undefined` = there are several, or none. */
  readonly fixedIn: string | undefined;
}

/** Worst first: by blocking, severity, number of findings, name. Waived and not-affected findings stay out. */
export function groupFindings(judged: readonly JudgedVulnerability[]): readonly Group[] {
  const shown = judged.filter((row) => row.action !== "waive" && isAffecting(row));
  const byPackage = [...groupBy(shown, ({ finding }) => packageKey(finding)).values()].map((rows) =>
    rows.toSorted(compareRows),
  );
  const groups = [...groupBy(byPackage, signature).values()].map(toGroup);
  return groups.toSorted(compareGroups);
}

function packageKey({ package: { name, version, architecture }, location }: VulnerabilityFinding): string {
  return JSON.stringify([name, version, architecture, location.layer, location.path]);
}

function signature(rows: readonly JudgedVulnerability[]): string {
  const { package: affected, location } = rows[0]!.finding;
  const { source, version } = affected;
  const own = rows.map(({ finding, action, since }) => [
    finding.advisory.id,
    finding.severity,
    fixOf(finding),
    action,
    since,
  ]);
  return JSON.stringify([source?.name ?? affected.name, version, location.layer, own]);
}

function toGroup(packages: readonly (readonly JudgedVulnerability[])[]): Group {
  const rows = packages[0]!;
  const fixes = new Set(rows.map(({ finding }) => finding.fixedIn).filter((fix) => fix !== undefined));
  return {
    packages: packages.map((own) => own[0]!.finding.package),
    layer: rows[0]!.finding.location.layer,
    rows,
    worst: rows.reduce<Severity>((worst, { finding }) => worse(worst, finding.severity), "unknown"),
    blocking: rows.filter(({ action }) => action === "block").length * packages.length,
    warns: rows.some(({ action }) => action === "warn"),
    fixedIn: fixes.size === 1 ? [...fixes][0] : undefined,
  };
}

function fixOf(finding: VulnerabilityFinding): string {
  return finding.fixedIn ?? finding.status;
}

function worse(a: Severity, b: Severity): Severity {
  return SEVERITIES.indexOf(b) > SEVERITIES.indexOf(a) ? b : a;
}

function compareRows(a: JudgedVulnerability, b: JudgedVulnerability): number {
  return (
    weightOf(b) - weightOf(a) ||
    SEVERITIES.indexOf(b.finding.severity) - SEVERITIES.indexOf(a.finding.severity) ||
    compareText(a.finding.advisory.id, b.finding.advisory.id)
  );
}

function compareGroups(a: Group, b: Group): number {
  return (
    Number(b.blocking > 0) - Number(a.blocking > 0) ||
    Number(b.warns) - Number(a.warns) ||
    SEVERITIES.indexOf(b.worst) - SEVERITIES.indexOf(a.worst) ||
    b.blocking - a.blocking ||
    b.rows.length - a.rows.length ||
    compareText(a.packages[0]!.name, b.packages[0]!.name)
  );
}

/** By code unit: the same on every machine. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
