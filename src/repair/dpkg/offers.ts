import {
  isSecurity,
  type Offered,
  openSuite,
  readSuite,
  type Source,
  type SuiteOptions,
} from "../archive/index.ts";
import type { Database } from "./database.ts";

/** Reads archives in the order of need: security suites are small and have nearly all fixes. */
export class Offers {
  readonly #sources: readonly Source[];
  readonly #database: Database;
  readonly #options: SuiteOptions;
  readonly #found: Offered[] = [];
  #read = new Set<Source>();

  constructor(sources: readonly Source[], database: Database, options: SuiteOptions) {
    this.#sources = sources;
    this.#database = database;
    this.#options = options;
  }

  /** What has been offered so far. */
  get all(): readonly Offered[] {
    return this.#found;
  }

  get isComplete(): boolean {
    return this.#read.size === this.#sources.length;
  }

  readSecurity(): Promise<void> {
    return this.#readAll(this.#sources.filter(isSecurity));
  }

  readRest(): Promise<void> {
    return this.#readAll(this.#sources);
  }

  async #readAll(sources: readonly Source[]): Promise<void> {
    const { order, native } = this.#database;
    const names = new Set(order.map(({ name }) => name));
    const present = [...new Set([native, ...order.map(({ architecture }) => architecture)])];
    const suites = await Promise.all(
      sources
        .filter((source) => !this.#read.has(source))
        .map(async (source) => {
          this.#read.add(source);
          const wanted = present.filter(
            (one) => source.architectures.length === 0 || source.architectures.includes(one),
          );
          return readSuite(await openSuite(source, this.#options), wanted, names, this.#options);
        }),
    );
    this.#found.push(...suites.flat());
  }
}
