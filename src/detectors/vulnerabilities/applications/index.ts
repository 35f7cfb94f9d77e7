import type { AdvisorySet, AdvisoryStore } from "../../../advisories/store.ts";
import { Unreadable } from "../../../errors.ts";
import type { Advisory, Package } from "../../../model/index.ts";
import { affects, versionsOf } from "../../../versions/index.ts";
import type { DetectorInput } from "../../detector.ts";
import type { GapLog } from "../gap-log.ts";
import type { Match } from "../match.ts";
import { isSystemPackage } from "../system.ts";
import { type EcosystemTable, tableOf } from "./ecosystems.ts";
import { fixShown } from "./fixes.ts";
import { sealRule } from "./seal.ts";

/**
 * The packages of language ecosystems that an advisory applies to, at most one match per package and advisory, in the
 * order of the packages. What could not be looked up or compared goes to `gaps`.
 *
 * Left out are: what a lock file lists for development only; the project that the image was made for, whose name may
 * be anybody's; and files of a system package in `covered`, because its distribution's advisories have spoken of them,
 * by versions that know of its patches. Files of other system packages (another vendor's, or of a distribution that
 * the database does not have) are matched: nobody else speaks of them.
 */
export function matchApplications(
  { packages, store }: Pick<DetectorInput, "packages" | "store">,
  covered: readonly Package[],
  gaps: GapLog,
): readonly Match[] {
  const owners = new Set(covered.map(({ name, by }) => ownerKey({ name, by })));
  const lookUp = cachedLookUp(store);
  return packages.flatMap((pkg) => {
    if (isSystemPackage(pkg) || pkg.root === true) return [];
    if (pkg.locked === true && pkg.development === true) return [];
    if (pkg.ownedBy !== undefined && owners.has(ownerKey(pkg.ownedBy))) return [];
    const table = tableOf(pkg);
    if (table !== undefined) return matchPackage(pkg, table, lookUp, gaps);
    noSource(pkg, gaps);
    return [];
  });
}

function ownerKey({ name, by }: { readonly name: string; readonly by: string }): string {
  return `${by} ${name}`;
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

/** `undefined` = the database has no table of this name. */
type LookUp = (table: string, names: readonly string[]) => readonly Candidate[] | undefined;

interface Candidate {
  readonly row: Advisory;
  readonly table: string;
}

function matchPackage(pkg: Package, table: EcosystemTable, lookUp: LookUp, gaps: GapLog): readonly Match[] {
  const candidates = candidatesFor(pkg, table, lookUp);
  if (candidates === undefined) {
    gaps.packages(
      "advisory",
      pkg.ecosystem,
      pkg,
      (names) => `The advisory database has nothing on ${pkg.ecosystem}, so ${names} could not be matched.`,
    );
    return [];
  }
  if (candidates.length === 0) return [];
  if (!versionsOf(table.name).valid(pkg.version)) {
    gaps.badInstalled(pkg, pkg.version);
    return [];
  }
  return candidates
    .filter(({ row }) => isAffected(table, pkg, row, gaps))
    .map((candidate) => toMatch(pkg, table, candidate));
}

function candidatesFor(
  pkg: Package,
  { name, names }: EcosystemTable,
  lookUp: LookUp,
): readonly Candidate[] | undefined {
  const rule = sealRule(name, pkg);
  if (rule === "instead") return lookUp(`seal ${name}`, names(pkg));
  const sealed = rule === "first" ? lookUp(`seal ${name}`, names(pkg)) : undefined;
  return sealed !== undefined && sealed.length > 0 ? sealed : lookUp(name, names(pkg));
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

/** Each name is looked up once, and of rows under several spellings the first one counts. */
function cachedLookUp(store: AdvisoryStore): LookUp {
  const sets = new Map<string, AdvisorySet | undefined>();
  const known = new Map<string, readonly Candidate[]>();
  return (table, names) => {
    if (!sets.has(table)) sets.set(table, store.ecosystem(table));
    const set = sets.get(table);
    if (set === undefined) return undefined;
    const key = JSON.stringify([table, ...names]);
    const found = known.get(key) ?? read(set, names);
    known.set(key, found);
    return found;
  };
}

function read(set: AdvisorySet, names: readonly string[]): readonly Candidate[] {
  const byId = new Map<string, Candidate>();
  for (const name of names)
    for (const row of set.lookup(name)) if (!byId.has(row.id)) byId.set(row.id, { row, table: set.name });
  return [...byId.values()];
}
