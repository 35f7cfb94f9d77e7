import { Unreadable } from "../../../errors.ts";
import type { Advisory } from "../../../model/index.ts";
import type { VersionScheme } from "../../../versions/index.ts";
import { sourceVersion } from "../family-plan.ts";
import type { Judgement, Plan } from "../plan.ts";
import { inRange } from "../ranges.ts";

/** What the plans of all suppliers share: source versions, compared with ranges. */
export function rangePlan(scheme: VersionScheme): Omit<Plan, "candidates" | "severitySource"> {
  return {
    scheme,
    nameKind: "source",
    thirdParty: false,
    installed: sourceVersion,
    judge: (row, installed) => judgeByRanges(scheme, row, installed),
  };
}

/**
 * A row without ranges is about every version. A range that cannot be parsed is only a problem where no other one
 * gives the answer.
 */
function judgeByRanges(scheme: VersionScheme, row: Advisory, installed: string): Judgement {
  const ranges = row.vulnerableVersions ?? [];
  const patched = row.patchedVersions ?? [];
  const affected: Judgement = patched.length === 0 ? {} : { fixedIn: patched.join(", ") };
  if (ranges.length === 0) return row.status === "not-affected" ? undefined : affected;
  let trouble: Unreadable | undefined;
  for (const range of ranges) {
    try {
      if (inRange(scheme, installed, range)) return affected;
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      trouble ??= error;
    }
  }
  if (trouble !== undefined) throw trouble;
  return undefined;
}
