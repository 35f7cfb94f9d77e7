import { z } from "zod";
import { DrydockError } from "../errors.ts";
import { isDigest } from "../image/digest.ts";
import { parseDocument } from "../image/document.ts";
import {
  CATEGORIES,
  type Digest,
  isVulnerability,
  type JudgedFinding,
  type ScanResult,
  SEVERITIES,
  type Severity,
} from "../model/index.ts";
import { isOurPredicate, PREDICATE_TYPE } from "./kinds.ts";

/** How the predicate names us; a version follows. */
const SCANNER = "pkg:generic/drydock@";

/** What a statement lists itself; a manifest of a large image must stay quick to fetch and to check. */
const MAX_LISTED = 5_000;

/** Of one text; policies may name their rules as long as they like. */
const MAX_TEXT = 4096;

/** A document that is attached as well: with its digest in the statement, a signature holds for it too. */
export interface Attached {
  readonly mediaType: string;
  readonly digest: Digest;
  readonly size: number;
}

interface Written {
  readonly result: ScanResult;
  readonly name: string;
  readonly digest: Digest;
  readonly finishedAt: Date;
  readonly documents: readonly Attached[];
}

/**
 * The in-toto statement on a scan, with cosign's vulnerability predicate.
 * Sources: in-toto attestation framework, Statement v1; cosign, specs/COSIGN_VULN_ATTESTATION_SPEC.md.
 */
export function statementOn({ result, name, digest, finishedAt, documents }: Written): Buffer {
  const { verdict, drydock, database, scannedAt, checked } = result;
  const vulnerabilities = listed(verdict.judged);
  const statement = {
    _type: "https://in-toto.io/Statement/v1",
    subject: [{ name, digest: { sha256: digest.slice("sha256:".length) } }],
    predicateType: PREDICATE_TYPE,
    predicate: {
      invocation: { parameters: null, uri: "", event_id: "", "builder.id": "" },
      scanner: {
        uri: `${SCANNER}${drydock.version}`,
        version: drydock.version,
        db: { uri: (database?.origin ?? "").slice(0, MAX_TEXT), version: database?.updatedAt ?? "" },
        result: {
          outcome: verdict.outcome,
          reason: verdict.reason.slice(0, MAX_TEXT),
          categories: checked.categories,
          summary: countsOf(verdict.judged),
          documents,
          vulnerabilities: vulnerabilities.slice(0, MAX_LISTED),
          omitted: Math.max(0, vulnerabilities.length - MAX_LISTED),
        },
      },
      metadata: { scanStartedOn: scannedAt, scanFinishedOn: finishedAt.toISOString() },
    },
  };
  return Buffer.from(JSON.stringify(statement, (_, value) => wellFormed(value)));
}

/** Worst first. */
function listed(judged: readonly JudgedFinding[]) {
  const rows = judged.flatMap(({ finding, action }) =>
    isVulnerability(finding)
      ? [
          {
            id: finding.rule,
            severity: finding.severity,
            package: finding.package.purl,
            ...(finding.fixedIn === undefined ? {} : { fixedIn: finding.fixedIn }),
            decision: action,
          },
        ]
      : [],
  );
  return rows.toSorted((a, b) => SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity));
}

/** Of each severity, all that was found and what of it does not count. */
export interface SeverityCount {
  readonly found: number;
  readonly waived: number;
}

function countsOf(judged: readonly JudgedFinding[]): Readonly<Record<Severity, SeverityCount>> {
  const counts = SEVERITIES.toReversed().map((severity) => {
    const rows = judged.filter(({ finding }) => finding.severity === severity);
    const waived = rows.filter(({ action }) => action === "waive").length;
    return [severity, { found: rows.length, waived }] as const;
  });
  return Object.fromEntries(counts) as Record<Severity, SeverityCount>;
}

function wellFormed(value: unknown): unknown {
  return typeof value === "string" ? value.toWellFormed() : value;
}

/** What of a statement is read again. */
export interface ScanStatement {
  readonly subjects: readonly string[];
  readonly version: string;
  readonly database: { readonly origin: string; readonly updatedAt: string };
  readonly outcome: ScanResult["verdict"]["outcome"];
  readonly reason: string;
  readonly categories: ScanResult["checked"]["categories"];
  readonly summary: Readonly<Record<Severity, SeverityCount>>;
  readonly documents: readonly Attached[];
  readonly startedAt: Date;
  readonly finishedAt: Date;
}

const text = z.string().max(MAX_TEXT);
const time = z.iso.datetime({ offset: true }).transform((value) => new Date(value));
const count = z.object({ found: z.int().nonnegative(), waived: z.int().nonnegative() });

const headSchema = z.looseObject({
  _type: z.string(),
  predicateType: z.unknown().optional(),
  subject: z.array(z.looseObject({ digest: z.record(z.string(), z.string()) })).max(1000),
  predicate: z
    .looseObject({ scanner: z.looseObject({ uri: z.unknown().optional() }) })
    .catch({ scanner: { uri: "" } }),
});

const ours = z.object({
  scanner: z.object({
    version: text,
    db: z.object({ uri: text, version: text }),
    result: z.object({
      outcome: z.enum(["pass", "blocked", "unproven"]),
      reason: text,
      categories: z.array(z.enum(CATEGORIES)).max(CATEGORIES.length),
      summary: z.record(z.enum(SEVERITIES), count),
      documents: z
        .array(
          z.object({
            mediaType: text,
            digest: z.string().refine((value): value is Digest => isDigest(value), "is no digest"),
            size: z.int().nonnegative(),
          }),
        )
        .max(16),
    }),
  }),
  metadata: z.object({ scanStartedOn: time, scanFinishedOn: time }),
});

/**
 * A statement that drydock has made; `undefined` = another tool's, or about something else. Whether it is about the right
 * image is left to the caller. Throws `DrydockError` IMAGE_INVALID.
 */
export function readStatement(bytes: Buffer, what: string): ScanStatement | undefined {
  const head = parseDocument(bytes, headSchema, what);
  if (!head._type.startsWith("https://in-toto.io/Statement/"))
    throw new DrydockError("IMAGE_INVALID", `${what} is no in-toto statement.`);
  if (!isOurPredicate(head.predicateType)) return undefined;
  const { uri } = head.predicate.scanner;
  if (typeof uri !== "string" || !uri.startsWith(SCANNER)) return undefined;
  const { scanner, metadata } = parseDocument(bytes, z.looseObject({ predicate: ours }), what).predicate;
  const { outcome, reason, categories, summary, documents } = scanner.result;
  return {
    subjects: head.subject.flatMap(({ digest: { sha256 } }) =>
      sha256 === undefined ? [] : [`sha256:${sha256}`],
    ),
    version: scanner.version,
    database: { origin: scanner.db.uri, updatedAt: scanner.db.version },
    outcome,
    reason,
    categories,
    summary,
    documents,
    startedAt: metadata.scanStartedOn,
    finishedAt: metadata.scanFinishedOn,
  };
}
