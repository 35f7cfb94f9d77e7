/** Keeps the answers used last, so that memory stays level however many are asked for. */
export class Lru<V> {
  readonly #capacity: number;
  /** Least recently used first. */
  readonly #kept = new Map<string, V>();

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** The kept answer, or the one `make` gives. */
  get(key: string, make: () => V): V {
    const known = this.#kept.has(key);
    const value = known ? (this.#kept.get(key) as V) : make();
    if (known) this.#kept.delete(key);
    this.#kept.set(key, value);
    if (this.#kept.size > this.#capacity) {
      const oldest = this.#kept.keys().next();
      if (!oldest.done) this.#kept.delete(oldest.value);
    }
    return value;
  }
}
