import type { Advisory, OsRelease, Package } from "../../../model/index.ts";
import { apk, deb, rpm, type VersionScheme } from "../../../versions/index.ts";
import { sourceName, sourceVersion } from "../family-plan.ts";
import type { Candidate, LookUp, Plan, Table } from "../plan.ts";
import { major, minor } from "../release.ts";
import { rangePlan } from "./range-plan.ts";
import type { Supplier } from "./supplier.ts";

/** RapidFort curates whole images and leaves a mark in them; its rows are about all that is inside. */
export const rapidFort: Supplier = {
  isAtWork: ({ os, view }) =>
    SCHEMES.has(os.family) && view?.entry("usr/share/rapidfort/curated.json")?.type === "file",
  works: ({ os, packages }) => {
    const scheme = SCHEMES.get(os.family);
    return scheme === undefined ? [] : [{ plan: rapidFortPlan(scheme, os), packages }];
  },
};

const SCHEMES: ReadonlyMap<string, VersionScheme> = new Map([
  ["ubuntu", deb],
  ["alpine", apk],
  ["redhat", rpm],
]);

function rapidFortPlan(scheme: VersionScheme, os: OsRelease): Plan {
  const plan = rangePlan(scheme);
  return {
    ...plan,
    thirdParty: true,
    candidates: (pkg, lookUp) => byBothNames(tableFor(os, sourceVersion(pkg)), pkg, lookUp),
    // Its ranges of several distributions overlap; a version that it names as patched is.
    judge: (row, installed) => (isPatched(scheme, row, installed) ? undefined : plan.judge(row, installed)),
    severitySource: (row) => row.source?.id,
  };
}

/** Its own builds go without a release; rpm packages may come from any Red Hat or Fedora release, told by their tag. */
function tableFor({ family, version }: OsRelease, installed: string): Table {
  if (family !== "redhat") {
    const ownBuild = family === "ubuntu" && /\+rf|rfubu/.test(installed);
    return { family: `rapidfort ${family}`, release: ownBuild ? "" : minor(version) };
  }
  const tag = [...installed.matchAll(/\.(?:(el|fc)(\d+)|rf\d*(?![a-z]))/g)].at(-1);
  if (tag === undefined) return { family: "rapidfort redhat", release: major(version) };
  return { family: tag[1] === "fc" ? "rapidfort fedora" : "rapidfort redhat", release: tag[2] ?? "" };
}

/** Most rows stand under the source's name, some under the package's; the source's win. */
function byBothNames(table: Table, pkg: Package, lookUp: LookUp): readonly Candidate[] {
  const bySource = lookUp(table, sourceName(pkg));
  if (sourceName(pkg) === pkg.name) return bySource;
  const seen = new Set(bySource.map(({ row }) => row.id));
  return [...bySource, ...lookUp(table, pkg.name).filter(({ row }) => !seen.has(row.id))];
}

function isPatched(scheme: VersionScheme, { patchedVersions = [] }: Advisory, installed: string): boolean {
  if (!scheme.valid(installed)) return false;
  return patchedVersions.some((patched) => scheme.valid(patched) && scheme.compare(installed, patched) === 0);
}
