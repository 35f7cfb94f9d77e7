import { createHash } from "node:crypto";
import type { AdvisoryStore } from "../../advisories/store.ts";
import type { Package, Status, VulnerabilityDetails, VulnerabilityFinding } from "../../model/index.ts";
import type { Match } from "./match.ts";
import { primaryUrl } from "./primary-url.ts";
import { rate } from "./severity.ts";

/** Matches with all that the store knows of them. Details are read once per id, and only for what was found. */
export function findingsOf(matches: readonly Match[], store: AdvisoryStore): VulnerabilityFinding[] {
  const known = new Map<string, VulnerabilityDetails | undefined>();
  return matches.map((match) => {
    const { id } = match.row;
    if (!known.has(id)) known.set(id, store.details(id));
    return toFinding(match, known.get(id));
  });
}

function toFinding(
  { pkg, row, fixedIn, matchedBy, severitySource: rowSource }: Match,
  details: VulnerabilityDetails | undefined,
): VulnerabilityFinding {
  const location = pkg.locations[0];
  if (location === undefined) throw new Error(`package ${pkg.name} has no location`);
  const { severity, source: severitySource } = rate(row, details, rowSource);
  const references = details?.references ?? [];
  const url = primaryUrl(row, references);
  return {
    kind: "vulnerability",
    rule: row.id,
    severity,
    ...(severitySource !== undefined && { severitySource }),
    title: details?.title || `${row.id} in ${pkg.name}`,
    location,
    fingerprint: fingerprint(row.id, pkg, location.path),
    package: pkg,
    advisory: {
      id: row.id,
      aliases: row.aliases,
      ...(row.source && { source: row.source }),
      ...(details?.description && { description: details.description }),
      ...(url !== undefined && { url }),
      references,
      cwes: details?.cwes ?? [],
      cvss: details?.cvss ?? {},
      ...(details?.published && { published: details.published }),
      ...(details?.modified && { modified: details.modified }),
    },
    ...(fixedIn !== undefined && { fixedIn }),
    status: statusOf(row.status, fixedIn),
    matchedBy,
  };
}

function statusOf(status: Status, fixedIn: string | undefined): Status {
  if (fixedIn !== undefined) return "fixed";
  return status === "unknown" ? "affected" : status;
}

/**
 * The same trouble keeps its fingerprint while it lasts: it is made of the advisory, the kind and name of the package,
 * and the file that lists it. Not of the version or the release (an update that does not help makes no new finding),
 * the layer (a rebuild moves it), nor the architecture (the builds of one image for several platforms are in the same
 * trouble; two architectures of a package side by side share it too, as one update mends both).
 */
function fingerprint(id: string, pkg: Package, path: string): string {
  const [ecosystem] = pkg.ecosystem.split(":", 1);
  return createHash("sha256")
    .update(JSON.stringify(["vulnerability", id, ecosystem, pkg.name, path]))
    .digest("hex");
}
