import type { FileAnalyzer, ImageView, Located } from "../analysis/analyzer.ts";
import { Unreadable } from "../errors.ts";
import type { Gap, OsRelease, Package } from "../model/index.ts";
import { apk as scheme } from "../versions/index.ts";
import type { Cataloger } from "./cataloger.ts";
import { osvEcosystem } from "./ecosystem.ts";
import {
  databaseLocation,
  fileGap,
  type Problem,
  problemGaps,
  problemList,
  symlinkGaps,
  versionGaps,
} from "./evidence.ts";
import { fileNames } from "./file-names.ts";
import { lines } from "./lines.ts";
import { systemPurl } from "./purl.ts";

const DATABASES = ["lib/apk/db/installed", "usr/lib/apk/db/installed"];

/** What may be a symbolic link instead of the database; `lib` itself is one wherever /usr is merged. */
const OWN_PATHS = DATABASES.flatMap((path) => [
  path,
  path.replace("/db/installed", "/db"),
  path.replace("/db/installed", ""),
]);

/** Stops a database that would fill the memory. The largest honest ones, with their file lists, are some 20 MB. */
const MAX_BYTES = 64 * 1024 * 1024;
/** Stops one endless line. Only names, versions and licences are taken from lines; dependency lines may be longer. */
const MAX_LINE = 4096;
/** Stops a database of millions of empty packages. */
const MAX_PACKAGES = 100_000;

interface ApkPackage {
  readonly name: string;
  readonly version: string;
  readonly architecture?: string;
  /** The name of the source package. */
  readonly origin?: string;
  readonly license?: string;
  /** See `fileNames`. */
  readonly files: string;
}

interface ApkDatabase {
  readonly packages: readonly ApkPackage[];
  readonly problems: readonly Problem[];
}

const database: FileAnalyzer<ApkDatabase> = {
  id: "apk-database",
  version: 2,
  maxBytes: MAX_BYTES,
  wants: (entry) => DATABASES.includes(entry.path),
  read: async (body) => parseDatabase(await body.bytes()),
};

/** Packages of apk (Alpine, Wolfi, Chainguard and their kin). Source: apk-tools' format of `installed`, version 2. */
export const apk: Cataloger = {
  id: "apk",
  analyzers: [database],
  packages(view, os) {
    const packages = new Map<string, Package>();
    const gaps: Gap[] = [...missingDatabase(view)];
    for (const found of view.records<ApkDatabase>(database)) {
      gaps.push(...problemGaps(view, found, "apk"));
      for (const row of found.record.packages) {
        // apk keeps one package of a name; of a second one it would not know either.
        if (packages.has(row.name)) continue;
        packages.set(row.name, toPackage(row, view, found, os));
      }
      const bad = found.record.packages.filter(({ version }) => !scheme.valid(version));
      gaps.push(...versionGaps(view, found, "apk", bad));
    }
    return { packages: [...packages.values()], gaps };
  },
  *owns(view, packages) {
    const byName = new Map(packages.map((one) => [one.name, one]));
    for (const { record } of view.records<ApkDatabase>(database)) {
      for (const { name, files } of record.packages) {
        const owner = byName.get(name);
        byName.delete(name);
        if (owner !== undefined) yield { owner, files };
      }
    }
  },
};

function toPackage(
  row: ApkPackage,
  view: ImageView,
  found: Located<ApkDatabase>,
  os: OsRelease | undefined,
): Package {
  const { name, version, architecture, license } = row;
  return {
    name,
    version,
    ecosystem: osvEcosystem(os, "apk"),
    purl: systemPurl("apk", {
      namespace: os?.family ?? "",
      name,
      version,
      qualifiers: { arch: architecture, distro: os?.version },
    }),
    by: "apk",
    source: { name: row.origin ?? name, version },
    ...(architecture === undefined ? {} : { architecture }),
    ...(license === undefined ? {} : { licenses: [license] }),
    locations: [databaseLocation(view, found)],
  };
}

/** A database that was deleted again, or hides behind a link: its packages may be there, and we cannot see them. */
function missingDatabase(view: ImageView): readonly Gap[] {
  if (view.records<ApkDatabase>(database).length > 0) return [];
  const removed = view.hiddenRecords<ApkDatabase>(database).map((found) => {
    const reason = "A later layer removed the package database, so the installed packages cannot be told.";
    return fileGap(view, found, "apk", "unreadable", reason);
  });
  return [...removed.slice(-1), ...symlinkGaps(view, OWN_PATHS, "apk")];
}

/** One package per paragraph of `X:value` lines. Throws `Unreadable` when nothing in the file is a package. */
function parseDatabase(bytes: Buffer): ApkDatabase {
  const packages: ApkPackage[] = [];
  const problems = problemList();
  let fields = new Map<string, string>();
  let files = fileNames();
  let folder = "";
  let number = 0;

  const close = (): void => {
    if (fields.size > 0) {
      const row = toRow(fields, files.text());
      if (row === undefined)
        problems.add("unreadable", `The package before line ${number} has no name or no version.`);
      else packages.push(row);
    }
    fields = new Map();
    files = fileNames();
    folder = "";
  };

  for (const { text, cut } of lines(bytes, MAX_LINE)) {
    number++;
    const [letter = "", colon] = text;
    if (text === "" || (letter === "P" && fields.has("P"))) close();
    if (text === "") continue;
    if (packages.length >= MAX_PACKAGES) {
      problems.add("limit", `There are more than ${MAX_PACKAGES} packages; the rest was not read.`);
      break;
    }
    if (colon !== ":") problems.add("unreadable", `Line ${number} is not part of a package database.`);
    else if (letter === "F") folder = cut ? "" : text.slice(2);
    else if (letter === "R" && !cut) files.add(`${folder}/${text.slice(2)}`);
    else if (FIELDS.has(letter) && cut)
      problems.add("limit", `Line ${number} is over ${MAX_LINE} bytes long.`);
    else if (FIELDS.has(letter)) fields.set(letter, text.slice(2));
  }
  number++;
  close();
  if (packages.length === 0 && problems.all().length > 0) throw new Unreadable("this is not an apk database");
  return { packages, problems: problems.all() };
}

const FIELDS: ReadonlySet<string> = new Set(["P", "V", "A", "o", "L"]);

function toRow(fields: ReadonlyMap<string, string>, files: string): ApkPackage | undefined {
  const text = (letter: string): string | undefined => fields.get(letter)?.trim() || undefined;
  const [name, version, architecture, origin, license] = [
    text("P"),
    text("V"),
    text("A"),
    text("o"),
    text("L"),
  ];
  if (name === undefined || version === undefined) return undefined;
  return {
    name,
    version,
    ...(architecture === undefined ? {} : { architecture }),
    ...(origin === undefined ? {} : { origin }),
    ...(license === undefined ? {} : { license }),
    files,
  };
}
