import type { OsRelease } from "../../../model/index.ts";
import { deb } from "../../../versions/index.ts";
import { isSupported } from "../end-of-support.ts";
import type { Family } from "../plan.ts";
import { minor } from "../release.ts";

/** The CVE tracker names source packages and keeps releases under extended maintenance (ESM) in tables of their own. */
export const ubuntu: Family = {
  families: ["ubuntu"],
  scheme: deb,
  names: "source",
  compares: "source",
  unfixed: true,
  table: (os, now) => ({ family: "ubuntu", release: ubuntuRelease(os, now) }),
};

/** Releases that are under ESM already, whatever the clock says. */
const UNDER_ESM: ReadonlySet<string> = new Set(["12.04", "14.04", "16.04", "18.04", "20.04"]);

/**
 * `18.04`, or `18.04-ESM` where the ESM service is on. A release in its normal term has no ESM table yet, the normal
 * one is right for it. A release that we do not know keeps the suffix: if that table is missing it is told as a gap.
 */
function ubuntuRelease(os: OsRelease, now: Date): string {
  const release = minor(os.version);
  if (os.esm !== true) return release;
  const inNormalTerm = isSupported({ family: "ubuntu", version: release }, now) === true;
  return inNormalTerm && !UNDER_ESM.has(release) ? release : `${release}-ESM`;
}
