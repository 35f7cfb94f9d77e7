import type { Severity } from "../model/index.ts";
import type { Anchor } from "../patterns/index.ts";

/**
 * One form of a secret: the catalogue's row, and how it is told from other text. Data; `search.ts` does the work. Several
 * forms of one vendor's may share an id; the first one's title and severity are the rule's.
 */
export interface SecretRule {
  /** With a letter where a number of the catalogue names several vendors. */
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  /** How it looks: completes “A file holds …”. */
  readonly shape: string;
  /** What it does not take for one, beside what all rules do not. */
  readonly guards: string;
  readonly peers: readonly string[];
  /** One of them stands in every match; nothing is tried where none does. */
  readonly anchors: readonly Anchor[];
  /** Sticky. The group `value` holds the secret where that is not the whole match. Bounded in every part. */
  readonly expression: RegExp;
  /** What every value starts with: no part of what is random about it. */
  readonly prefixes?: readonly string[];
  /** A match may begin so many bytes before its anchor; each place is tried, the farthest first. */
  readonly back: number;
  /** Bytes to be seen before the anchor and from its start on. */
  readonly before: number;
  readonly after: number;
  /** Bits for each character of the value; 0 = the form tells enough. */
  readonly floor: number;
  /** How it ranks where it overlaps with another rule's match: the higher one is reported. */
  readonly rank: number;
  /** Its form is so telling that it is looked for in programs too (● in the catalogue). */
  readonly isPrefixed: boolean;
  /** People may have chosen it: nothing of it is shown, and hardly anything of its hash. */
  readonly isPassword: boolean;
  readonly rollUp?: "access-key" | "password";
  readonly isOptional?: boolean;
  /** A glance at the bytes, before text is made of them: `false` = it cannot match here. */
  readonly peek?: (bytes: Buffer, at: number) => boolean;
  /** A closer look; `undefined` = no secret after all. */
  readonly judge?: (found: Found) => Judgement | undefined;
}

/** A match on its way. */
export interface Found {
  readonly value: string;
  readonly match: RegExpExecArray;
  /** Around the anchor, as Latin-1. */
  readonly text: string;
  /** Of the value, in `text`. */
  readonly start: number;
  readonly end: number;
}

export interface Judgement {
  /** Where it is rated otherwise than the rule usually is. */
  readonly severity?: Severity;
  /** Why, or what else was seen; safe to show. */
  readonly note?: string;
  /** Seconds since 1970 after which it is worth nothing, as it says itself. */
  readonly expires?: number;
  /** The secret itself, where it is not the value that was matched. */
  readonly secret?: string;
  /** The stretch of the text that belongs to it, where that is more than the value. */
  readonly reach?: readonly [start: number, end: number];
}

/** Higher ones win where matches overlap. */
export const RANK = { generic: 0, form: 1, named: 2, prefixed: 3, whole: 4 } as const;
