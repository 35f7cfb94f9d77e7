import type { FileEntry } from "../../analysis/analyzer.ts";
import type { Checks } from "../../model/index.ts";
import type { Anchor } from "../../patterns/index.ts";

/**
 * Who wants to know something of the content of files. All of them are served by one pass over the bytes: each names
 * byte strings, and is told where they stand in the files that it wants to watch. What it makes of a file is stored in
 * the layer cache: plain JSON, and never a secret.
 */
export interface Contributor<R = unknown> {
  /** Its record stands under this name in the record of the file. */
  readonly id: string;
  /** Raise it when the answer changes. */
  readonly version: number;
  /** Every setting that changes the answer, printed. */
  readonly settings?: string;
  readonly anchors: readonly ContentAnchor[];
  /** Asked once the first bytes are there. `undefined` = not this file. */
  open(file: FileHead): Watcher<R> | undefined;
}

/** Who looks, with these checks; `undefined` = nothing is to be looked for. A line each in `all.ts`. */
export type ContributorOf<R = unknown> = (checks: Checks) => Contributor<R> | undefined;

export interface ContentAnchor extends Anchor {
  /** How many bytes it wants to see before the anchor, and from its start on; at most `MAX_WINDOW` each. */
  readonly before?: number;
  readonly after?: number;
  /** Looked for in binary and packed files too. Others are only looked for in text. */
  readonly inBinary?: boolean;
}

/** `packed`: compressed, an archive, a picture, a sound or a font, by its first bytes; only for those who ask for it. */
export type ContentKind = "text" | "binary" | "packed";

/** What is known of a file before it is read: its entry, and what the first bytes tell. */
export interface FileHead {
  readonly entry: FileEntry;
  /** Up to 8 KiB, never empty; only lent. */
  readonly head: Buffer;
  /** Text in UTF-16 is shown to watchers as Latin-1, with `?` for what has no place there; offsets are those of that text. */
  readonly kind: ContentKind;
}

/** Sees the hits in one file, nearly in the order of the bytes, each anchor at each place once. */
export interface Watcher<R = unknown> {
  /** `false` = seen enough of this file. */
  hit(hit: ContentHit): boolean;
  /** All bytes have passed, or enough of them. `undefined` = nothing here after all. Throws `Unreadable`. */
  end(): R | undefined;
}

/** One place of an anchor; an object that is used again: only lent. */
export interface ContentHit {
  /** Index in the contributor's own list. */
  readonly anchor: number;
  /**
   * Bytes around it, with `before` and `after` of the anchor among them unless the file starts or ends there. Look no
   * farther: how much more there is depends on how the file came in pieces.
   */
  readonly window: Buffer;
  /** Where in the window the anchor starts. */
  readonly at: number;
  /** Where in the file the anchor starts. */
  readonly offset: number;
  /** Line of the anchor's start, from 1; of text only. */
  line(): number;
}

/** Bytes before and from the start of an anchor that may be asked for; so many are kept from one piece to the next. */
export const MAX_WINDOW = 4096;
