import type { AdvisoryStore } from "../../advisories/store.ts";
import type { ImageView } from "../../analysis/analyzer.ts";
import type { Advisory, OsRelease, Package } from "../../model/index.ts";
import type { VersionScheme } from "../../versions/index.ts";
import type { DetectorInput } from "../detector.ts";
import type { GapLog } from "./gap-log.ts";

/** A table of the advisory store, in the words of `AdvisoryStore.distribution`. */
export interface Table {
  readonly family: string;
  readonly release: string;
}

/** A row that may concern a package, and how it was come by. */
export interface Candidate {
  readonly row: Advisory;
  /** As the database names it. */
  readonly table: string;
  /** The name it was looked up by. */
  readonly name: string;
}

/** All rows for a name in a table. A table that the database does not have is noted as a gap and gives nothing. */
export type LookUp = (table: Table, name: string) => readonly Candidate[];

/** `undefined` = the package is not affected. Throws `Unreadable` where a version or range cannot be parsed. */
export type Judgement = { readonly fixedIn?: string } | undefined;

/** How the packages of one image are matched: a family's rules, tied to this image's release. */
export interface Plan {
  readonly scheme: VersionScheme;
  /** The version that the advisories speak of: the source package's, or the package's own. */
  installed(pkg: Package): string;
  candidates(pkg: Package, lookUp: LookUp): readonly Candidate[];
  judge(row: Advisory, installed: string): Judgement;
  /** Whose severity a row's own severity is; `undefined` = the row's severity does not count. */
  severitySource(row: Advisory): string | undefined;
  /** How the looked-up name is to be understood: `source`, `package`. */
  readonly nameKind: string;
  /** Packages of other vendors are matched too. */
  readonly thirdParty: boolean;
  /** Called once after the last package. */
  finish?(): void;
}

/** What there is to match. */
export type MatchInput = Pick<DetectorInput, "os" | "packages" | "now"> & {
  readonly store: AdvisoryStore;
  /** The squashed file system; without it, marks that only a file can give are not seen. */
  readonly view?: ImageView | undefined;
};

/** What a plan may know of the image. */
export interface Scene extends MatchInput {
  readonly os: OsRelease;
  readonly gaps: GapLog;
}

/**
 * A family of distributions that share their rules. Facts and reasons stand beside each family; a new family is one
 * file in `families/` and one line in `families.ts`.
 */
export interface Family {
  /** The values of `OsRelease.family` that it serves. */
  readonly families: readonly string[];
  readonly scheme: VersionScheme;
  /** What its advisories name: the source package, the package, or the package in the namespace of its module. */
  readonly names: "source" | "package" | "module";
  /** Whose version they compare. */
  readonly compares: "source" | "package";
  /** Rows without a fix are findings; where not, such a row is no statement at all. */
  readonly unfixed: boolean;
  /** Fixed versions are shown without an epoch of zero. */
  readonly dropsZeroEpoch?: boolean;
  readonly thirdParty?: boolean;
  table(os: OsRelease, now: Date): Table;
  /** Called once for an image; answers whether a row applies to a package, versions apart. */
  filter?(scene: Scene): RowFilter;
  /** See `Plan.severitySource`. */
  severitySource?(row: Advisory): string | undefined;
}

export interface RowFilter {
  /** The package is left out altogether; whoever says so notes a gap. */
  skips?(pkg: Package): boolean;
  applies(row: Advisory, pkg: Package): boolean;
  finish?(): void;
}
