import type { Gap } from "../model/gap.ts";

/** One entry of a layer's tar. */
export interface FileEntry {
  /** Normalised: no leading slash, no `.`/`..`/empty segments. */
  readonly path: string;
  readonly type: "file" | "directory" | "symlink" | "hardlink" | "other";
  /** Bytes of the body; 0 for everything but a file. */
  readonly size: number;
  /** Permission bits with setuid, setgid and sticky. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Of a symlink as written; of a hard link normalised like a path. */
  readonly target?: string;
  /** File capabilities that a program is permitted (`net_raw`); absent where there are none. */
  readonly capabilities?: readonly string[];
  /** Of the type `other`: a device node, or a fifo. */
  readonly device?: {
    readonly kind: "block" | "char" | "fifo";
    readonly major: number;
    readonly minor: number;
  };
}

/** The content of one file, lent for the time of one `read`. */
export interface Body {
  readonly size: number;
  /** The whole content. Throws `Unreadable` if it is over the analyzer's `maxBytes`. */
  bytes(): Promise<Buffer>;
  /** The same as UTF-8, invalid sequences replaced. */
  text(): Promise<string>;
  /** Path of a private temporary copy inside the cache folder, gone after `read`; for readers that want a file. */
  file(): Promise<string>;
  /** Where it lies, if it is in a file already: for readers that want parts of it. */
  readonly place?: BodyPlace;
}

export interface BodyPlace {
  /** Its path. Others may lie before and behind. */
  readonly file: string;
  /** In bytes. */
  readonly start: number;
}

interface AnalyzerBase {
  readonly id: string;
  /** Raise it when the answer changes: it is part of the cache key. */
  readonly version: number;
  /** Every setting that changes the answer, printed; part of the cache key. */
  readonly settings?: string;
  /** Bodies over this many bytes are not read; the entry becomes a gap of kind `limit`. */
  readonly maxBytes: number;
  /** Asked of every entry of type `file` (hard links are offered as the file they point to): string tests only. */
  wants(entry: FileEntry): boolean;
}

/** Reads one file at a time into one plain JSON record. `undefined` = nothing here after all. Throws `Unreadable`. */
export interface FileAnalyzer<R = unknown> extends AnalyzerBase {
  read(body: Body, entry: FileEntry): Promise<R | undefined>;
}

/**
 * Reads files of a layer that only make sense together (an SQLite database and its `-wal`). Called once at the end of
 * a layer that has any; `files` is keyed by path. Records come back keyed by path. Throws `Unreadable`.
 */
export interface GroupAnalyzer<R = unknown> extends AnalyzerBase {
  readTogether(files: ReadonlyMap<string, Body>): Promise<ReadonlyMap<string, R>>;
}

/**
 * Sees the bytes of a file go by, in order, for evidence that lies somewhere in a large one. Nothing is kept for it: a
 * program of gigabytes costs neither memory nor disk. So `maxBytes` may be `Infinity`.
 */
export interface StreamAnalyzer<R = unknown> extends AnalyzerBase {
  /** `undefined` = not this one, after a closer look than `wants` may take. */
  open(entry: FileEntry): ByteSink<R> | undefined;
}

/** Takes the body of one file as it passes. Both throw `Unreadable`; after that the sink is not called again. */
export interface ByteSink<R = unknown> {
  /** The next bytes: a view that is only valid during the call. `false` = seen enough. */
  write(piece: Buffer): boolean;
  /** All bytes have passed, or enough of them. `undefined` = nothing here after all. */
  end(): R | undefined;
}

/** An analyzer that is lent whole bodies. */
export type BodyAnalyzer<R = unknown> = FileAnalyzer<R> | GroupAnalyzer<R>;

export type Analyzer<R = unknown> = BodyAnalyzer<R> | StreamAnalyzer<R>;

/** A record and where it was found. */
export interface Located<R> {
  readonly path: string;
  readonly layer: number;
  readonly record: R;
}

/** The entries of a layer, in a form that need not be an array: an image may have millions. */
export interface EntryTable extends Iterable<FileEntry> {
  readonly length: number;
  some(test: (entry: FileEntry) => boolean): boolean;
}

/** A hard link that analyzers want, to a file that is not in its own layer. */
export interface LowerLink {
  readonly path: string;
  readonly target: string;
  /** Ids of the analyzers that want it. */
  readonly analyzers: readonly string[];
  /** Those among them that want the file by its own path too: what they have no record of there holds nothing. */
  readonly wantedThere?: readonly string[];
}

/** What one layer gave; plain data, cached by diff id and analyzers. */
export interface LayerResult {
  readonly diffId: string;
  /** Everything in the layer but whiteouts, in tar order; a path that occurs twice stands here twice (last wins). */
  readonly entries: EntryTable;
  /** Paths that this layer hides in the layers below it. */
  readonly whiteouts: readonly string[];
  /** Folders whose content in the layers below is hidden. */
  readonly opaques: readonly string[];
  /** Analyzer id → path → record. */
  readonly records: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** `where` is a path for a gap about a file; such a gap goes when a later layer hides the file. */
  readonly gaps: readonly LayerGap[];
  /** Their records are found when the layers are squashed. */
  readonly lowerLinks?: readonly LowerLink[];
  /** Of a layer that was read whole and lies unpacked: where in its tar the body of each entry begins. Not cached. */
  readonly places?: Float64Array;
}

/** With `path`, a gap about that file alone. */
export type LayerGap = Gap & { readonly path?: string };

/** The squashed file system, as a container would see it, with the layers still to be told apart. */
export interface ImageView {
  readonly layers: readonly LayerResult[];
  /** What is at this path at the end; symlinks are not followed. */
  entry(path: string): (FileEntry & { readonly layer: number }) | undefined;
  /** All visible entries. */
  entries(): Iterable<FileEntry & { readonly layer: number }>;
  /** The visible records of an analyzer, in path order. */
  records<R>(analyzer: Pick<Analyzer<R>, "id">): readonly Located<R>[];
  /** Records of files that a later layer removed or replaced: they still ship. */
  hiddenRecords<R>(analyzer: Pick<Analyzer<R>, "id">): readonly Located<R>[];
  /** Gaps of all layers but those about files that are hidden at the end. */
  readonly gaps: readonly Gap[];
  /** The view with only the first `count` layers. */
  upTo(count: number): ImageView;
}
