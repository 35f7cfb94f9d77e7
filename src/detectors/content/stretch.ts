const NEWLINE = 0x0a;
const NOTHING = Buffer.alloc(0);

/** Bytes of a file, lent. */
export interface Stretch {
  readonly window: Buffer;
  /** Of the window, in the file. */
  readonly offset: number;
  /** What starts in [from, until) of the window is to be told of. */
  readonly from: number;
  readonly until: number;
  /** Where the next window starts in the file; `undefined` = the file ends here. */
  readonly next: number | undefined;
}

/**
 * Hands on the bytes of a file in stretches, so that whatever starts within the given bounds has `before` bytes in front
 * of it and `after` bytes from its start on, unless the file starts or ends there. What lies across two pieces is joined;
 * the rest is not copied. Every byte is within the bounds once.
 */
export class Stretches {
  readonly #before: number;
  readonly #after: number;
  readonly #onStretch: (stretch: Stretch) => void;
  #kept: Buffer = NOTHING;
  /** Up to here what is kept has been within the bounds. */
  #settled = 0;
  /** Of what is kept, in the file. */
  #offset = 0;

  constructor(before: number, after: number, onStretch: (stretch: Stretch) => void) {
    this.#before = before;
    this.#after = after;
    this.#onStretch = onStretch;
  }

  /** `isLast`: the piece ends the file. */
  write(piece: Buffer, isLast: boolean): void {
    const enough = this.#before + this.#after;
    if (this.#kept.length === 0) {
      this.#handOn(piece, 0, isLast);
    } else if (piece.length < enough) {
      this.#handOn(Buffer.concat([this.#kept, piece]), this.#settled, isLast);
    } else {
      const joined = Buffer.concat([this.#kept, piece.subarray(0, enough)]);
      const length = this.#kept.length;
      const offset = this.#offset;
      this.#offset += length;
      const until = length + this.#before;
      this.#onStretch({ window: joined, offset, from: this.#settled, until, next: this.#offset });
      this.#handOn(piece, this.#before, isLast);
    }
  }

  /** No more will come. */
  end(): void {
    const kept = this.#kept;
    this.#kept = NOTHING;
    if (kept.length > this.#settled) this.#tell(kept, this.#settled, kept.length, undefined);
  }

  #handOn(window: Buffer, from: number, isLast: boolean): void {
    const until = isLast ? window.length : Math.max(from, window.length - this.#after);
    const start = Math.max(0, until - this.#before);
    if (until > from || start > 0) this.#tell(window, from, until, isLast ? undefined : this.#offset + start);
    // A copy: the piece is only lent.
    this.#kept = isLast ? NOTHING : Buffer.from(window.subarray(start));
    this.#settled = until - start;
    this.#offset += start;
  }

  #tell(window: Buffer, from: number, until: number, next: number | undefined): void {
    this.#onStretch({ window, offset: this.#offset, from, until, next });
  }
}

/** Line numbers of places that are asked for in nearly rising order, counted no further than they are needed. */
export class LineCounter {
  #window: Buffer = NOTHING;
  #offset = 0;
  /** Up to here in the file, lines have been counted. */
  #counted = 0;
  #lines = 0;

  enter({ window, offset }: Stretch): void {
    this.#window = window;
    this.#offset = offset;
  }

  /** Counts what the next window will not show, while it is still there. */
  leave({ next }: Stretch): void {
    if (next !== undefined) this.#countTo(next);
  }

  lineAt(offset: number): number {
    if (offset >= this.#counted) {
      this.#countTo(offset);
      return this.#lines + 1;
    }
    return this.#lines + 1 - this.#newlines(offset, this.#counted);
  }

  #countTo(offset: number): void {
    if (offset <= this.#counted) return;
    this.#lines += this.#newlines(this.#counted, offset);
    this.#counted = offset;
  }

  #newlines(from: number, until: number): number {
    const bytes = this.#window.subarray(Math.max(0, from - this.#offset), Math.max(0, until - this.#offset));
    let count = 0;
    for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) count++;
    return count;
  }
}
