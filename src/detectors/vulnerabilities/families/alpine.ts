import type { OsRelease } from "../../../model/index.ts";
import { apk } from "../../../versions/index.ts";
import type { Family } from "../plan.ts";
import { minor } from "../release.ts";

/**
 * Alpine's secdb names source packages (apk's `origin`). The release in `etc/apk/repositories` says where the packages
 * come from, so it wins over the one that os-release states: an `edge` image calls itself by the next number.
 * A fix in version `0` says "never affected", and no version is older than 0.
 */
export const alpine: Family = {
  families: ["alpine"],
  scheme: apk,
  names: "source",
  compares: "source",
  unfixed: true,
  table: (os) => ({ family: "alpine", release: alpineRelease(os) }),
};

/** An `_alpha` version is a snapshot of edge, named after the release that it will become. */
function alpineRelease({ repository, version }: OsRelease): string {
  const release = repository || version;
  return release.includes("_alpha") ? "edge" : minor(release).replace(/^v(?=\d)/, "");
}
