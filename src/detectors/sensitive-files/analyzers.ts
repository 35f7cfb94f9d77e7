import { createHash } from "node:crypto";
import type { ByteSink, FileAnalyzer, StreamAnalyzer } from "../../analysis/analyzer.ts";
import { atLeast, type Severity } from "../../model/index.ts";
import { findSecrets, type SecretHit } from "../../secrets/index.ts";
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
/** Stops a file of nothing but keys: what comes after these is not worth a report of its own. */
const MAX_FACTS = 20;

/** Files that are small: credentials, keys, settings, histories. */
export const sensitiveFiles: FileAnalyzer<SensitiveRecord> = {
  id: "sensitive-files",
  version: 1,
  maxBytes: MAX_BYTES,
  wants: (entry) => wholes(entry).length > 0,
  read: async (body, entry) => recordOf(wholes(entry), entry, await body.bytes()),
};

/** Files that may be large and are known by how they begin: databases, dumps, captures. */
export const sensitiveHeads: StreamAnalyzer<SensitiveRecord> = {
  id: "sensitive-heads",
  version: 1,
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
  for (const { rule, shape } of shapes) {
    for (const found of shape.read(file)) {
      if (facts.size >= MAX_FACTS) break;
      const fact = factOf(found, rule, file);
      facts.set(JSON.stringify([fact.rule, fact.what, fact.line]), fact);
    }
  }
  if (facts.size === 0) return undefined;
  return { version: versionOf(bytes, size), facts: [...facts.values()] };
}

function fileOf(path: string, size: number, bytes: Buffer): SensitiveFile {
  let text: string | undefined;
  let secrets: readonly SecretHit[] | undefined;
  return {
    path,
    size,
    bytes,
    name: nameOf(path.toLowerCase()),
    get text() {
      text ??= bytes.toString("utf8").replaceAll("\r\n", "\n");
      return text;
    },
    get secrets() {
      secrets ??= findSecrets(bytes, { path });
      return secrets;
    },
  };
}

/** Redacts: what comes out of here is written to disk. */
function factOf(
  { what, severity, line, value, isKey }: Sensitive,
  rule: SensitiveRule,
  file: SensitiveFile,
): SensitiveFact {
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

/**
 * Size and three hexadecimal digits: enough to take two files at one path for the same, and far too few to try
 * passwords against, which a longer digest of a short file would allow.
 */
function versionOf(bytes: Buffer, size: number): string {
  return `${size}-${createHash("sha256").update(bytes).digest("hex").slice(0, 3)}`;
}
