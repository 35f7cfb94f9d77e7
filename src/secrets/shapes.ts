import type { Severity } from "../model/index.ts";
import type { Anchor } from "../patterns/index.ts";
import { NAMED, PREFIXED } from "./entropy.ts";
import { RANK, type SecretRule } from "./rule.ts";

/** What every row of the table has. */
interface Row {
  readonly id: string;
  /** What it is, such as `GitHub token`. */
  readonly title: string;
  /** Default: critical. */
  readonly severity?: Severity;
  /** How it looks, for people: completes "A file holds …". Default: `title`. */
  readonly shape?: string;
  readonly guards?: string;
  readonly peers?: readonly string[];
  readonly rollUp?: SecretRule["rollUp"];
  readonly isOptional?: boolean;
  readonly judge?: SecretRule["judge"];
}

interface PrefixedRow extends Row {
  /** Prefix → an expression for what follows it, without groups that catch. */
  readonly forms: Readonly<Record<string, string>>;
  /** What must not follow; default: letters, digits and `_`. */
  readonly end?: string;
  readonly floor?: number;
  readonly after?: number;
  /** `false` where the prefix is too common in programs. */
  readonly inPrograms?: boolean;
}

/**
 * Before a token stands no letter, digit or sign of base64, but the escapes of JSON and of URLs may (`\nghp_…`,
 * `%3Dghp_…`).
 */
export const START = String.raw`(?<=^|[^A-Za-z0-9_+\-]|\\[nrt]|%[0-9A-F]{2})`;
const END = "(?![A-Za-z0-9_])";

/** A token that its own prefix tells. */
export function prefixed(row: PrefixedRow): SecretRule {
  const { forms, end = END, floor = PREFIXED, after = 700, inPrograms = true } = row;
  const prefixes = Object.keys(forms);
  const form = Object.entries(forms).map(([prefix, body]) => literally(prefix) + body);
  return {
    ...common(row),
    anchors: prefixes.map((text) => ({ text })),
    expression: sticky(`${START}(?<value>${form.join("|")})${end}`),
    prefixes,
    back: 0,
    before: 8,
    after,
    floor,
    rank: RANK.prefixed,
    isPrefixed: inPrograms,
    isPassword: false,
    peek: startsHere,
  };
}

/** The same test as `START`, on bytes, and a little more generous. */
export function startsHere(bytes: Buffer, at: number): boolean {
  if (at === 0 || !isWordByte(bytes[at - 1]!)) return true;
  return at > 1 && (bytes[at - 2] === BACKSLASH || (at > 2 && bytes[at - 3] === PERCENT));
}

const BACKSLASH = 0x5c;
const PERCENT = 0x25;

function isWordByte(byte: number): boolean {
  return (
    (byte >= 0x61 && byte <= 0x7a) ||
    (byte >= 0x41 && byte <= 0x5a) ||
    (byte >= 0x30 && byte <= 0x39) ||
    byte === 0x5f ||
    byte === 0x2b ||
    byte === 0x2d
  );
}

interface NamedRow extends Row {
  /** Parts of the name, in lower case: one must stand in the assignment. At least four characters each. */
  readonly names: readonly string[];
  /** An expression for the value; without groups that catch. */
  readonly value: string;
  /** What must not follow; default: letters, digits and `_`. */
  readonly end?: string;
  readonly floor?: number;
  readonly after?: number;
  /** `false`: the value's form is so telling that the name need not speak of a key, token, secret or password. */
  readonly needsWord?: boolean;
}

const WORD = /key|token|secret|pass|pwd|auth|cred|pat(?![a-z])|login|bearer|api|webhook/i;

/** From the keyword on: the rest of the name, an operator, quotes. */
const ASSIGNED = String.raw`[A-Za-z0-9_.\-\])]{0,40}["'\`]?(?:,?\s{0,24}["']?value["']?)?[ \t]{0,8}(?:=>|:=|={1,3}|:|,|>)[ \t]{0,8}["'\`]{0,3}`;

/** A value that is told by the name that it is assigned to (guard 4: in the same assignment, within 40 characters). */
export function named(row: NamedRow): SecretRule {
  const { names, value, end = END, floor = NAMED, after = 320, needsWord = true, judge } = row;
  const name = names.map(inAnyCase).join("|");
  return {
    ...common(row),
    anchors: names.map((text) => ({ text, ignoreCase: true })),
    expression: sticky(`(?:${name})${ASSIGNED}(?<value>${value})${end}`),
    back: 0,
    before: 48,
    after,
    floor,
    rank: RANK.named,
    isPrefixed: false,
    isPassword: false,
    peek: isAssigned,
    judge: (found) => {
      if (needsWord && !WORD.test(nameOf(found.text, found.start))) return undefined;
      return judge === undefined ? {} : judge(found);
    },
  };
}

/** Whether an assignment may follow: most words in texts and programs are not followed by one. */
export function isAssigned(bytes: Buffer, at: number): boolean {
  const end = Math.min(bytes.length, at + 100);
  let index = at;
  while (index < end && (isWordByte(bytes[index]!) || IN_NAMES.includes(bytes[index]!))) index++;
  while (index < end && BETWEEN.includes(bytes[index]!)) index++;
  return index < end && OPERATORS.includes(bytes[index]!);
}

const IN_NAMES = Buffer.from(".])\\");
const BETWEEN = Buffer.from("\"'` \t\r\n");
/** With the first letter of `value`, which may stand between a key and its own operator. */
const OPERATORS = Buffer.from(",:=>v");

interface FormedRow extends Row {
  readonly anchors: readonly (string | Anchor)[];
  readonly expression: string;
  readonly peek?: SecretRule["peek"];
  readonly back?: number;
  readonly before?: number;
  readonly after?: number;
  readonly floor?: number;
  readonly rank?: number;
  readonly isPrefixed?: boolean;
  readonly isPassword?: boolean;
}

/** Any other form. */
export function formed(row: FormedRow): SecretRule {
  const { back = 0, before = 80, after = 700, floor = 0, rank = RANK.form } = row;
  return {
    ...common(row),
    anchors: row.anchors.map((anchor) => (typeof anchor === "string" ? { text: anchor } : anchor)),
    expression: sticky(row.expression),
    back,
    before: Math.max(before, back + 8),
    after,
    floor,
    rank,
    isPrefixed: row.isPrefixed ?? false,
    isPassword: row.isPassword ?? false,
    ...(row.peek === undefined ? {} : { peek: row.peek }),
  };
}

/** The assignment up to the value, on its own line: what a name is told by. */
function nameOf(text: string, start: number): string {
  const before = text.slice(Math.max(0, start - 90), start);
  return before.slice(before.search(/[^\n;{}]{0,90}$/));
}

function common(row: Row) {
  const { id, title, severity = "critical", shape = title, peers = [], guards = "", rollUp, judge } = row;
  return {
    id,
    title,
    severity,
    shape,
    guards,
    peers,
    ...(rollUp === undefined ? {} : { rollUp }),
    ...(judge === undefined ? {} : { judge }),
    ...(row.isOptional === undefined ? {} : { isOptional: row.isOptional }),
  };
}

function sticky(source: string): RegExp {
  return new RegExp(source, "yd");
}

/** An expression for the text with small and capital letters. */
export function inAnyCase(text: string): string {
  return [...text]
    .map((letter) => (/[a-z]/.test(letter) ? `[${letter}${letter.toUpperCase()}]` : literally(letter)))
    .join("");
}

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");
}
