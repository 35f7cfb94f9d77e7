import { ByteSearch } from "../binary/byte-search.ts";
import type { ProgramReader } from "../binary/program-sink.ts";

/** The bytes around an anchor that patterns are given. */
const BEFORE = 32;
const AHEAD = 160;
/** Stops a program of nothing but versions. */
const MAX_CAPTURES = 256;

/** Finds a version that a program tells of itself, as its bytes pass by. */
export class VersionReader implements ProgramReader {
  readonly #search: ByteSearch;
  readonly #patterns: readonly RegExp[];
  readonly #captures: readonly Set<string>[];
  readonly #found: (version: string) => void;
  #done = false;

  constructor(anchors: readonly string[], patterns: readonly RegExp[], found: (version: string) => void) {
    this.#patterns = patterns;
    this.#captures = patterns.map(() => new Set());
    this.#found = found;
    const needles = anchors.map((anchor) => Buffer.from(anchor, "latin1"));
    this.#search = new ByteSearch(needles, AHEAD, (window, at) => this.#look(window, at), BEFORE);
  }

  write(piece: Buffer, offset: number): boolean {
    this.#search.write(piece, offset);
    return !this.#done;
  }

  end(): void {
    this.#search.end();
  }

  #look(window: Buffer, at: number): boolean {
    const text = window.toString("latin1", Math.max(0, at - BEFORE), at + AHEAD);
    for (const [index, pattern] of this.#patterns.entries()) {
      const [, capture] = pattern.exec(text) ?? [];
      const known = this.#captures[index];
      if (capture === undefined || known === undefined || known.size >= MAX_CAPTURES) continue;
      known.add(capture);
    }
    const version = this.#agreed();
    if (version === undefined || this.#done) return this.#done;
    this.#done = true;
    this.#found(version);
    return true;
  }

  /** The longest version that every other pattern has seen the beginning of. */
  #agreed(): string | undefined {
    const [versions, ...others] = this.#captures;
    return [...(versions ?? [])]
      .filter((version) => others.every((texts) => [...texts].some((text) => text.startsWith(version))))
      .sort((a, b) => b.length - a.length)[0];
  }
}
