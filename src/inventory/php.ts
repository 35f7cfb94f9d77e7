import type { FileAnalyzer, ImageView, Located } from "../analysis/analyzer.ts";
import { OverLimit, Unreadable } from "../errors.ts";
import type { Package } from "../model/index.ts";
import type { Cataloger } from "./cataloger.ts";
import { arrayOf, compact, entriesOf, objectOf, textOf } from "./json-object.ts";
import { type Ecosystem, fileName, folderOf, libraryPackage, withDependencies } from "./library.ts";

const PACKAGIST: Ecosystem = { by: "php", ecosystem: "Packagist", purlType: "composer" };

/** Stops a list that would fill the memory. Those of large projects have some 1 MB. */
const MAX_BYTES = 16 * 1024 * 1024;
/** Stops a list of nothing but packages. */
const MAX_PACKAGES = 20_000;

interface Installed {
  readonly name: string;
  readonly version: string;
  readonly licenses?: readonly string[];
  readonly requires?: readonly string[];
  readonly development?: true;
}

const lists: FileAnalyzer<readonly Installed[]> = {
  id: "composer-installed",
  version: 1,
  maxBytes: MAX_BYTES,
  wants: ({ path }) => fileName(path) === "installed.json" && fileName(folderOf(path)) === "composer",
  read: async (body) => parseInstalled(await body.bytes()),
};

/** What composer has installed. What a composer.lock lists need not be installed. */
export const php: Cataloger = {
  id: "php",
  analyzers: [lists],
  byPath: true,
  packages(view) {
    const packages = view.records<readonly Installed[]>(lists).flatMap((found) => listed(view, found));
    return { packages, gaps: [] };
  },
};

function listed(view: ImageView, found: Located<readonly Installed[]>): Package[] {
  const byName = new Map(found.record.map((row) => [row.name.toLowerCase(), toPackage(row, view, found)]));
  return found.record.flatMap(({ name, requires = [] }) => {
    const own = byName.get(name.toLowerCase());
    if (own === undefined) return [];
    return [
      withDependencies(
        own,
        requires.map((wanted) => byName.get(wanted.toLowerCase())?.purl),
      ),
    ];
  });
}

function toPackage(row: Installed, view: ImageView, found: Located<unknown>): Package {
  const { name, version, licenses, development } = row;
  const [vendor = "", ...rest] = name.toLowerCase().split("/");
  const purl = rest.length === 0 ? { name: vendor } : { namespace: vendor, name: rest.join("/") };
  const own = libraryPackage(PACKAGIST, { name, version, licenses, purl }, view, found);
  return development === undefined ? own : { ...own, development };
}

/** Composer 1 wrote a list, composer 2 an object with the list and the names of what is for development. */
function parseInstalled(bytes: Buffer): readonly Installed[] {
  let document: unknown;
  try {
    document = JSON.parse(bytes.toString("utf8"));
  } catch (cause) {
    throw new Unreadable("it is not JSON", { cause });
  }
  const rows = Array.isArray(document) ? document : objectOf(document)?.packages;
  if (!Array.isArray(rows)) throw new Unreadable("it is not a list of composer's packages");
  if (rows.length > MAX_PACKAGES) throw new OverLimit(`it lists more than ${MAX_PACKAGES} packages`);
  const names = new Set(arrayOf(objectOf(document)?.["dev-package-names"]));
  const unique = new Map<string, Installed>();
  for (const row of rows) {
    const one = toRow(row, names);
    unique.set(one.name.toLowerCase(), one);
  }
  return [...unique.values()];
}

function toRow(value: unknown, development: ReadonlySet<unknown>): Installed {
  const row = objectOf(value);
  const [name, version] = [textOf(row?.name), textOf(row?.version)];
  if (name === undefined || version === undefined)
    throw new Unreadable(
      `it lists ${name ?? "a package"} without a ${name === undefined ? "name" : "version"}`,
    );
  const licenses = arrayOf(row?.license)
    .map(textOf)
    .filter((one) => one !== undefined);
  const requires = entriesOf(row?.require)
    .map(([wanted]) => wanted)
    .filter((wanted) => wanted.includes("/"));
  return compact<Installed>({
    name,
    version,
    licenses: licenses.length === 0 ? undefined : licenses,
    requires: requires.length === 0 ? undefined : requires,
    development: development.has(name) ? true : undefined,
  });
}
