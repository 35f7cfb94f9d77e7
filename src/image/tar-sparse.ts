import { Unreadable } from "../errors.ts";
import type { TarSink } from "./tar.ts";
import { BLOCK, numberField } from "./tar-header.ts";

/** A piece of a sparse file that is not a hole. */
export interface Segment {
  readonly offset: number;
  readonly length: number;
}

export interface SparseMap {
  /** Bytes with all holes. */
  readonly size: number;
  /** `undefined` = the map stands in front of the content (PAX 1.0). */
  readonly segments: readonly Segment[] | undefined;
}

/** More pieces only want our memory: each costs 24 bytes in the tar and twice that here. */
const MAX_SEGMENTS = 40_000;

/** The pairs in an old GNU header (4 from byte 386) or one of its continuations (21 from byte 0). */
export function parseOldSegments(block: Buffer, at: number, count: number): Segment[] {
  const segments: Segment[] = [];
  for (let index = 0; index < count; index++) {
    const start = at + index * 24;
    if (block[start] === 0 || block[start + 12] === 0) break;
    segments.push({ offset: numberField(block, start, 12), length: numberField(block, start + 12, 12) });
  }
  return segments;
}

/** A sink for the stored bytes that hands the file with its holes filled to `sink`. */
export function fillHoles(sink: TarSink, map: SparseMap): TarSink {
  let state: Filler | undefined;
  let head: Buffer = Buffer.alloc(0);
  let failed = false;
  const guarded = (work: () => void) => {
    if (failed) return;
    try {
      work();
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      failed = true;
      sink.abandon(error);
    }
  };
  guarded(() => {
    if (map.segments !== undefined) state = new Filler(sink, map.size, map.segments);
  });
  return {
    write: (piece) =>
      guarded(() => {
        if (state !== undefined) return state.write(piece);
        head = Buffer.concat([head, piece]);
        const parsed = parseMap(head);
        if (parsed === undefined) return;
        state = new Filler(sink, map.size, parsed.segments);
        state.write(head.subarray(parsed.length));
      }),
    end: () =>
      guarded(() => {
        if (state === undefined) throw new Unreadable("the map of a sparse file is cut off");
        state.end();
      }),
    abandon: (error) => sink.abandon(error),
  };
}

/** Decimal numbers, a line each: how many pairs, then the pairs; padded to a block. `undefined` = not all there yet. */
function parseMap(head: Buffer): { segments: Segment[]; length: number } | undefined {
  const numbers: number[] = [];
  let position = 0;
  for (let wanted = 1; numbers.length < wanted; ) {
    const end = head.indexOf(0x0a, position);
    if (end - position > 16 || (end < 0 && head.length - position > 16))
      throw new Unreadable("the map of a sparse file is malformed");
    if (end < 0) return undefined;
    const line = head.toString("latin1", position, end);
    if (!/^\d+$/.test(line)) throw new Unreadable("the map of a sparse file is malformed");
    numbers.push(Number(line));
    if (numbers.length === 1) wanted += 2 * Number(line);
    if (wanted > 2 * MAX_SEGMENTS) throw new Unreadable(`a sparse file has more than ${MAX_SEGMENTS} pieces`);
    position = end + 1;
  }
  const length = Math.ceil(position / BLOCK) * BLOCK;
  if (head.length < length) return undefined;
  const segments: Segment[] = [];
  for (let index = 1; index < numbers.length; index += 2)
    segments.push({ offset: numbers[index]!, length: numbers[index + 1]! });
  return { segments, length };
}

const ZEROS = Buffer.alloc(64 * 1024);

class Filler {
  readonly #sink: TarSink;
  readonly #size: number;
  readonly #segments: readonly Segment[];
  #index = 0;
  /** Bytes of the current segment that have come. */
  #done = 0;
  #position = 0;

  constructor(sink: TarSink, size: number, segments: readonly Segment[]) {
    this.#sink = sink;
    this.#size = size;
    this.#segments = segments;
    if (segments.length > MAX_SEGMENTS)
      throw new Unreadable(`a sparse file has more than ${MAX_SEGMENTS} pieces`);
    let end = 0;
    for (const segment of segments) {
      if (segment.offset < end) throw new Unreadable("the pieces of a sparse file overlap");
      end = segment.offset + segment.length;
    }
    if (end > size) throw new Unreadable("a piece of a sparse file lies behind its end");
  }

  write(piece: Buffer): void {
    let rest = piece;
    while (rest.length > 0) {
      const segment = this.#segments[this.#index];
      if (segment === undefined) throw new Unreadable("a sparse file has more content than its map tells");
      this.#zerosTo(segment.offset);
      const part = rest.subarray(0, segment.length - this.#done);
      if (part.length > 0) this.#sink.write(part);
      this.#position += part.length;
      this.#done += part.length;
      rest = rest.subarray(part.length);
      if (this.#done < segment.length) return;
      this.#index++;
      this.#done = 0;
    }
  }

  end(): void {
    const missing = this.#segments.slice(this.#index).some((segment) => segment.length > this.#done);
    if (missing) throw new Unreadable("a sparse file has less content than its map tells");
    this.#zerosTo(this.#size);
    this.#sink.end();
  }

  #zerosTo(offset: number): void {
    while (this.#position < offset) {
      const part = ZEROS.subarray(0, offset - this.#position);
      this.#sink.write(part);
      this.#position += part.length;
    }
  }
}
