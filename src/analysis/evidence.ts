import { OverLimit, Unreadable } from "../errors.ts";
import type { Digest } from "../model/image.ts";
import type { Analyzer, BodyAnalyzer, FileEntry, GroupAnalyzer, LayerGap } from "./analyzer.ts";
import type { LentBody } from "./body.ts";
import type { EntryList } from "./entry-list.ts";

/** A layer of nothing but trouble would fill the memory and every report with it. */
const MAX_GAPS = 1000;

/** A gap on its way: without kind and layer. */
type Trouble = Pick<LayerGap, "where" | "by" | "reason" | "path">;

/** What analyzers made of one layer: records, and gaps where they could not make anything. */
export class Evidence {
  readonly #diffId: Digest;
  /** Analyzer id → path → record. Maps, because paths come from strangers. */
  readonly #records = new Map<string, Map<string, unknown>>();
  #gaps: LayerGap[] = [];
  #gapsLost = 0;
  /** Files that are read together at the end. */
  readonly #groups = new Map<GroupAnalyzer, Map<string, LentBody>>();
  readonly #mentioned = new Set<string>();

  constructor(diffId: Digest, analyzers: readonly Analyzer[]) {
    this.#diffId = diffId;
    for (const analyzer of analyzers) {
      this.#records.set(analyzer.id, new Map());
      if ("readTogether" in analyzer) this.#groups.set(analyzer, new Map());
    }
  }

  /** Whether anything was recorded about this path, so that a second entry there must replace it. */
  mentions(path: string): boolean {
    return this.#mentioned.has(path);
  }

  /** To be called when a file is offered, not only when it has been read. */
  mention(path: string): void {
    this.#mentioned.add(path);
  }

  tooLarge({ path, size }: FileEntry, analyzers: readonly Analyzer[]): void {
    for (const { id, maxBytes } of analyzers)
      this.#fileGap(path, id, new OverLimit(`it has ${size} bytes, more than ${maxBytes}`));
  }

  async read(entry: FileEntry, body: LentBody, readers: readonly BodyAnalyzer[]): Promise<void> {
    let kept = false;
    for (const analyzer of readers) {
      if ("readTogether" in analyzer) {
        this.#groups.get(analyzer)?.set(entry.path, body);
        kept = true;
      } else {
        await this.#guarded(entry.path, analyzer, async () => {
          const record = await analyzer.read(body, entry);
          if (record !== undefined) this.record(analyzer.id, entry.path, record);
        });
      }
    }
    // Those that are kept go with the scratch folder.
    if (!kept) await body.giveBack();
  }

  unreadable(path: string, readers: readonly Analyzer[], error: Unreadable): void {
    for (const { id } of readers) this.#fileGap(path, id, error);
  }

  recordOf(analyzer: Analyzer, path: string): unknown {
    return this.#records.get(analyzer.id)?.get(path);
  }

  record(analyzerId: string, path: string, record: unknown): void {
    this.#mentioned.add(path);
    this.#records.get(analyzerId)?.set(path, record);
  }

  /** Gives the file a second path, for analyzers that read at the end. */
  shareGroupFile(analyzer: GroupAnalyzer, path: string, linkPath: string): void {
    const files = this.#groups.get(analyzer);
    const body = files?.get(path);
    if (files === undefined || body === undefined) return;
    this.#mentioned.add(linkPath);
    files.set(linkPath, body);
  }

  /** Repeats what could not be told about `path` for `linkPath`. */
  shareGaps(analyzerId: string, path: string, linkPath: string): void {
    for (const gap of this.#gaps.filter((gap) => gap.path === path && gap.by === analyzerId))
      this.#push({ ...gap, path: linkPath, where: linkPath });
  }

  gap(error: Unreadable, trouble: Trouble): void {
    this.#push({
      kind: error instanceof OverLimit ? "limit" : "unreadable",
      ...trouble,
      layer: this.#diffId,
    });
  }

  /** A later entry of the same layer has taken the path. */
  async forget(path: string): Promise<void> {
    for (const records of this.#records.values()) records.delete(path);
    for (const files of this.#groups.values()) files.delete(path);
    this.#gaps = this.#gaps.filter((gap) => gap.path !== path);
  }

  async readGroups(): Promise<void> {
    for (const [analyzer, files] of this.#groups) {
      const first = [...files.keys()].sort((a, b) => a.length - b.length)[0];
      if (first === undefined) continue;
      await this.#guarded(first, analyzer, async () => {
        for (const [path, record] of await analyzer.readTogether(files))
          this.record(analyzer.id, path, record);
      });
    }
  }

  /** A file or link that comes later in the layer takes the place of a whole folder. */
  dropReplaced(entries: EntryList): void {
    const taken = new Map<string, number>();
    const takenAt = (folder: string) => {
      const known = taken.get(folder) ?? replacementOf(folder, entries);
      taken.set(folder, known);
      return known;
    };
    const replaced = [...this.#told()].filter((path) => {
      const at = Math.max(-1, ...foldersOf(path).map(takenAt));
      const own = at < 0 ? undefined : entries.find(path)?.index;
      return own !== undefined && at > own;
    });
    for (const path of replaced) {
      for (const records of this.#records.values()) records.delete(path);
      this.#gaps = this.#gaps.filter((gap) => gap.path !== path);
    }
  }

  /** Paths of records and gaps; far fewer than those that are offered, where somebody wants every file. */
  #told(): ReadonlySet<string> {
    const told = new Set<string>();
    for (const records of this.#records.values()) for (const path of records.keys()) told.add(path);
    for (const { path } of this.#gaps) if (path !== undefined) told.add(path);
    return told;
  }

  collected(): { records: Record<string, Record<string, unknown>>; gaps: readonly LayerGap[] } {
    const records: Record<string, Record<string, unknown>> = Object.create(null);
    for (const [id, byPath] of this.#records)
      if (byPath.size > 0) records[id] = Object.assign(Object.create(null), Object.fromEntries(byPath));
    return { records, gaps: this.#gapsLost === 0 ? this.#gaps : [...this.#gaps, this.#manyMore()] };
  }

  async #guarded(path: string, analyzer: Analyzer, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      this.#fileGap(path, analyzer.id, error);
    }
  }

  #fileGap(path: string, by: string, error: Unreadable): void {
    this.#mentioned.add(path);
    this.gap(error, { where: path, by, reason: `${path} could not be read: ${error.message}.`, path });
  }

  #push(gap: LayerGap): void {
    if (this.#gaps.length < MAX_GAPS) this.#gaps.push(gap);
    else this.#gapsLost++;
  }

  #manyMore(): LayerGap {
    const reason = `${this.#gapsLost} more things in this layer could not be read; they are not listed.`;
    return { kind: "limit", where: `layer ${this.#diffId}`, by: "layers", reason, layer: this.#diffId };
  }
}

function foldersOf(path: string): string[] {
  const folders: string[] = [];
  for (let slash = path.lastIndexOf("/"); slash > 0; slash = path.lastIndexOf("/", slash - 1))
    folders.push(path.slice(0, slash));
  return folders;
}

/** Where in the list the file or link stands that this path is at last; -1 = it is a folder, or none. */
function replacementOf(path: string, entries: EntryList): number {
  const found = entries.find(path);
  return found === undefined || found.entry.type === "directory" ? -1 : found.index;
}
