import { normalize } from "node:path/posix";
import type { ImageView, Located } from "../../analysis/analyzer.ts";
import { followLinks } from "../../inventory/links.ts";
import type { Gap } from "../../model/index.ts";
import type { ReadImage } from "../detector.ts";
import type { FileFacts, MiddlewareFiles, Unread } from "./facts.ts";
import type { FoundSetting } from "./instance.ts";
import type { Launch } from "./launches.ts";
import type { Product } from "./product.ts";

/** Files of settings that one instance reads, in their order. */
interface Group {
  /** The folder that the product lies in, where the files tell. */
  readonly home: string | undefined;
  readonly settings: readonly FoundSetting[];
}

interface GroupedFile {
  readonly path: string;
  readonly order: number;
  readonly name: string;
}

/** Of one product: stops an image of a hundred thousand files of settings. */
const MAX_FILES = 500;
const SEARCHED = ["usr/local/sbin", "usr/local/bin", "usr/sbin", "usr/bin", "sbin", "bin"];

/** The files of an image that say something of middleware, as far as they have been read. */
export class KnownFiles {
  readonly gaps: Gap[] = [];
  readonly #read: ReadImage;
  readonly #view: ImageView;
  readonly #files: MiddlewareFiles;
  readonly #workdir: string;
  readonly #facts: Map<string, FileFacts>;
  readonly #crowded = new Set<Product>();

  constructor(read: ReadImage, files: MiddlewareFiles, workdir: string) {
    this.#read = read;
    this.#view = read.view;
    this.#files = files;
    this.#workdir = workdir;
    const records: readonly Located<FileFacts>[] = read.view.records(files.analyzer);
    this.#facts = new Map(records.map(({ path, record }) => [path, record]));
  }

  has(path: string): boolean {
    return this.#view.entry(followLinks(this.#view, path) ?? path) !== undefined;
  }

  /** The file is as its system package brought it: it owns the path, and no later layer has written there. */
  isUntouched(path: string): boolean {
    const owner = this.#read.ownerOf(path);
    const layer = this.#view.entry(path)?.layer;
    return owner !== undefined && layer !== undefined && layer <= (owner.locations[0]?.layer ?? -1);
  }

  /** The script that a word of a command line names, if it starts anything. */
  scriptAt(word: string): string | undefined {
    const folders = word.includes("/") ? [] : SEARCHED.map((folder) => `/${folder}/${word}`);
    return [...folders, word]
      .map((candidate) => this.#resolved(candidate))
      .find((path) => this.#facts.get(path)?.launches !== undefined);
  }

  launchesAt(path: string): readonly Launch[] {
    return this.#facts.get(path)?.launches ?? [];
  }

  settingsAt(path: string, { id }: Product): readonly FoundSetting[] {
    return (this.#facts.get(path)?.settings?.[id] ?? []).map((setting) => ({ ...setting, source: path }));
  }

  /** Files in places of the product, whatever they say. */
  placesOf(product: Product): readonly string[] {
    return [...this.#facts.keys()].filter((path) => this.#isPlace(path, product));
  }

  /** The file that a command line names, behind all links; `undefined` also where it is given at run time. */
  fileAt({ file }: Launch): string | undefined {
    return file === undefined || file.includes("$") ? undefined : this.#resolved(file);
  }

  /** Reads the files that launches name and no place told of. */
  async readNamed(launches: readonly Launch[]): Promise<void> {
    const wanted = new Map<string, Set<Product>>();
    const layers = new Set<number>();
    for (const launch of launches) {
      const path = this.fileAt(launch);
      const entry = path === undefined ? undefined : this.#view.entry(path);
      const product = this.#files.products.find(({ id }) => id === launch.product);
      if (path === undefined || entry?.type !== "file" || product === undefined) continue;
      if (this.#isPlace(path, product)) continue;
      wanted.set(path, (wanted.get(path) ?? new Set()).add(product));
      layers.add(entry.layer);
    }
    if (wanted.size === 0) return;
    const analyzer = this.#files.named(wanted);
    for (const [layer, result] of await this.#read.again([analyzer], [...layers])) {
      for (const [path, facts] of Object.entries(result.records[analyzer.id] ?? {}))
        if (this.#view.entry(path)?.layer === layer)
          this.#facts.set(path, joined(this.#facts.get(path), facts as FileFacts));
      this.gaps.push(...result.gaps.filter(({ by }) => by === analyzer.id));
    }
  }

  /** What the product reads by itself: a group for each list of places, or for each folder that it lies in. */
  groupsOf(product: Product, isInstalled: boolean, links: ReadonlyMap<string, string>): readonly Group[] {
    const groups = this.#grouped(product, isInstalled, links);
    return [...groups].map(([home, files]) => ({
      home: home.startsWith("#") ? undefined : home,
      settings: files.flatMap(({ path }) => this.settingsAt(path, product)),
    }));
  }

  /** What could not be read for these products, or not all of it. */
  unread(present: readonly Product[]): readonly (Unread & { product: Product; path: string })[] {
    const reason = `it has more than ${MAX_FILES} files of settings`;
    return [
      ...[...this.#facts].flatMap(([path, { unreadable = {} }]) =>
        present.flatMap((product) => {
          const why = unreadable[product.id];
          return why === undefined ? [] : [{ ...why, product, path }];
        }),
      ),
      ...[...this.#crowded].map((product) => ({ kind: "limit" as const, reason, product, path: product.id })),
    ];
  }

  /** Home, or `#` and the number of the list → files in the order in which they are read. */
  #grouped(
    product: Product,
    isInstalled: boolean,
    links: ReadonlyMap<string, string>,
  ): ReadonlyMap<string, readonly GroupedFile[]> {
    const groups = new Map<string, GroupedFile[]>();
    const taken = new Set<string>();
    const take = (name: string, path: string) => {
      if (taken.has(name)) return;
      if (taken.size >= MAX_FILES) {
        this.#crowded.add(product);
        return;
      }
      for (const { value, home } of this.#files.placesOf(name)) {
        const { list, order } = value;
        if (value.product !== product || list === "target" || !this.#isHome(product, home, isInstalled))
          continue;
        taken.add(name);
        const key = home ?? `#${list}`;
        const known = groups.get(key);
        if (known === undefined) groups.set(key, [{ path, order, name }]);
        else known.push({ path, order, name });
      }
    };
    const has = (path: string) => this.#facts.get(path)?.settings?.[product.id] !== undefined;
    for (const path of this.#facts.keys()) if (has(path)) take(path, path);
    for (const [link, target] of links) if (has(target)) take(link, target);
    // Folders in front of a place may be links, too.
    for (const place of product.places.flat()) {
      if (place.includes("*") || place.startsWith("~")) continue;
      const target = followLinks(this.#view, place) ?? place;
      if (target !== place && has(target)) take(place, target);
    }
    for (const files of groups.values())
      files.sort((a, b) => a.order - b.order || (a.name < b.name ? -1 : 1));
    return groups;
  }

  #isHome({ marks }: Product, home: string | undefined, isInstalled: boolean): boolean {
    if (home === undefined || marks === undefined) return isInstalled;
    return marks.some((mark) => this.has(`${home}/${mark}`));
  }

  #isPlace(path: string, product: Product): boolean {
    return this.#files.placesOf(path).some(({ value }) => value.product === product);
  }

  #resolved(path: string): string {
    const whole = path.startsWith("/") ? path : `/${this.#workdir}/${path}`;
    const bare = normalize(whole).replace(/^\/+/, "");
    return followLinks(this.#view, bare) ?? bare;
  }
}

/** What a file says as a place of some products, and as the file that others are told to read. */
function joined(known: FileFacts | undefined, facts: FileFacts): FileFacts {
  if (known === undefined) return facts;
  return {
    ...known,
    ...facts,
    settings: { ...known.settings, ...facts.settings },
    unreadable: { ...known.unreadable, ...facts.unreadable },
  };
}
