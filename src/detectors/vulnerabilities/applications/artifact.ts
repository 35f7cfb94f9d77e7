import type { Package } from "../../../model/index.ts";
import type { GapLog } from "../gap-log.ts";
import type { Match } from "../match.ts";
import type { Tables } from "./tables.ts";

/** A jar that tells its artifact, but not its group, by which advisories name it. */
export function lacksGroup(pkg: Package, table: string): boolean {
  return table === "maven" && !pkg.name.includes(":");
}

/**
 * An artifact without a group may be any of those that the advisories know: if only one has that name, it is taken for
 * that one, and the match says so; of several it could be any, which is a gap if one of them is affected. (Trivy asks
 * a second database, and leaves out what that does not know.)
 */
export function matchArtifact(
  pkg: Package,
  tables: Tables,
  matchAs: (name: string) => readonly Match[],
  gaps: GapLog,
): readonly Match[] {
  const names = tables.namesAfterColon("maven", pkg.name.toLowerCase());
  const matches = names.map(matchAs);
  const [only = []] = matches;
  if (names.length === 1)
    return only.map((match) => ({
      ...match,
      matchedBy: `${match.matchedBy}; taken for ${names[0]}, as its group is not known`,
    }));
  if (matches.some((one) => one.length > 0))
    gaps.packages(
      "advisory",
      "Maven group",
      pkg,
      (jars) =>
        `It is not known from which Maven group ${jars} came, and some groups have advisories on them.`,
    );
  return [];
}
