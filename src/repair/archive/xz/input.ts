/** Takes stretches of any length from chunks of any length. */
export class Input {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #rest: Uint8Array = new Uint8Array(0);
  /** Bytes that were taken. */
  position = 0;

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** Valid until the next call. Throws `RangeError` where the input ends before. */
  async take(length: number): Promise<Uint8Array> {
    const taken = this.#rest.length < length ? await this.#gathered(length) : this.#rest;
    this.#rest = taken.subarray(length);
    this.position += length;
    return taken.subarray(0, length);
  }

  async byte(): Promise<number> {
    return (await this.take(1))[0]!;
  }

  /** The next byte, which is still to be taken; `undefined` = there is none. */
  async peek(): Promise<number | undefined> {
    await this.#isAtEnd();
    return this.#rest[0];
  }

  async close(): Promise<void> {
    await this.#chunks.return?.();
  }

  async #isAtEnd(): Promise<boolean> {
    while (this.#rest.length === 0) {
      const next = await this.#chunks.next();
      if (next.done === true) return true;
      this.#rest = next.value;
    }
    return false;
  }

  /** At least so many bytes. */
  async #gathered(length: number): Promise<Uint8Array> {
    if (this.#rest.length === 0 && !(await this.#isAtEnd()) && this.#rest.length >= length) return this.#rest;
    // A chunk is only valid until the next is asked for.
    const parts: Uint8Array[] = [Uint8Array.from(this.#rest)];
    let size = this.#rest.length;
    while (size < length) {
      const next = await this.#chunks.next();
      if (next.done === true) throw new RangeError("it is cut off");
      size += next.value.length;
      parts.push(size < length ? Uint8Array.from(next.value) : next.value);
    }
    return Buffer.concat(parts, size);
  }
}
