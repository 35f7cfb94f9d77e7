import { Unreadable } from "../../../errors.ts";
import type { Advisory, Package } from "../../../model/index.ts";
import { affects, versionsOf } from "../../../versions/index.ts";
import type { GapLog } from "../gap-log.ts";
import type { Match } from "../match.ts";
import type { MatchInput } from "../plan.ts";
import { isSystemPackage } from "../system.ts";
import { isThirdParty } from "../third-party.ts";
import { lacksGroup, matchArtifact } from "./artifact.ts";
import { type EcosystemTable, tableOf } from "./ecosystems.ts";
import { fixShown } from "./fixes.ts";
import { sealRule } from "./seal.ts";
import { isSoftware, noAdvisoriesOnSoftware, SOFTWARE } from "./software.ts";
import { type Candidate, type Tables, tablesOf } from "./tables.ts";

/**
 * The packages of language ecosystems that an advisory applies to, at most one match per package and advisory, in the
 * order of the packages. What could not be looked up or compared goes to `gaps`.
 *
 * Left out are: what a lock file lists for development only; the project that the image was made for, whose name may
 * be anybody's; and files of the distribution's own packages. Of those the distribution's advisories speak, by versions
 * that know of its patches; where the database has none for it, there is a gap already, and going by the version that
 * upstream gave would report what the distribution has long mended. Files of other vendors' packages are matched: no
 * table speaks of those packages.
 */
export function matchApplications(
  { packages, store }: Pick<MatchInput, "packages" | "store">,
  gaps: GapLog,
): readonly Match[] {
  const own = packages.filter((pkg) => isSystemPackage(pkg) && !isThirdParty(pkg));
  const owners = new Set(own.map(({ name, by }) => ownerKey({ name, by })));
  const tables = tablesOf(store);
  return packages.flatMap((pkg) => {
    if (isSystemPackage(pkg) || pkg.root === true) return [];
    if (pkg.locked === true && pkg.development === true) return [];
    if (pkg.ownedBy !== undefined && owners.has(ownerKey(pkg.ownedBy))) return [];
    return matchPackage(pkg, tables, gaps);
  });
}

function ownerKey({ name, by }: { readonly name: string; readonly by: string }): string {
  return `${by} ${name}`;
}

function matchPackage(pkg: Package, tables: Tables, gaps: GapLog): readonly Match[] {
  const table = isSoftware(pkg) ? SOFTWARE : tableOf(pkg);
  if (table === undefined) {
    noSource(pkg, gaps);
    return [];
  }
  const candidates = candidatesFor(pkg, table, tables);
  if (isSoftware(pkg) && (candidates === undefined || candidates.length === 0)) {
    noAdvisoriesOnSoftware(pkg, gaps);
    return [];
  }
  if (candidates === undefined) {
    noTable(pkg, gaps);
    return [];
  }
  if (!lacksGroup(pkg, table.name)) return matchRows(pkg, table, candidates, gaps);
  const matchAs = (name: string) => matchRows(pkg, table, tables.rows(table.name, [name]) ?? [], gaps);
  return matchArtifact(pkg, tables, matchAs, gaps);
}

function noSource(pkg: Package, gaps: GapLog): void {
  gaps.packages(
    "no-source",
    pkg.ecosystem,
    pkg,
    (names) =>
      `No advisories are published for packages of ${pkg.ecosystem}, so ${names} could not be matched.`,
  );
}

function noTable(pkg: Package, gaps: GapLog): void {
  gaps.packages(
    "advisory",
    pkg.ecosystem,
    pkg,
    (names) => `The advisory database has nothing on ${pkg.ecosystem}, so ${names} could not be matched.`,
  );
}

/** `undefined` = the database has no table for such packages. */
function candidatesFor(
  pkg: Package,
  { name, names }: EcosystemTable,
  tables: Tables,
): readonly Candidate[] | undefined {
  const rule = sealRule(name, pkg);
  if (rule === "instead") return tables.rows(`seal ${name}`, names(pkg));
  const sealed = rule === "first" ? tables.rows(`seal ${name}`, names(pkg)) : undefined;
  return sealed !== undefined && sealed.length > 0 ? sealed : tables.rows(name, names(pkg));
}

function matchRows(
  pkg: Package,
  table: EcosystemTable,
  candidates: readonly Candidate[],
  gaps: GapLog,
): readonly Match[] {
  if (candidates.length === 0) return [];
  if (!versionsOf(table.name).valid(pkg.version)) {
    gaps.badInstalled(pkg, pkg.version);
    return [];
  }
  return candidates
    .filter(({ row }) => isAffected(table, pkg, row, gaps))
    .map((candidate) => toMatch(pkg, table, candidate));
}

function isAffected({ name }: EcosystemTable, pkg: Package, row: Advisory, gaps: GapLog): boolean {
  if (row.status === "not-affected") return false;
  try {
    return affects(name, pkg.version, row);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    gaps.badAdvisory(pkg, row.id, error.message);
    return false;
  }
}

function toMatch(pkg: Package, { name }: EcosystemTable, { row, table }: Candidate): Match {
  const fixedIn = fixShown(name, row, pkg.version);
  const owner =
    pkg.ownedBy === undefined ? "" : `; part of ${pkg.ownedBy.name}, for which there are no advisories`;
  return {
    pkg,
    row,
    ...(fixedIn !== undefined && { fixedIn }),
    matchedBy: `${name}, ${row.source?.name ?? table}${owner}`,
  };
}
