/**
 * What was found. `window` holds it at `at`, with as many bytes before and behind as were asked for unless the stretch
 * starts or ends there; `offset` is where in the file. `true` = stop the search.
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
  readonly #before: number;
  readonly #onHit: OnHit;
  #kept: Buffer = Buffer.alloc(0);
  /** So many bytes of what is kept have been searched: they only stand before the rest. */
  #searched = 0;
  /** Where the next piece lies if it follows on. */
  #next = 0;
  #stopped = false;

  /** `ahead` counts from the start of a hit. */
  constructor(needles: readonly Buffer[], ahead: number, onHit: OnHit, before = 0) {
    this.#needles = needles;
    this.#ahead = ahead;
    this.#before = before;
    this.#onHit = onHit;
  }

  /** A piece that does not follow on the one before starts a new stretch: nothing is found across the gap. */
  write(piece: Buffer, offset: number): void {
    if (this.#stopped || piece.length === 0) return;
    if (offset !== this.#next) this.end();
    this.#next = offset + piece.length;
    const ahead = this.#ahead;
    if (this.#kept.length > 0) {
      const start = offset - this.#kept.length;
      if (piece.length < ahead + this.#before) {
        this.#scanAndKeep(Buffer.concat([this.#kept, piece]), start, this.#searched);
        return;
      }
      const joined = Buffer.concat([this.#kept, piece.subarray(0, ahead + this.#before)]);
      const searched = this.#kept.length + this.#before;
      this.#scan(joined, start, this.#searched, searched);
      this.#scanAndKeep(piece, offset, this.#before);
      return;
    }
    this.#scanAndKeep(piece, offset, 0);
  }

  /** Looks at what was kept back because its bytes might have gone on. */
  end(): void {
    const kept = this.#kept;
    const searched = this.#searched;
    this.#kept = Buffer.alloc(0);
    this.#searched = 0;
    this.#scan(kept, this.#next - kept.length, searched, kept.length);
  }

  #scanAndKeep(window: Buffer, offset: number, from: number): void {
    const until = Math.max(from, window.length - this.#ahead + 1);
    this.#scan(window, offset, from, until);
    const keptFrom = Math.max(0, until - this.#before);
    // A copy: the piece is only lent.
    this.#kept = Buffer.from(window.subarray(keptFrom));
    this.#searched = until - keptFrom;
  }

  /** Hits that start in this stretch, in the order of the file for each needle. */
  #scan(window: Buffer, offset: number, from: number, until: number): void {
    for (const needle of this.#needles) {
      let at = window.indexOf(needle, from);
      while (at >= 0 && at < until && !this.#stopped) {
        this.#stopped = this.#onHit(window, at, offset + at);
        at = window.indexOf(needle, at + 1);
      }
    }
  }
}
