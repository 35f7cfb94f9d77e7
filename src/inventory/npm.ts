import type { FileAnalyzer, ImageView, Located } from "../analysis/analyzer.ts";
import type { Gap, Location, Package } from "../model/index.ts";
import type { Cataloger } from "./cataloger.ts";
import { databaseLocation, fileGap } from "./evidence.ts";
import { type LockedPackage, lockId, type NpmLock, parsePackageLock, reachable } from "./npm-lock.ts";
import { manifests, type NpmManifest } from "./npm-manifest.ts";
import { inModules, isInTree, projectFolder, resolveIn } from "./npm-tree.ts";
import { parsePnpmLock } from "./pnpm-lock.ts";
import { libraryPurl } from "./purl.ts";
import { parseYarnLock } from "./yarn-lock.ts";

/** Stops a lock file that would fill the memory. Those of large monorepos have some 3 MB. */
const MAX_LOCK_BYTES = 16 * 1024 * 1024;

/** By file name, in the order in which one is believed more than another. */
const LOCK_PARSERS: ReadonlyMap<string, (bytes: Buffer) => NpmLock> = new Map([
  ["npm-shrinkwrap.json", parsePackageLock],
  ["package-lock.json", parsePackageLock],
  ["pnpm-lock.yaml", parsePnpmLock],
  ["yarn.lock", parseYarnLock],
]);

const locks: FileAnalyzer<NpmLock> = {
  id: "npm-lock",
  version: 1,
  maxBytes: MAX_LOCK_BYTES,
  wants: ({ path }) => LOCK_PARSERS.has(fileName(path)) && !inModules(path),
  read: async (body, { path }) => LOCK_PARSERS.get(fileName(path))?.(await body.bytes()),
};

/**
 * Packages of npm, yarn and pnpm: every installed one at its place, package.json files outside of `node_modules`, and
 * what lock files list where nothing is installed beside them.
 */
export const npm: Cataloger = {
  id: "npm",
  analyzers: [manifests, locks],
  byPath: true,
  packages(view) {
    const found = view.records<NpmManifest>(manifests);
    const installed = found.filter(({ path }) => inModules(path));
    const projects = found.filter(({ path }) => !inModules(path));
    const folders = new Set(installed.filter(isPackage).map(({ path }) => projectFolder(path)));
    const lockFiles = view.records<NpmLock>(locks);
    const withLock = new Set([...folders, ...lockFiles.map(({ path }) => folderOf(path))]);
    return {
      packages: [
        ...installedPackages(view, installed),
        ...projects.filter(isPackage).map((one) => {
          const root = one.record.private === true || withLock.has(folderOf(one.path));
          return { ...toPackage(view, one), ...(root ? { root } : {}) };
        }),
        ...lockedPackages(
          view,
          lockFiles.filter(({ path }) => !folders.has(folderOf(path))),
          projects,
        ),
      ],
      gaps: installed.filter(isBroken).map((one) => noVersion(view, one)),
    };
  },
};

type Complete = NpmManifest & { readonly name: string; readonly version: string };

/** npm itself installs nothing without a name and a version: other files of that name serve other ends. */
function isPackage(found: Located<NpmManifest>): found is Located<Complete> {
  return found.record.name !== undefined && found.record.version !== undefined;
}

/** A name without a version where npm would have put a package, not in some package's tests. */
function isBroken({ path, record }: Located<NpmManifest>): boolean {
  return record.name !== undefined && record.version === undefined && isInTree(path);
}

function noVersion(view: ImageView, found: Located<NpmManifest>): Gap {
  const reason = `The package.json of ${found.record.name} tells no version, so it cannot be matched.`;
  return fileGap(view, found, "npm", "version", reason);
}

function installedPackages(view: ImageView, found: readonly Located<NpmManifest>[]): Package[] {
  const byFolder = new Map<string, Package>();
  const complete = found.filter(isPackage);
  for (const one of complete) byFolder.set(folderOf(one.path), toPackage(view, one));
  return complete.map((one) => {
    const folder = folderOf(one.path);
    const got = (one.record.dependencies ?? []).map((name) => resolveIn(folder, name, byFolder, view)?.purl);
    const dependencies = [...new Set(got.filter((purl) => purl !== undefined))];
    const own = byFolder.get(folder) ?? toPackage(view, one);
    return dependencies.length === 0 ? own : { ...own, dependencies };
  });
}

function toPackage(view: ImageView, found: Located<Complete>): Package {
  const { name, version, licenses } = found.record;
  return {
    ...npmPackage(name, version, [databaseLocation(view, found)]),
    ...(licenses === undefined ? {} : { licenses }),
  };
}

function npmPackage(name: string, version: string, locations: readonly Location[]): Package {
  return { name, version, ecosystem: "npm", purl: npmPurl(name, version), by: "npm", locations };
}

/** The type npm has names in lower case, and scopes as namespaces. */
function npmPurl(name: string, version: string): string {
  const [, namespace, own = name] = /^(@[^/]+)\/(.+)$/.exec(name.toLowerCase()) ?? [];
  const lower = own.toLowerCase();
  return libraryPurl(
    "npm",
    namespace === undefined ? { name: lower, version } : { namespace, name: lower, version },
  );
}

/** Of lock files in one folder, one package per name and version, with a location for each that lists it. */
function lockedPackages(
  view: ImageView,
  files: readonly Located<NpmLock>[],
  projects: readonly Located<NpmManifest>[],
): Package[] {
  const byKey = new Map<string, Package>();
  for (const file of [...files].sort((a, b) => rank(a.path) - rank(b.path))) {
    const folder = folderOf(file.path);
    if (isOverruled(file.path, files)) continue;
    const location = databaseLocation(view, file);
    const purls = new Map(file.record.packages.map((one) => [lockId(one), npmPurl(one.name, one.version)]));
    for (const one of withDevelopment(file, projects)) {
      const key = JSON.stringify([folder, lockId(one)]);
      const known = byKey.get(key);
      const own = known ?? toLockedPackage(one, location, purls);
      byKey.set(key, known === undefined ? own : { ...own, locations: [...own.locations, location] });
    }
  }
  return [...byKey.values()];
}

function toLockedPackage(
  one: LockedPackage,
  location: Location,
  purls: ReadonlyMap<string, string>,
): Package {
  const dependencies =
    one.dependencies?.map((id) => purls.get(id)).filter((purl) => purl !== undefined) ?? [];
  return {
    ...npmPackage(one.name, one.version, [location]),
    ...(one.licenses === undefined ? {} : { licenses: one.licenses }),
    ...(dependencies.length === 0 ? {} : { dependencies }),
    ...(one.development === true ? { development: true } : {}),
    locked: true,
  };
}

/** What yarn leaves to the package.json: without one, nothing is known to be for development alone. */
function withDevelopment(
  { path, record }: Located<NpmLock>,
  projects: readonly Located<NpmManifest>[],
): readonly LockedPackage[] {
  if (record.mixed !== true) return record.packages;
  const folder = folderOf(path);
  const own = projects.filter((one) => folder === "" || one.path.startsWith(`${folder}/`));
  if (!own.some((one) => folderOf(one.path) === folder)) return record.packages;
  const wanted = new Set(own.flatMap((one) => one.record.dependencies ?? []));
  const roots = record.packages.filter(({ name }) => wanted.has(name)).map(lockId);
  const atRunTime = reachable(record.packages, roots);
  return record.packages.map((one) => (atRunTime.has(lockId(one)) ? one : { ...one, development: true }));
}

/** npm does not read a package-lock.json beside an npm-shrinkwrap.json. */
function isOverruled(path: string, files: readonly Located<NpmLock>[]): boolean {
  if (fileName(path) !== "package-lock.json") return false;
  const folder = folderOf(path);
  return files.some(
    (other) => fileName(other.path) === "npm-shrinkwrap.json" && folderOf(other.path) === folder,
  );
}

function rank(path: string): number {
  return [...LOCK_PARSERS.keys()].indexOf(fileName(path));
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}
