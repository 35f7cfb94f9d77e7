import { rpm } from "../../../versions/index.ts";
import type { Family } from "../plan.ts";
import { amazonRelease } from "../release.ts";

/** ALAS names binary packages. Compared as rpm compares them; Trivy takes Debian's order, which is wrong for `~` and `^`. */
export const amazon: Family = {
  families: ["amazon"],
  scheme: rpm,
  names: "package",
  compares: "package",
  unfixed: false,
  table: (os) => ({ family: "amazon", release: amazonRelease(os.version) }),
};
