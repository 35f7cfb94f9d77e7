import { OverLimit, Unreadable } from "../errors.ts";
import { compact, entriesOf, type JsonObject, objectOf, parseObject, textOf } from "./json-object.ts";

/** One package of a lock file of npm, yarn or pnpm. */
export interface LockedPackage {
  readonly name: string;
  readonly version: string;
  /** Only wanted for development. */
  readonly development?: true;
  readonly licenses?: readonly string[];
  /** What it gets for its dependencies, as `name@version`. */
  readonly dependencies?: readonly string[];
}

export interface NpmLock {
  readonly packages: readonly LockedPackage[];
  /** The lock file does not tell what is for development; the package.json beside it does. */
  readonly mixed?: true;
  /** Names that stand for packages of another name, and the `lockId` of those. */
  readonly aliases?: readonly (readonly [string, string])[];
}

/** Stops a lock file that would list packages without end. Large monorepos have some 5,000. */
export const MAX_LOCKED = 50_000;

/** The key by which a locked package is known. */
export function lockId({ name, version }: { readonly name: string; readonly version: string }): string {
  return `${name}@${version}`;
}

/** `package-lock.json` and `npm-shrinkwrap.json`, versions 1 to 3. Throws `Unreadable`. Source: npm's documentation. */
export function parsePackageLock(bytes: Buffer): NpmLock {
  const document = parseObject(bytes);
  const packages = objectOf(document.packages);
  const places = packages === undefined ? placesOf(document) : new Map(Object.entries(packages));
  if (packages === undefined && document.lockfileVersion === undefined && places.size === 0)
    throw new Unreadable("it is not a lock file of npm");
  return { packages: atPlaces(places) };
}

/** Version 1 nests; made flat as in the later versions, without recursion. */
function placesOf(document: JsonObject): Map<string, unknown> {
  const places = new Map<string, unknown>();
  const waiting: { readonly prefix: string; readonly dependencies: unknown }[] = [
    { prefix: "", dependencies: document.dependencies },
  ];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const [name, value] of entriesOf(next.dependencies)) {
      const row = objectOf(value);
      if (row === undefined) continue;
      const place = `${next.prefix}node_modules/${name}`;
      if (places.size >= MAX_LOCKED || place.length > MAX_PLACE)
        throw new OverLimit("it lists too many packages");
      places.set(place, oldRow(row));
      waiting.push({ prefix: `${place}/`, dependencies: row.dependencies });
    }
  }
  return places;
}

/** Stops nesting that makes paths longer than the file itself. */
const MAX_PLACE = 4096;

/** In version 1 an alias stands in the version, and what a package wants is called `requires`. */
function oldRow(row: JsonObject): JsonObject {
  const [, name, version] = /^npm:(.+)@([^@]+)$/.exec(textOf(row.version) ?? "") ?? [];
  return {
    version: version ?? row.version,
    dev: row.dev,
    dependencies: row.requires,
    ...(name === undefined ? {} : { name }),
  };
}

function atPlaces(places: ReadonlyMap<string, unknown>): LockedPackage[] {
  const rows = new Map<string, JsonObject & { readonly name: string; readonly version: string }>();
  for (const [place, value] of places) {
    const row = objectOf(value);
    const own = place.slice(place.lastIndexOf("node_modules/") + "node_modules/".length);
    // Without node_modules it is the project or one of its workspaces.
    if (row === undefined || row.link === true || !place.includes("node_modules/")) continue;
    const [name, version] = [textOf(row.name) ?? own, textOf(row.version)];
    if (version === undefined || /^(?:file|link):/.test(version)) continue;
    rows.set(place, { ...row, name, version });
    if (rows.size > MAX_LOCKED) throw new OverLimit("it lists too many packages");
  }
  const found = [...rows].map(([place, row]) => {
    const wanted = [row.dependencies, row.optionalDependencies, row.peerDependencies].flatMap(entriesOf);
    const got = wanted.map(([name]) => resolvePlace(place, name, rows)).filter((one) => one !== undefined);
    return compact<LockedPackage>({
      name: row.name,
      version: row.version,
      development: row.dev === true ? true : undefined,
      licenses: typeof row.license === "string" ? [row.license.slice(0, 200)] : undefined,
      dependencies: got.length === 0 ? undefined : [...new Set(got.map(lockId))],
    });
  });
  return uniqueLocked(found);
}

function resolvePlace<T>(place: string, name: string, rows: ReadonlyMap<string, T>): T | undefined {
  for (let at = place; ; ) {
    const found = rows.get(`${at === "" ? "" : `${at}/`}node_modules/${name}`);
    if (found !== undefined || at === "") return found;
    const up = at.lastIndexOf("/node_modules/");
    at = up < 0 ? "" : at.slice(0, up);
  }
}

/** One package of a name and version; for development only where every copy is. */
export function uniqueLocked(all: readonly LockedPackage[]): LockedPackage[] {
  const unique = new Map<string, LockedPackage>();
  for (const found of all) {
    const known = unique.get(lockId(found));
    if (known === undefined || (known.development === true && found.development !== true))
      unique.set(lockId(found), found);
  }
  return [...unique.values()];
}

/** Those that can be reached from `roots` by their dependencies, by `lockId`. */
export function reachable(packages: readonly LockedPackage[], roots: Iterable<string>): ReadonlySet<string> {
  const byId = new Map(packages.map((found) => [lockId(found), found]));
  const reached = new Set<string>();
  const waiting = [...roots];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    waiting.push(...(byId.get(id)?.dependencies ?? []));
  }
  return reached;
}
