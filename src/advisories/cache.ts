import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DrydockError, messageOf } from "../errors.ts";
import type { Host } from "../host.ts";
import { hexOf, isDigest } from "../image/digest.ts";
import type { Digest } from "../model/image.ts";
import type { DatabaseInfo } from "../model/scan-result.ts";
import { temporaryFolder } from "../temporary.ts";
import { digestOfFile, unpackDatabase } from "./archive.ts";
import type { DatabaseKind } from "./kind.ts";
import { databaseInfoOf, parseMetadata } from "./metadata.ts";

/** What the cache knows of one origin; a small JSON file. */
export interface CachedOrigin {
  /** As the user would write it: the repository that served, or the path. */
  readonly origin: string;
  /** Digest of the archive the database was unpacked from. */
  readonly archive: Digest;
  /** RFC 3339: when a repository last said that this is its newest; for a file when it was unpacked. */
  readonly downloadedAt: string;
  /** For a local archive: its path, and what its inode said when it was unpacked. */
  readonly file?: { readonly path: string; readonly seal: string };
}

/** A database that is ready to be opened. */
export interface CachedDatabase extends CachedOrigin {
  readonly path: string;
  readonly info: DatabaseInfo;
}

/**
 * `<cacheDir>/<kind.folder>`: unpacked databases under the digest of their archive (`content`), and which origin had which
 * (`origins`). Everything appears by a rename, so a reader never sees half a database; writers hold the lock.
 */
export class DatabaseCache {
  readonly folder: string;
  readonly kind: DatabaseKind;
  readonly #host: Host;

  constructor(kind: DatabaseKind, host: Host) {
    this.folder = join(host.cacheDir, kind.folder);
    this.kind = kind;
    this.#host = host;
  }

  /** The database last stored for `key`; `undefined` = none, or not whole any more. */
  async find(key: string): Promise<CachedDatabase | undefined> {
    try {
      const record = parseRecord(await readFile(this.#record(key), "utf8"));
      const folder = this.#content(record.archive);
      const metadata = parseMetadata(await readFile(join(folder, "metadata.json")), folder, this.kind);
      const path = join(folder, this.kind.file);
      if (!existsSync(path)) return undefined;
      const info = {
        ...databaseInfoOf(metadata, record.origin, this.kind),
        downloadedAt: record.downloadedAt,
      };
      return { ...record, path, info };
    } catch (error) {
      this.#host.log.debug(`No cached ${this.kind.name} for ${key}: ${messageOf(error)}`);
      return undefined;
    }
  }

  /** Whether the database of this archive is here, byte for byte. Reads it all. */
  async isIntact(archive: Digest): Promise<boolean> {
    const folder = this.#content(archive);
    try {
      const expected = await readFile(this.#sum(folder), "utf8");
      return (
        existsSync(join(folder, "metadata.json")) &&
        expected === (await digestOfFile(join(folder, this.kind.file)))
      );
    } catch {
      return false;
    }
  }

  /** Unpacks an archive and checks that it is a database before anyone can see it. Gives the archive's digest. */
  async add(archive: string): Promise<Digest> {
    const temporary = await temporaryFolder(this.#host.cacheDir, this.kind.folder);
    try {
      const folder = join(temporary.path, "content");
      await mkdir(folder);
      const digests = await unpackDatabase(archive, folder, this.kind);
      await writeFile(this.#sum(folder), digests.database, { flush: true });
      const told = await readFile(join(folder, "metadata.json"));
      const metadata = parseMetadata(told, `metadata.json of ${archive}`, this.kind);
      this.kind.check(join(folder, this.kind.file), databaseInfoOf(metadata, archive, this.kind));
      const target = this.#content(digests.archive);
      await mkdir(join(this.folder, "content"), { recursive: true });
      // A damaged one under the same name goes; whoever has it open keeps reading it.
      if (existsSync(target)) await rename(target, join(temporary.path, "old"));
      await rename(folder, target);
      await syncFolder(join(this.folder, "content"));
      return digests.archive;
    } finally {
      await temporary.remove();
    }
  }

  /** Remembers which database `key` has now, and removes those that no origin has any more. */
  async assign(key: string, record: CachedOrigin): Promise<void> {
    const path = this.#record(key);
    await mkdir(join(this.folder, "origins"), { recursive: true });
    await writeFile(`${path}.new`, JSON.stringify(record), { flush: true });
    await rename(`${path}.new`, path);
    await this.#sweep();
  }

  async #sweep(): Promise<void> {
    const used = new Set<string>();
    const origins = join(this.folder, "origins");
    for (const name of await readdir(origins)) {
      const record = await readFile(join(origins, name), "utf8")
        .then(parseRecord)
        .catch(() => undefined);
      const gone = record?.file !== undefined && !existsSync(record.file.path);
      if (record === undefined || gone) await rm(join(origins, name), { force: true });
      else used.add(hexOf(record.archive));
    }
    const content = join(this.folder, "content");
    for (const name of await readdir(content)) {
      if (!used.has(name)) await rm(join(content, name), { recursive: true, force: true });
    }
  }

  #record(key: string): string {
    const name = createHash("sha256").update(key).digest("hex").slice(0, 32);
    return join(this.folder, "origins", `${name}.json`);
  }

  #content(archive: Digest): string {
    return join(this.folder, "content", hexOf(archive));
  }

  #sum(folder: string): string {
    return join(folder, `${this.kind.file}.sha256`);
  }
}

/** Changes whenever the file does, also where size and time of change stay the same. */
export async function sealOf(path: string): Promise<string> {
  const { size, mtimeNs, ctimeNs, ino, dev } = await stat(path, { bigint: true });
  return [size, mtimeNs, ctimeNs, ino, dev].join(" ");
}

function parseRecord(text: string): CachedOrigin {
  const record = JSON.parse(text) as Partial<CachedOrigin>;
  const { origin, archive, downloadedAt } = record;
  if (typeof origin !== "string" || typeof downloadedAt !== "string" || !isDigest(String(archive))) {
    throw new DrydockError("DATABASE_INVALID", "The cache's note on a database cannot be read.");
  }
  return record as CachedOrigin;
}

/** So that the new name survives a crash; not every file system can. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path);
  await folder.sync().catch(() => undefined);
  await folder.close();
}
