import type { Advisory } from "../../../model/index.ts";
import { deb } from "../../../versions/index.ts";
import type { Family } from "../plan.ts";
import { major } from "../release.ts";

/**
 * The security tracker names source packages, and source versions: a binary rebuild (`+b1`) is no fix. Where the
 * tracker gives an urgency of its own it counts, because Debian ships another build than the one NVD rated.
 */
export const debian: Family = {
  families: ["debian"],
  scheme: deb,
  names: "source",
  compares: "source",
  unfixed: true,
  table: (os) => ({ family: "debian", release: major(os.version) }),
  severitySource: ratedBy("debian"),
};

/** Rebuilds Debian packages, patches them itself, and answers for packages of other vendors as well. */
export const echo: Family = {
  families: ["echo"],
  scheme: deb,
  names: "source",
  compares: "source",
  unfixed: true,
  thirdParty: true,
  table: () => ({ family: "echo", release: "" }),
  severitySource: ratedBy("echo"),
};

function ratedBy(source: string): (row: Advisory) => string | undefined {
  return ({ severity }) => (severity === undefined || severity === "unknown" ? undefined : source);
}
