/**
 * What is installed: the squashed view of an image comes in, its packages go out, each with the layer that brought it,
 * and the gaps where a package database could not be read. Knows nothing of vulnerabilities. A package format is one
 * file here and one line in `all.ts`.
 */
import type { Analyzer, ImageView } from "../analysis/analyzer.ts";
import type { Gap, OsRelease, Package } from "../model/index.ts";
import * as all from "./all.ts";
import type { Cataloger } from "./cataloger.ts";
import { type ArchiveIndex, identifyArchives } from "./java/identification.ts";
import { merged } from "./merge.ts";
import { withOrigins } from "./origin.ts";
import { withOwners, withoutOwnedPrograms } from "./ownership.ts";

export type { Cataloger } from "./cataloger.ts";
export { wantsIdentification } from "./java/identification.ts";
export { osRelease } from "./os-release.ts";
export { type Owners, owners } from "./ownership.ts";

export const catalogers: readonly Cataloger[] = Object.values(all);

/** Everything the catalogers want read. */
export function analyzersOf(some: readonly Cataloger[]): readonly Analyzer[] {
  return some.flatMap(({ analyzers }) => analyzers);
}

/** All packages, by name, version and architecture, and what stood in the way of finding more. */
export function catalog(
  view: ImageView,
  os: OsRelease | undefined,
  some: readonly Cataloger[] = catalogers,
): { packages: Package[]; gaps: Gap[] } {
  const found = some.map((cataloger) => catalogOne(cataloger, view, os));
  const packages = withOwners(
    found.flatMap((one) => one.packages),
    view,
    some,
  );
  return {
    packages: [...merged(withoutOwnedPrograms(packages))].sort(byName),
    gaps: found.flatMap(({ gaps }) => gaps),
  };
}

/** The same once an index of published archives has been asked what they are; without one only the gap is added. */
export function identified<
  C extends { readonly packages: readonly Package[]; readonly gaps: readonly Gap[] },
>(content: C, index: ArchiveIndex | undefined): C {
  const { packages, gaps } = identifyArchives(content.packages, index);
  const sorted = index === undefined ? packages : [...merged(packages)].sort(byName);
  return { ...content, packages: sorted, gaps: [...content.gaps, ...gaps] };
}

function catalogOne(cataloger: Cataloger, view: ImageView, os: OsRelease | undefined) {
  const { packages, gaps } = cataloger.packages(view, os);
  return { packages: withOrigins(packages, cataloger, view, os), gaps };
}

function byName(a: Package, b: Package): number {
  return (
    compare(a.name, b.name) ||
    compare(a.version, b.version) ||
    compare(a.architecture ?? "", b.architecture ?? "")
  );
}

/** By code unit: the same order on every machine. */
function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
