import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import { DrydockError, messageOf } from "../../errors.ts";
import type { DatabaseInfo } from "../../model/scan-result.ts";
import { openSqlite } from "./sqlite.ts";

export interface Artifact {
  readonly group: string;
  readonly artifact: string;
  readonly version: string;
}

/**
 * The archives of Maven Central. Every method throws `DrydockError` DATABASE_INVALID when the file turns out to be
 * damaged; none answers "unknown" because it could not look.
 */
export interface JavaDb {
  readonly info: DatabaseInfo;
  /** `hex` = the SHA-1 of the whole archive. */
  bySha1(hex: string): Artifact | undefined;
  /** Whether the group has this artifact, in any version. */
  has(group: string, artifact: string): boolean;
  /** The group of an artifact of which this version exists; of several the one with most versions. */
  groupOf(artifact: string, version: string): string | undefined;
  close(): void;
}

/** By index each: the file has 1.1 GB. Source of the schema: trivy-java-db `pkg/db/db.go`. */
const BY_SHA1 = `SELECT a.group_id AS "group", a.artifact_id AS artifact, i.version AS version
  FROM indices i JOIN artifacts a ON a.id = i.artifact_id WHERE i.sha1 = ?`;
const BY_NAME = "SELECT 1 FROM artifacts WHERE artifact_id = ? AND group_id = ?";
const GROUPS = `SELECT a.group_id AS "group" FROM artifacts a JOIN indices i ON i.artifact_id = a.id
  WHERE a.artifact_id = ? AND EXISTS (
    SELECT 1 FROM indices v WHERE v.artifact_id = a.id AND v.version = ? AND v.archive_type = 'jar')
  GROUP BY a.id ORDER BY count(*) DESC, a.group_id LIMIT 1`;

/** Throws `DrydockError` DATABASE_INVALID (no SQLite, cut off, other tables) or UNSUPPORTED. */
export function openJavaDbFile(path: string, info: DatabaseInfo): JavaDb {
  return guarded(path, () => {
    const database = openSqlite(path);
    try {
      return new SqliteJavaDb(database, path, info);
    } catch (error) {
      database.close();
      throw error;
    }
  });
}

class SqliteJavaDb implements JavaDb {
  readonly info: DatabaseInfo;
  readonly #path: string;
  readonly #database: DatabaseSync;
  readonly #bySha1: StatementSync;
  readonly #byName: StatementSync;
  readonly #groups: StatementSync;

  /** Compiling the questions reads the schema, and compares the file's size with what its header says. */
  constructor(database: DatabaseSync, path: string, info: DatabaseInfo) {
    this.info = info;
    this.#path = path;
    this.#database = database;
    this.#bySha1 = database.prepare(BY_SHA1);
    this.#byName = database.prepare(BY_NAME);
    this.#groups = database.prepare(GROUPS);
  }

  bySha1(hex: string): Artifact | undefined {
    const row = this.#get(this.#bySha1, Buffer.from(hex, "hex"));
    if (row === undefined) return undefined;
    return {
      group: this.#text(row, "group"),
      artifact: this.#text(row, "artifact"),
      version: this.#text(row, "version"),
    };
  }

  has(group: string, artifact: string): boolean {
    return this.#get(this.#byName, artifact, group) !== undefined;
  }

  groupOf(artifact: string, version: string): string | undefined {
    const row = this.#get(this.#groups, artifact, version);
    return row === undefined ? undefined : this.#text(row, "group");
  }

  close(): void {
    this.#database.close();
  }

  #get(question: StatementSync, ...values: readonly SQLInputValue[]): Row | undefined {
    return guarded(this.#path, () => question.get(...values));
  }

  #text(row: Row, column: string): string {
    const value = row[column];
    if (typeof value === "string" && value !== "") return value;
    throw invalid(this.#path, `a row has no ${column}`);
  }
}

type Row = Readonly<Record<string, unknown>>;

function guarded<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const fromSqlite = error instanceof Error && "code" in error && error.code === "ERR_SQLITE_ERROR";
    throw fromSqlite ? invalid(path, messageOf(error), error) : error;
  }
}

function invalid(path: string, why: string, cause?: unknown): DrydockError {
  return new DrydockError("DATABASE_INVALID", `The Java database ${path} cannot be read: ${why}.`, {
    hint: "Fetch it again (drydock db update --java-db …); if it stays, this drydock may be too old for it.",
    cause,
  });
}
