import type { Location, OsRelease, Package } from "../../model/index.ts";
import { osvEcosystem } from "../ecosystem.ts";
import { systemPurl } from "../purl.ts";

/** What the database, the manifest and the inventory of an rpm distribution have in common. */
export interface RpmParts {
  readonly name: string;
  readonly version: string;
  readonly release?: string;
  readonly epoch?: number;
  readonly architecture?: string;
  readonly vendor?: string;
  readonly license?: string;
  readonly sourceRpm?: string;
  readonly moduleLabel?: string;
}

// The namespaces that the purl specification gives where it differs from our family id.
const NAMESPACES: ReadonlyMap<string, string> = new Map([
  ["suse", "suse"],
  ["slem", "suse"],
  ["opensuse-leap", "opensuse"],
  ["opensuse-leap-micro", "opensuse"],
  ["opensuse-tumbleweed", "opensuse"],
  ["mariner", "cbl-mariner"],
]);

/** One package of the distribution `os`, found by the cataloger `by` at `location`. */
export function rpmPackage(
  parts: RpmParts,
  by: string,
  os: OsRelease | undefined,
  location: Location,
): Package {
  const { name, architecture, vendor, moduleLabel } = parts;
  const evr = printEvr(parts.epoch, parts.version, parts.release);
  return {
    name,
    version: evr,
    ecosystem: osvEcosystem(os, "rpm"),
    purl: purlOf(parts, os),
    by,
    source: sourceOf(parts) ?? { name, version: evr },
    ...(isGiven(architecture) ? { architecture } : {}),
    ...(isGiven(parts.license) ? { licenses: [parts.license] } : {}),
    ...(isGiven(vendor) ? { vendor } : {}),
    ...(isGiven(moduleLabel) ? { module: moduleLabel } : {}),
    locations: [location],
  };
}

/** Tells installed packages apart; the same of a header and of the package made of it. */
export function installedName(parts: RpmParts): string {
  const { name, epoch, version, release, architecture } = parts;
  const own = isGiven(architecture) ? architecture : undefined;
  return JSON.stringify([name, printEvr(epoch, version, release), own]);
}

function purlOf(parts: RpmParts, os: OsRelease | undefined): string {
  return systemPurl("rpm", {
    namespace: os === undefined ? "" : (NAMESPACES.get(os.family) ?? os.family),
    name: parts.name,
    version: printEvr(undefined, parts.version, parts.release),
    qualifiers: {
      arch: isGiven(parts.architecture) ? parts.architecture : undefined,
      distro: os === undefined ? undefined : os.version === "" ? os.family : `${os.family}-${os.version}`,
      epoch: parts.epoch ? String(parts.epoch) : undefined,
      modularitylabel: isGiven(parts.moduleLabel) ? parts.moduleLabel : undefined,
    },
  });
}

/** `name-version-release.src.rpm`; rpm keeps no epoch of the source, so the binary's stands for it. */
function sourceOf(parts: RpmParts): { name: string; version: string } | undefined {
  const match = /^(.+)-([^-]+)-([^-]+)\.[^.-]+\.rpm$/.exec(parts.sourceRpm ?? "");
  if (match === null) return undefined;
  const [, name = "", version = "", release = ""] = match;
  return { name, version: printEvr(parts.epoch, version, release) };
}

function printEvr(epoch: number | undefined, version: string, release: string | undefined): string {
  return `${epoch ? `${epoch}:` : ""}${version}${release ? `-${release}` : ""}`;
}

/** rpm prints `(none)` for what a package does not have, and some of its tools store that. */
function isGiven(text: string | undefined): text is string {
  return text !== undefined && text !== "" && text !== "(none)";
}
