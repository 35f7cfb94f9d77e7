import type { Match } from "./match.ts";

/** It tells of a package that was made to do harm, not of a mistake in one. Source: OpenSSF malicious-packages. */
export function isMalicious({ row }: Match): boolean {
  return row.id.startsWith("MAL-");
}
