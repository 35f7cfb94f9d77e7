import { DrydockError } from "../errors.ts";
import type { DatabaseInfo } from "../model/scan-result.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A database is not asked for again before this long, however stale it is: published ones come every 6 hours. */
const MIN_BETWEEN_DOWNLOADS = HOUR;
/** Without `--db-max-age`: how old a database may be when a newer one cannot be fetched. */
const GRACE = 7 * DAY;

/**
 * Whether to ask the repository for a newer database: its `NextUpdate` has come, or it is older than wanted, and the
 * last download was an hour ago. Source: trivy `pkg/db/db.go`.
 */
export function refreshDue(info: DatabaseInfo, now: Date, maxAge: number | undefined): boolean {
  const downloaded = sinceMs(info.downloadedAt, now);
  // A download in the future means that one of the clocks was wrong.
  if (downloaded === undefined || downloaded < 0) return true;
  if (downloaded < MIN_BETWEEN_DOWNLOADS) return false;
  const overdue = sinceMs(info.nextUpdate, now);
  return overdue === undefined || overdue >= 0 || (maxAge !== undefined && isOlder(info, now, maxAge));
}

/** Throws `DrydockError` DATABASE_STALE for a database older than the user allows. The sample has no age. */
export function refuseStale(
  info: DatabaseInfo,
  now: Date,
  maxAge: number | undefined,
  cause?: DrydockError,
): void {
  if (info.sample || maxAge === undefined || !isOlder(info, now, maxAge)) return;
  throw stale(info, now, `over the limit of ${duration(maxAge)}`, cause);
}

/**
 * Decides what a failed refresh means: throws DATABASE_STALE if the database at hand is too old to go on with. Without
 * a limit of the user's own that is seven days: a mirror that is down for a night must not stop every build, a gate
 * that judges by last month's advisories must not stay unnoticed.
 */
export function refuseAfterFailedRefresh(
  info: DatabaseInfo,
  now: Date,
  maxAge: number | undefined,
  cause: DrydockError,
): void {
  refuseStale(info, now, maxAge, cause);
  if (maxAge !== undefined || !isOlder(info, now, GRACE)) return;
  throw stale(info, now, `and fetching a newer one failed (${cause.message})`, cause);
}

/** A remark for people where a database that nobody refreshes by itself has grown old. */
export function ageRemark(info: DatabaseInfo, now: Date): string | undefined {
  if (info.sample) return undefined;
  if (info.updatedAt === undefined) return `Nothing tells how old the advisory database ${info.origin} is.`;
  return isOlder(info, now, GRACE) ? `The advisory database ${ageOf(info, now)}.` : undefined;
}

/** e.g. `mirror/trivy-db:2 is 3 days old (2026-08-22T00:00:00Z)`. */
export function ageOf(info: DatabaseInfo, now: Date): string {
  const age = sinceMs(info.updatedAt, now);
  return age === undefined
    ? `${info.origin} is of unknown age`
    : `${info.origin} is ${duration(age)} old (${info.updatedAt})`;
}

/** Of unknown age = older than anything. */
function isOlder(info: DatabaseInfo, now: Date, limit: number): boolean {
  return (sinceMs(info.updatedAt, now) ?? Number.POSITIVE_INFINITY) > limit;
}

function stale(info: DatabaseInfo, now: Date, why: string, cause: DrydockError | undefined): DrydockError {
  return new DrydockError("DATABASE_STALE", `The advisory database ${ageOf(info, now)}, ${why}.`, {
    hint: "Fetch a newer one (drydock db update), or allow an older one with --db-max-age.",
    cause,
  });
}

function sinceMs(time: string | undefined, now: Date): number | undefined {
  const then = time === undefined ? Number.NaN : Date.parse(time);
  return Number.isNaN(then) ? undefined : now.getTime() - then;
}

function duration(ms: number): string {
  const [count, unit] = ms < 2 * DAY ? [ms / HOUR, "hour"] : [ms / DAY, "day"];
  const whole = Math.floor(count);
  return `${whole} ${unit}${whole === 1 ? "" : "s"}`;
}
