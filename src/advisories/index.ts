/**
 * Advisory databases: what `--db` names comes in, an `AdvisoryStore` goes out, downloaded, verified, unpacked and
 * refreshed where that is needed. The room knows how old a database is and whether it is whole; it knows nothing of
 * what is installed.
 */
import { readFile, realpath } from "node:fs/promises";
import { dirname, join } from "node:path";
import { DrydockError } from "../errors.ts";
import type { Host } from "../host.ts";
import type { DatabaseInfo } from "../model/scan-result.ts";
import { ageOf, ageRemark, refreshDue, refuseAfterFailedRefresh, refuseStale } from "./age.ts";
import { type CachedDatabase, DatabaseCache, sealOf } from "./cache.ts";
import { onDisk } from "./disk.ts";
import { download, isTemporary } from "./download.ts";
import { withLock } from "./lock.ts";
import { type NamedRepository, type Origin, parseOrigin } from "./origin.ts";
import type { AdvisoryStore } from "./store.ts";
import { databaseInfoOf, openTrivyDb, parseMetadata } from "./trivy-db/index.ts";

export type { AdvisoryStore } from "./store.ts";

export interface DatabaseOptions {
  /** A folder, a `db.tar.gz`, a `trivy.db`, or OCI references separated by commas; absent = the public ones. */
  readonly db?: string;
  /** Never ask the network for a database. */
  readonly offline: boolean;
  /** Milliseconds since the database was built; an older one is refused. */
  readonly maxAge?: number;
  /** As `--insecure`. */
  readonly insecure: boolean;
}

/**
 * The database that the options name, ready for questions. Throws `DrydockError` DATABASE_MISSING, DATABASE_STALE,
 * DATABASE_INVALID, DISK, and what a registry can throw.
 */
export async function openStore(options: DatabaseOptions, host: Host): Promise<AdvisoryStore> {
  const origin = await parseOrigin(options.db);
  const { path, info } = await locate(origin, options, host);
  refuseStale(info, host.now(), options.maxAge);
  const remark = origin.kind === "repositories" && !options.offline ? undefined : ageRemark(info, host.now());
  if (remark !== undefined) host.log.warn(remark);
  return openTrivyDb(path, info);
}

/** Asks the repository for a newer database, whether or not one is due. A local archive is unpacked afresh. */
export async function updateDatabase(options: DatabaseOptions, host: Host): Promise<DatabaseInfo> {
  const origin = await parseOrigin(options.db);
  if (origin.kind === "repositories") {
    if (options.offline) {
      throw new DrydockError("USAGE", "A database cannot be updated with --offline.", {
        hint: "Leave --offline out.",
      });
    }
    await refresh(origin.list, new DatabaseCache(host), { ...options, force: true }, host);
  } else if (origin.kind === "archive") {
    await unpack(await realpath(origin.path), new DatabaseCache(host), host);
  }
  return databaseInfo(options, host);
}

/** What is there, without asking the network. Throws DATABASE_MISSING where nothing is cached. */
export async function databaseInfo(options: DatabaseOptions, host: Host): Promise<DatabaseInfo> {
  const { path, info } = await locate(await parseOrigin(options.db), { ...options, offline: true }, host);
  openTrivyDb(path, info).close();
  return info;
}

interface Located {
  readonly path: string;
  readonly info: DatabaseInfo;
}

async function locate(origin: Origin, options: DatabaseOptions, host: Host): Promise<Located> {
  switch (origin.kind) {
    case "file":
      return { path: origin.path, info: await infoOfFile(origin.path, options.db ?? origin.path) };
    case "archive":
      return unpacked(origin.path, options.db ?? origin.path, host);
    case "repositories":
      return cachedOrFetched(origin.list, options, host);
  }
}

async function infoOfFile(path: string, text: string): Promise<DatabaseInfo> {
  const file = join(dirname(path), "metadata.json");
  const bytes = await readFile(file).catch(() => undefined);
  return databaseInfoOf(bytes === undefined ? undefined : parseMetadata(bytes, file), text);
}

/** Unpacks a local archive once; until the file changes the cache answers. */
async function unpacked(archive: string, text: string, host: Host): Promise<Located> {
  const cache = new DatabaseCache(host);
  const path = await realpath(archive);
  const { path: database, info } =
    (await upToDate(path, cache)) ?? (await unpack(path, cache, host, () => upToDate(path, cache)));
  return { path: database, info: { ...info, origin: text } };
}

async function upToDate(archive: string, cache: DatabaseCache): Promise<CachedDatabase | undefined> {
  const cached = await cache.find(keyOfFile(archive));
  return cached?.file?.seal === (await sealOf(archive)) ? cached : undefined;
}

/** `meanwhile` = what another process may have done while this one waited for the lock. */
async function unpack(
  archive: string,
  cache: DatabaseCache,
  host: Host,
  meanwhile: () => Promise<CachedDatabase | undefined> = async () => undefined,
): Promise<CachedDatabase> {
  return onDisk(cache.folder, () =>
    withLock(cache.folder, host, async () => {
      const done = await meanwhile();
      if (done !== undefined) return done;
      host.log.debug(`Unpacking ${archive}`);
      const file = { path: archive, seal: await sealOf(archive) };
      const digest = await cache.add(archive);
      const downloadedAt = host.now().toISOString();
      await cache.assign(keyOfFile(archive), { origin: archive, archive: digest, downloadedAt, file });
      return found(await cache.find(keyOfFile(archive)));
    }),
  );
}

async function cachedOrFetched(
  list: readonly NamedRepository[],
  options: DatabaseOptions,
  host: Host,
): Promise<Located> {
  const cache = new DatabaseCache(host);
  const cached = await cache.find(keyOf(list));
  if (options.offline) {
    if (cached !== undefined) return cached;
    throw new DrydockError("DATABASE_MISSING", `No advisory database of ${printed(list)} is cached.`, {
      hint: "Run drydock db update with network access first, or give --db a local database.",
    });
  }
  if (cached !== undefined && !refreshDue(cached.info, host.now(), options.maxAge)) return cached;
  return refresh(list, cache, { ...options, force: false }, host);
}

/** Fetches what is newer, one process at a time. */
async function refresh(
  list: readonly NamedRepository[],
  cache: DatabaseCache,
  options: DatabaseOptions & { readonly force: boolean },
  host: Host,
): Promise<CachedDatabase> {
  const key = keyOf(list);
  return onDisk(cache.folder, () =>
    withLock(cache.folder, host, async () => {
      const cached = await cache.find(key);
      // Another process may have fetched it while this one waited for the lock.
      if (!options.force && cached !== undefined && !refreshDue(cached.info, host.now(), options.maxAge)) {
        return cached;
      }
      try {
        const fetched = await download(list, cache, host, options);
        await cache.assign(key, { ...fetched, downloadedAt: host.now().toISOString() });
        return found(await cache.find(key));
      } catch (error) {
        if (options.force || cached === undefined || !isTemporary(error)) throw error;
        refuseAfterFailedRefresh(cached.info, host.now(), options.maxAge, error);
        host.log.warn(`${error.message} Going on with the cached one: ${ageOf(cached.info, host.now())}.`);
        return cached;
      }
    }),
  );
}

/** What was stored under the lock a moment ago can only be gone because somebody deletes the cache. */
function found(database: CachedDatabase | undefined): CachedDatabase {
  if (database !== undefined) return database;
  throw new DrydockError("DISK", "The advisory database vanished from the cache while it was stored.", {
    hint: "Do not clean the cache folder while drydock runs.",
  });
}

function keyOf(list: readonly NamedRepository[]): string {
  return `oci ${printed(list)}`;
}

function keyOfFile(archive: string): string {
  return `file ${archive}`;
}

function printed(list: readonly NamedRepository[]): string {
  return list.map(({ text }) => text).join(",");
}
