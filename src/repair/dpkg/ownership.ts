import { INFO_FOLDER, type Installed, keyOf, STATUS } from "./database.ts";

/** Which packages list which paths; changes as packages are laid over. */
export class Ownership {
  /** Package → its list, in order. */
  readonly #lists = new Map<string, readonly string[]>();
  readonly #owners = new Map<string, Set<string>>();

  add(key: string, list: readonly string[]): void {
    this.#lists.set(key, list);
    for (const path of list) {
      const owners = this.#owners.get(path);
      if (owners === undefined) this.#owners.set(path, new Set([key]));
      else owners.add(key);
    }
  }

  /** In the place of the package's earlier list. */
  replace(key: string, list: readonly string[]): void {
    for (const path of this.list(key)) this.#owners.get(path)?.delete(key);
    this.add(key, list);
  }

  /** Another package took it over. */
  drop(key: string, path: string): void {
    this.replace(
      key,
      this.list(key).filter((one) => one !== path),
    );
  }

  list(key: string): readonly string[] {
    return this.#lists.get(key) ?? [];
  }

  others(path: string, than: string): readonly string[] {
    return [...(this.#owners.get(path) ?? [])].filter((key) => key !== than);
  }
}

/** `var/lib/dpkg/info/x` or `…/x:amd64`, to which `.list` and so on is put. */
export function infoStem(
  {
    name,
    architecture,
    multiArch,
  }: { readonly name: string; readonly architecture: string; readonly multiArch: string },
  byArchitecture: boolean,
): string {
  return `${INFO_FOLDER}/${multiArch === "same" && byArchitecture ? `${name}:${architecture}` : name}`;
}

/** Lists as dpkg keeps them; of a distroless image made of the sums, which name files only. */
export function readOwnership(
  packages: Iterable<Installed>,
  files: ReadonlyMap<string, Buffer>,
  byArchitecture: boolean,
): Ownership {
  const ownership = new Ownership();
  for (const one of packages) {
    const isAlone = one.file !== STATUS;
    const list = files.get(isAlone ? `${one.file}.md5sums` : `${infoStem(one, byArchitecture)}.list`);
    const text = list?.toString("utf8") ?? "";
    ownership.add(
      keyOf(one),
      isAlone ? sumsOf(text).map(([path]) => `/${path}`) : text.split("\n").filter(Boolean),
    );
  }
  return ownership;
}

/** `<md5>  usr/bin/x` a line. */
export function sumsOf(text: string): readonly (readonly [path: string, md5: string])[] {
  return text
    .split("\n")
    .map((line) => /^([0-9a-f]{32})\s+(?:\.\/)?(.+)$/.exec(line))
    .filter((match) => match !== null)
    .map(([, md5 = "", path = ""]) => [path, md5] as const);
}
