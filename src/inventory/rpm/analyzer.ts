import type { Body, GroupAnalyzer } from "../../analysis/analyzer.ts";
import { type RpmDatabase, readDatabase } from "./database.ts";
import { withFile } from "./source.ts";
import { readLog } from "./sqlite-log.ts";

/** Of a database file: what is installed. Of a lonely write-ahead log: that it has content. */
export type RpmRecord = ({ readonly kind: "database" } & RpmDatabase) | { readonly kind: "log" };

const FOLDERS = ["var/lib/rpm", "usr/lib/sysimage/rpm", "usr/share/rpm"];
const DATABASES = ["Packages", "Packages.db", "rpmdb.sqlite"];
const LOG_SUFFIX = "-wal";

const FILES = FOLDERS.flatMap((folder) => DATABASES.map((name) => `${folder}/${name}`));
const WANTED: ReadonlySet<string> = new Set(FILES.flatMap((path) => [path, path + LOG_SUFFIX]));

/** Where a database may lie, folders first. */
export const DATABASE_PATHS: readonly string[] = [...FOLDERS, ...FILES];

/**
 * Files are copied to the cache folder and read at positions, so their size costs disk, not memory. 2,000 packages of
 * a desktop need 200 MB; the cap stops an image from filling the disk.
 */
const MAX_DATABASE_BYTES = 512 * 1024 * 1024;

/** Reads every rpm database of a layer, an SQLite one together with the `-wal` file beside it. */
export const rpmDatabases: GroupAnalyzer<RpmRecord> = {
  id: "rpm-database",
  version: 2,
  maxBytes: MAX_DATABASE_BYTES,
  wants: (entry) => WANTED.has(entry.path),
  readTogether: async (files) => {
    const records = new Map<string, RpmRecord>();
    for (const [path, body] of files) {
      const record = path.endsWith(LOG_SUFFIX)
        ? await lonelyLog(body, files.has(databaseOf(path)))
        : await database(body, files.get(path + LOG_SUFFIX));
      if (record !== undefined) records.set(path, record);
    }
    return records;
  },
};

/** The database that a `-wal` file belongs to. */
export function databaseOf(log: string): string {
  return log.slice(0, -LOG_SUFFIX.length);
}

async function database(body: Body, log: Body | undefined): Promise<RpmRecord> {
  const path = await body.file();
  if (log === undefined) return { kind: "database", ...withFile(path, (source) => readDatabase(source)) };
  const logPath = await log.file();
  const read = withFile(path, (source) => withFile(logPath, (frames) => readDatabase(source, frames)));
  return { kind: "database", ...read };
}

/** rpm leaves an empty log behind; one with frames says that packages changed which its database does not know of. */
async function lonelyLog(body: Body, hasDatabase: boolean): Promise<RpmRecord | undefined> {
  if (hasDatabase || body.size === 0) return undefined;
  const frames = withFile(await body.file(), readLog);
  return frames === undefined ? undefined : { kind: "log" };
}
