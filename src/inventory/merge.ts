import type { Location, Package } from "../model/index.ts";
import { folderOf } from "./library.ts";

/** Stops thousands of SBOMs of the same package from filling its row; the best evidence comes first. */
const MAX_LOCATIONS = 50;

/**
 * The same package found by two kinds of evidence in one place becomes one package with two locations.
 *
 * Weak evidence (a lock file, an SBOM) speaks of what is installed in its folder and below, or of the archive that it
 * lies in: where the package itself is found there, it only adds a location. Two weak ones in one folder are one
 * package, too. Found in itself at two places, a package stays two: each has to be mended. System packages are in no
 * folder: one of the same name, version and architecture is the same one.
 */
export function merged(packages: readonly Package[]): readonly Package[] {
  const groups = new Map<string, Package[]>();
  for (const one of packages) {
    const key = sameness(one);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return [...groups.values()].flatMap((group) => (group.length === 1 ? group : mergedGroup(group)));
}

function mergedGroup(group: readonly Package[]): readonly Package[] {
  const strong = byPlace(
    group.filter((one) => !isWeak(one)),
    placeOf,
  );
  const weak = byPlace(group.filter(isWeak), reachOf);
  const inFolder = evidenceIn(new Set(weak.keys()), strong);
  const lonely: Package[] = [];
  for (const [reach, one] of weak) {
    const found = [...(inFolder.get(reach) ?? []), ...foldersUp(reach).filter((at) => strong.has(at))];
    if (found.length === 0) lonely.push(one);
    for (const place of found) strong.set(place, together(strong.get(place) ?? one, one));
  }
  return [...strong.values(), ...lonely];
}

function byPlace(packages: readonly Package[], place: (one: Package) => string): Map<string, Package> {
  const places = new Map<string, Package>();
  for (const one of packages) {
    const known = places.get(place(one));
    places.set(place(one), known === undefined ? one : together(known, one));
  }
  return places;
}

/** A file or, for system packages, which hold for the whole image, an architecture. */
function placeOf(one: Package): string {
  return one.source === undefined ? pathOf(one) : (one.architecture ?? "");
}

/** An SBOM may name the file that it means; else evidence speaks of the folder that it lies in. */
function reachOf(weak: Package): string {
  const path = pathOf(weak);
  return weak.by === "sbom" && weak.locations.length > 1 ? path : folderOf(path);
}

/** Of each of these folders the places of the packages whose evidence lies in it or below. */
function evidenceIn(
  folders: ReadonlySet<string>,
  places: ReadonlyMap<string, Package>,
): ReadonlyMap<string, readonly string[]> {
  const found = new Map([...folders].map((folder): [string, string[]] => [folder, []]));
  if (folders.size === 0) return found;
  for (const [place, one] of places)
    for (const folder of foldersUp(folderOf(pathOf(one)))) found.get(folder)?.push(place);
  return found;
}

/** `a/b`, `a` and the root. An archive counts as a folder: what lies in `app.jar/META-INF` lies in `app.jar`. */
function foldersUp(folder: string): string[] {
  const all = [folder];
  for (let at = folder; at !== ""; all.push(at)) at = folderOf(at);
  return all;
}

/** Purls of libraries are folded as their ecosystem does, but for what old tools wrote; qualifiers are no part of it. */
function sameness({ source, ecosystem, name, version, purl }: Package): string {
  if (source !== undefined) return JSON.stringify([ecosystem, name, version]);
  return purl.replace(/[?#].*$/, "").toLowerCase();
}

function isWeak(one: Package): boolean {
  return one.locked === true || one.by === "sbom";
}

/** The first one, with what only the second knows. */
function together(first: Package, second: Package): Package {
  const { ownedBy, development, ...own } = first;
  const places = new Set(first.locations.map(placeKey));
  const more = second.locations
    .filter((location) => !places.has(placeKey(location)))
    .slice(0, Math.max(0, MAX_LOCATIONS - first.locations.length));
  const bothOwned = second.ownedBy !== undefined || isWeak(second);
  return {
    ...absent(own, second),
    ...own,
    ...(ownedBy !== undefined && bothOwned ? { ownedBy } : {}),
    ...(development === true && (!isWeak(first) || second.development === true) ? { development } : {}),
    locations: [...first.locations, ...more],
  };
}

function absent(first: Partial<Package>, second: Package): Partial<Package> {
  const { licenses, dependencies, installer, vendor, files } = second;
  const told = { licenses, dependencies, installer, vendor, files };
  return Object.fromEntries(
    Object.entries(told).filter(([key, value]) => value !== undefined && !(key in first)),
  );
}

function pathOf(one: Package): string {
  return one.locations[0]?.path ?? "";
}

function placeKey({ path, layer }: Location): string {
  return `${layer} ${path}`;
}
