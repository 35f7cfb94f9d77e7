import type { DatabaseInfo } from "../model/scan-result.ts";

/** A kind of database that is published as one archive in an OCI repository: what the rest of this room must know. */
export interface DatabaseKind {
  /** As messages call it, after "the". */
  readonly name: string;
  /** As `DatabaseInfo.kind`, and in hints. */
  readonly id: string;
  /** The schema that is read; also the tag in repositories. */
  readonly schema: number;
  /** The option that names one. */
  readonly option: string;
  /** The public repositories in the order they are tried. */
  readonly repositories: readonly string[];
  readonly layerType: string;
  /** The archive, as repositories and mirrors call it. */
  readonly archive: string;
  readonly file: string;
  /** The most bytes of `file`: a bomb shall not fill the disk. */
  readonly maxBytes: number;
  /** Within the cache folder; Trivy's cache folder keeps its own under the same name. */
  readonly folder: string;
  /** An old one tells less than the truth without saying so. */
  readonly mustBeFresh: boolean;
  /** Throws `DrydockError` DATABASE_INVALID where this is no such database. */
  check(path: string, info: DatabaseInfo): void;
}
