import type { FileAnalyzer, ImageView, Located } from "../analysis/analyzer.ts";
import type { Package } from "../model/index.ts";
import type { Cataloger } from "./cataloger.ts";
import { type NugetPackage, parseDeps } from "./dotnet-deps.ts";
import { parsePackagesConfig, parsePackagesLock, parsePackagesProps } from "./dotnet-restore.ts";
import { type Ecosystem, fileName, libraryPackage, withDependencies } from "./library.ts";

const NUGET: Ecosystem = { by: "dotnet", ecosystem: "NuGet", purlType: "nuget" };

/** Stops a file that would fill the memory. Those of the largest programs have some 2 MB. */
const MAX_BYTES = 16 * 1024 * 1024;

const built: FileAnalyzer<readonly NugetPackage[]> = {
  id: "dotnet-deps",
  version: 1,
  maxBytes: MAX_BYTES,
  wants: ({ path }) => path.endsWith(".deps.json"),
  read: async (body) => parseDeps(await body.bytes()),
};

const restored: FileAnalyzer<readonly NugetPackage[]> = {
  id: "dotnet-restore",
  version: 1,
  maxBytes: MAX_BYTES,
  wants: ({ path }) => restoreParser(path) !== undefined,
  read: async (body, { path }) => restoreParser(path)?.(await body.bytes()),
};

/** Packages of NuGet: what a built program loads, and what the files say from which packages are restored. */
export const dotnet: Cataloger = {
  id: "dotnet",
  analyzers: [built, restored],
  byPath: true,
  packages(view) {
    const programs = view.records<readonly NugetPackage[]>(built);
    const lists = view.records<readonly NugetPackage[]>(restored);
    return {
      packages: [
        ...programs.flatMap((found) => listed(view, found, {})),
        ...lists.flatMap((found) => listed(view, found, { locked: true })),
      ],
      gaps: [],
    };
  },
};

function listed(
  view: ImageView,
  found: Located<readonly NugetPackage[]>,
  more: Pick<Package, "locked">,
): Package[] {
  const packages = found.record.map(({ name, version, root, development, dependencies = [] }) => ({
    own: {
      ...libraryPackage(NUGET, { name, version }, view, found),
      ...(root === undefined ? {} : { root }),
      ...(development === undefined ? {} : { development }),
      ...more,
    },
    dependencies,
  }));
  // NuGet's names know no case.
  const purls = new Map(packages.map(({ own }) => [own.name.toLowerCase(), own.purl]));
  return packages.map(({ own, dependencies }) =>
    withDependencies(
      own,
      dependencies.map((name) => purls.get(name.toLowerCase())),
    ),
  );
}

function restoreParser(path: string): ((bytes: Buffer) => readonly NugetPackage[]) | undefined {
  const name = fileName(path);
  if (name === "packages.lock.json") return parsePackagesLock;
  if (name.toLowerCase() === "packages.config") return parsePackagesConfig;
  return name.toLowerCase().endsWith("packages.props") ? parsePackagesProps : undefined;
}
