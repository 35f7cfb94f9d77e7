import type { Offered } from "../archive/index.ts";
import { type Database, type Described, describe, type Installed, keyOf } from "./database.ts";
import type { Preferences } from "./preferences.ts";
import { compareDeb } from "./relations.ts";

/** A version of an installed package that an archive offers. */
export interface Candidate {
  readonly described: Described;
  readonly offered: Offered;
  readonly priority: number;
}

/** What the archives that were read offer for the packages of a database. */
export class Candidates {
  readonly #byKey = new Map<string, Candidate[]>();

  /** Offers that are no package, or of which there is no file, are left out. */
  constructor(offers: readonly Offered[], database: Database, preferences: Preferences) {
    const seen = new Set<string>();
    for (const offered of offers) {
      let described: Described;
      try {
        described = describe(offered.stanza);
      } catch (error) {
        if (error instanceof RangeError) continue;
        throw error;
      }
      const { stanza, suite } = offered;
      if (stanza.get("Filename") === undefined || !/^[0-9a-f]{64}$/.test(stanza.get("SHA256") ?? ""))
        continue;
      const { release, base } = suite;
      const field = (name: string) => release.stanza.get(name);
      const subject = {
        described,
        host: new URL(base).hostname,
        release: {
          a: field("Suite"),
          n: field("Codename"),
          v: field("Version"),
          o: field("Origin"),
          l: field("Label"),
          c: componentOf(stanza.get("Filename")!),
          notAutomatic: field("NotAutomatic"),
          butAutomaticUpgrades: field("ButAutomaticUpgrades"),
        },
      };
      // The same package may stand in several suites; the first, the most urgent, counts.
      const key = JSON.stringify([described.name, described.architecture, described.version]);
      const priority = preferences.priority(subject);
      if (seen.has(key) && priority <= 500) continue;
      seen.add(key);
      for (const installed of installedAs(described, database))
        this.#add(installed, { described, offered, priority });
    }
    for (const list of this.#byKey.values())
      list.sort(
        (a, b) => b.priority - a.priority || compareDeb(b.described.version, a.described.version) || 0,
      );
  }

  /** Best first: by priority, then by version. */
  of(installed: Installed): readonly Candidate[] {
    return this.#byKey.get(keyOf(installed)) ?? [];
  }

  #add(installed: Installed, candidate: Candidate): void {
    const key = keyOf(installed);
    this.#byKey.set(key, [...(this.#byKey.get(key) ?? []), candidate]);
  }
}

/** A package may move between an architecture and `all`. */
function installedAs(described: Described, { packages, native }: Database): readonly Installed[] {
  const architectures =
    described.architecture === "all"
      ? ["all", native]
      : [described.architecture, ...(described.architecture === native ? ["all"] : [])];
  return architectures.flatMap(
    (architecture) => packages.get(keyOf({ name: described.name, architecture })) ?? [],
  );
}

/** Pools are sorted by component. */
function componentOf(filename: string): string | undefined {
  return /^pool\/(?:updates\/)?([^/]+)\//.exec(filename)?.[1];
}

/** Whether a version is newer than the installed one; what cannot be compared is not. */
export function isNewer(version: string, than: string): boolean {
  return (compareDeb(version, than) ?? 0) > 0;
}
