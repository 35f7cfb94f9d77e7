import { compareText, defineScheme } from "./scheme.ts";

/**
 * The kinds of token, in the order that decides when two versions agree up to a point and go on with different kinds:
 * the later kind is the older version (`1.0` < `1.0-r1` < `1.0_p1` < `1.0a` < `1.0.1`).
 */
const KINDS = [
  "component",
  "digits",
  "letter",
  "suffix",
  "suffix-number",
  "hash",
  "revision",
  "end",
] as const;
type Kind = (typeof KINDS)[number];

interface Token {
  readonly kind: Kind;
  /** Compared within one kind. */
  readonly value: bigint | string;
}

/** Before the plain version (negative) and after it; the order is the list's. */
const SUFFIXES: ReadonlyMap<string, bigint> = new Map([
  ["alpha", -4n],
  ["beta", -3n],
  ["pre", -2n],
  ["rc", -1n],
  ["", 0n],
  ["cvs", 0n],
  ["svn", 1n],
  ["git", 2n],
  ["hg", 3n],
  ["p", 4n],
]);

/** apk-tools 2 takes no number of more digits. */
const MAX_DIGITS = 17;

/**
 * `digits{.digits}[letter]{_suffix[number]}[~hash][-rN]` as apk-tools 2.14 reads and orders it; its `apk version -t` is
 * what the tests compare with. It takes more than it documents (`1.`, `1..0`, `1a1`), and so do we, but for versions
 * that do not begin with a digit. `~hash` is apk-tools 3's addition.
 */
export const apk = defineScheme("apk", tokenize, compareTokens);

function tokenize(version: string): readonly Token[] | undefined {
  if (!/^[0-9]/.test(version)) return undefined;
  const tokens: Token[] = [];
  let rest = version;
  let kind: Kind = "digits";
  for (;;) {
    const read = readValue(kind, rest);
    if (read === undefined) return undefined;
    tokens.push({ kind, value: read.value });
    rest = rest.slice(read.length);
    // After the zeros of a component its digits stand as a token of their own.
    const next: Next | undefined = read.zeros ? { kind: "digits", skip: 0 } : nextKind(kind, rest);
    if (next === undefined) return undefined;
    if (next.kind === "end") return [...tokens, { kind: "end", value: 0n }];
    kind = next.kind;
    rest = rest.slice(next.skip);
  }
}

interface Next {
  readonly kind: Kind;
  /** Length of the sign that announces it. */
  readonly skip: number;
}

/** What may follow a token. `undefined` = nothing that starts like this. */
function nextKind(kind: Kind, rest: string): Next | undefined {
  if (rest === "") return { kind: "end", skip: 0 };
  const inNumber = kind === "component" || kind === "digits";
  if (/^[a-z]/.test(rest)) return inNumber ? { kind: "letter", skip: 0 } : undefined;
  if (/^[0-9]/.test(rest)) {
    if (kind === "letter") return { kind: "digits", skip: 0 };
    return kind === "suffix" ? { kind: "suffix-number", skip: 0 } : undefined;
  }
  if (rest.startsWith(".")) return inNumber ? { kind: "component", skip: 1 } : undefined;
  if (rest.startsWith("_")) return before(kind, "hash") ? { kind: "suffix", skip: 1 } : undefined;
  if (rest.startsWith("~")) return before(kind, "hash") ? { kind: "hash", skip: 1 } : undefined;
  return rest.startsWith("-r") ? { kind: "revision", skip: 2 } : undefined;
}

interface Value {
  readonly value: bigint | string;
  readonly length: number;
  /** A component that starts with a zero. */
  readonly zeros?: boolean;
}

function readValue(kind: Kind, rest: string): Value | undefined {
  if (kind === "letter") return { value: rest.slice(0, 1), length: 1 };
  if (kind === "hash") {
    const hash = /^[0-9a-f]+/.exec(rest)?.[0];
    return hash === undefined ? undefined : { value: hash, length: hash.length };
  }
  if (kind === "suffix") {
    const name = /^(?:alpha|beta|pre|rc|cvs|svn|git|hg|p|$)/.exec(rest)?.[0];
    const value = name === undefined ? undefined : SUFFIXES.get(name);
    return name === undefined || value === undefined ? undefined : { value, length: name.length };
  }
  if (kind === "component" && rest.startsWith("0")) {
    // Every zero but the last makes it smaller: 1.001 < 1.01 < 1.1.
    const extra = (/^0+/.exec(rest)?.[0].length ?? 1) - 1;
    return { value: BigInt(-extra), length: extra, zeros: true };
  }
  const digits = /^[0-9]*/.exec(rest)?.[0] ?? "";
  return digits.length > MAX_DIGITS ? undefined : { value: BigInt(digits), length: digits.length };
}

function compareTokens(a: readonly Token[], b: readonly Token[]): number {
  for (let i = 0; ; i++) {
    const [left, right] = [a[i], b[i]];
    if (left === undefined || right === undefined) return 0;
    if (left.kind !== right.kind) return compareKinds(left, right);
    if (left.value === right.value) continue;
    if (typeof left.value === "string" || typeof right.value === "string")
      return compareText(String(left.value), String(right.value));
    return left.value < right.value ? -1 : 1;
  }
}

function compareKinds(a: Token, b: Token): number {
  if (isPreRelease(a)) return -1;
  if (isPreRelease(b)) return 1;
  return before(a.kind, b.kind) ? 1 : -1;
}

function isPreRelease(token: Token): boolean {
  return token.kind === "suffix" && typeof token.value === "bigint" && token.value < 0n;
}

function before(a: Kind, b: Kind): boolean {
  return KINDS.indexOf(a) < KINDS.indexOf(b);
}
