import { createHash } from "node:crypto";
import type { Analyzer, FileAnalyzer, ImageView, LayerResult, StreamAnalyzer } from "../analysis/index.ts";
import { DrydockError } from "../errors.ts";
import type { Root, RootEntry } from "./model.ts";

/** Of one file that is read whole: package databases of the largest images have some 20 MB. */
const MAX_FILE = 64 * 1024 * 1024;
/** Of entries that are held in memory, some 250 bytes each. */
const MAX_LISTED = 100_000;
/** Of links behind links. Source: path_resolution(7). */
const MAX_LINKS = 40;

/** Reads layers, by index, once more with these analyzers. */
export type ReadAgain = (
  analyzers: readonly Analyzer[],
  layers: readonly number[],
) => Promise<ReadonlyMap<number, LayerResult>>;

/** The scan's view of an image as what engines work on. */
export function rootOf(view: ImageView, again: ReadAgain): Root {
  // Folders are asked for once for each path below them.
  const known = new Map<string, RootEntry | undefined>();
  const entry = (path: string) => {
    if (!known.has(path)) known.set(path, view.entry(path));
    return known.get(path);
  };
  // Gone through many times: to unpack the list anew each time takes longer than all else that is done with it.
  const listed = view.layers.reduce((sum, { entries }) => sum + entries.length, 0);
  let all: readonly RootEntry[] | undefined;
  return {
    entry,
    entries() {
      if (listed > MAX_LISTED) return view.entries();
      all ??= [...view.entries()];
      return all;
    },
    read: (paths) => contents(view, again, paths, wholeFiles, (record) => Buffer.from(record as Buffer)),
    digests: (paths) => contents(view, again, paths, digests, String),
  };
}

interface Place {
  readonly layer: number;
  readonly path: string;
}

async function contents<T>(
  view: ImageView,
  again: ReadAgain,
  paths: readonly string[],
  analyzerOf: (paths: ReadonlySet<string>) => Analyzer,
  toValue: (record: unknown) => T,
): Promise<ReadonlyMap<string, T>> {
  const places = new Map<string, Place>();
  for (const path of paths) {
    const place = placeOf(view, path);
    if (place !== undefined) places.set(path, place);
  }
  if (places.size === 0) return new Map();
  const wanted = [...places.values()];
  const analyzer = analyzerOf(new Set(wanted.map(({ path }) => path)));
  const results = await again([analyzer], [...new Set(wanted.map(({ layer }) => layer))]);
  const found = new Map<string, T>();
  for (const [path, place] of places) {
    const record = results.get(place.layer)?.records[analyzer.id]?.[place.path];
    if (record === undefined)
      throw new DrydockError("IMAGE_INVALID", `${path} of the image cannot be read, or is too large to be.`);
    found.set(path, toValue(record));
  }
  return found;
}

/** Where a file's content lies: a hard link is to what its target was in the link's own layer. */
function placeOf(view: ImageView, path: string): Place | undefined {
  let entry = view.entry(path);
  for (let links = 0; entry?.type === "hardlink" && links < MAX_LINKS; links++)
    entry = view.upTo(entry.layer + 1).entry(entry.target ?? "");
  return entry?.type === "file" ? { layer: entry.layer, path: entry.path } : undefined;
}

function wholeFiles(paths: ReadonlySet<string>): FileAnalyzer<Buffer> {
  return {
    id: "repair-files",
    version: 1,
    maxBytes: MAX_FILE,
    wants: ({ path }) => paths.has(path),
    read: async (body) => Buffer.from(await body.bytes()), // what is lent is gone later
  };
}

function digests(paths: ReadonlySet<string>): StreamAnalyzer<string> {
  return {
    id: "repair-digests",
    version: 1,
    maxBytes: Number.POSITIVE_INFINITY,
    wants: ({ path }) => paths.has(path),
    open() {
      const hash = createHash("sha256");
      return {
        write(piece) {
          hash.update(piece);
          return true;
        },
        end: () => hash.digest("hex"),
      };
    },
  };
}

/** What a path leads to, with every link on the way followed; `undefined` = nothing, or links in a circle. */
export function behindLinks(root: Pick<Root, "entry">, path: string): RootEntry | undefined {
  let rest = path.split("/").filter((part) => part !== "" && part !== ".");
  let done: string[] = [];
  let links = 0;
  let entry: RootEntry | undefined;
  while (rest.length > 0) {
    const [part = "", ...further] = rest;
    rest = further;
    if (part === "..") {
      done.pop();
      continue;
    }
    entry = root.entry([...done, part].join("/"));
    if (entry === undefined) return undefined;
    if (entry.type !== "symlink") {
      done.push(part);
      continue;
    }
    if (++links > MAX_LINKS) return undefined;
    const target = entry.target ?? "";
    if (target.startsWith("/")) done = [];
    rest = [...target.split("/").filter((one) => one !== "" && one !== "."), ...rest];
  }
  return done.length === 0 ? undefined : root.entry(done.join("/"));
}
