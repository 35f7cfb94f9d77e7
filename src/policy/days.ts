const DAY_MS = 24 * 60 * 60 * 1000;

/** Whole days (UTC) until the last day `expires` (YYYY-MM-DD): 0 on that day, negative once it has passed. */
export function daysLeft(expires: string, now: Date): number {
  return Math.floor(Date.parse(expires) / DAY_MS) - Math.floor(now.getTime() / DAY_MS);
}
