import { Unreadable } from "../errors.ts";
import { arrayOf, objectOf } from "../inventory/json-object.ts";
import type { Digest, Location, OsRelease, Package } from "../model/index.ts";

/**
 * What drydock's own documents say beyond what CycloneDX and SPDX have words for, so that a later scan of the document
 * matches as the scan of the image did. Written and read by one table, which the compiler keeps complete.
 */

/** As CycloneDX has them: a name may stand several times. */
export interface Property {
  readonly name: string;
  readonly value: string;
}

/** The values of each name, in the order of the document. */
export type Properties = ReadonlyMap<string, readonly string[]>;

const PREFIX = "drydock:";

/** A field's form: `write` gives values by the ending of their names; `read` asks for them. */
interface Form<T> {
  write(value: T): readonly (readonly [ending: string, value: string])[];
  read(get: (ending: string) => string | undefined): T | undefined;
}

const text: Form<string> = { write: (value) => [["", value]], read: (get) => get("") };

const flag: Form<boolean> = {
  write: (value) => (value ? [["", "true"]] : []),
  read: (get) => (get("") === "true" ? true : undefined),
};

const nameAndVersion: Form<{ readonly name: string; readonly version: string }> = {
  write: ({ name, version }) => [
    [":name", name],
    [":version", version],
  ],
  read: (get) => {
    const name = get(":name");
    return name === undefined ? undefined : { name, version: get(":version") ?? "" };
  },
};

const owner: Form<NonNullable<Package["ownedBy"]>> = {
  write: ({ name, by }) => [
    [":name", name],
    [":by", by],
  ],
  read: (get) => {
    const [name, by] = [get(":name"), get(":by")];
    return name === undefined || by === undefined ? undefined : { name, by };
  },
};

const list: Form<readonly string[]> = {
  write: (value) => [["", JSON.stringify(value)]],
  read: (get) => strings(fromJson(get(""))),
};

const redHat: Form<NonNullable<Package["redHat"]>> = {
  write: (value) => [["", JSON.stringify(value)]],
  read: (get) => {
    const read = objectOf(fromJson(get("")));
    if (read === undefined) return undefined;
    const { nvr } = read;
    return { contentSets: strings(read.contentSets) ?? [], ...(typeof nvr === "string" ? { nvr } : {}) };
  },
};

/** Those that the formats have words of their own for. */
type Native = "name" | "version" | "purl" | "licenses" | "hashes" | "cpe" | "dependencies" | "locations";
type Forms<T> = { readonly [K in keyof T]-?: Form<NonNullable<T[K]>> };

const PACKAGE_FORMS: Forms<Omit<Package, Native>> = {
  by: text,
  ecosystem: text,
  source: nameAndVersion,
  architecture: text,
  vendor: text,
  module: text,
  redHat,
  development: flag,
  locked: flag,
  root: flag,
  installer: text,
  ownedBy: owner,
  files: list,
};

const OS_FORMS: Forms<Omit<OsRelease, "location">> = {
  family: text,
  version: text,
  prettyName: text,
  codename: text,
  esm: flag,
  repository: text,
};

/** Everything of a package but what the format says itself. */
export function packageProperties(pkg: Package): Property[] {
  return [...written("", PACKAGE_FORMS, pkg), ...pkg.locations.flatMap(locationProperties)];
}

/** The fields of `packageProperties`; those that the document leaves out are left out. */
export function packageFields(properties: Properties): Partial<Omit<Package, Native>> {
  return readBack("", PACKAGE_FORMS, properties);
}

export function osProperties(os: OsRelease): Property[] {
  const { location } = os;
  return [...written("os:", OS_FORMS, os), ...(location === undefined ? [] : locationProperties(location))];
}

/** `undefined` where another tool wrote the document. */
export function osFields(properties: Properties): OsRelease | undefined {
  const { family, version, ...rest } = readBack("os:", OS_FORMS, properties);
  if (family === undefined) return undefined;
  const [location] = locationFields(properties);
  return { family, version: version ?? "", ...rest, ...(location === undefined ? {} : { location }) };
}

/** Of each place its path, layer and diff id; the names repeat, one round for each place. */
function locationProperties({ path, layer, diffId }: Location): Property[] {
  return [
    { name: `${PREFIX}path`, value: path },
    { name: `${PREFIX}layer:index`, value: String(layer) },
    { name: `${PREFIX}layer:diffId`, value: diffId },
  ];
}

/** Throws `Unreadable` where the rounds do not fit together. */
export function locationFields(properties: Properties): readonly Location[] {
  const valuesOf = (name: string) => properties.get(`${PREFIX}${name}`) ?? [];
  const [paths, layers, diffIds] = [valuesOf("path"), valuesOf("layer:index"), valuesOf("layer:diffId")];
  if (paths.length !== layers.length || paths.length !== diffIds.length)
    throw new Unreadable("paths and layers of a component do not belong together");
  return paths.map((path, at) => {
    const layer = Number(layers[at]);
    const diffId = diffIds[at] ?? "";
    if (!Number.isSafeInteger(layer) || layer < 0 || !isDiffId(diffId))
      throw new Unreadable("the layer of a component is not one");
    return { path, layer, diffId };
  });
}

export function isDiffId(value: unknown): value is Digest {
  return typeof value === "string" && /^sha256:[0-9a-f]{64}$/.test(value);
}

/** A value in JSON, as a property. Throws `Unreadable`. */
export function fromJson(value: string | undefined): unknown {
  if (value === undefined) return undefined;
  try {
    return JSON.parse(value);
  } catch {
    throw new Unreadable("a property that drydock writes as JSON is damaged");
  }
}

function strings(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) ? arrayOf(value).filter((one) => typeof one === "string") : undefined;
}

function written<T>(prefix: string, forms: Forms<T>, value: T): Property[] {
  const names = Object.keys(forms) as (keyof T & string)[];
  return names.flatMap((name) => {
    const field = value[name];
    if (field === undefined || field === null) return [];
    return forms[name]
      .write(field)
      .map(([ending, value]) => ({ name: `${PREFIX}${prefix}${name}${ending}`, value }));
  });
}

function readBack<T>(prefix: string, forms: Forms<T>, properties: Properties): Partial<T> {
  const read: Partial<T> = {};
  for (const name of Object.keys(forms) as (keyof T & string)[]) {
    const value = forms[name].read((ending) => properties.get(`${PREFIX}${prefix}${name}${ending}`)?.[0]);
    if (value !== undefined) read[name] = value;
  }
  return read;
}
