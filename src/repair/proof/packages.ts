import type { LeftOut, Package, PlannedPackage } from "../../model/index.ts";
import { apk, deb, rpm, type VersionScheme } from "../../versions/index.ts";
import type { Plan, Target } from "../model.ts";
import { Refusal } from "../refusal.ts";

const SCHEMES: Readonly<Record<string, VersionScheme>> = { dpkg: deb, apk, rpm };

/** What the package database of the repaired image says. */
export interface Raised {
  /** What is newer now. */
  readonly packages: readonly PlannedPackage[];
  /** Targets that are not as new as they should be. */
  readonly left: readonly LeftOut[];
  /** Packages that were not there before. */
  readonly added: readonly Package[];
}

/**
 * Compares the package lists of before and after: the proof is what is installed, not what a package manager has said.
 * Throws `Refusal` FIX_NOT_BETTER where a package has become older.
 */
export function raisedPackages(
  before: readonly Package[],
  after: readonly Package[],
  { plan, targets }: { readonly plan: Plan; readonly targets: readonly Target[] },
): Raised {
  const old = new Map(before.filter(isSystem).map((pkg) => [keyOf(pkg), pkg]));
  const why = new Map(plan.packages.map((one) => [`${one.name}\n${one.architecture}`, one.because]));
  const packages: PlannedPackage[] = [];
  const added: Package[] = [];
  for (const now of after.filter(isSystem)) {
    const was = old.get(keyOf(now));
    if (was === undefined) added.push(now);
    else if (was.version !== now.version) {
      if (isOlder(now, was.version))
        throw new Refusal(
          "FIX_NOT_BETTER",
          `${now.name} would go from ${was.version} back to ${now.version}. Nothing was pushed.`,
        );
      const { name, architecture = "" } = now;
      const because = why.get(`${name}\n${architecture}`) ?? "dependency";
      const source = now.source === undefined ? {} : { source: now.source.name };
      packages.push({ name, architecture, from: was.version, to: now.version, ...source, because });
    }
  }
  return { packages, left: unmet(targets, after, plan), added };
}

function unmet(targets: readonly Target[], after: readonly Package[], plan: Plan): readonly LeftOut[] {
  const now = new Map<string, Package[]>();
  for (const pkg of after.filter(isSystem)) now.set(keyOf(pkg), [...(now.get(keyOf(pkg)) ?? []), pkg]);
  return targets.flatMap(({ package: pkg, fixedVersion }): LeftOut[] => {
    const { name, version, architecture = "" } = pkg;
    if (plan.left.some((one) => one.name === name && (one.architecture ?? architecture) === architecture))
      return [];
    const old = (now.get(keyOf(pkg)) ?? []).find((one) => isOlder(one, fixedVersion));
    if (old === undefined) return [];
    const reason = `${name} needs ${fixedVersion} or newer; ${old.version} is what there is to be had.`;
    return [{ name, architecture, version, fixedVersion, code: "FIX_NOT_PUBLISHED", reason }];
  });
}

function isSystem({ source, by }: Package): boolean {
  return source !== undefined && SCHEMES[by] !== undefined;
}

function keyOf({ name, architecture = "", by }: Package): string {
  return `${by}\n${name}\n${architecture}`;
}

/** A version that is none is no proof. */
function isOlder({ by, version }: Package, than: string): boolean {
  const scheme = SCHEMES[by];
  if (scheme === undefined || !scheme.valid(version) || !scheme.valid(than)) return version !== than;
  return scheme.compare(version, than) < 0;
}
