import { type Launch, MAX_LAUNCHES } from "./launches.ts";

/** A launch, and where it is written. */
export interface PlacedLaunch extends Launch {
  readonly source: string;
}

/**
 * What an image starts, by all its command lines together: each launch once, the first of each product in any case, and
 * of all others no more than one file may have. Stops a thousand files of supervisord of two hundred programs each.
 */
export class LaunchList {
  readonly #launches = new Map<string, PlacedLaunch>();
  readonly #started = new Set<string>();
  readonly #more = new Map<string, string>();

  get all(): readonly PlacedLaunch[] {
    return [...this.#launches.values()];
  }

  /** Id of a product of which there is more than is kept → where the first of it is written. */
  get more(): ReadonlyMap<string, string> {
    return this.#more;
  }

  /** Takes what is written at `source`. */
  add(launches: Iterable<Launch>, source: string): void {
    for (const { product, settings, file } of launches) {
      const isFirst = !this.#started.has(product);
      // Where it is written only matters for the settings that it brings.
      const key = JSON.stringify([product, file, settings, settings.length === 0 ? "" : source]);
      if (this.#launches.has(key)) continue;
      if (isFirst || this.#launches.size < MAX_LAUNCHES) {
        this.#launches.set(key, { product, settings, source, ...(file === undefined ? {} : { file }) });
        this.#started.add(product);
      } else this.leaveOut([product], source);
    }
  }

  /** Says that more of these products is written at `source`. */
  leaveOut(products: Iterable<string>, source: string): void {
    for (const product of products) if (!this.#more.has(product)) this.#more.set(product, source);
  }

  isStarted(product: string): boolean {
    return this.#started.has(product);
  }
}
