import type { Advisory, Package } from "../../model/index.ts";
import type { VersionScheme } from "../../versions/index.ts";
import { BadInstalledVersion } from "./bad-version.ts";
import type { Family, Judgement, Plan, Scene } from "./plan.ts";

/** The plan that a family's declaration amounts to for one image. */
export function planOf(family: Family, scene: Scene): Plan {
  const table = family.table(scene.os, scene.now);
  const filter = family.filter?.(scene);
  return {
    scheme: family.scheme,
    nameKind: family.names === "source" ? "source" : "package",
    thirdParty: family.thirdParty ?? false,
    installed: (pkg) => (family.compares === "source" ? sourceVersion(pkg) : pkg.version),
    candidates: (pkg, lookUp) => {
      const found = lookUp(table, nameFor(family, pkg));
      if (filter === undefined || found.length === 0) return found;
      if (filter.skips?.(pkg) === true) return [];
      return found.filter(({ row }) => filter.applies(row, pkg));
    },
    judge: (row, installed) => judgeByFix(family, row, installed),
    severitySource: (row) => family.severitySource?.(row),
    ...(filter?.finish && { finish: filter.finish }),
  };
}

export function sourceName(pkg: Package): string {
  return pkg.source?.name || pkg.name;
}

export function sourceVersion(pkg: Package): string {
  return pkg.source?.version || pkg.version;
}

/** Affected from `affectedVersion` on, below `fixedVersion`. */
function judgeByFix(family: Family, row: Advisory, installed: string): Judgement {
  const { scheme } = family;
  const { affectedVersion, fixedVersion } = row;
  if (affectedVersion && compareWith(scheme, installed, affectedVersion) < 0) return undefined;
  if (!fixedVersion) return family.unfixed && row.status !== "not-affected" ? {} : undefined;
  if (compareWith(scheme, installed, fixedVersion) >= 0) return undefined;
  return { fixedIn: family.dropsZeroEpoch === true ? fixedVersion.replace(/^0+:/, "") : fixedVersion };
}

/** Compares, and tells a bad version of the image from one of the database. */
function compareWith(scheme: VersionScheme, installed: string, advisory: string): number {
  if (!scheme.valid(installed)) throw new BadInstalledVersion(installed);
  return scheme.compare(installed, advisory);
}

function nameFor(family: Family, pkg: Package): string {
  if (family.names === "source") return sourceName(pkg);
  return family.names === "module" ? moduleName(pkg) : pkg.name;
}

/** `npm` of module `nodejs:12:8030020201124152102:229f0a1c` is listed as `nodejs:12::npm`. */
function moduleName(pkg: Package): string {
  const [name, stream, ...rest] = (pkg.module ?? "").split(":");
  return rest.length === 0 ? pkg.name : `${name}:${stream}::${pkg.name}`;
}
