/**
 * Databases: what `--db` and `--java-db` name comes in; an `AdvisoryStore` and a `JavaDb` go out, downloaded, verified,
 * unpacked and refreshed where that is needed. The room knows how old a database is and whether it is whole; it knows
 * nothing of what is installed.
 */
import type { Host } from "../host.ts";
import type { DatabaseInfo } from "../model/scan-result.ts";
import { ageRemark, refuseStale } from "./age.ts";
import { JAVA_DB, type JavaDb, openJavaDbFile } from "./java-db/index.ts";
import type { AdvisoryStore } from "./store.ts";
import { locate, type SupplyOptions, update } from "./supply.ts";
import { openTrivyDb, TRIVY_DB } from "./trivy-db/index.ts";

export type { JavaDb } from "./java-db/index.ts";
export type { AdvisoryStore } from "./store.ts";

export interface DatabaseOptions {
  /** A folder, a `db.tar.gz`, a `trivy.db`, or OCI references separated by commas; absent = the public ones. */
  readonly db?: string;
  /** The same for the Java database; absent = none is used. */
  readonly javaDb?: string;
  /** Never ask the network for a database. */
  readonly offline: boolean;
  /** Milliseconds since the advisory database was built; an older one is refused. */
  readonly maxAge?: number;
  /** As `--insecure`. */
  readonly insecure: boolean;
}

/** As `javaDb`: the public repositories. */
const PUBLIC = "public";

/**
 * The database that the options name, ready for questions. Throws `DrydockError` DATABASE_MISSING, DATABASE_STALE,
 * DATABASE_INVALID, DISK, and what a registry can throw.
 */
export async function openStore(options: DatabaseOptions, host: Host): Promise<AdvisoryStore> {
  const { path, info, origin } = await locate(TRIVY_DB, advisorySupply(options), host);
  refuseStale(info, host.now(), options.maxAge);
  const remark = origin === "repositories" && !options.offline ? undefined : ageRemark(info, host.now());
  if (remark !== undefined) host.log.warn(remark);
  return openTrivyDb(path, info);
}

/**
 * The Java database, if the options name one. Throws as `openStore` does, and UNSUPPORTED where this Node has no
 * SQLite.
 */
export async function openJavaDb(options: DatabaseOptions, host: Host): Promise<JavaDb | undefined> {
  const supply = javaSupply(options);
  if (supply === undefined) return undefined;
  const { path, info } = await locate(JAVA_DB, supply, host);
  return openJavaDbFile(path, info);
}

/** Asks the repositories for newer databases, whether or not they are due. Local archives are unpacked afresh. */
export async function updateDatabases(
  options: DatabaseOptions,
  host: Host,
): Promise<readonly DatabaseInfo[]> {
  await update(TRIVY_DB, advisorySupply(options), host);
  const java = javaSupply(options);
  if (java !== undefined) await update(JAVA_DB, java, host);
  return databaseInfos(options, host);
}

/** What is there, without asking the network. Throws DATABASE_MISSING where nothing is cached. */
export async function databaseInfos(options: DatabaseOptions, host: Host): Promise<readonly DatabaseInfo[]> {
  const wanted = [
    { kind: TRIVY_DB, supply: advisorySupply(options) },
    { kind: JAVA_DB, supply: javaSupply(options) },
  ];
  const infos: DatabaseInfo[] = [];
  for (const { kind, supply } of wanted) {
    if (supply === undefined) continue;
    const { path, info } = await locate(kind, { ...supply, offline: true }, host);
    kind.check(path, info);
    infos.push(info);
  }
  return infos;
}

function advisorySupply({ db, offline, maxAge, insecure }: DatabaseOptions): SupplyOptions {
  return {
    ...(db === undefined ? {} : { from: db }),
    offline,
    ...(maxAge === undefined ? {} : { maxAge }),
    insecure,
  };
}

function javaSupply({ javaDb, offline, insecure }: DatabaseOptions): SupplyOptions | undefined {
  if (javaDb === undefined) return undefined;
  return { ...(javaDb === PUBLIC ? {} : { from: javaDb }), offline, insecure };
}
