import type { FileAnalyzer, ImageView, Located } from "../analysis/analyzer.ts";
import type { Package } from "../model/index.ts";
import { fileName, folderOf, withDependencies } from "./library.ts";
import { type LockedPackage, lockId, type NpmLock, parsePackageLock, reachable } from "./npm-lock.ts";
import type { NpmManifest } from "./npm-manifest.ts";
import { npmPackage } from "./npm-package.ts";
import { inModules } from "./npm-tree.ts";
import { parsePnpmLock } from "./pnpm-lock.ts";
import { parseYarnLock } from "./yarn-lock.ts";

/** Stops a lock file that would fill the memory. Those of large monorepos have some 3 MB. */
const MAX_BYTES = 16 * 1024 * 1024;

/** By file name, in the order in which one is believed more than another. */
const PARSERS: ReadonlyMap<string, (bytes: Buffer) => NpmLock> = new Map([
  ["npm-shrinkwrap.json", parsePackageLock],
  ["package-lock.json", parsePackageLock],
  ["pnpm-lock.yaml", parsePnpmLock],
  ["yarn.lock", parseYarnLock],
]);

/** The lock files of projects; those that packages have brought along mean nothing. */
export const locks: FileAnalyzer<NpmLock> = {
  id: "npm-lock",
  version: 1,
  maxBytes: MAX_BYTES,
  wants: ({ path }) => PARSERS.has(fileName(path)) && !inModules(path),
  read: async (body, { path }) => PARSERS.get(fileName(path))?.(await body.bytes()),
};

/** Of lock files in one folder, one package per name and version, with a location for each file that lists it. */
export function lockedPackages(
  view: ImageView,
  files: readonly Located<NpmLock>[],
  projects: readonly Located<NpmManifest>[],
): Package[] {
  const byKey = new Map<string, Package>();
  for (const file of files.filter((one) => !isOverruled(one.path, files)).sort(byRank)) {
    const all = withDevelopment(file, projects);
    const own = new Map(all.map((one) => [lockId(one), toPackage(view, file, one)]));
    for (const { name, version, dependencies = [] } of all) {
      const found = own.get(lockId({ name, version }));
      if (found === undefined) continue;
      const key = JSON.stringify([folderOf(file.path), name, version]);
      const known = byKey.get(key);
      const whole = withDependencies(
        found,
        dependencies.map((id) => own.get(id)?.purl),
      );
      byKey.set(key, known === undefined ? whole : merged(known, whole));
    }
  }
  return [...byKey.values()];
}

function toPackage(view: ImageView, file: Located<NpmLock>, one: LockedPackage): Package {
  return {
    ...npmPackage(one, view, file),
    ...(one.development === true ? { development: true } : {}),
    locked: true,
  };
}

/** For development only where both lock files say so. */
function merged(known: Package, other: Package): Package {
  const { development, ...rest } = known;
  return {
    ...rest,
    ...(development === true && other.development === true ? { development } : {}),
    locations: [...known.locations, ...other.locations],
  };
}

/** What yarn leaves to the package.json: without one, nothing is known to be for development alone. */
function withDevelopment(
  { path, record }: Located<NpmLock>,
  projects: readonly Located<NpmManifest>[],
): readonly LockedPackage[] {
  if (record.mixed !== true) return record.packages;
  const folder = folderOf(path);
  // The projects of a workspace lie below.
  const own = projects.filter((one) => folder === "" || one.path.startsWith(`${folder}/`));
  if (!own.some((one) => folderOf(one.path) === folder)) return record.packages;
  const wanted = new Set(own.flatMap((one) => one.record.dependencies ?? []));
  const roots = [
    ...record.packages.filter(({ name }) => wanted.has(name)).map(lockId),
    ...(record.aliases ?? []).filter(([name]) => wanted.has(name)).map(([, id]) => id),
  ];
  const atRunTime = reachable(record.packages, roots);
  return record.packages.map((one) => (atRunTime.has(lockId(one)) ? one : { ...one, development: true }));
}

/** npm does not read a package-lock.json beside an npm-shrinkwrap.json. */
function isOverruled(path: string, files: readonly Located<NpmLock>[]): boolean {
  const shrinkwrap = path.replace(/package-lock\.json$/, "npm-shrinkwrap.json");
  return shrinkwrap !== path && files.some((other) => other.path === shrinkwrap);
}

function byRank(a: Located<unknown>, b: Located<unknown>): number {
  const names = [...PARSERS.keys()];
  return names.indexOf(fileName(a.path)) - names.indexOf(fileName(b.path));
}
