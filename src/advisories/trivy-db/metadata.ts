import { DrydockError } from "../../errors.ts";
import type { DatabaseInfo } from "../../model/scan-result.ts";
import { JsonRecord } from "./record.ts";

const SCHEMA = 2;

/** What a database says of itself in `metadata.json`. Times are RFC 3339; a zero time counts as not given. */
export interface Metadata {
  readonly schema: number;
  readonly updatedAt?: string;
  readonly nextUpdate?: string;
  readonly downloadedAt?: string;
  /** Our own key: the bundled example. */
  readonly sample: boolean;
}

/** Throws `DrydockError` DATABASE_INVALID for anything but schema 2. Source: trivy-db `pkg/metadata/metadata.go`. */
export function parseMetadata(bytes: Buffer, path: string): Metadata {
  const record = JsonRecord.parse(bytes, path);
  const schema = record.number("Version") ?? 0;
  if (schema !== SCHEMA) {
    throw new DrydockError(
      "DATABASE_INVALID",
      `${path} has schema ${schema}; drydock reads schema ${SCHEMA}.`,
      {
        hint: schema > SCHEMA ? "Update drydock." : "Fetch a database of schema 2, such as trivy-db:2.",
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

/** `metadata` = undefined for a lone `trivy.db`; it is read as schema 2 of unknown age. */
export function databaseInfoOf(metadata: Metadata | undefined, origin: string): DatabaseInfo {
  return { kind: "trivy-db", origin, ...(metadata ?? { schema: SCHEMA, sample: false }) };
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
