import { repositoryOf } from "../model/index.ts";
import { matcher } from "./glob.ts";

/** Stops what is remembered of an image with millions of paths from filling the memory. */
const MAX_REMEMBERED = 50_000;

/**
 * Whether a text fits one of several patterns. Those without wildcards are looked up; what the others said is
 * remembered: findings name the same packages and paths again and again.
 */
export function anyOf(patterns: readonly string[], separator = "/"): (text: string) => boolean {
  const fits = fitting(patterns, separator);
  return patterns.every(isLiteral) ? fits : remembering(fits);
}

function fitting(patterns: readonly string[], separator: string): (text: string) => boolean {
  const literal = new Set(patterns.filter(isLiteral));
  const globs = patterns
    .filter((pattern) => !isLiteral(pattern))
    .map((pattern) => matcher(pattern, separator));
  if (globs.length === 0) return (text) => literal.has(text);
  if (literal.size === 0 && globs.length === 1) return globs[0]!;
  return (text) => literal.has(text) || globs.some((matches) => matches(text));
}

/** Something that is meant by texts that fit its patterns. */
export interface Meant<T> {
  readonly one: T;
  readonly patterns: readonly string[];
}

/**
 * Which of many things a text means, in their order; sorted out once for each text. `formsOf` = the ways to write it, of
 * which one must fit.
 */
export function meaning<T>(
  things: readonly Meant<T>[],
  separator: string,
  formsOf: (text: string) => readonly string[] = (text) => [text],
): (text: string) => readonly T[] {
  const none: readonly T[] = [];
  if (things.length === 0) return () => none;
  const ready = things.map(({ one, patterns }) => ({ one, fits: fitting(patterns, separator) }));
  return remembering((text) => {
    const forms = formsOf(text);
    return ready.filter(({ fits }) => forms.some(fits)).map(({ one }) => one);
  });
}

/** Whether the pattern means itself and nothing else. */
export function isLiteral(pattern: string): boolean {
  return !/[\\*?]/.test(pattern);
}

/** A pattern of a path, which people write with or without the first `/`. */
export function withoutSlash(pattern: string): string {
  return pattern.replace(/^\/+/, "");
}

/** Whether a purl fits one of several patterns: as it is, without its qualifiers, or without its version, too. */
export function purlMatcher(patterns: readonly string[]): (purl: string) => boolean {
  const fits = fitting(patterns, "");
  return remembering((purl) => purlForms(purl).some(fits));
}

/** As it is, without its qualifiers, and without its version, too. */
export function purlForms(purl: string): readonly string[] {
  const [plain = ""] = purl.split(/[?#]/, 1);
  const at = plain.lastIndexOf("@");
  return [purl, plain, ...(at > plain.lastIndexOf("/") ? [plain.slice(0, at)] : [])];
}

/** Whether the name of an image fits one of several patterns; those without a tag stand for any. */
export function imageMatcher(patterns: readonly string[]): (name: string) => boolean {
  const ready = patterns.map((pattern) => {
    const colon = pattern.indexOf(":", pattern.lastIndexOf("/") + 1);
    const [repository, tag] = colon < 0 ? [pattern] : [pattern.slice(0, colon), pattern.slice(colon + 1)];
    const ofRepository = repository === "" ? undefined : matcher(repository);
    const ofTag = tag === undefined ? undefined : matcher(tag);
    return (name: string) => (ofRepository?.(repositoryOf(name)) ?? true) && (ofTag?.(tagOf(name)) ?? true);
  });
  return (name) => ready.some((matches) => matches(name));
}

/** Who names an image without tag and digest means the tag latest. */
function tagOf(name: string): string {
  const [tagged = "", digest] = name.split("@", 2);
  const colon = tagged.indexOf(":", tagged.lastIndexOf("/") + 1);
  if (colon >= 0) return tagged.slice(colon + 1);
  return digest === undefined ? "latest" : "";
}

/** The same question, asked once for each text. */
function remembering<T>(question: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const said = known.get(text);
    if (said !== undefined) return said;
    const answer = question(text);
    if (known.size < MAX_REMEMBERED) known.set(text, answer);
    return answer;
  };
}
