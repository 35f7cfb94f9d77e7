/** `etc/x/*.conf`: a star is any part of one name. `~/conf/x.xml`: below the folder that a product lies in. */
export type Place = string;

/** What was asked to be found, with where it lies. */
export interface Placed<T> {
  readonly value: T;
  /** Of a place that begins with `~`. */
  readonly home?: string;
}

/** Answers which places a path is one of; it is asked of every file of an image. */
export type PlaceIndex<T> = (path: string) => readonly Placed<T>[];

const NONE: readonly never[] = [];

/** Most names are in neither table, so that a file costs two look-ups. */
export function placeIndex<T>(places: readonly (readonly [Place, T])[]): PlaceIndex<T> {
  const byName = new Map<string, (readonly [Place, T])[]>();
  const byFolder = new Map<string, (readonly [Place, T])[]>();
  for (const one of places) {
    const name = nameOf(one[0]);
    if (name.includes("*")) add(byFolder, nameOf(folderOf(one[0])), one);
    else add(byName, name, one);
  }
  return (path) => {
    const folder = folderOf(path);
    const named = byName.get(nameOf(path)) ?? NONE;
    const inFolder = byFolder.get(nameOf(folder)) ?? NONE;
    if (named.length + inFolder.length === 0 || isSample(path)) return NONE;
    return [...named, ...inFolder].flatMap(([place, value]) => {
      const home = homeOf(place, path);
      return home === undefined ? [] : [{ value, ...(home === "" ? {} : { home }) }];
    });
  };
}

/** Files that show how it could be done. What is read by a program has another name, or lies elsewhere. */
export function isSample(path: string): boolean {
  const folders = path.split("/");
  const name = (folders.pop() ?? "").toLowerCase();
  if (/[.-](?:example|sample|dist|template|tmpl|orig|bak|rpmnew|rpmsave|md|dpkg-\w{1,20})$/.test(name))
    return true;
  return folders.some((folder) => SAMPLE_FOLDERS.has(folder.toLowerCase()));
}

/** The last name of a path. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

const SAMPLE_FOLDERS: ReadonlySet<string> = new Set([
  "doc",
  "docs",
  "example",
  "examples",
  "sample",
  "samples",
  "test",
  "tests",
  "testdata",
  "fixtures",
]);

/** `undefined` = it is not there; `""` = a place without a home. */
function homeOf(place: Place, path: string): string | undefined {
  const wanted = place.split("/");
  const names = path.split("/");
  if (wanted[0] !== "~") return isMatch(wanted, names) ? "" : undefined;
  wanted.shift();
  const above = names.length - wanted.length;
  if (above < 1 || !isMatch(wanted, names.slice(above))) return undefined;
  return names.slice(0, above).join("/");
}

function isMatch(wanted: readonly string[], names: readonly string[]): boolean {
  return (
    wanted.length === names.length && wanted.every((want, index) => isNameMatch(want, names[index] ?? ""))
  );
}

function isNameMatch(want: string, name: string): boolean {
  const star = want.indexOf("*");
  if (star < 0) return want === name;
  const end = want.slice(star + 1);
  return name.length >= want.length - 1 && name.startsWith(want.slice(0, star)) && name.endsWith(end);
}

function add<T>(table: Map<string, T[]>, key: string, value: T): void {
  const known = table.get(key);
  if (known === undefined) table.set(key, [value]);
  else known.push(value);
}
