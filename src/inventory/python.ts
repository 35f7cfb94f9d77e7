import type { FileAnalyzer, ImageView, Located } from "../analysis/analyzer.ts";
import type { Package } from "../model/index.ts";
import type { Cataloger } from "./cataloger.ts";
import { databaseLocation } from "./evidence.ts";
import { type Ecosystem, fileName, folderOf, libraryPackage, withDependencies } from "./library.ts";
import { lines } from "./lines.ts";
import { metadataOfEgg } from "./python-egg.ts";
import { type PythonMetadata, parseMetadata } from "./python-metadata.ts";

const PYPI: Ecosystem = { by: "python", ecosystem: "PyPI", purlType: "pypi" };

/** Stops metadata that would fill the memory. With a README in them they have some 100 kB. */
const MAX_METADATA_BYTES = 8 * 1024 * 1024;
/** Stops an archive that would fill the disk. */
const MAX_EGG_BYTES = 512 * 1024 * 1024;
/** Stops a file list that would fill the memory. Those of the largest wheels have some 3 MB. */
const MAX_RECORD_BYTES = 32 * 1024 * 1024;
/** Stops a list of nothing but programs. */
const MAX_OWNED = 5000;

const metadata: FileAnalyzer<PythonMetadata> = {
  id: "python-metadata",
  version: 1,
  maxBytes: MAX_METADATA_BYTES,
  wants: ({ path }) =>
    /(?:\.dist-info\/METADATA|\.egg-info|\.egg-info\/(?:PKG-INFO|METADATA)|(?:^|\/)EGG-INFO\/PKG-INFO)$/.test(
      path,
    ),
  read: async (body) => parseMetadata(await body.bytes()),
};

const eggs: FileAnalyzer<PythonMetadata> = {
  id: "python-egg",
  version: 1,
  maxBytes: MAX_EGG_BYTES,
  wants: ({ path }) => path.endsWith(".egg"),
  read: async (body) => {
    const found = await metadataOfEgg(body);
    return found === undefined ? undefined : parseMetadata(found);
  },
};

/** The tool that installed it, such as `pip`. */
const installers: FileAnalyzer<string> = {
  id: "python-installer",
  version: 1,
  maxBytes: 1024,
  wants: ({ path }) => path.endsWith(".dist-info/INSTALLER"),
  read: async (body) => (await body.text()).trim() || undefined,
};

/** Of all the files that a wheel brought, those in machine code. */
const fileLists: FileAnalyzer<readonly string[]> = {
  id: "python-record",
  version: 1,
  maxBytes: MAX_RECORD_BYTES,
  wants: ({ path }) => path.endsWith(".dist-info/RECORD"),
  read: async (body, { path }) => ownedFiles(await body.bytes(), folderOf(folderOf(path))),
};

/** Installed distributions of Python: wheels, eggs, and what distutils and the distributions leave. */
export const python: Cataloger = {
  id: "python",
  analyzers: [metadata, eggs, installers, fileLists],
  byPath: true,
  packages(view) {
    const installerOf = byFolder(view.records<string>(installers));
    const filesOf = byFolder(view.records<readonly string[]>(fileLists));
    const found = [...view.records<PythonMetadata>(metadata), ...view.records<PythonMetadata>(eggs)];
    const byPlace = new Map<string, Place>();
    for (const one of found.sort((a, b) => rank(a.path) - rank(b.path))) {
      const { name, version, licenses, dependencies = [] } = one.record;
      const key = JSON.stringify([siteOf(one.path), normalised(name), version]);
      const known = byPlace.get(key);
      if (known === undefined) {
        const [installer, files] = [installerOf.get(folderOf(one.path)), filesOf.get(folderOf(one.path))];
        const purl = { name: purlName(name) };
        const own: Package = {
          ...libraryPackage(PYPI, { name, version, licenses, purl }, view, one),
          ...(installer === undefined ? {} : { installer }),
          ...(files === undefined || files.length === 0 ? {} : { files }),
        };
        byPlace.set(key, { own, site: siteOf(one.path), dependencies });
      } else byPlace.set(key, { ...known, own: alsoAt(known.own, view, one) });
    }
    return { packages: resolved([...byPlace.values()]), gaps: [] };
  },
};

interface Place {
  readonly own: Package;
  /** The folder that Python imports from. */
  readonly site: string;
  readonly dependencies: readonly string[];
}

/** Wheels' metadata is believed more than what older tools leave beside it. */
function rank(path: string): number {
  return path.includes(".dist-info/") ? 0 : 1;
}

function alsoAt(own: Package, view: ImageView, found: Located<unknown>): Package {
  return { ...own, locations: [...own.locations, databaseLocation(view, found)] };
}

/** Dependencies are looked for beside the package; Debian's Python imports from several folders. */
function resolved(places: readonly Place[]): Package[] {
  const bySite = new Map<string, string>();
  for (const { own, site } of places) {
    const name = normalised(own.name);
    bySite.set(JSON.stringify([site, name]), own.purl);
    if (isDebians(site)) bySite.set(JSON.stringify(["dist-packages", name]), own.purl);
  }
  return places.map(({ own, site, dependencies }) => {
    const purls = dependencies.map((name) => {
      const beside = bySite.get(JSON.stringify([site, normalised(name)]));
      return (
        beside ??
        (isDebians(site) ? bySite.get(JSON.stringify(["dist-packages", normalised(name)])) : undefined)
      );
    });
    return withDependencies(own, purls);
  });
}

function isDebians(site: string): boolean {
  return site.endsWith("/dist-packages");
}

/** `…/site-packages/a-1.dist-info/METADATA`, `…/a-1.egg-info` and `…/a-1.egg/EGG-INFO/PKG-INFO` → `…/site-packages`. */
function siteOf(path: string): string {
  const folder = folderOf(path);
  if (fileName(folder) === "EGG-INFO") return folderOf(folderOf(folder));
  return /\.(?:dist-info|egg-info)$/.test(folder) ? folderOf(folder) : folder;
}

/** As PEP 503 compares names. */
function normalised(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, "-");
}

/** The type pypi has lower case and `-` for `_`; dots stay. */
function purlName(name: string): string {
  return name.toLowerCase().replaceAll("_", "-");
}

function byFolder<R>(found: readonly Located<R>[]): ReadonlyMap<string, R> {
  return new Map(found.map(({ path, record }) => [folderOf(path), record]));
}

/** Rows are `path,hash,size`; a path with a comma is quoted. Paths lead from the folder Python imports from. */
function ownedFiles(bytes: Buffer, site: string): readonly string[] | undefined {
  const owned: string[] = [];
  for (const { text } of lines(bytes, 4096)) {
    const path = text.startsWith('"')
      ? text.slice(1, text.indexOf('"', 1))
      : text.slice(0, text.indexOf(","));
    if (/\.(?:so|pyd|dylib|dll|exe)(?:\.[\d.]+)?$|(?:^|\/)s?bin\/[^/]+$/.test(path))
      owned.push(within(site, path));
    if (owned.length >= MAX_OWNED) break;
  }
  return owned.length === 0 ? undefined : owned;
}

function within(site: string, path: string): string {
  const done = path.startsWith("/") ? [] : site.split("/");
  for (const segment of path.split("/")) {
    if (segment === "..") done.pop();
    else if (segment !== "." && segment !== "") done.push(segment);
  }
  return done.join("/");
}
