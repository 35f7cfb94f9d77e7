import { describe, expect, test } from "vitest";
import { ageRemark, refreshDue, refuseAfterFailedRefresh, refuseStale } from "../../src/advisories/age.ts";
import { DrydockError } from "../../src/errors.ts";
import type { DatabaseInfo } from "../../src/model/scan-result.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const now = new Date("2026-03-10T12:00:00Z");
const ago = (ms: number) => new Date(now.getTime() - ms).toISOString();

function info(built: number, nextUpdate: number, downloaded?: number): DatabaseInfo {
  return {
    kind: "trivy-db",
    schema: 2,
    origin: "mirror/db:2",
    sample: false,
    updatedAt: ago(built),
    nextUpdate: ago(nextUpdate),
    ...(downloaded === undefined ? {} : { downloadedAt: ago(downloaded) }),
  };
}

describe("a refresh is due", () => {
  test.each<[string, DatabaseInfo, number | undefined, boolean]>([
    ["when NextUpdate has come and the last download is an hour old", info(DAY, 0, HOUR), undefined, true],
    ["not before NextUpdate", info(HOUR, -HOUR, 5 * HOUR), undefined, false],
    ["not within an hour of the last download", info(9 * DAY, 8 * DAY, HOUR - 1), undefined, false],
    ["when it was never downloaded", info(HOUR, -HOUR), undefined, true],
    ["when it was downloaded in the future", info(HOUR, -HOUR, -DAY), undefined, true],
    [
      "when it is older than wanted, before NextUpdate too",
      info(13 * HOUR, -HOUR, 5 * HOUR),
      12 * HOUR,
      true,
    ],
    ["not when it is younger than wanted", info(11 * HOUR, -HOUR, 5 * HOUR), 12 * HOUR, false],
  ])("%s", (_, database, maxAge, due) => {
    expect(refreshDue(database, now, maxAge)).toBe(due);
  });

  test("when it does not say when the next one comes", () => {
    const { nextUpdate: _, ...rest } = info(HOUR, 0, 2 * HOUR);
    expect(refreshDue(rest, now, undefined)).toBe(true);
  });
});

describe("--db-max-age", () => {
  test("refuses older ones, with both ages", () => {
    expect(() => refuseStale(info(50 * HOUR, 0), now, DAY)).toThrow(
      expect.objectContaining({
        code: "DATABASE_STALE",
        message:
          "The advisory database mirror/db:2 is 2 days old (2026-03-08T10:00:00.000Z), over the limit of 24 hours.",
      }),
    );
    expect(() => refuseStale(info(DAY, 0), now, DAY)).not.toThrow();
    expect(() => refuseStale(info(999 * DAY, 0), now, undefined)).not.toThrow();
  });

  test("refuses those of unknown age", () => {
    const { updatedAt: _, ...rest } = info(0, 0);
    expect(() => refuseStale(rest, now, DAY)).toThrow(
      "The advisory database mirror/db:2 is of unknown age, over the",
    );
  });

  test("has no say over the sample", () => {
    expect(() => refuseStale({ ...info(999 * DAY, 0), sample: true }, now, 1)).not.toThrow();
  });
});

test("after a failed refresh: seven days, or the user's limit", () => {
  const cause = new DrydockError("NETWORK", "no answer");
  expect(() => refuseAfterFailedRefresh(info(7 * DAY, 6 * DAY), now, undefined, cause)).not.toThrow();
  expect(() => refuseAfterFailedRefresh(info(7 * DAY + 1, 6 * DAY), now, undefined, cause)).toThrow(
    expect.objectContaining({
      code: "DATABASE_STALE",
      cause,
      message: expect.stringContaining("is 7 days old"),
    }),
  );
  expect(() => refuseAfterFailedRefresh(info(20 * DAY, 6 * DAY), now, 30 * DAY, cause)).not.toThrow();
  expect(() => refuseAfterFailedRefresh(info(2 * DAY, DAY), now, DAY, cause)).toThrow(
    expect.objectContaining({ code: "DATABASE_STALE", cause }),
  );
});

test("remarks on databases that nobody refreshes", () => {
  expect(ageRemark(info(6 * DAY, 0), now)).toBeUndefined();
  expect(ageRemark(info(91 * DAY, 0), now)).toBe(
    "The advisory database mirror/db:2 is 91 days old (2025-12-09T12:00:00.000Z).",
  );
  expect(ageRemark({ kind: "trivy-db", schema: 2, origin: "x", sample: false }, now)).toBe(
    "Nothing tells how old the advisory database x is.",
  );
  expect(ageRemark({ ...info(91 * DAY, 0), sample: true }, now)).toBeUndefined();
});
