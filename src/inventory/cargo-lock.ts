import type { FileAnalyzer, ImageView, Located } from "../analysis/analyzer.ts";
import { OverLimit, Unreadable } from "../errors.ts";
import type { Package } from "../model/index.ts";
import type { Cataloger } from "./cataloger.ts";
import { arrayOf, compact, entriesOf, type JsonObject, objectOf, textOf } from "./json-object.ts";
import { type Ecosystem, fileName, folderOf, libraryPackage, withDependencies } from "./library.ts";
import { parseToml } from "./toml.ts";

const CRATES: Ecosystem = { by: "cargo-lock", ecosystem: "crates.io", purlType: "cargo" };

/** Stops a lock file that would fill the memory. Those of large workspaces have some 500 kB. */
const MAX_BYTES = 8 * 1024 * 1024;
/** Stops a list of nothing but packages. */
const MAX_PACKAGES = 20_000;

interface LockedCrate {
  readonly name: string;
  readonly version: string;
  /** It comes from a registry or repository, not from the project's own folders. */
  readonly foreign?: true;
  /** `name` where there is one version of it, `name version` where there are several. */
  readonly dependencies?: readonly string[];
}

/** The names that a crate wants to build and run, as in the lock file; not what only its tests want. */
type WantedNames = readonly string[];

const locks: FileAnalyzer<readonly LockedCrate[]> = {
  id: "cargo-lock",
  version: 1,
  maxBytes: MAX_BYTES,
  wants: ({ path }) => fileName(path) === "Cargo.lock" && !isDownloaded(path),
  read: async (body) => parseLock(await body.text()),
};

const manifests: FileAnalyzer<WantedNames> = {
  id: "cargo-manifest",
  version: 1,
  maxBytes: MAX_BYTES,
  wants: ({ path }) => fileName(path) === "Cargo.toml" && !isDownloaded(path),
  read: async (body) => wantedNames(parseToml(await body.text())),
};

/** Crates that a Cargo.lock names. What was built into a program stands in the program, for another cataloger. */
export const cargoLock: Cataloger = {
  id: "cargo-lock",
  analyzers: [locks, manifests],
  byPath: true,
  packages(view) {
    const projects = view.records<WantedNames>(manifests);
    const packages = view
      .records<readonly LockedCrate[]>(locks)
      .flatMap((found) => listed(view, found, projects));
    return { packages, gaps: [] };
  },
};

/** Sources that cargo has fetched have lock files of their own, which it does not use. */
function isDownloaded(path: string): boolean {
  return /(?:^|\/)registry\/src\/|(?:^|\/)git\/checkouts\//.test(path);
}

function listed(
  view: ImageView,
  found: Located<readonly LockedCrate[]>,
  projects: readonly Located<WantedNames>[],
): Package[] {
  const crates = found.record;
  const byKey = new Map<string, LockedCrate>();
  for (const crate of crates) {
    byKey.set(crate.name, crate);
    byKey.set(`${crate.name} ${crate.version}`, crate);
  }
  const atRunTime = reached(crates, byKey, wantedBeside(found.path, projects));
  const toPackage = (crate: LockedCrate): Package => libraryPackage(CRATES, crate, view, found);
  const purls = new Map(crates.map((crate) => [crate, toPackage(crate).purl]));
  return crates.map((crate) => {
    const wanted = (crate.dependencies ?? []).map((key) => byKey.get(key));
    const own = withDependencies(
      toPackage(crate),
      wanted.map((one) => (one === undefined ? undefined : purls.get(one))),
    );
    return {
      ...own,
      ...(crate.foreign === true ? {} : { root: true }),
      ...(atRunTime.has(crate) ? {} : { development: true }),
      locked: true,
    };
  });
}

/** What the project's Cargo.toml files want; `undefined` without one beside the lock file. */
function wantedBeside(
  path: string,
  projects: readonly Located<WantedNames>[],
): ReadonlySet<string> | undefined {
  const folder = folderOf(path);
  if (!projects.some((one) => folderOf(one.path) === folder)) return undefined;
  const own = projects.filter((one) => folder === "" || one.path.startsWith(`${folder}/`));
  return new Set(own.flatMap(({ record }) => record));
}

/** All crates that the project's own ones need, other than for tests. */
function reached(
  crates: readonly LockedCrate[],
  byKey: ReadonlyMap<string, LockedCrate>,
  wanted: ReadonlySet<string> | undefined,
): ReadonlySet<LockedCrate> {
  if (wanted === undefined) return new Set(crates);
  const all = new Set<LockedCrate>();
  const waiting = crates.filter(({ foreign }) => foreign !== true);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (all.has(next)) continue;
    all.add(next);
    for (const key of next.dependencies ?? []) {
      const crate = byKey.get(key);
      // The lock file puts a project's dependencies for tests among the others.
      if (crate !== undefined && (next.foreign === true || wanted.has(crate.name))) waiting.push(crate);
    }
  }
  return all;
}

/** `[[package]]` tables, in the forms 1 to 4. Throws `Unreadable`. */
function parseLock(text: string): readonly LockedCrate[] {
  const { package: rows } = parseToml(text);
  if (rows !== undefined && !Array.isArray(rows)) throw new Unreadable("it is not a lock file of cargo");
  const list = arrayOf(rows);
  if (list.length > MAX_PACKAGES) throw new OverLimit(`it lists more than ${MAX_PACKAGES} packages`);
  return list.map((value) => {
    const row = objectOf(value);
    const [name, version] = [textOf(row?.name), textOf(row?.version)];
    if (name === undefined || version === undefined)
      throw new Unreadable("it lists a package without a name or version");
    // `name version (source)` in form 1.
    const dependencies = arrayOf(row?.dependencies)
      .map((one) => textOf(one)?.replace(/ \([^)]*\)$/, ""))
      .filter((one) => one !== undefined);
    return compact<LockedCrate>({
      name,
      version,
      foreign: row?.source === undefined ? undefined : true,
      dependencies: dependencies.length === 0 ? undefined : dependencies,
    });
  });
}

/** Dependencies may be renamed (`package = "…"`), in the workspace's table too, and be for some targets only. */
function wantedNames(document: JsonObject): WantedNames {
  const targets = entriesOf(document.target).map(([, target]) => objectOf(target));
  const own = [document, ...targets].flatMap((table) =>
    [table?.dependencies, table?.["build-dependencies"], table?.build_dependencies].flatMap(entriesOf),
  );
  const shared = entriesOf(objectOf(document.workspace)?.dependencies);
  const realName = (row: unknown) => textOf(objectOf(row)?.package);
  const names = [
    ...own.map(([name, row]) => realName(row) ?? name),
    ...shared.map(([, row]) => realName(row)).filter((name) => name !== undefined),
  ];
  return [...new Set(names)];
}
