/**
 * What was found. `window` holds it at `at`, and behind it as many bytes as were asked for unless the stretch ends
 * sooner; `offset` is where in the file. `true` = stop the search.
 */
export type OnHit = (window: Buffer, at: number, offset: number) => boolean;

/**
 * Finds byte strings in bytes that pass by in pieces, wherever the pieces are cut. `indexOf` runs at several gigabytes
 * a second; keep needles from starting with a byte that is everywhere, such as zero.
 */
export class ByteSearch {
  readonly #needles: readonly Buffer[];
  /** Bytes that a hit is shown with, the needle among them. */
  readonly #ahead: number;
  readonly #onHit: OnHit;
  #kept: Buffer = Buffer.alloc(0);
  /** Where the next piece lies if it follows on. */
  #next = 0;
  #stopped = false;

  constructor(needles: readonly Buffer[], ahead: number, onHit: OnHit) {
    this.#needles = needles;
    this.#ahead = ahead;
    this.#onHit = onHit;
  }

  /** A piece that does not follow on the one before starts a new stretch: nothing is found across the gap. */
  write(piece: Buffer, offset: number): void {
    if (this.#stopped || piece.length === 0) return;
    if (offset !== this.#next) this.end();
    this.#next = offset + piece.length;
    const ahead = this.#ahead;
    if (this.#kept.length > 0) {
      const joined = Buffer.concat([this.#kept, piece.subarray(0, ahead)]);
      const start = offset - this.#kept.length;
      if (piece.length < ahead) {
        this.#scanAndKeep(joined, start);
        return;
      }
      this.#scan(joined, start, this.#kept.length);
    }
    this.#scanAndKeep(piece, offset);
  }

  /** Looks at what was kept back because its bytes might have gone on. */
  end(): void {
    const kept = this.#kept;
    this.#kept = Buffer.alloc(0);
    this.#scan(kept, this.#next - kept.length, kept.length);
  }

  #scanAndKeep(window: Buffer, offset: number): void {
    const until = Math.max(0, window.length - this.#ahead + 1);
    this.#scan(window, offset, until);
    // A copy: the piece is only lent.
    this.#kept = Buffer.from(window.subarray(until));
  }

  /** Hits that start before `until`, in the order of the file for each needle. */
  #scan(window: Buffer, offset: number, until: number): void {
    for (const needle of this.#needles) {
      let at = window.indexOf(needle);
      while (at >= 0 && at < until && !this.#stopped) {
        this.#stopped = this.#onHit(window, at, offset + at);
        at = window.indexOf(needle, at + 1);
      }
    }
  }
}
