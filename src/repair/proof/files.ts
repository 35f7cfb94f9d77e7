import type { FileEntry, ImageView } from "../../analysis/index.ts";
import { type FileDigests, fileDigests } from "../../detectors/file-digests.ts";
import { listedDigests } from "../../inventory/digests/index.ts";
import type { Owners } from "../../inventory/index.ts";
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

/**
 * Files of the new layer that are not as their package lists them, by the digests of the package database; what it keeps no
 * digest of (configuration) is left out, and what it does not expect to stay. What `dpkg --verify` does.
 */
export async function unlikeTheirLists({ view, ownerOf, again }: Looked): Promise<readonly string[]> {
  const last = view.layers.length - 1;
  const files = newEntries(view).flatMap(({ path, type }) => {
    if (type !== "file" && type !== "hardlink") return [];
    const owner = ownerOf(path);
    return owner === undefined ? [] : [{ path, owner }];
  });
  if (files.length === 0) return [];
  const listed = listedDigests(view, files);
  const targets = new Map(files.map(({ path }) => [path, fileBehind(view, path)]));
  const paths = new Set([...targets.values()].map((place) => place?.path ?? ""));
  const analyzer = fileDigests(paths, listed.algorithms);
  const layers = [last, ...[...targets.values()].map((place) => place?.layer ?? last), ...listed.layers];
  const results = await again([analyzer, ...listed.analyzers], [...new Set(layers)]);
  const expected = listed.expectations(results);
  return files.flatMap((file) => {
    const { digests } = expected(file);
    if (digests.length === 0 || digests.some(({ hex }) => hex === "")) return [];
    const place = targets.get(file.path);
    const own =
      place && (results.get(place.layer)?.records[analyzer.id]?.[place.path] as FileDigests | undefined);
    return digests.some(({ algorithm, hex }) => own?.[algorithm] === hex) ? [] : [file.path];
  });
}

/** A hard link is to what its target was in its own layer. */
function fileBehind(view: ImageView, path: string) {
  const entry = view.entry(path);
  const found = entry?.type === "hardlink" ? view.upTo(entry.layer + 1).entry(entry.target ?? "") : entry;
  return found?.type === "file" ? { path: found.path, layer: found.layer } : undefined;
}

/** A library that a new program asks for and that is nowhere in the image. */
export interface Missing {
  readonly path: string;
  readonly library: string;
}

/**
 * Libraries that programs of the new layer ask for and that are in no folder of the image: such a program cannot start.
 * What is there under a name that the loader would not find is taken for found.
 */
export async function missingLibraries({ view, again }: Pick<Looked, "view" | "again">): Promise<{
  readonly missing: readonly Missing[];
  /** Files whose needs could not be read. */
  readonly unread: readonly string[];
}> {
  const last = view.layers.length - 1;
  const paths = new Set(newEntries(view).flatMap(({ path, type }) => (type === "file" ? [path] : [])));
  const analyzer = elfNeeds(paths);
  const result = (await again([analyzer], [last])).get(last);
  const records = (result?.records[analyzer.id] ?? {}) as Readonly<Record<string, Needs>>;
  const asked = Object.entries(records).flatMap(([path, needs]) =>
    needs.map((library) => ({ path, library })),
  );
  const unread = (result?.gaps ?? []).flatMap(({ where, by }) => (by === analyzer.id ? [where] : []));
  if (asked.length === 0) return { missing: [], unread };
  const wanted = new Set(asked.map(({ library }) => nameOf(library)));
  const there = new Set<string>();
  for (const { path, type } of view.entries()) {
    const name = nameOf(path);
    if (type !== "directory" && wanted.has(name)) there.add(name);
  }
  return { missing: asked.filter(({ library }) => !there.has(nameOf(library))), unread };
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
