import { posix } from "node:path";

/** More than these is nobody's list; each is held against each path. */
const MAX_PATTERNS = 2000;
/** A pattern is held against a path in steps of the product of their lengths. */
const MAX_PATTERN_LENGTH = 500;

/**
 * Which paths of a build context a `.dockerignore` leaves out. Patterns are held against the path and the folders above
 * it, and the last one that fits counts. Sources: Docker docs, "Build context"; moby/patternmatcher.
 */
export class IgnoreFile {
  readonly #patterns: readonly Pattern[];
  readonly #folders = new Map<string, readonly boolean[]>();

  constructor(text: string) {
    this.#patterns = patternsOf(text);
  }

  /** Something within a folder that is left out may be taken in again. */
  get hasExceptions(): boolean {
    return this.#patterns.some(({ isException }) => isException);
  }

  /** `path` from the top of the context, without slashes at its ends. */
  isIgnored(path: string): boolean {
    const fits = this.#fitsOf(path);
    const last = fits.lastIndexOf(true);
    return last >= 0 && !this.#patterns[last]?.isException;
  }

  /** Index = pattern. */
  #fitsOf(path: string): readonly boolean[] {
    const known = this.#folders.get(path);
    if (known !== undefined) return known;
    const slash = path.lastIndexOf("/");
    const above = slash < 0 ? [] : this.#fitsOf(path.slice(0, slash));
    const fits = this.#patterns.map((pattern, index) => above[index] === true || matches(pattern, path));
    this.#folders.set(path, fits);
    return fits;
  }
}

interface Pattern {
  readonly isException: boolean;
  readonly text: string;
  /** Absent where there is nothing but letters in it. */
  readonly tokens?: readonly Token[];
}

/** `within` = anything but slashes; `across` = anything; `folders` = anything up to a slash, or nothing. */
type Token = "one" | "within" | "across" | "folders" | { readonly sign: string } | SignClass;

interface SignClass {
  readonly ranges: readonly (readonly [from: string, to: string])[];
  readonly isNegated: boolean;
}

function patternsOf(text: string): Pattern[] {
  const patterns: Pattern[] = [];
  for (const line of text.replace(/^\uFEFF/, "").split(/\r?\n/)) {
    if (line.startsWith("#")) continue;
    const trimmed = line.trim();
    const isException = trimmed.startsWith("!");
    const written = (isException ? trimmed.slice(1) : trimmed).trim();
    if (written === "" || written.length > MAX_PATTERN_LENGTH) continue;
    const cleaned = posix.normalize(written).replace(/(?<=.)\/$/, "");
    const pattern = cleaned.length > 1 && cleaned.startsWith("/") ? cleaned.slice(1) : cleaned;
    patterns.push({
      isException,
      text: pattern,
      ...(/[*?[\\]/.test(pattern) ? { tokens: tokensOf(pattern) } : {}),
    });
    if (patterns.length === MAX_PATTERNS) break;
  }
  return patterns;
}

function tokensOf(pattern: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < pattern.length; at++) {
    const sign = pattern.charAt(at);
    if (sign === "*" && pattern.charAt(at + 1) === "*") {
      at++;
      if (pattern.charAt(at + 1) === "/") at++;
      tokens.push(at + 1 >= pattern.length ? "across" : "folders");
    } else if (sign === "*") tokens.push("within");
    else if (sign === "?") tokens.push("one");
    else if (sign === "\\" && at + 1 < pattern.length) tokens.push({ sign: pattern.charAt(++at) });
    else if (sign === "[") {
      const end = pattern.indexOf("]", at + 1);
      if (end < 0) tokens.push({ sign });
      else {
        tokens.push(classOf(pattern.slice(at + 1, end)));
        at = end;
      }
    } else tokens.push({ sign });
  }
  return tokens;
}

function classOf(text: string): SignClass {
  const isNegated = text.startsWith("^");
  const ranges = Array.from((isNegated ? text.slice(1) : text).matchAll(/(.)(?:-(.))?/gs), (found) => {
    const [, from = "", to = from] = found;
    return [from, to] as const;
  });
  return { ranges, isNegated };
}

function matches({ text, tokens }: Pattern, path: string): boolean {
  if (tokens === undefined) return text === path;
  let reached = new Set([0]);
  for (const token of tokens) {
    reached = step(token, path, reached);
    if (reached.size === 0) return false;
  }
  return reached.has(path.length);
}

/** Where in the path the pattern may have come to behind this token. */
function step(token: Token, path: string, reached: ReadonlySet<number>): Set<number> {
  const next = new Set<number>();
  const first = Math.min(...reached);
  if (token === "across") for (let at = first; at <= path.length; at++) next.add(at);
  else if (token === "folders") {
    for (const at of reached) next.add(at);
    for (let at = path.indexOf("/", first); at >= 0; at = path.indexOf("/", at + 1)) next.add(at + 1);
  } else if (token === "within")
    for (let at = first, open = false; at <= path.length; at++) {
      open ||= reached.has(at);
      if (open) next.add(at);
      if (path.charAt(at) === "/") open = false;
    }
  else for (const at of reached) if (at < path.length && isSign(token, path.charAt(at))) next.add(at + 1);
  return next;
}

function isSign(token: Exclude<Token, "within" | "across" | "folders">, sign: string): boolean {
  if (token === "one") return sign !== "/";
  if ("sign" in token) return token.sign === sign;
  return token.ranges.some(([from, to]) => from <= sign && sign <= to) !== token.isNegated;
}
