import { createHash } from "node:crypto";
import type { ByteSink, FileAnalyzer, StreamAnalyzer } from "../../analysis/analyzer.ts";
import { atLeast, SEVERITIES, type Severity } from "../../model/index.ts";
import { findSecrets, type SecretHit } from "../../secrets/index.ts";
import { lineNumbers } from "./formats/line-numbers.ts";
import type { Sensitive, SensitiveFact, SensitiveFile, SensitiveRecord, SensitiveRule } from "./kind.ts";
import * as all from "./kinds/all.ts";
import { lookUpOf, nameOf, type RuleShape } from "./wanted.ts";

/** By id. */
export const RULES: readonly SensitiveRule[] = Object.values(all).sort((a, b) => (a.id < b.id ? -1 : 1));

const SHAPES = RULES.flatMap((rule) => rule.files.map((shape): RuleShape => ({ rule, shape })));
const wholes = lookUpOf(SHAPES.filter(({ shape }) => shape.isHead !== true));
const heads = lookUpOf(SHAPES.filter(({ shape }) => shape.isHead === true));

/** Of a file that is read as a whole: key stores and settings are far smaller, and no log of them fills the memory. */
const MAX_BYTES = 4 * 1024 * 1024;
/** An SQLite page is as large as this at most, and the first one tells of the tables. */
const HEAD_BYTES = 64 * 1024;
/** Stops a file of nothing but keys: that there are more of them is a gap. */
export const MAX_LOOKS = 200;
/** Of a rule, in one file; more of them, none of which is worse, is nothing that anybody reads about. */
const MAX_FACTS = 20;

/** Files that are small: credentials, keys, settings, histories. */
export const sensitiveFiles: FileAnalyzer<SensitiveRecord> = {
  id: "sensitive-files",
  version: 2,
  maxBytes: MAX_BYTES,
  wants: (entry) => wholes(entry).length > 0,
  read: async (body, entry) => recordOf(wholes(entry), entry, await body.bytes()),
};

/** Files that may be large and are known by how they begin: databases, dumps, captures. */
export const sensitiveHeads: StreamAnalyzer<SensitiveRecord> = {
  id: "sensitive-heads",
  version: 2,
  maxBytes: Number.POSITIVE_INFINITY,
  wants: (entry) => heads(entry).length > 0,
  open: (entry) => headSink((head) => recordOf(heads(entry), entry, head)),
};

function headSink(read: (head: Buffer) => SensitiveRecord | undefined): ByteSink<SensitiveRecord> {
  const pieces: Buffer[] = [];
  let have = 0;
  return {
    write: (piece) => {
      const part = Buffer.from(piece.subarray(0, HEAD_BYTES - have));
      pieces.push(part);
      have += part.length;
      return have < HEAD_BYTES;
    },
    end: () => read(Buffer.concat(pieces)),
  };
}

function recordOf(
  shapes: readonly RuleShape[],
  { path, size }: { readonly path: string; readonly size: number },
  bytes: Buffer,
): SensitiveRecord | undefined {
  const file = fileOf(path, size, bytes);
  const facts = new Map<string, SensitiveFact>();
  let looks = 0;
  for (const [rule, found] of readings(shapes, file)) {
    if (++looks > MAX_LOOKS) break;
    const fact = factOf(found, rule, file);
    facts.set(JSON.stringify([fact.rule, fact.what, fact.line, fact.severity, fact.hash]), fact);
  }
  if (facts.size === 0) return undefined;
  const isCut = looks > MAX_LOOKS;
  return { version: versionOf(bytes, size), facts: worstOf(facts.values()), ...(isCut ? { isCut } : {}) };
}

function* readings(shapes: readonly RuleShape[], file: SensitiveFile): Generator<[SensitiveRule, Sensitive]> {
  for (const { rule, shape } of shapes) for (const found of shape.read(file)) yield [rule, found];
}

/** Of each rule the worst ones; those that are alike in their order. */
function worstOf(facts: Iterable<SensitiveFact>): readonly SensitiveFact[] {
  const counts = new Map<string, number>();
  return [...facts].toSorted(worstFirst).filter(({ rule }) => {
    const count = (counts.get(rule) ?? 0) + 1;
    counts.set(rule, count);
    return count <= MAX_FACTS;
  });
}

function fileOf(path: string, size: number, bytes: Buffer): SensitiveFile {
  let text: string | undefined;
  let lines: ((offset: number) => number) | undefined;
  let secrets: readonly SecretHit[] | undefined;
  const textOf = () => {
    text ??= bytes.toString("utf8").replaceAll("\r\n", "\n");
    return text;
  };
  return {
    path,
    size,
    bytes,
    name: nameOf(path.toLowerCase()),
    lineAt: (offset) => {
      lines ??= lineNumbers(textOf());
      return lines(offset);
    },
    get text() {
      return textOf();
    },
    get secrets() {
      secrets ??= findSecrets(bytes, { path });
      return secrets;
    },
  };
}

/** Redacts: what comes out of here is written to disk. */
function factOf(
  { what, severity, line: given, value, isKey }: Sensitive,
  rule: SensitiveRule,
  file: SensitiveFile,
): SensitiveFact {
  const line = given ?? (value === undefined ? undefined : lineOf(value, file));
  const hit = value === undefined || isKey ? undefined : hitOn(value, file);
  return {
    rule: rule.id,
    what,
    severity: worse(severity ?? rule.severity, hit?.severity),
    ...(line === undefined ? {} : { line }),
    ...(hit === undefined ? {} : { hash: hit.hash, redacted: hit.redacted }),
    ...(isKey || hit?.ruleId === PRIVATE_KEY ? { isKey: true } : {}),
  };
}

function lineOf(value: string, { text, lineAt }: SensitiveFile): number | undefined {
  const at = value === "" ? -1 : text.indexOf(value);
  return at < 0 ? undefined : lineAt(at);
}

/** The content rule about private keys, which may also be the value of a setting. */
const PRIVATE_KEY = "DD-SF-186";

/** The content rule that speaks of this very value. */
function hitOn(value: string, { bytes, secrets }: SensitiveFile): SecretHit | undefined {
  return secrets.find(({ offset, length }) => {
    const seen = bytes.toString("utf8", offset, offset + length).replaceAll("\\n", "\n"); // as JSON writes it
    return seen !== "" && (value.includes(seen) || seen.includes(value));
  });
}

function worse(one: Severity, other: Severity | undefined): Severity {
  return other !== undefined && atLeast(other, one) ? other : one;
}

/** Facts about one file, for sorting. */
export function worstFirst(one: SensitiveFact, other: SensitiveFact): number {
  return SEVERITIES.indexOf(other.severity) - SEVERITIES.indexOf(one.severity);
}

/**
 * Size and three hexadecimal digits: enough to take two files at one path for the same, and far too few to try
 * passwords against, which a longer digest of a short file would allow.
 */
function versionOf(bytes: Buffer, size: number): string {
  return `${size}-${createHash("sha256").update(bytes).digest("hex").slice(0, 3)}`;
}
