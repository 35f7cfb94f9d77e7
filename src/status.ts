import { newestResult, readPublicKey } from "./attestation/index.ts";
import type { Host } from "./host.ts";
import { openInRegistry } from "./image/index.ts";
import { type Outcome, SEVERITIES, type Severity } from "./model/index.ts";
import type { StatusOptions } from "./read-options.ts";
import { escapeForTerminal, printJson } from "./report/index.ts";

/** What is known of the scans of one image, as Container Registry's `GetRepoTagScanStatus` and `…Summary` together say it. */
export interface ImageStatus {
  readonly image: string;
  readonly digest: string;
  /** `NONE`: no scan has left anything. */
  readonly status: "COMPLETE" | "NONE";
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
  const known = { image: reference, digest, refused: refused.map(({ reason }) => reason) };
  if (found === undefined) return { ...known, status: "NONE" };
  const { statement, isSigned } = found;
  const { outcome, reason, summary, categories, startedAt, finishedAt, version, database } = statement;
  const rows = SEVERITIES.toReversed().map((severity) => [severity, summary[severity].found] as const);
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
  const counts = {
    ...(Object.fromEntries(rows) as Record<Severity, number>),
    total: sum(rows.map(([, count]) => count)),
    waived: sum(SEVERITIES.map((severity) => summary[severity].waived)),
  };
  return {
    ...known,
    status: "COMPLETE",
    scan: {
      outcome,
      reason,
      counts,
      categories,
      startedAt: startedAt.toISOString(),
      finishedAt: finishedAt.toISOString(),
      engine: { name: "drydock", version },
      database,
      signed: isSigned,
    },
  };
}

export function printedStatus(status: ImageStatus, format: "text" | "json"): string {
  return format === "json" ? printJson(status) : textOf(status);
}

function textOf({ image, digest, status, scan, refused }: ImageStatus): string {
  const rows: readonly (readonly [string, string])[] = [
    ["image", image],
    ["digest", digest],
    ["status", status],
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
