import type { ImageView, Located } from "../analysis/analyzer.ts";
import type { Gap, Package } from "../model/index.ts";
import type { Cataloger } from "./cataloger.ts";
import { fileGap } from "./evidence.ts";
import { folderOf, withDependencies } from "./library.ts";
import type { NpmLock } from "./npm-lock.ts";
import { lockedPackages, locks } from "./npm-locked.ts";
import { manifests, type NpmManifest } from "./npm-manifest.ts";
import { npmPackage } from "./npm-package.ts";
import { inModules, isInTree, projectFolder, resolveIn } from "./npm-tree.ts";

/**
 * Packages of npm, yarn and pnpm: every installed one at its place, package.json files outside of `node_modules`, and
 * what lock files list where nothing is installed beside them.
 */
export const npm: Cataloger = {
  id: "npm",
  analyzers: [manifests, locks],
  byPath: true,
  packages(view, _os, brief = false) {
    const found = view.records<NpmManifest>(manifests);
    const installed = found.filter(({ path }) => inModules(path));
    const projects = found.filter(({ path }) => !inModules(path));
    const lockFiles = view.records<NpmLock>(locks);
    const withTree = new Set(installed.filter(isPackage).map(({ path }) => projectFolder(path)));
    const withoutTree = lockFiles.filter(({ path }) => !withTree.has(folderOf(path)));
    const withLock = new Set(lockFiles.map(({ path }) => folderOf(path)));
    const isProject = ({ path, record }: Located<NpmManifest>) =>
      record.private === true || withTree.has(folderOf(path)) || withLock.has(folderOf(path));
    return {
      packages: [
        ...installedPackages(view, installed.filter(isPackage), brief),
        ...projects.filter(isPackage).map((one) => outsidePackage(view, one, isProject(one))),
        ...lockedPackages(view, withoutTree, projects),
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

function installedPackages(view: ImageView, found: readonly Located<Complete>[], brief: boolean): Package[] {
  const byFolder = new Map(found.map((one) => [folderOf(one.path), npmPackage(one.record, view, one)]));
  if (brief) return [...byFolder.values()];
  return found.flatMap(({ path, record }) => {
    const folder = folderOf(path);
    const own = byFolder.get(folder);
    if (own === undefined) return [];
    const got = record.dependencies?.map((name) => resolveIn(folder, name, byFolder, view)?.purl);
    return [withDependencies(own, got ?? [])];
  });
}

/** A copy that somebody unpacked there, or a program; or, with a lock file or tree of its own, the project itself. */
function outsidePackage(view: ImageView, found: Located<Complete>, root: boolean): Package {
  const own = npmPackage(found.record, view, found);
  return root ? { ...own, root } : own;
}
