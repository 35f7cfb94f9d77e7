import { z } from "zod";
import type { Facts } from "./facts.ts";

/** What a condition says of a finding. What cannot be told is never guessed: it carries what is missing. */
export type Answer = boolean | Untold;

export interface Untold {
  /** Goes on from "nobody tells": `which branch this is`. */
  readonly what: string;
  /** A sentence: what the user can do about it. */
  readonly remedy: string;
}

/** One key of a rule: its form, its words, and the question that it asks. */
export interface Condition<K extends string, S extends z.ZodType> {
  readonly key: K;
  /** Described for editors: what is asked, and what is answered where the datum is missing. */
  readonly schema: S;
  /** Small = cheap: such conditions are asked first, and come first in a rule's words. */
  readonly weight: number;
  /** Goes on from "high or worse": `with a fix`. */
  words(value: z.output<S>): string;
  /** Made ready once for all findings. */
  ready(value: z.output<S>): (facts: Facts) => Answer;
}

/** For the compiler alone: key and form are taken from what is given. */
export function condition<const K extends string, S extends z.ZodType>(
  given: Condition<K, S>,
): Condition<K, S> {
  return given;
}

/** One, or a list of them. */
export function oneOrMany<S extends z.ZodType>(one: S): z.ZodUnion<readonly [S, z.ZodArray<S>]> {
  return z.union([one, z.array(one).min(1)]);
}

/** `undefined` = no restriction of this kind. */
export function listOf<T>(value: T | readonly T[]): readonly T[] {
  return [value].flat() as T[];
}

/** `a`, `a or b`, `a, b or 3 more`. */
export function either(words: readonly (string | number)[]): string {
  const shown = words.slice(0, MAX_LISTED).map(String);
  const more = words.length > MAX_LISTED ? [`${words.length - MAX_LISTED} more`] : [];
  const all = [...shown, ...more];
  const last = all.pop() ?? "";
  return all.length === 0 ? last : `${all.join(", ")} or ${last}`;
}

/** More ids than this do not fit a line. */
const MAX_LISTED = 6;
