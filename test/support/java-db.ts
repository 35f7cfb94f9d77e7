/** Small trivy-java-dbs, made with SQLite itself. Source of tables and indexes: trivy-java-db `pkg/db/db.go`. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { gzipSync } from "node:zlib";
import { tar } from "./tar.ts";

export const JAVA_DB_LAYER = "application/vnd.aquasec.trivy.javadb.layer.v1.tar+gzip";

export interface JavaRow {
  readonly group: string;
  readonly artifact: string;
  readonly version: string;
  /** Hexadecimal. */
  readonly sha1: string;
  /** Default: `jar`. */
  readonly type?: string;
}

export function javaDatabase(rows: readonly JavaRow[]): Buffer {
  const folder = mkdtempSync(join(tmpdir(), "drydock-java-db-"));
  try {
    const path = join(folder, "made.db");
    const database = new DatabaseSync(path);
    database.exec(`
      CREATE TABLE artifacts(id INTEGER PRIMARY KEY, group_id TEXT, artifact_id TEXT);
      CREATE TABLE indices(artifact_id INTEGER, version TEXT, sha1 BLOB, archive_type TEXT,
        foreign key (artifact_id) references artifacts(id));
      CREATE UNIQUE INDEX artifacts_idx ON artifacts(artifact_id, group_id);
      CREATE INDEX indices_artifact_idx ON indices(artifact_id);
      CREATE UNIQUE INDEX indices_sha1_idx ON indices(sha1);
      BEGIN`);
    const name = database.prepare("INSERT OR IGNORE INTO artifacts(group_id, artifact_id) VALUES (?, ?)");
    const row = database.prepare(`INSERT INTO indices(artifact_id, version, sha1, archive_type)
      VALUES ((SELECT id FROM artifacts WHERE group_id = ? AND artifact_id = ?), ?, ?, ?)`);
    for (const { group, artifact, version, sha1, type = "jar" } of rows) {
      name.run(group, artifact);
      row.run(group, artifact, version, Buffer.from(sha1, "hex"), type);
    }
    database.exec("COMMIT; VACUUM");
    database.close();
    return readFileSync(path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** As repositories hold it. Times: RFC 3339. */
export function javaArchive(
  database: Buffer,
  { updatedAt, nextUpdate }: { readonly updatedAt: string; readonly nextUpdate: string },
): Buffer {
  const metadata = JSON.stringify({
    Version: 1,
    NextUpdate: nextUpdate,
    UpdatedAt: updatedAt,
    DownloadedAt: "0001-01-01T00:00:00Z",
  });
  return gzipSync(
    tar([
      { path: "trivy-java.db", content: database },
      { path: "metadata.json", content: metadata },
    ]),
    { level: 1 },
  );
}
