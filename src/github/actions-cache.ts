import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { messageOf } from "../errors.ts";
import type { Host } from "../host.ts";
import type { ScanResult } from "../model/index.ts";
import { imageName } from "../report/index.ts";
import { VERSION } from "../version.ts";
import { quietly } from "./quietly.ts";

/** What is used of `@actions/cache`. */
export type CacheLibrary = Pick<
  typeof import("@actions/cache"),
  "isFeatureAvailable" | "restoreCache" | "saveCache"
>;

/** Raise it when a folder's form changes. */
const FORM = 1;
/** Of a piece of the download; the whole is bounded by their number. */
const PIECE_MS = 60_000;
/** A job is not kept waiting for the next one's sake. */
const SAVE_MS = 180_000;
/** Results of layers that are kept, newest first; ten gigabytes is what a repository has for all its caches. */
const MAX_LAYER_BYTES = 300_000_000;

/** Nothing is kept under it: the newest that begins with the same is wanted. */
const NEWEST = "newest";

/**
 * Copies of the cache folder in GitHub's cache, two of them: the advisory database under its date, and the results of
 * layers under what they are of. A run reads those of its branch and of the default branch, so that a pull request cannot
 * put anything into the cache of what it wants to be merged into. Trouble is a line in the log and nothing else.
 */
export class ActionsCache {
  readonly #library: CacheLibrary;
  readonly #host: Pick<Host, "cacheDir" | "log">;
  readonly #databases: string;
  readonly #layers: string;
  readonly #restored = new Set<string>();
  #knownLayers: ReadonlySet<string> = new Set();

  /** `database` = the input db, `image` = what is scanned: both are parts of keys. */
  constructor(
    library: CacheLibrary,
    of: { readonly database: string | undefined; readonly image: string },
    host: Pick<Host, "cacheDir" | "log">,
  ) {
    this.#library = library;
    this.#host = host;
    this.#databases = `drydock-db-${FORM}-${hash(of.database ?? "public")}-`;
    this.#layers = `drydock-layers-${FORM}-${VERSION}-${hash(withoutTag(of.image))}-`;
  }

  async restore(): Promise<void> {
    await this.#get("db", this.#databases);
    await this.#get("layers", this.#layers);
    this.#knownLayers = new Set(await this.#layerNames());
  }

  async save(result: ScanResult): Promise<void> {
    const { updatedAt, sample } = result.database ?? {};
    if (sample === false && updatedAt !== undefined) await this.#put("db", `${this.#databases}${updatedAt}`);
    await this.#putLayers();
  }

  async #putLayers(): Promise<void> {
    await this.#prune();
    const names = await this.#layerNames();
    if (names.every((name) => this.#knownLayers.has(name))) return;
    await this.#put("layers", `${this.#layers}${hash(names.join("\n"))}`);
  }

  async #get(name: string, prefix: string): Promise<void> {
    const folder = join(this.#host.cacheDir, name);
    const found = await this.#attempt(`restoring ${name}`, () =>
      this.#library.restoreCache([folder], `${prefix}${NEWEST}`, [prefix], { segmentTimeoutInMs: PIECE_MS }),
    );
    if (found !== undefined) {
      this.#restored.add(found);
      this.#host.log.debug(`Restored ${found} from the Actions cache.`);
    } else {
      // It may have come to nothing half-way, and half a database is worse than none.
      await rm(folder, { recursive: true, force: true });
    }
  }

  async #put(name: string, key: string): Promise<void> {
    const folder = join(this.#host.cacheDir, name);
    if (this.#restored.has(key) || !existsSync(folder)) return;
    const ended = sleep(SAVE_MS, undefined, { ref: false });
    await this.#attempt(`saving ${name}`, () =>
      Promise.race([this.#library.saveCache([folder], key), ended]),
    );
  }

  async #attempt<T>(what: string, work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await quietly(work);
    } catch (error) {
      this.#host.log.warn(
        `The Actions cache failed at ${what}: ${messageOf(error)} The scan goes on without it.`,
      );
      return undefined;
    }
  }

  async #layerNames(): Promise<readonly string[]> {
    return (await readdir(join(this.#host.cacheDir, "layers")).catch(() => [])).sort();
  }

  /** The oldest go: the results of layers that no image has any more. */
  async #prune(): Promise<void> {
    const folder = join(this.#host.cacheDir, "layers");
    const files = await Promise.all(
      (await this.#layerNames()).map(async (name) => {
        const { size, mtimeMs } = await stat(join(folder, name));
        return { name, size, mtimeMs };
      }),
    ).catch(() => []);
    let total = 0;
    for (const { name, size } of files.toSorted((a, b) => b.mtimeMs - a.mtimeMs)) {
      total += size;
      if (total > MAX_LAYER_BYTES) await rm(join(folder, name), { force: true });
    }
  }
}

/** GitHub's cache, filled from it; `undefined` where there is none. */
export async function openActionsCache(
  of: { readonly database: string | undefined; readonly image: string },
  host: Pick<Host, "cacheDir" | "log">,
): Promise<ActionsCache | undefined> {
  try {
    // Two megabytes, with the client of the storage behind it: read only where it is used.
    const library = await import("@actions/cache");
    if (!library.isFeatureAvailable()) {
      host.log.debug("There is no Actions cache here.");
      return undefined;
    }
    await mkdir(host.cacheDir, { recursive: true });
    const cache = new ActionsCache(library, of, host);
    await cache.restore();
    return cache;
  } catch (error) {
    host.log.warn(`The Actions cache cannot be used: ${messageOf(error)} The scan goes on without it.`);
    return undefined;
  }
}

/** The next build of an image mostly has another tag and the same layers. */
function withoutTag(image: string): string {
  return imageName({ reference: image, names: [] });
}

/** Keys of the cache must not have commas, nor be long. */
function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
