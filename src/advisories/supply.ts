import { readFile, realpath } from "node:fs/promises";
import { dirname, join } from "node:path";
import { DrydockError } from "../errors.ts";
import type { Host } from "../host.ts";
import type { DatabaseInfo } from "../model/scan-result.ts";
import { ageOf, refreshDue, refuseAfterFailedRefresh } from "./age.ts";
import { type CachedDatabase, DatabaseCache, sealOf } from "./cache.ts";
import { onDisk } from "./disk.ts";
import { download, isTemporary } from "./download.ts";
import type { DatabaseKind } from "./kind.ts";
import { withLock } from "./lock.ts";
import { databaseInfoOf, parseMetadata } from "./metadata.ts";
import { type NamedRepository, type Origin, parseOrigin } from "./origin.ts";

export interface SupplyOptions {
  /** As the user gave it; absent = the public repositories. */
  readonly from?: string;
  /** Never ask the network for a database. */
  readonly offline: boolean;
  /** Milliseconds since the database was built: an older one is refreshed, even if it says that it is not due. */
  readonly maxAge?: number;
  /** As `--insecure`. */
  readonly insecure: boolean;
}

/** A database that can be opened. */
export interface Located {
  readonly path: string;
  readonly info: DatabaseInfo;
  readonly origin: Origin["kind"];
}

/**
 * Where the wanted database lies, fetched and unpacked if need be. Throws `DrydockError` DATABASE_MISSING,
 * DATABASE_STALE, DATABASE_INVALID, DISK, and what a registry can throw.
 */
export async function locate(kind: DatabaseKind, options: SupplyOptions, host: Host): Promise<Located> {
  const origin = await parseOrigin(options.from, kind);
  const found = await locateIn(origin, new DatabaseCache(kind, host), options, host);
  return { ...found, origin: origin.kind };
}

/** Asks the repository for a newer database, whether or not one is due. A local archive is unpacked afresh. */
export async function update(kind: DatabaseKind, options: SupplyOptions, host: Host): Promise<void> {
  const origin = await parseOrigin(options.from, kind);
  const cache = new DatabaseCache(kind, host);
  if (origin.kind === "repositories") {
    if (options.offline) {
      throw new DrydockError("USAGE", "A database cannot be updated with --offline.", {
        hint: "Leave --offline out.",
      });
    }
    await refresh(origin.list, cache, { ...options, force: true }, host);
  } else if (origin.kind === "archive") {
    await unpack(await realpath(origin.path), cache, host);
  }
}

async function locateIn(
  origin: Origin,
  cache: DatabaseCache,
  options: SupplyOptions,
  host: Host,
): Promise<Pick<Located, "path" | "info">> {
  switch (origin.kind) {
    case "file": {
      const { path } = origin;
      return { path, info: await infoOfFile(path, options.from ?? path, cache.kind) };
    }
    case "archive":
      return unpacked(origin.path, options.from ?? origin.path, cache, host);
    case "repositories":
      return cachedOrFetched(origin.list, cache, options, host);
  }
}

async function infoOfFile(path: string, text: string, kind: DatabaseKind): Promise<DatabaseInfo> {
  const file = join(dirname(path), "metadata.json");
  const bytes = await readFile(file).catch(() => undefined);
  return databaseInfoOf(bytes === undefined ? undefined : parseMetadata(bytes, file, kind), text, kind);
}

/** Unpacks a local archive once; until the file changes the cache answers. */
async function unpacked(
  archive: string,
  text: string,
  cache: DatabaseCache,
  host: Host,
): Promise<Pick<Located, "path" | "info">> {
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
  return onDisk(cache.folder, cache.kind.name, () =>
    withLock(cache.folder, cache.kind.name, host, async () => {
      const done = await meanwhile();
      if (done !== undefined) return done;
      host.log.debug(`Unpacking ${archive}`);
      const file = { path: archive, seal: await sealOf(archive) };
      const digest = await cache.add(archive);
      const downloadedAt = host.now().toISOString();
      await cache.assign(keyOfFile(archive), { origin: archive, archive: digest, downloadedAt, file });
      return found(await cache.find(keyOfFile(archive)), cache.kind);
    }),
  );
}

async function cachedOrFetched(
  list: readonly NamedRepository[],
  cache: DatabaseCache,
  options: SupplyOptions,
  host: Host,
): Promise<CachedDatabase> {
  const cached = await cache.find(keyOf(list));
  if (options.offline) {
    if (cached !== undefined) return cached;
    const { name, option } = cache.kind;
    throw new DrydockError("DATABASE_MISSING", `No ${name} of ${printed(list)} is cached.`, {
      hint: `Run drydock db update with network access first, or give ${option} a local database.`,
    });
  }
  if (cached !== undefined && !refreshDue(cached.info, host.now(), options.maxAge)) return cached;
  return refresh(list, cache, { ...options, force: false }, host);
}

/** Fetches what is newer, one process at a time. */
async function refresh(
  list: readonly NamedRepository[],
  cache: DatabaseCache,
  options: SupplyOptions & { readonly force: boolean },
  host: Host,
): Promise<CachedDatabase> {
  const key = keyOf(list);
  return onDisk(cache.folder, cache.kind.name, () =>
    withLock(cache.folder, cache.kind.name, host, async () => {
      const cached = await cache.find(key);
      // Another process may have fetched it while this one waited for the lock.
      if (!options.force && cached !== undefined && !refreshDue(cached.info, host.now(), options.maxAge)) {
        return cached;
      }
      try {
        const fetched = await download(list, cache, host, options);
        await cache.assign(key, { ...fetched, downloadedAt: host.now().toISOString() });
        return found(await cache.find(key), cache.kind);
      } catch (error) {
        if (options.force || cached === undefined || !isTemporary(error)) throw error;
        if (cache.kind.mustBeFresh) refuseAfterFailedRefresh(cached.info, host.now(), options.maxAge, error);
        host.log.warn(`${error.message} Going on with the cached one: ${ageOf(cached.info, host.now())}.`);
        return cached;
      }
    }),
  );
}

/** What was stored under the lock a moment ago can only be gone because somebody deletes the cache. */
function found(database: CachedDatabase | undefined, { name }: DatabaseKind): CachedDatabase {
  if (database !== undefined) return database;
  throw new DrydockError("DISK", `The ${name} vanished from the cache while it was stored.`, {
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
