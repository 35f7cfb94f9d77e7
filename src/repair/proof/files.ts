import type { Analyzer, FileEntry, ImageView, LayerResult } from "../../analysis/index.ts";
import { type FileDigests, fileDigests } from "../../detectors/file-digests.ts";
import { listedDigests } from "../../inventory/digests/index.ts";
import type { Owners } from "../../inventory/index.ts";
import type { Package } from "../../model/index.ts";
import type { ReadAgain } from "../root.ts";
import { elfNeeds, type Needs } from "./elf-needs.ts";

/** What was looked at of a repaired image. */
interface Looked {
  readonly view: ImageView;
  readonly ownerOf: Owners;
  readonly again: ReadAgain;
}

/** The index of the new layer is the last. */
function newEntries({ layers }: ImageView): readonly FileEntry[] {
  return [...(layers.at(-1)?.entries ?? [])];
}

/** A library that a new program asks for and that is nowhere in the image. */
export interface Missing {
  readonly path: string;
  readonly library: string;
}

/** What was seen of the files of the new layer. */
export interface NewFiles {
  /**
   * Those that are not as their package lists them, by the digests of the package database; what it keeps no digest of
   * (configuration) is left out, and what it does not expect to stay. What `dpkg --verify` does.
   */
  readonly altered: readonly string[];
  /**
   * Libraries that programs ask for and that are in no folder of the image: such a program cannot start. What is there
   * under a name that the loader would not find is taken for found.
   */
  readonly missing: readonly Missing[];
  /** Programs of which nobody could tell what they ask for. */
  readonly unread: readonly string[];
}

/** Reads the new layer once more, for all that is to be proved of its files. */
export async function newFiles({ view, ownerOf, again }: Looked): Promise<NewFiles> {
  const last = view.layers.length - 1;
  const entries = newEntries(view);
  const lists = new Lists(view, ownerOf, entries);
  const needs = elfNeeds(new Set(entries.flatMap(({ path, type }) => (type === "file" ? [path] : []))));
  const results = await again([needs, ...lists.analyzers], [...new Set([last, ...lists.layers])]);
  const result = results.get(last);
  return {
    altered: lists.altered(results),
    missing: missing(view, (result?.records[needs.id] ?? {}) as Readonly<Record<string, Needs>>),
    unread: (result?.gaps ?? []).flatMap(({ where, by }) => (by === needs.id ? [where] : [])),
  };
}

/** New files beside what their packages say of them. */
class Lists {
  readonly #files: readonly { readonly path: string; readonly owner: Package }[];
  readonly #targets: ReadonlyMap<string, { readonly path: string; readonly layer: number } | undefined>;
  readonly #listed: ReturnType<typeof listedDigests>;
  readonly #digests: Analyzer;

  constructor(view: ImageView, ownerOf: Owners, entries: readonly FileEntry[]) {
    this.#files = entries.flatMap(({ path, type }) => {
      const owner = type === "file" || type === "hardlink" ? ownerOf(path) : undefined;
      return owner === undefined ? [] : [{ path, owner }];
    });
    this.#listed = listedDigests(view, this.#files);
    this.#targets = new Map(this.#files.map(({ path }) => [path, fileBehind(view, path)]));
    const paths = new Set([...this.#targets.values()].map((place) => place?.path ?? ""));
    this.#digests = fileDigests(paths, this.#listed.algorithms);
  }

  get analyzers(): readonly Analyzer[] {
    return this.#files.length === 0 ? [] : [this.#digests, ...this.#listed.analyzers];
  }

  get layers(): readonly number[] {
    const own = [...this.#targets.values()].flatMap((place) => place?.layer ?? []);
    return this.#files.length === 0 ? [] : [...own, ...this.#listed.layers];
  }

  altered(results: ReadonlyMap<number, LayerResult>): readonly string[] {
    if (this.#files.length === 0) return [];
    const expected = this.#listed.expectations(results);
    return this.#files.flatMap((file) => {
      const { digests } = expected(file);
      if (digests.length === 0 || digests.some(({ hex }) => hex === "")) return [];
      const place = this.#targets.get(file.path);
      const records = place && results.get(place.layer)?.records[this.#digests.id];
      const own = place && (records?.[place.path] as FileDigests | undefined);
      return digests.some(({ algorithm, hex }) => own?.[algorithm] === hex) ? [] : [file.path];
    });
  }
}

/** A hard link is to what its target was in its own layer. */
function fileBehind(view: ImageView, path: string) {
  const entry = view.entry(path);
  const found = entry?.type === "hardlink" ? view.upTo(entry.layer + 1).entry(entry.target ?? "") : entry;
  return found?.type === "file" ? { path: found.path, layer: found.layer } : undefined;
}

function missing(view: ImageView, records: Readonly<Record<string, Needs>>): readonly Missing[] {
  const asked = Object.entries(records).flatMap(([path, needs]) =>
    needs.map((library) => ({ path, library })),
  );
  if (asked.length === 0) return [];
  const wanted = new Set(asked.map(({ library }) => nameOf(library)));
  const there = new Set<string>();
  for (const { path, type } of view.entries()) {
    const name = nameOf(path);
    if (type !== "directory" && wanted.has(name)) there.add(name);
  }
  return asked.filter(({ library }) => !there.has(nameOf(library)));
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
