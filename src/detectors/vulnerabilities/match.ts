import type { AdvisoryStore } from "../../advisories/store.ts";
import { Unreadable } from "../../errors.ts";
import type { Advisory, Package } from "../../model/index.ts";
import { BadInstalledVersion } from "./bad-version.ts";
import type { GapLog } from "./gap-log.ts";
import type { Candidate, LookUp, Plan, Table } from "./plan.ts";

/** A package that an advisory applies to. */
export interface Match {
  readonly pkg: Package;
  readonly row: Advisory;
  readonly fixedIn?: string;
  /** See `VulnerabilityFinding.matchedBy`. */
  readonly matchedBy: string;
  /** Whose severity the row's own severity is; absent = the row's severity does not count. */
  readonly severitySource?: string;
}

/**
 * Packages in, at most one match per package and advisory out, in the order of the packages. What could not be
 * looked up or compared goes to `gaps`. Each distinct name is looked up once.
 */
export function match(plan: Plan, packages: readonly Package[], store: AdvisoryStore, gaps: GapLog): Match[] {
  const tables = cachedTables(store);
  const matches = packages.flatMap((pkg) => {
    const lookUp: LookUp = (table, name) => {
      const found = tables(table, name);
      if (found === undefined) gaps.noTable(table, pkg);
      return found ?? [];
    };
    return matchPackage(plan, pkg, lookUp, gaps);
  });
  plan.finish?.();
  return matches;
}

function matchPackage(plan: Plan, pkg: Package, lookUp: LookUp, gaps: GapLog): Match[] {
  const installed = plan.installed(pkg);
  const byId = new Map<string, Match>();
  for (const candidate of plan.candidates(pkg, lookUp)) {
    const judgement = judge(plan, pkg, candidate, installed, gaps);
    if (judgement === undefined) continue;
    const { row, table, name } = candidate;
    const severitySource = plan.severitySource(row);
    const found: Match = {
      pkg,
      row,
      ...judgement,
      matchedBy: `${table}, ${plan.nameKind} ${name}, ${plan.scheme.id}`,
      ...(severitySource !== undefined && { severitySource }),
    };
    const known = byId.get(row.id);
    if (known === undefined || isLater(plan, found, known)) byId.set(row.id, found);
  }
  return [...byId.values()];
}

function judge(plan: Plan, pkg: Package, { row }: Candidate, installed: string, gaps: GapLog) {
  try {
    return plan.judge(row, installed);
  } catch (error) {
    if (error instanceof BadInstalledVersion) gaps.badInstalled(pkg, installed);
    else if (error instanceof Unreadable) gaps.badAdvisory(pkg, row.id, error.message);
    else throw error;
    return undefined;
  }
}

/**
 * Several rows may speak of one CVE: an incomplete first fix, one entry per architecture. The one to act on is the
 * latest fix; a fix beats none.
 */
function isLater(plan: Plan, a: Match, b: Match): boolean {
  if (a.fixedIn === undefined || b.fixedIn === undefined)
    return a.fixedIn !== undefined && b.fixedIn === undefined;
  const comparable = plan.scheme.valid(a.fixedIn) && plan.scheme.valid(b.fixedIn);
  return comparable && plan.scheme.compare(a.fixedIn, b.fixedIn) > 0;
}

/** `undefined` = the database has no such table. */
function cachedTables(
  store: AdvisoryStore,
): (table: Table, name: string) => readonly Candidate[] | undefined {
  const sets = new Map<string, ReturnType<AdvisoryStore["distribution"]>>();
  const rows = new Map<string, readonly Candidate[]>();
  return ({ family, release }, name) => {
    const key = `${family}\0${release}`;
    if (!sets.has(key)) sets.set(key, store.distribution(family, release));
    const set = sets.get(key);
    if (set === undefined) return undefined;
    const rowKey = `${key}\0${name}`;
    const known = rows.get(rowKey) ?? set.lookup(name).map((row) => ({ row, table: set.name, name }));
    rows.set(rowKey, known);
    return known;
  };
}
