import type { Package } from "../../../model/index.ts";
import { apk, deb, rpm, type VersionScheme } from "../../../versions/index.ts";
import { familyOf } from "../families.ts";
import { planOf, sourceName, sourceVersion } from "../family-plan.ts";
import type { Plan, Scene } from "../plan.ts";
import { rpmRelease } from "../release.ts";
import { rangePlan } from "./range-plan.ts";
import type { Supplier, Work } from "./supplier.ts";

/** Seal Security puts packages named `seal-…` into an image; all others stay the distribution's. */
export const seal: Supplier = {
  isAtWork: ({ os, packages }) => BASES.has(os.family) && packages.some(isSealed),
  works: (scene) => {
    const plan = sealPlan(scene.os.family);
    const own: Work[] = plan === undefined ? [] : [{ plan, packages: scene.packages.filter(isSealed) }];
    return [...own, ...baseWork(scene)];
  },
};

const BASES: ReadonlyMap<string, { readonly table: string; readonly scheme: VersionScheme }> = new Map([
  ["alpine", { table: "alpine", scheme: apk }],
  ["debian", { table: "debian", scheme: deb }],
  ["ubuntu", { table: "debian", scheme: deb }],
  ["redhat", { table: "redhat", scheme: rpm }],
  ["centos", { table: "redhat", scheme: rpm }],
  ["oracle", { table: "redhat", scheme: rpm }],
  ["mariner", { table: "redhat", scheme: rpm }],
]);

function isSealed(pkg: Package): boolean {
  return [pkg.name, sourceName(pkg)].some((name) => name.toLowerCase().startsWith("seal-"));
}

function sealPlan(family: string): Plan | undefined {
  const base = BASES.get(family);
  if (base === undefined) return undefined;
  return {
    ...rangePlan(base.scheme),
    thirdParty: true,
    candidates: (pkg, lookUp) => {
      const release = base.scheme === rpm ? elRelease(sourceVersion(pkg)) : "";
      return lookUp({ family: `seal ${base.table}`, release }, sourceName(pkg));
    },
    severitySource: (row) => row.source?.baseId,
  };
}

/** `8` of `1.2-3.el8+sp1` and of `1.2-3.el8_10`: its rpm tables go by Red Hat's release, whatever the base is. */
function elRelease(version: string): string {
  return /el([^_+]*)/.exec(rpmRelease(version))?.[1] ?? "";
}

/** Alpine's repositories are not asked: the image's own release decides. */
function baseWork(scene: Scene): Work[] {
  const { repository: _, ...os } = scene.os;
  const family = familyOf(os);
  const packages = scene.packages.filter((pkg) => !isSealed(pkg));
  return family === undefined ? [] : [{ plan: planOf(family, { ...scene, os, packages }), packages }];
}
