import {
  isVulnerability,
  type JudgedFinding,
  type LeftOut,
  type VulnerabilityFinding,
} from "../model/index.ts";
import { upgradeTarget } from "../versions/index.ts";
import type { Target } from "./model.ts";

export type Scope = "fixable" | "blocking";

export interface Targets {
  /** By name, then architecture. */
  readonly targets: readonly Target[];
  readonly left: readonly LeftOut[];
}

/** Databases that a repair can write, or have written. */
const REPAIRABLE: ReadonlySet<string> = new Set(["dpkg", "apk", "rpm"]);

/**
 * System packages with findings that have a fix and count: what is waived, by whomever, is nobody's wish. With `blocking`
 * only those that stand in the image's way.
 */
export function targetsOf(judged: readonly JudgedFinding[], scope: Scope): Targets {
  const groups = new Map<string, VulnerabilityFinding[]>();
  for (const { finding, action } of judged) {
    if (!isFixable(finding) || action === "waive") continue;
    if (scope === "blocking" && action !== "block") continue;
    const { name, architecture = "", version } = finding.package;
    const key = JSON.stringify([name, architecture, version]);
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  const targets: Target[] = [];
  const left: LeftOut[] = [];
  for (const [, findings] of [...groups].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [{ package: pkg }] = findings as [VulnerabilityFinding];
    const fixes = findings.map(({ fixedIn }) => fixedIn ?? "");
    const fixedVersion = upgradeTarget(pkg.purl, pkg.version, fixes);
    if (fixedVersion !== undefined) targets.push({ package: pkg, fixedVersion, findings });
    else
      left.push({
        name: pkg.name,
        ...(pkg.architecture === undefined ? {} : { architecture: pkg.architecture }),
        version: pkg.version,
        code: "FIX_NOT_PUBLISHED",
        reason: "What the advisories say of its fixed versions cannot be compared.",
      });
  }
  return { targets, left };
}

/** Of a system package, with a fix, and not denied by the vendor. */
function isFixable(finding: JudgedFinding["finding"]): finding is VulnerabilityFinding {
  if (!isVulnerability(finding) || finding.fixedIn === undefined) return false;
  return (
    finding.package.source !== undefined &&
    REPAIRABLE.has(finding.package.by) &&
    finding.status !== "not-affected"
  );
}
