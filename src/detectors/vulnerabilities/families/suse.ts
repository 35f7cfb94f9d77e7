import { rpm } from "../../../versions/index.ts";
import type { Family } from "../plan.ts";

/** SUSE's CVRF data names binary packages, and has a table per service pack. */
const suseLike = (family: string, rolling = false): Family => ({
  families: [family],
  scheme: rpm,
  names: "package",
  compares: "package",
  unfixed: false,
  table: (os) => ({ family, release: rolling ? "" : os.version }),
});

export const suse: Family = { ...suseLike("suse"), families: ["suse", "sles"] };
export const suseMicro = suseLike("slem");
export const leap = suseLike("opensuse-leap");
export const tumbleweed = suseLike("opensuse-tumbleweed", true);
