import type { FileAnalyzer, ImageView, Located } from "../analysis/analyzer.ts";
import type { Gap, OsRelease, Package } from "../model/index.ts";
import { deb as scheme } from "../versions/index.ts";
import type { Cataloger } from "./cataloger.ts";
import { type DpkgEntry, type DpkgStatus, parseStatus } from "./dpkg-status.ts";
import { osvEcosystem } from "./ecosystem.ts";
import { databaseLocation, fileGap, problemGaps, symlinkGaps, versionGaps } from "./evidence.ts";
import { fileNames } from "./file-names.ts";
import { systemPurl } from "./purl.ts";

const STATUS = "var/lib/dpkg/status";
/** Distroless images: a file per package. */
const STATUS_FOLDER = "var/lib/dpkg/status.d/";
const INFO_FOLDER = "var/lib/dpkg/info/";

/** Stops a database that would fill the memory. The status of a full desktop is some 5 MB. */
const MAX_STATUS_BYTES = 32 * 1024 * 1024;
/** Stops a file list that would; a kernel's is about 1 MB. */
const MAX_LIST_BYTES = 16 * 1024 * 1024;

interface FileList {
  /** Without the `:arch` of a multi-arch package. */
  readonly package: string;
  /** That `:arch`. */
  readonly architecture?: string;
  /** See `fileNames`. */
  readonly files: string;
}

const status: FileAnalyzer<DpkgStatus> = {
  id: "dpkg-status",
  version: 1,
  maxBytes: MAX_STATUS_BYTES,
  wants: ({ path }) => path === STATUS || (liesIn(STATUS_FOLDER, path) && !path.endsWith(".md5sums")),
  read: async (body) => parseStatus(await body.bytes()),
};

const lists: FileAnalyzer<FileList> = {
  id: "dpkg-lists",
  version: 2,
  maxBytes: MAX_LIST_BYTES,
  wants: ({ path }) =>
    (liesIn(INFO_FOLDER, path) && path.endsWith(".list")) ||
    (liesIn(STATUS_FOLDER, path) && path.endsWith(".md5sums")),
  read: async (body, { path }) => ({
    ...listedPackage(path),
    files: path.endsWith(".list") ? listedFiles(await body.text()) : summedFiles(await body.text()),
  }),
};

/** Packages of dpkg (Debian, Ubuntu and their kin, and distroless images). */
export const dpkg: Cataloger = {
  id: "dpkg",
  analyzers: [status, lists],
  packages(view, os) {
    const packages = new Map<string, Package>();
    const gaps: Gap[] = [...missingDatabases(view), ...unknownLists(view)];
    for (const found of view.records<DpkgStatus>(status)) {
      gaps.push(...problemGaps(view, found, "dpkg"));
      for (const entry of found.record.installed) {
        const key = JSON.stringify([entry.name, entry.version, entry.architecture]);
        if (packages.has(key)) continue;
        packages.set(key, toPackage(entry, view, found, os));
      }
      gaps.push(...versionGaps(view, found, "dpkg", found.record.installed.flatMap(badVersions)));
    }
    return { packages: [...packages.values()], gaps };
  },
  *owns(view, packages) {
    const byName = new Map<string, Package>();
    for (const one of packages) {
      byName.set(`${one.name}:${one.architecture}`, one);
      if (!byName.has(one.name)) byName.set(one.name, one);
    }
    const byFile = new Map(packages.map((one) => [`${one.locations[0]?.path}.md5sums`, one]));
    for (const { path, record } of view.records<FileList>(lists)) {
      const { package: name, architecture, files } = record;
      const owner = path.startsWith(INFO_FOLDER)
        ? byName.get(architecture === undefined ? name : `${name}:${architecture}`)
        : byFile.get(path);
      if (owner !== undefined) yield { owner, files };
    }
  },
};

function toPackage(
  entry: DpkgEntry,
  view: ImageView,
  found: Located<DpkgStatus>,
  os: OsRelease | undefined,
): Package {
  const { name, version, architecture, source, maintainer } = entry;
  const [, epoch, rest = version] = /^(\d+):(.*)$/.exec(version) ?? [];
  return {
    name,
    version,
    ecosystem: osvEcosystem(os, "deb"),
    purl: systemPurl("deb", {
      namespace: os?.family ?? "",
      name,
      version: rest,
      qualifiers: {
        arch: architecture,
        distro: os && distroOf(os),
        epoch: epoch === "0" ? undefined : epoch,
      },
    }),
    by: "dpkg",
    source,
    ...(architecture === undefined ? {} : { architecture }),
    ...(maintainer === undefined ? {} : { vendor: maintainer }),
    locations: [databaseLocation(view, found)],
  };
}

function distroOf(os: OsRelease): string {
  return os.version === "" ? os.family : `${os.family}-${os.version}`;
}

/** Both versions are compared somewhere: the binary's by some families, the source's by most. */
function badVersions({ name, version, source }: DpkgEntry) {
  const bad = [...new Set([version, source.version])].filter((text) => !scheme.valid(text));
  return bad.map((text) => ({ name, version: text }));
}

/** Databases that a later layer deleted, or that hide behind a link: their packages may still be there. */
function missingDatabases(view: ImageView): readonly Gap[] {
  const removed = new Map(
    view
      .hiddenRecords<DpkgStatus>(status)
      .filter((found) => view.entry(found.path) === undefined)
      .map((found) => [found.path, found]),
  );
  const gaps = [...removed.values()].map((found) => {
    const reason = "A later layer removed the package database, so the installed packages cannot be told.";
    return fileGap(view, found, "dpkg", "unreadable", reason);
  });
  return [...gaps, ...symlinkGaps(view, ["var/lib/dpkg", STATUS], "dpkg")];
}

/** File lists of packages that no database speaks of: the database, or a part of it, was taken away. */
function unknownLists(view: ImageView): readonly Gap[] {
  const known = new Set(
    view
      .records<DpkgStatus>(status)
      .flatMap(({ record }) => [...record.installed.map(nameOf), ...record.removed]),
  );
  const unknown = view
    .records<FileList>(lists)
    .filter(({ path, record }) =>
      path.startsWith(INFO_FOLDER)
        ? !known.has(record.package)
        : view.entry(path.replace(/\.md5sums$/, "")) === undefined,
    );
  const [first] = unknown;
  if (first === undefined) return [];
  const names = unknown.slice(0, 5).map(({ record }) => record.package);
  const these = `${names.join(", ")}${unknown.length > names.length ? " and others" : ""}`;
  const reason =
    known.size === 0 && view.entry(STATUS) === undefined
      ? `The package database was removed: the file lists of ${these} are there, but which packages are installed cannot be told.`
      : `The package database is not whole: it does not list ${these}, whose file lists are there.`;
  return [fileGap(view, first, "dpkg", "unreadable", reason)];
}

function nameOf(entry: DpkgEntry): string {
  return entry.name;
}

function liesIn(folder: string, path: string): boolean {
  return path.startsWith(folder) && path.indexOf("/", folder.length) < 0;
}

function listedPackage(path: string): Pick<FileList, "package" | "architecture"> {
  const stem = path.slice(path.lastIndexOf("/") + 1).replace(/\.(?:list|md5sums)$/, "");
  const [name = "", architecture] = stem.split(":", 2);
  return { package: name, ...(architecture === undefined ? {} : { architecture }) };
}

/** `/usr/bin/x`, a line each. Folders stand among the files, in front of what they hold: those are left out. */
function listedFiles(text: string): string {
  const files = fileNames();
  const paths = text.split("\n");
  for (const [index, path] of paths.entries()) {
    const isFolder = paths[index + 1]?.startsWith(`${path}/`) === true;
    if (!isFolder && path !== "/.") files.add(path);
  }
  return files.text();
}

/** `<md5>  usr/bin/x`, a line each. */
function summedFiles(text: string): string {
  const files = fileNames();
  for (const line of text.split("\n")) {
    const gap = line.indexOf("  ");
    if (gap >= 0) files.add(line.slice(gap + 2).replace(/^\.\//, ""));
  }
  return files.text();
}
