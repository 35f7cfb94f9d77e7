import {
  type Mark,
  newestMark,
  newestResult,
  readPublicKey,
  type ScanStatement,
} from "./attestation/index.ts";
import type { Host } from "./host.ts";
import { openInRegistry } from "./image/index.ts";
import { type Outcome, SEVERITIES, type Severity } from "./model/index.ts";
import type { StatusOptions } from "./read-options.ts";
import { escapeForTerminal, printJson } from "./report/index.ts";

/** A scan that has said no more for so long has died. As long as Security Center gives one. */
const LONGEST_SCAN = 4 * 3_600_000;

/** What is known of the scans of one image, as Container Registry's `GetRepoTagScanStatus` and `…Summary` together say it. */
export interface ImageStatus {
  readonly image: string;
  readonly digest: string;
  /** Of the latest scan that was to attach its result; `NONE`: no scan has left anything. */
  readonly status: "SCANNING" | "COMPLETE" | "FAILED" | "NONE";
  /** For `SCANNING`, when it began; for `FAILED`, when and how it ended. */
  readonly latest?: { readonly at: string; readonly version: string; readonly code?: string };
  /** The latest result, which may be of an earlier scan. */
  readonly scan?: {
    readonly outcome: Outcome;
    readonly reason: string;
    /** Of all findings, waived ones too. */
    readonly counts: Readonly<Record<Severity | "total" | "waived", number>>;
    readonly categories: readonly string[];
    readonly startedAt: string;
    readonly finishedAt: string;
    readonly engine: { readonly name: string; readonly version: string };
    readonly database: { readonly origin: string; readonly updatedAt: string };
    /** Whether the signature was checked with a key. */
    readonly signed: boolean;
  };
  /** Why what is attached besides was not taken. */
  readonly refused: readonly string[];
}

/** Throws `DrydockError` as `openInRegistry`, `readPublicKey` and `newestResult` do. */
export async function imageStatus(options: StatusOptions, host: Host): Promise<ImageStatus> {
  const key = options.key === undefined ? undefined : await readPublicKey(options.key, host);
  const { reference, digest, stored, close } = await openInRegistry(options.image, options, host);
  await close();
  if (stored === undefined) throw new Error("an image of a registry has no registry");
  const { found, refused } = await newestResult(stored, digest, key, options, host);
  const mark = await newestMark(stored, digest, options, host);
  return {
    image: reference,
    digest,
    ...latestOf(found?.statement, mark, host.now()),
    ...(found === undefined ? {} : { scan: scanOf(found.statement, found.isSigned) }),
    refused: refused.map((one) => one.reason),
  };
}

function latestOf(
  statement: ScanStatement | undefined,
  mark: Mark | undefined,
  now: Date,
): Pick<ImageStatus, "status" | "latest"> {
  if (mark === undefined || (statement !== undefined && statement.finishedAt >= mark.at))
    return { status: statement === undefined ? "NONE" : "COMPLETE" };
  const { state, at, ...rest } = mark;
  const isDead = state === "SCANNING" && now.getTime() - at.getTime() > LONGEST_SCAN;
  return { status: isDead ? "FAILED" : state, latest: { at: at.toISOString(), ...rest } };
}

function scanOf(statement: ScanStatement, signed: boolean): NonNullable<ImageStatus["scan"]> {
  const { outcome, reason, summary, categories, startedAt, finishedAt, version, database } = statement;
  const rows = SEVERITIES.toReversed().map((severity) => [severity, summary[severity].found] as const);
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
  return {
    outcome,
    reason,
    counts: {
      ...(Object.fromEntries(rows) as Record<Severity, number>),
      total: sum(rows.map(([, count]) => count)),
      waived: sum(SEVERITIES.map((severity) => summary[severity].waived)),
    },
    categories,
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt.toISOString(),
    engine: { name: "drydock", version },
    database,
    signed,
  };
}

export function printedStatus(status: ImageStatus, format: "text" | "json"): string {
  return format === "json" ? printJson(status) : textOf(status);
}

function textOf({ image, digest, status, latest, scan, refused }: ImageStatus): string {
  const rows: readonly (readonly [string, string])[] = [
    ["image", image],
    ["digest", digest],
    [
      "status",
      latest === undefined ? status : `${status} (${[latest.at, latest.code ?? []].flat().join(", ")})`,
    ],
    ...(scan === undefined ? [] : scanRows(scan)),
    ...refused.map((reason) => ["refused", reason] as const),
  ];
  return rows.map(([label, text]) => `${label.padEnd(9)} ${escapeForTerminal(text)}\n`).join("");
}

function scanRows(scan: NonNullable<ImageStatus["scan"]>): readonly (readonly [string, string])[] {
  const { outcome, reason, counts, categories, startedAt, finishedAt, engine, database, signed } = scan;
  const found = Object.entries(counts).map(([name, count]) => `${count} ${name}`);
  const base =
    database.origin === "" ? "none" : `${database.origin} of ${database.updatedAt || "unknown age"}`;
  return [
    ["verdict", `${outcome}: ${reason}`],
    ["findings", found.join(", ")],
    ["checked", categories.join(", ")],
    ["started", startedAt],
    ["finished", finishedAt],
    ["engine", `${engine.name} ${engine.version}`],
    ["database", base],
    ["signature", signed ? "checked" : "not checked"],
  ];
}
