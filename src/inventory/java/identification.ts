import type { Gap, Package } from "../../model/index.ts";
import { libraryPurl } from "../purl.ts";
import type { Coordinates } from "./properties.ts";

/** A list of published archives. */
export interface ArchiveIndex {
  /** `hex` = the SHA-1 of the whole archive. */
  bySha1(hex: string): Required<Coordinates> | undefined;
  /** Whether the group has this artifact, in any version. */
  has(group: string, artifact: string): boolean;
  /** The likeliest group of an artifact of which this version exists. */
  groupOf(artifact: string, version: string): string | undefined;
}

/** As `Gap.by`. Every scan of an SBOM looks again, so its gaps are not written into one. */
export const JAVA_DB = "java-db";

/** How many names a gap spells out. */
const MAX_NAMES = 5;
/** They come out of the image. */
const MAX_SHOWN = 80;

/** Archives that no pom.properties names: what they are called is read off them, and may be wrong. */
export function wantsIdentification({ by, hashes }: Package): boolean {
  return by === "java" && hashes?.sha1 !== undefined;
}

/**
 * The packages, archives among them called as the index knows them, and one gap for all archives of which nothing tells
 * the group. Without an index they stay as they are. Source of the order of evidence: Trivy's jar parser.
 */
export function identifyArchives(
  packages: readonly Package[],
  index: ArchiveIndex | undefined,
): { readonly packages: readonly Package[]; readonly gaps: readonly Gap[] } {
  const named =
    index === undefined
      ? packages
      : packages.map((pkg) => (wantsIdentification(pkg) ? identified(pkg, index) : pkg));
  const unknown = named.filter((pkg) => wantsIdentification(pkg) && coordinatesOf(pkg).group === "");
  return { packages: named, gaps: unknown.length === 0 ? [] : [unidentified(unknown, index !== undefined)] };
}

/**
 * A group that it names itself counts if the index has that artifact; only the version is then put right by the hash,
 * which two groups may share (an artifact that moved). Else the hash tells; else the name and version.
 */
function identified(pkg: Package, index: ArchiveIndex): Package {
  const own = coordinatesOf(pkg);
  const known = index.bySha1(pkg.hashes?.sha1 ?? "");
  if (own.group !== "" && index.has(own.group, own.artifact)) {
    const same = known?.group === own.group && known.artifact === own.artifact;
    return same ? renamed(pkg, known) : pkg;
  }
  if (known !== undefined) return renamed(pkg, known);
  const group = own.version === "" ? undefined : index.groupOf(own.artifact, own.version);
  return group === undefined ? pkg : renamed(pkg, { ...own, group });
}

function coordinatesOf({ name, version }: Package): Required<Coordinates> {
  const colon = name.indexOf(":");
  return { group: name.slice(0, Math.max(0, colon)), artifact: name.slice(colon + 1), version };
}

function renamed(pkg: Package, { group, artifact, version }: Required<Coordinates>): Package {
  const purl = libraryPurl("maven", { namespace: group, name: artifact, version });
  return { ...pkg, name: `${group}:${artifact}`, version, purl };
}

function unidentified(unknown: readonly Package[], looked: boolean): Gap {
  const names = [...new Set(unknown.map(({ name }) => name.slice(0, MAX_SHOWN)))];
  const more = names.length > MAX_NAMES ? `, and ${names.length - MAX_NAMES} more` : "";
  const shown = `${unknown.length} Java archive${unknown.length === 1 ? "" : "s"} (${names.slice(0, MAX_NAMES).join(", ")}${more})`;
  const why = looked ? "the Java database has no such archive" : "--java-db would look it up by SHA-1";
  return {
    kind: "no-source",
    where: "Java archives",
    by: JAVA_DB,
    reason: `The Maven group of ${shown} is not known, so advisories can be found by name at best; ${why}.`,
  };
}
