import type { Claim } from "./claims.ts";
import type { HistoryRow } from "./history-row.ts";

/** What the history tells by itself. Index = row. */
export function claimsWithout(rows: readonly HistoryRow[]): readonly (Claim | undefined)[] {
  const border = firstOwn(rows);
  return rows.map(({ hasLayer }, row) => {
    if (!hasLayer) return undefined;
    if (border === undefined) return { owner: "unknown", certainty: "unknown", isExact: false };
    return { owner: row < border ? "base" : "own", certainty: "likely", isExact: false };
  });
}

/**
 * buildah names the image below at the first row above it. Else base images commonly end with the command that they
 * start, and nobody goes on to change files after his own.
 */
function firstOwn(rows: readonly HistoryRow[]): number | undefined {
  const named = rows.findLastIndex(({ from }) => from !== undefined);
  if (named >= 0) return named;
  const last = rows.findLastIndex(({ hasLayer }) => hasLayer);
  const command = rows
    .slice(0, Math.max(last, 0))
    .findLastIndex(({ keyword }) => keyword === "CMD" || keyword === "ENTRYPOINT");
  return command < 0 ? undefined : command + 1;
}
