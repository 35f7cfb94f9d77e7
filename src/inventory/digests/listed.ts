import type { Analyzer, ImageView, LayerResult } from "../../analysis/analyzer.ts";
import type { Package } from "../../model/index.ts";
import { foldersBehindLinks } from "../ownership.ts";
import { apkDigests } from "./apk.ts";
import type { DigestAlgorithm, DigestDatabase, ListedDigest, Wanted } from "./database.ts";
import { dpkgDigests } from "./dpkg.ts";
import { rpmDigests } from "./rpm.ts";

const DATABASES: readonly DigestDatabase[] = [dpkgDigests, apkDigests, rpmDigests];

/** A visible file and the package that it belongs to. */
export interface PackageFile {
  readonly path: string;
  readonly owner: Package;
}

/** What the package databases say of one file. */
export interface Expected {
  /** Several where packages share the file; one of them is enough. */
  readonly digests: readonly ListedDigest[];
  /** There is none, though there should be. */
  readonly isUndigested: boolean;
}

/** What is to be read of an image to learn what is expected of some files. */
export interface DigestReading {
  readonly analyzers: readonly Analyzer[];
  readonly layers: readonly number[];
  /** Those that the databases may write. */
  readonly algorithms: readonly DigestAlgorithm[];
  /** `results` = what the analyzers made of the layers. */
  expectations(results: ReadonlyMap<number, LayerResult>): (file: PackageFile) => Expected;
}

export function listedDigests(view: ImageView, files: readonly PackageFile[]): DigestReading {
  const realPath = realPaths(view);
  const wanted = wantedOf(files, realPath);
  const sources = DATABASES.map((database) => sourceOf(database, view, files, wanted));
  const found = sources.filter(({ places }) => places.size > 0);
  return {
    analyzers: found.map(({ analyzer }) => analyzer),
    algorithms: [...new Set(found.flatMap(({ algorithms }) => algorithms))],
    layers: sources.flatMap(({ places }) => [...places.values()]),
    expectations(results) {
      const byPath = new Map<string, ListedDigest[]>();
      const known = new Set<string>();
      for (const { analyzer, places } of sources) {
        for (const [file, layer] of places) {
          const record = results.get(layer)?.records[analyzer.id]?.[file] as
            | readonly ListedDigest[]
            | undefined;
          if (record !== undefined) known.add(file);
          for (const digest of record ?? []) append(byPath, digest);
        }
      }
      return ({ path, owner }) => {
        const digests = byPath.get(realPath(path)) ?? [];
        const database = DATABASES.find(({ by }) => by === owner.by);
        const isKnown = database?.filesOf(owner).some((file) => known.has(file)) === true;
        const isUndigested = digests.length === 0 && (!isKnown || database?.listsEverything === true);
        return { digests, isUndigested };
      };
    },
  };
}

/** The path behind the links in its folders: what a package lists as `/lib/x` is `usr/lib/x` where /usr is merged. */
function realPaths(view: ImageView): (path: string) => string {
  const folderAt = foldersBehindLinks(view);
  return (path) => {
    const slash = path.lastIndexOf("/");
    return `${folderAt(path.slice(0, Math.max(0, slash)))}/${path.slice(slash + 1)}`;
  };
}

function wantedOf(files: readonly PackageFile[], realPath: (path: string) => string): Wanted {
  const paths = new Set(files.map(({ path }) => realPath(path)));
  const names = new Set(files.map(({ path }) => nameOf(path)));
  return (listed) => {
    // Names first: most of what a database lists is not asked for.
    if (!names.has(nameOf(listed))) return undefined;
    const path = realPath(listed.replace(/^\/+/, ""));
    return paths.has(path) ? path : undefined;
  };
}

/** `places`: the database's files and the layer each lies in. */
function sourceOf(
  database: DigestDatabase,
  view: ImageView,
  files: readonly PackageFile[],
  wanted: Wanted,
): Pick<DigestDatabase, "algorithms"> & {
  readonly places: ReadonlyMap<string, number>;
  readonly analyzer: Analyzer;
} {
  const owners = new Set(files.filter(({ owner }) => owner.by === database.by).map(({ owner }) => owner));
  const own = [...owners].flatMap((owner) => database.filesOf(owner));
  const places = new Map<string, number>();
  for (const path of owners.size === 0 ? [] : [...own, ...database.common]) {
    const entry = view.entry(path);
    if (entry !== undefined) places.set(path, entry.layer);
  }
  const { algorithms } = database;
  return { algorithms, places, analyzer: database.analyzer(new Set(places.keys()), wanted) };
}

function append(byPath: Map<string, ListedDigest[]>, digest: ListedDigest): void {
  const known = byPath.get(digest.path);
  if (known === undefined) byPath.set(digest.path, [digest]);
  else known.push(digest);
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
