import { Unreadable } from "../errors.ts";
import type { Advisory } from "../model/advisory.ts";
import { versionsOf } from "./ecosystems.ts";
import type { EcosystemVersions } from "./ranges.ts";

/** The ranges of an advisory row of a language ecosystem. */
export type AdvisoryRanges = Pick<Advisory, "vulnerableVersions" | "patchedVersions" | "unaffectedVersions">;

/**
 * Whether an advisory of an ecosystem (by its trivy-db name) speaks of `version`: it lies in the vulnerable ranges,
 * where there are any, and in none of the patched or unaffected ones. An empty range among the vulnerable or patched
 * means all versions; so does an advisory with no range at all.
 *
 * Throws `Unreadable` where the version cannot be parsed, or a range cannot and the others do not decide. (Trivy lets
 * one such range hide the advisory.)
 */
export function affects(ecosystem: string, version: string, advisory: AdvisoryRanges): boolean {
  const versions = versionsOf(ecosystem);
  // Says so if the version is not one, whatever the ranges say.
  versions.compare(version, version);

  const vulnerable = advisory.vulnerableVersions ?? [];
  const patched = advisory.patchedVersions ?? [];
  if ([...vulnerable, ...patched].some((range) => range.trim() === "")) return true;

  const hit = vulnerable.length === 0 ? true : anyHolds(versions, version, vulnerable);
  if (hit === false) return false;
  const safe = anyHolds(versions, version, [...patched, ...(advisory.unaffectedVersions ?? [])]);
  if (safe === true) return false;
  if (hit === true && safe === false) return true;
  throw hit === true ? safe : hit;
}

/** The error of a range that cannot be read where no other one holds. */
function anyHolds(
  versions: EcosystemVersions,
  version: string,
  ranges: readonly string[],
): boolean | Unreadable {
  let unread: Unreadable | undefined;
  for (const alternative of ranges.flatMap((range) => range.split("||"))) {
    try {
      if (versions.satisfies(version, alternative)) return true;
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      unread ??= error;
    }
  }
  return unread ?? false;
}
