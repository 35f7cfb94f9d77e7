import type { ImageView, LayerResult } from "../analysis/analyzer.ts";
import { EntryList } from "../analysis/index.ts";
import type { OsRelease, Package } from "../model/index.ts";
import type { Cataloger } from "./cataloger.ts";
import { databaseLocation } from "./evidence.ts";

/**
 * Gives every package the layer that brought its present version: going down from the top, the lowest layer of the
 * unbroken run in which the same name, version and architecture is listed (at the same path, for catalogers that go
 * by path). No bytes are read again: the cataloger is
 * asked once more for each layer that changed its databases, and only for those.
 */
export function withOrigins(
  packages: readonly Package[],
  cataloger: Cataloger,
  view: ImageView,
  os: OsRelease | undefined,
): readonly Package[] {
  if (packages.length === 0) return packages;
  const [top, ...lower] = changedLayers(cataloger, view).reverse();
  if (top === undefined) return packages;
  const identity = cataloger.byPath === true ? identityAtPath : identityAnywhere;
  const origins = new Map(packages.map((found) => [identity(found), top]));
  let unbroken = new Set(origins.keys());
  for (const layer of lower) {
    const listed = cataloger.packages(view.upTo(layer + 1), os, true).packages.map(identity);
    unbroken = new Set(listed.filter((key) => unbroken.has(key)));
    if (unbroken.size === 0) break;
    for (const key of unbroken) origins.set(key, layer);
  }
  return packages.map((found) => relocate(found, origins.get(identity(found)) ?? top, view));
}

/** Layers after which the cataloger may give another answer, lowest first. */
function changedLayers(cataloger: Cataloger, view: ImageView): number[] {
  const ids = cataloger.analyzers.map(({ id }) => id);
  const recorded = view.layers.map(({ records, lowerLinks = [] }) => [
    ...ids.flatMap((id) => Object.keys(records[id] ?? {})),
    ...lowerLinks.filter((link) => link.analyzers.some((id) => ids.includes(id))).map(({ path }) => path),
  ]);
  const watched = new Set<string>();
  for (const path of recorded.flat()) addWithFolders(watched, path);
  return [...view.layers.keys()].filter(
    (index) => (recorded[index]?.length ?? 0) > 0 || touches(view.layers[index], watched),
  );
}

function addWithFolders(watched: Set<string>, path: string): void {
  watched.add(path);
  for (let slash = path.lastIndexOf("/"); slash > 0; slash = path.lastIndexOf("/", slash - 1)) {
    const folder = path.slice(0, slash);
    if (watched.has(folder)) return;
    watched.add(folder);
  }
}

/** Whether the layer writes, hides or replaces one of these files or a folder that holds one. */
function touches(layer: LayerResult | undefined, watched: ReadonlySet<string>): boolean {
  if (layer === undefined) return false;
  const entries = EntryList.from(layer.entries);
  return (
    layer.whiteouts.some((path) => watched.has(path)) ||
    layer.opaques.some((path) => path === "" || watched.has(path)) ||
    [...watched].some((path) => (entries.find(path)?.entry.type ?? "directory") !== "directory")
  );
}

function identityAnywhere({ name, version, architecture }: Package): string {
  return JSON.stringify([name, version, architecture]);
}

function identityAtPath({ name, version, architecture, locations }: Package): string {
  return JSON.stringify([name, version, architecture, locations[0]?.path]);
}

function relocate(found: Package, layer: number, view: ImageView): Package {
  const locations = found.locations.map((location, index) =>
    index === 0 ? databaseLocation(view, { path: location.path, layer }) : location,
  );
  return { ...found, locations };
}
