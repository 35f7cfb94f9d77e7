import type { ImageView, Located } from "../analysis/analyzer.ts";
import type { Gap, Package } from "../model/index.ts";
import type { Cataloger } from "./cataloger.ts";
import { databaseLocation, fileGap, symlinkGaps } from "./evidence.ts";
import { redHatBuild, redHatBuilds } from "./red-hat-build.ts";
import { DATABASE_PATHS, databaseOf, type RpmRecord, rpmDatabases } from "./rpm/analyzer.ts";
import type { RpmHeader } from "./rpm/header.ts";
import { installedName, rpmPackage } from "./rpm/package.ts";

/** The packages of rpm's own database, in any of its three forms, with what Red Hat's builds say about themselves. */
export const rpm: Cataloger = {
  id: "rpm",
  analyzers: [rpmDatabases, redHatBuild],
  packages: (view, os) => {
    const records = view.records<RpmRecord>(rpmDatabases);
    const declared = redHatDeclarations(view);
    const packages = new Map<string, Package>();
    for (const { record, ...found } of records) {
      const location = databaseLocation(view, found);
      for (const header of record.kind === "database" ? record.packages : []) {
        const listed = rpmPackage(header, "rpm", os, location);
        packages.set(listed.purl, merged(packages.get(listed.purl), { ...listed, ...declared(header) }));
      }
    }
    return { packages: [...packages.values()], gaps: [...damaged(view, records), ...missing(view, records)] };
  },
  *owns(view, packages) {
    const byName = new Map(packages.map((one) => [installedName(one), one])); // `version` with epoch and release
    for (const { record } of view.records<RpmRecord>(rpmDatabases)) {
      for (const header of record.kind === "database" ? record.packages : []) {
        const owner = byName.get(installedName(header));
        if (owner !== undefined) yield { owner, files: header.files };
      }
    }
  },
};

/** The same database under a second path (a hard link, or left behind by a move) is one list, not two. */
function merged(known: Package | undefined, listed: Package): Package {
  return known === undefined ? listed : { ...known, locations: [...known.locations, ...listed.locations] };
}

/** What the Red Hat build that brought a package says; content sets go by the layer a package first came with. */
function redHatDeclarations(view: ImageView): (header: RpmHeader) => Pick<Package, "redHat"> {
  const builds = redHatBuilds(view);
  if (builds === undefined) return () => ({});
  const origins = originLayers(view);
  return (header) => {
    const redHat = builds(origins.get(identity(header)) ?? 0);
    return redHat === undefined ? {} : { redHat };
  };
}

/** For each package of the last database the layer from which on every database lists it. */
function originLayers(view: ImageView): ReadonlyMap<string, number> {
  let origins = new Map<string, number>();
  for (const [layer, { records }] of view.layers.entries()) {
    const found = Object.values(records[rpmDatabases.id] ?? {}) as RpmRecord[];
    const databases = found.filter((record) => record.kind === "database");
    if (databases.length === 0) continue;
    const listed = databases.flatMap((record) => record.packages.map(identity));
    const before = origins;
    origins = new Map(listed.map((package_) => [package_, before.get(package_) ?? layer]));
  }
  return origins;
}

function identity({ name, epoch, version, release, architecture }: RpmHeader): string {
  return JSON.stringify([name, epoch ?? 0, version, release, architecture]);
}

function* damaged(view: ImageView, records: readonly Located<RpmRecord>[]): Generator<Gap> {
  for (const found of records) {
    const { record } = found;
    if (record.kind !== "database" || record.damage === undefined) continue;
    const reason = `The package database cannot be read, or not all of it: ${record.damage}.`;
    yield fileGap(view, found, "rpm", "unreadable", reason);
  }
}

function* missing(view: ImageView, records: readonly Located<RpmRecord>[]): Generator<Gap> {
  const databases = new Map(records.filter(isDatabase).map(({ path, layer }) => [path, layer]));
  for (const found of records) {
    if (found.record.kind !== "log") continue;
    // A database that is younger than the log has taken over what was in it.
    if ((databases.get(databaseOf(found.path)) ?? -1) > found.layer) continue;
    const reason =
      "The layer changed the package database's write-ahead log but not the database, so these changes are not known.";
    yield fileGap(view, found, "rpm", "unreadable", reason);
  }
  if (databases.size === 0) yield* removed(view);
}

function* removed(view: ImageView): Generator<Gap> {
  const hidden = view.hiddenRecords<RpmRecord>(rpmDatabases).filter(isDatabase);
  for (const path of new Set(hidden.map((found) => found.path))) {
    // If a file took its place that could not be read, whoever tried has said so.
    if (view.gaps.some(({ where }) => where === path)) continue;
    const reason = "The package database was removed in a later layer, so what is installed is not known.";
    yield { kind: "unreadable", where: path, by: "rpm", reason };
  }
  if (hidden.length === 0) yield* symlinkGaps(view, DATABASE_PATHS, "rpm");
}

function isDatabase({ record }: Located<RpmRecord>): boolean {
  return record.kind === "database";
}
