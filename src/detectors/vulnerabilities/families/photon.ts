import { rpm } from "../../../versions/index.ts";
import type { Family } from "../plan.ts";

/**
 * Its metadata names source packages with the source's fixed version, so that is what is compared. (Trivy compares the
 * binary package's; the two differ only where a subpackage sets a version of its own, and then the source is right.)
 */
export const photon: Family = {
  families: ["photon"],
  scheme: rpm,
  names: "source",
  compares: "source",
  unfixed: false,
  table: (os) => ({ family: "photon", release: os.version }),
};
