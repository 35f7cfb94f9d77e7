/**
 * How long the layers of an image may be read, all looks together. What happens in between (advisories are fetched and
 * matched) does not count.
 */
export class ReadingTime {
  #left: number | undefined;

  /** `undefined` = as long as it takes. */
  constructor(milliseconds: number | undefined) {
    this.#left = milliseconds;
  }

  /** Gives `read` what is left, in milliseconds, and takes off what it has used. */
  async spend<T>(read: (left: number | undefined) => Promise<T>): Promise<T> {
    const start = performance.now();
    try {
      return await read(this.#left);
    } finally {
      if (this.#left !== undefined) this.#left = Math.max(0, this.#left - (performance.now() - start));
    }
  }
}
