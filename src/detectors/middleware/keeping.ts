import { createHash } from "node:crypto";
import type { Setting } from "./setting.ts";

/**
 * What of a setting may be kept: `shown` as written; `secret` only whether it is there; `code` the hashes of values that
 * everybody knows, to tell one of those too.
 */
export type Kept = "shown" | "secret" | KnownValues;

/** SHA-256 in hexadecimal of values that are in every copy of a product, or the first that anybody tries. */
export type KnownValues = ReadonlySet<string>;

/** Which settings a product looks at, by key. All others are forgotten as soon as they are read. */
export type Vocabulary = Readonly<Record<string, Kept>> | ((key: string) => Kept | undefined);

/** What stands in the place of a secret. */
export type SecretWord = "(set)" | "(empty)" | "(known)" | "(variable)";

const MAX_VALUE = 200;

/** Only what `vocabulary` knows, and of secrets only a word. */
export function keeping(settings: Iterable<Setting>, vocabulary: Vocabulary): readonly Setting[] {
  const found: Setting[] = [];
  for (const { key, value, line } of settings) {
    const kept = keptOf(vocabulary, key);
    if (kept === undefined) continue;
    const shown = kept === "shown" ? shownValue(value) : secretWord(value, kept === "secret" ? NONE : kept);
    found.push({ key, value: shown, ...(line === undefined ? {} : { line }) });
  }
  return found;
}

/** A word about a secret. A value that is put in at run time is no secret of the image. */
export function secretWord(value: string, known: KnownValues = NONE): SecretWord {
  if (value === "") return "(empty)";
  const [, otherwise] = /^\$\{[\w.]{1,100}:-?([^{}]{1,400})\}$/.exec(value) ?? [];
  if (otherwise !== undefined && known.has(hashOf(otherwise))) return "(known)";
  if (/\$[{(\w]|\{\{|%\(|^<\w+>$|^@\w+@$/.test(value)) return "(variable)";
  return known.has(hashOf(value)) ? "(known)" : "(set)";
}

/** Hashes of these words, for passwords that are no more than the product's name or a row of digits. */
export function knownWords(...words: readonly string[]): KnownValues {
  return new Set(words.map(hashOf));
}

function hashOf(value: string): string {
  return createHash("sha256").update(value).digest("hex");
}

const NONE: KnownValues = new Set();

function keptOf(vocabulary: Vocabulary, key: string): Kept | undefined {
  if (typeof vocabulary === "function") return vocabulary(key);
  return Object.hasOwn(vocabulary, key) ? vocabulary[key] : undefined;
}

/**
 * On one line, without the logins of URLs, and cut last: a cut within a login would hide the `@` that tells it. Of a URL
 * that whoever read the value has cut within its host, or whatever stands there, nothing is shown.
 */
export function shownValue(value: string): string {
  const masked = value.replace(/\s+/g, " ").replace(/\/\/[^\s/]+@/g, "//…@");
  if (masked.length <= MAX_VALUE) return masked;
  const cut = masked.slice(0, MAX_VALUE - 1);
  return `${cut.replace(/\/\/(?!…@)[^\s/]*$/, "//")}…`;
}
