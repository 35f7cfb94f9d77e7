import { DrydockError } from "../errors.ts";
import type { DatabaseInfo } from "../model/scan-result.ts";
import type { DatabaseKind } from "./kind.ts";
import { JsonRecord } from "./trivy-db/record.ts";

/** What a database says of itself in `metadata.json`. Times are RFC 3339; a zero time counts as not given. */
export interface Metadata {
  readonly schema: number;
  readonly updatedAt?: string;
  readonly nextUpdate?: string;
  readonly downloadedAt?: string;
  /** Our own key: the bundled example. */
  readonly sample: boolean;
}

/**
 * Throws `DrydockError` DATABASE_INVALID for another schema than the kind's. Sources: trivy-db
 * `pkg/metadata/metadata.go`, trivy-java-db `pkg/db/metadata.go`.
 */
export function parseMetadata(
  bytes: Buffer,
  path: string,
  kind: Pick<DatabaseKind, "id" | "schema">,
): Metadata {
  const record = JsonRecord.parse(bytes, path);
  const schema = record.number("Version") ?? 0;
  if (schema !== kind.schema) {
    throw new DrydockError(
      "DATABASE_INVALID",
      `${path} has schema ${schema}; drydock reads schema ${kind.schema}.`,
      {
        hint:
          schema > kind.schema
            ? "Update drydock."
            : `Fetch a database of schema ${kind.schema}, such as ${kind.id}:${kind.schema}.`,
      },
    );
  }
  return {
    schema,
    ...time(record, "updatedAt", "UpdatedAt"),
    ...time(record, "nextUpdate", "NextUpdate"),
    ...time(record, "downloadedAt", "DownloadedAt"),
    sample: record.flag("Sample"),
  };
}

/** `metadata` = undefined for a lone database file; it is read as of the known schema and unknown age. */
export function databaseInfoOf(
  metadata: Metadata | undefined,
  origin: string,
  { id, schema }: Pick<DatabaseKind, "id" | "schema">,
): DatabaseInfo {
  return { kind: id, origin, ...(metadata ?? { schema, sample: false }) };
}

function time<K extends string>(record: JsonRecord, name: K, key: string): { [P in K]?: string } {
  const text = record.text(key);
  if (text === undefined || text.startsWith("0001-01-01")) return {};
  if (Number.isNaN(Date.parse(text))) {
    throw new DrydockError(
      "DATABASE_INVALID",
      `The database's metadata has an unreadable ${key}: "${text}".`,
    );
  }
  return { [name]: text } as { [P in K]?: string };
}
