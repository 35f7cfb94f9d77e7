import type { AdvisorySet, AdvisoryStore } from "../../../advisories/store.ts";
import type { Advisory } from "../../../model/index.ts";

/** A row that may concern a package. */
export interface Candidate {
  readonly row: Advisory;
  /** As the database names it. */
  readonly table: string;
}

/** The ecosystems of a store by their trivy-db names; each name is looked up once. */
export interface Tables {
  /** Rows under any of these names; of one id under several, the first. `undefined` = there is no such table. */
  rows(table: string, names: readonly string[]): readonly Candidate[] | undefined;
  /** All names of a table that end so, each once. Reads all names of the table at the first question. */
  namesAfterColon(table: string, end: string): readonly string[];
}

export function tablesOf(store: AdvisoryStore): Tables {
  const sets = new Map<string, AdvisorySet | undefined>();
  const known = new Map<string, readonly Candidate[]>();
  const ends = new Map<string, ReadonlyMap<string, readonly string[]>>();
  const setOf = (table: string): AdvisorySet | undefined => {
    if (!sets.has(table)) sets.set(table, store.ecosystem(table));
    return sets.get(table);
  };
  return {
    rows(table, names) {
      const set = setOf(table);
      if (set === undefined) return undefined;
      const key = JSON.stringify([table, ...names]);
      const found = known.get(key) ?? read(set, names);
      known.set(key, found);
      return found;
    },
    namesAfterColon(table, end) {
      const index = ends.get(table) ?? byEnd(setOf(table)?.names() ?? []);
      ends.set(table, index);
      return index.get(end) ?? [];
    },
  };
}

function read(set: AdvisorySet, names: readonly string[]): readonly Candidate[] {
  const byId = new Map<string, Candidate>();
  for (const name of names)
    for (const row of set.lookup(name)) if (!byId.has(row.id)) byId.set(row.id, { row, table: set.name });
  return [...byId.values()];
}

function byEnd(names: Iterable<string>): ReadonlyMap<string, readonly string[]> {
  const ends = new Map<string, string[]>();
  for (const name of new Set(names)) {
    const end = name.slice(name.lastIndexOf(":") + 1);
    const known = ends.get(end);
    if (known === undefined) ends.set(end, [name]);
    else known.push(name);
  }
  return ends;
}
