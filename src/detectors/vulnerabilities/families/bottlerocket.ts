import { rpm } from "../../../versions/index.ts";
import type { Family } from "../plan.ts";

/** Advisories by package name of its application inventory; one table for all releases. */
export const bottlerocket: Family = {
  families: ["bottlerocket"],
  scheme: rpm,
  names: "package",
  compares: "package",
  unfixed: false,
  table: () => ({ family: "bottlerocket", release: "" }),
};
