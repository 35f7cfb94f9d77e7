import type { Gap } from "../model/gap.ts";
import type { Analyzer, FileEntry, ImageView, LayerResult, Located } from "./analyzer.ts";
import { EntryList, hashOfPath } from "./entry-list.ts";
import { type LinkedRecords, resolveLowerLinks } from "./lower-links.ts";

/**
 * Folds the layers, base first, by the rules of OCI image-spec 1.1 ("Applying Changesets"): a whiteout hides its path
 * in lower layers, an opaque marker what lower layers have in its folder, wherever it stands in the tar; anything but
 * a folder hides what lower layers have beneath its path, and any entry replaces a lower one at its path.
 *
 * Paths are taken as the tars write them. A file written through a link of a lower layer (`lib/x` where `lib` is a
 * symlink) is found at `lib/x`: engines differ in where they put it, and hiding it would hide evidence.
 */
export function squash(layers: readonly LayerResult[]): ImageView {
  const squashed = layers.map((layer) => new SquashedLayer(layer));
  let links: LinkedRecords | undefined;
  return new SquashedView(squashed, () => {
    links ??= resolveLowerLinks(
      layers,
      (count, known) => new SquashedView(squashed.slice(0, count), () => known),
    );
    return links;
  });
}

/** One layer with its look-ups. */
export class SquashedLayer {
  readonly result: LayerResult;
  readonly entries: EntryList;
  readonly whiteouts: ReadonlySet<string>;
  readonly opaques: ReadonlySet<string>;

  constructor(result: LayerResult) {
    this.result = result;
    this.entries = EntryList.from(result.entries);
    this.whiteouts = new Set(result.whiteouts);
    this.opaques = new Set(result.opaques);
  }
}

/** Nothing is computed before it is asked for: most scans want to know about a handful of paths. */
class SquashedView implements ImageView {
  readonly layers: readonly LayerResult[];
  readonly #layers: readonly SquashedLayer[];
  /** Path of a folder → the highest layer that hides what layers below it have in there; -1 = none. */
  readonly #hiders = new Map<string, number>();
  readonly #links: () => LinkedRecords;
  #allGaps: readonly Gap[] | undefined;
  /** By layer, then entry: 1 = visible. Known when all entries have been gone through once. */
  #visible: readonly Uint8Array[] | undefined;

  constructor(layers: readonly SquashedLayer[], links: () => LinkedRecords) {
    this.#layers = layers;
    this.#links = links;
    this.layers = layers.map(({ result }) => result);
  }

  entry(path: string): (FileEntry & { readonly layer: number }) | undefined {
    const hash = hashOfPath(path);
    for (let layer = this.#layers.length - 1; layer >= 0; layer--) {
      const { whiteouts, entries } = this.#layers[layer]!;
      const found = entries.find(path, hash)?.entry;
      if (found !== undefined) return this.#hiderOf(folderOf(path)) > layer ? undefined : { ...found, layer };
      if (whiteouts.has(path)) return undefined;
    }
    return undefined;
  }

  *entries(): Generator<FileEntry & { readonly layer: number }> {
    if (this.#visible === undefined) return yield* this.#findVisible();
    for (let layer = this.#layers.length - 1; layer >= 0; layer--)
      for (const entry of this.#layers[layer]!.entries.chosen(this.#visible[layer]!))
        yield Object.assign(entry, { layer });
  }

  *#findVisible(): Generator<FileEntry & { readonly layer: number }> {
    const visible = this.#layers.map(({ entries }) => entries.last());
    const above = new HashFilter();
    for (const [layer, { entries, whiteouts }] of [...this.#layers.entries()].reverse()) {
      const { hashes } = entries.packed;
      const own = visible[layer]!;
      let folder: string | undefined;
      let isFolderHidden = false;
      let index = -1;
      for (const entry of entries) {
        if (own[++index] === 0) continue;
        own[index] = 0;
        const hash = hashes[index]!;
        if (above.mayHave(hash) && this.#lastMention(entry.path, layer, hash) > layer) continue;
        const around = folderOf(entry.path);
        if (around !== folder) isFolderHidden = this.#hiderOf(around) > layer;
        folder = around;
        if (isFolderHidden) continue;
        own[index] = 1;
        yield Object.assign(entry, { layer });
      }
      for (const hash of hashes) above.add(hash);
      for (const path of whiteouts) above.add(hashOfPath(path));
    }
    this.#visible = visible;
  }

  records<R>(analyzer: Pick<Analyzer<R>, "id">): readonly Located<R>[] {
    return this.#located<R>(analyzer.id, false);
  }

  hiddenRecords<R>(analyzer: Pick<Analyzer<R>, "id">): readonly Located<R>[] {
    return this.#located<R>(analyzer.id, true);
  }

  get gaps(): readonly Gap[] {
    const own = this.layers.flatMap(({ gaps }, layer) => gaps.map((gap) => ({ ...gap, at: layer })));
    const linked = this.#links().gaps.filter(({ at }) => at < this.layers.length);
    this.#allGaps ??= [...own, ...linked]
      .filter(({ path, at }) => path === undefined || !this.#isHidden(at, path))
      .map(({ path: _, at: __, ...gap }) => gap);
    return this.#allGaps;
  }

  upTo(count: number): ImageView {
    return count >= this.layers.length ? this : new SquashedView(this.#layers.slice(0, count), this.#links);
  }

  #located<R>(id: string, hidden: boolean): Located<R>[] {
    const own = this.layers.flatMap(({ records }, layer) =>
      Object.entries(records[id] ?? {}).map(([path, record]) => ({ path, layer, record })),
    );
    const linked = this.#links().records.get(id) ?? [];
    return [...own, ...linked.filter(({ layer }) => layer < this.layers.length)]
      .filter(({ layer, path }) => this.#isHidden(layer, path) === hidden)
      .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.layer - b.layer)) as Located<R>[];
  }

  /** Whether what `layer` has at `path` is gone at the end. */
  #isHidden(layer: number, path: string): boolean {
    return this.#lastMention(path, layer) > layer || this.#hiderOf(folderOf(path)) > layer;
  }

  /** The highest layer above `floor` that has an entry or a whiteout for exactly this path, else `floor`. */
  #lastMention(path: string, floor: number, hash = hashOfPath(path)): number {
    for (let index = this.#layers.length - 1; index > floor; index--) {
      const { whiteouts, entries } = this.#layers[index]!;
      if (whiteouts.has(path) || entries.find(path, hash) !== undefined) return index;
    }
    return floor;
  }

  #hiderOf(folder: string): number {
    const known = this.#hiders.get(folder);
    if (known !== undefined) return known;
    const above = folder === "" ? -1 : this.#hiderOf(folderOf(folder));
    const hash = hashOfPath(folder);
    let hider = this.#layers.length - 1;
    while (hider > above && !hides(this.#layers[hider]!, folder, hash)) hider--;
    this.#hiders.set(folder, hider);
    return hider;
  }
}

/** Numbers of 32 bits. */
class HashFilter {
  readonly #bits = new Uint8Array(FILTER_BYTES);

  add(hash: number): void {
    this.#bits[(hash >>> 3) % FILTER_BYTES]! |= 1 << (hash & 7);
  }

  /** `false` = surely not. */
  mayHave(hash: number): boolean {
    return (this.#bits[(hash >>> 3) % FILTER_BYTES]! & (1 << (hash & 7))) !== 0;
  }
}

/** One in ten is asked for in vain where an image has a million entries. */
const FILTER_BYTES = 1024 * 1024;

/** Whether the layer hides what lower ones have in `folder`. The root can only be made opaque. */
function hides({ whiteouts, opaques, entries }: SquashedLayer, folder: string, hash: number): boolean {
  if (opaques.has(folder)) return true;
  if (folder === "") return false;
  const found = entries.find(folder, hash)?.entry;
  return whiteouts.has(folder) || (found !== undefined && found.type !== "directory");
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}
