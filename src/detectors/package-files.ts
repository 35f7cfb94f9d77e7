import { createHash } from "node:crypto";
import type { FileEntry, ImageView } from "../analysis/analyzer.ts";
import { type Expected, listedDigests } from "../inventory/digests/index.ts";
import type { Package } from "../model/index.ts";
import type { ReadImage } from "./detector.ts";
import { type FileDigests, fileDigests } from "./file-digests.ts";

/** How a file compares with what its package's database says; `unknown` also for what belongs to no package. */
export type FileState = "unchanged" | "altered" | "unknown";

export interface ComparedFile {
  readonly state: FileState;
  readonly owner?: Package;
  /** Its package has no digest of it, though it should. */
  readonly isUndigested: boolean;
  /** It is machine code, or what it took the place of was. */
  readonly isProgram: boolean;
}

/** Which of these visible files are what their system packages brought. Reads layers again where there is any doubt. */
export async function unchangedFiles(
  read: ReadImage,
  paths: Iterable<string>,
): Promise<ReadonlyMap<string, FileState>> {
  const compared = await comparedFiles(read, paths);
  return new Map([...compared].map(([path, { state }]) => [path, state]));
}

/** The same with what else is known of them. */
export async function comparedFiles(
  read: ReadImage,
  paths: Iterable<string>,
): Promise<ReadonlyMap<string, ComparedFile>> {
  const views = read.view.layers.map((_, layer) => read.view.upTo(layer));
  const asked = [...new Set(paths)].map((path) => askedFile(read, path, views));
  const owned = asked.filter((one): one is OwnedFile => one.owner !== undefined);
  if (owned.length === 0) return new Map(asked.map(({ path }) => [path, UNKNOWN]));
  const listed = listedDigests(read.view, owned);
  const contents = owned.flatMap(({ now, before }) => [now, before]).filter((one) => one !== undefined);
  const analyzer = fileDigests(new Set(contents.map(({ path }) => path)), listed.algorithms);
  const layers = [...contents.map(({ layer }) => layer), ...listed.layers];
  const results = await read.again([analyzer, ...listed.analyzers], layers);
  const digestsAt = (place: Place | undefined) =>
    place && (results.get(place.layer)?.records[analyzer.id]?.[place.path] as FileDigests | undefined);
  const expected = listed.expectations(results);
  return new Map(
    asked.map((one) => {
      if (one.owner === undefined) return [one.path, UNKNOWN];
      const now = digestsAt(one.now);
      const isProgram = now?.isProgram === true || digestsAt(one.before)?.isProgram === true;
      return [one.path, { owner: one.owner, isProgram, ...compared(one.entry, now, expected(one)) }];
    }),
  );
}

const UNKNOWN: ComparedFile = { state: "unknown", isUndigested: false, isProgram: false };

/** Where the bytes of a file lie. */
interface Place {
  readonly path: string;
  readonly layer: number;
}

interface OwnedFile {
  readonly path: string;
  readonly owner: Package;
  readonly entry: FileEntry;
  readonly now: Place | undefined;
  readonly before: Place | undefined;
}

function askedFile(
  { view, ownerOf }: ReadImage,
  path: string,
  below: readonly ImageView[],
): OwnedFile | { path: string; owner?: undefined } {
  const entry = view.entry(path);
  const owner = entry === undefined || entry.type === "directory" ? undefined : ownerOf(path);
  if (entry === undefined || owner === undefined) return { path };
  const before = contentOf(below[entry.layer]!, path);
  return { path, owner, entry, now: contentOf(view, path), before };
}

/** Tars link to the file itself; a chain this long was made by hand. */
const MAX_HOPS = 8;

/** A hard link's bytes lie with what it leads to, in its own layer or one below. */
function contentOf(view: ImageView, path: string): Place | undefined {
  let at = path;
  let found = view.entry(at);
  for (let hops = 0; found?.type === "hardlink" && hops < MAX_HOPS; hops++) {
    at = found.target ?? "";
    found = view.upTo(found.layer + 1).entry(at);
  }
  return found?.type === "file" ? { path: at, layer: found.layer } : undefined;
}

function compared(
  entry: FileEntry,
  now: FileDigests | undefined,
  { digests, isUndigested }: Expected,
): Pick<ComparedFile, "state" | "isUndigested"> {
  if (digests.length === 0) return { state: "unknown", isUndigested };
  // Where it is expected to change nobody can tell.
  if (digests.some(({ hex }) => hex === "")) return { state: "unknown", isUndigested: false };
  const isLink = entry.type === "symlink";
  if (now === undefined && !isLink) return { state: "unknown", isUndigested: true };
  const isSame = digests.some(({ algorithm, hex }) => {
    const own = isLink
      ? createHash(algorithm)
          .update(entry.target ?? "")
          .digest("hex")
      : now?.[algorithm];
    return own === hex;
  });
  return { state: isSame ? "unchanged" : "altered", isUndigested: false };
}
