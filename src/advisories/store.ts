import type { Advisory, VulnerabilityDetails } from "../model/advisory.ts";
import type { DatabaseInfo } from "../model/scan-result.ts";

/**
 * An advisory database, whatever its form. All answers come from positioned reads: nothing is loaded whole.
 * Every method throws `DrydockError` DATABASE_INVALID when the file turns out to be damaged; none answers "nothing"
 * because it could not look.
 */
export interface AdvisoryStore {
  readonly info: DatabaseInfo;
  /**
   * The advisories of one distribution release. `family` as in `OsRelease.family`, `release` as the store keeps it
   * (the matching rules shape it: `3.10`, `11`, `18.04-ESM`, empty for rolling ones). `undefined` = the database has
   * nothing for it, which is a gap, never an empty result.
   */
  distribution(family: string, release: string): AdvisorySet | undefined;
  /** The advisories of a language ecosystem by its trivy-db name (`npm`, `pip`, …), all sources merged. */
  ecosystem(name: string): AdvisorySet | undefined;
  details(id: string): VulnerabilityDetails | undefined;
  /** Red Hat: CPE indices for repositories (content sets) and for builds (`nvr-arch`); empty = unknown names. */
  redHatCpes(names: {
    readonly repositories?: readonly string[];
    readonly nvrs?: readonly string[];
  }): ReadonlySet<number>;
  close(): void;
}

export interface AdvisorySet {
  /** As the database names it, e.g. `alpine 3.10`. */
  readonly name: string;
  /** All rows for a package name as this set spells it; empty = nothing known against it. */
  lookup(packageName: string): readonly Advisory[];
  /** Every package name there are rows for; one that several sources know may come again. Reads the whole index. */
  names(): Iterable<string>;
}
