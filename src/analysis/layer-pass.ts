import { OverLimit, Unreadable } from "../errors.ts";
import type { TarMember, TarSink, TarVisitor } from "../image/tar.ts";
import { markerOf } from "../image/whiteout.ts";
import type { LayerInfo } from "../model/image.ts";
import type {
  Analyzer,
  BodyAnalyzer,
  BodyPlace,
  FileEntry,
  LayerResult,
  StreamAnalyzer,
} from "./analyzer.ts";
import { collect, type LentBody, lyingBody, MEMORY_BYTES, type Scratch } from "./body.ts";
import { EntryList, EntryListBuilder } from "./entry-list.ts";
import { Evidence } from "./evidence.ts";
import { linkedRecords } from "./hard-links.ts";
import { both, passBy } from "./passing.ts";

/** What a layer may hold before we stop listing it: a tar of nothing but names would fill the memory. */
export interface LayerCaps {
  readonly entries: number;
  /** Of the list as kept, some 25 for an entry. */
  readonly entryBytes: number;
}
export const LAYER_CAPS: LayerCaps = { entries: 1_000_000, entryBytes: 64 * 1024 * 1024 };

/** What a layer has, whatever is made of it. */
type Listed = Pick<LayerResult, "entries" | "whiteouts" | "opaques">;

/** One layer on its way. Bodies are lent to analyzers between two chunks, while the views into the first are valid. */
export class LayerPass implements TarVisitor {
  readonly #layer: LayerInfo;
  readonly #analyzers: readonly Analyzer[];
  readonly #scratch: Scratch;
  readonly #caps: LayerCaps;
  readonly #evidence: Evidence;
  readonly #entries = new EntryListBuilder();
  readonly #hardLinks: number[] = [];
  readonly #whiteouts: string[] = [];
  readonly #opaques: string[] = [];
  /** Of the entries' bodies; `undefined` = they cannot be found again. */
  #places: number[] | undefined = [];
  #waiting: (() => Promise<void>)[] = [];
  broken = false;

  constructor(
    layer: LayerInfo,
    analyzers: readonly Analyzer[],
    { scratch, caps = LAYER_CAPS }: { readonly scratch: Scratch; readonly caps?: LayerCaps | undefined },
  ) {
    this.#layer = layer;
    this.#analyzers = analyzers;
    this.#scratch = scratch;
    this.#caps = caps;
    this.#evidence = new Evidence(layer.diffId, analyzers);
  }

  member(member: TarMember, place: number | undefined): TarSink | undefined {
    const marker = markerOf(member.path);
    if (marker?.kind === "whiteout") this.#whiteouts.push(marker.path);
    else if (marker?.kind === "opaque") this.#opaques.push(marker.folder);
    else if (marker?.kind === "malformed")
      this.trouble(member.path, new Unreadable("it is a whiteout without a name"));
    this.#countUp(marker === undefined ? undefined : member.path);
    if (marker !== undefined) return undefined;

    const index = this.#entries.length;
    this.#entries.add(member);
    if (place === undefined) this.#places = undefined;
    else this.#places?.push(place);
    return this.again(member, index);
  }

  /** An entry, by its index among all. `place`: where its body lies unpacked. */
  again(entry: FileEntry, index: number, place?: BodyPlace): TarSink | undefined {
    if (entry.type === "hardlink") this.#hardLinks.push(index);
    if (this.#evidence.mentions(entry.path)) this.#later(() => this.#evidence.forget(entry.path));
    return entry.type === "file" ? this.#offer(entry, place) : undefined;
  }

  trouble(path: string, error: Unreadable): void {
    this.#places = undefined;
    this.#evidence.gap(error, {
      where: path,
      by: "layers",
      reason: `${path} is not looked at: ${error.message}.`,
    });
  }

  /** What is waiting, in order. */
  async work(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      for (const work of batch) await work();
    }
  }

  /** The rest of the layer cannot be told. Rethrows what is no trouble of the content. */
  breakOff(error: unknown): void {
    if (!(error instanceof Unreadable)) throw error;
    this.broken = true;
    this.#places = undefined;
    this.#evidence.gap(error, {
      where: `layer ${this.#layer.diffId}`,
      by: "layers",
      reason: `Layer ${this.#layer.index + 1} could only be read in part: ${error.message}.`,
    });
  }

  /** Where each entry's body lies in the tar, if all of them are where they were told to be. */
  get places(): Float64Array | undefined {
    return this.#places && Float64Array.from(this.#places);
  }

  finish(): Promise<LayerResult> {
    const entries = this.#entries.build();
    return this.finishOf({ entries, whiteouts: this.#whiteouts, opaques: this.#opaques });
  }

  /** Of a layer that was listed before. */
  async finishOf(listed: Listed): Promise<LayerResult> {
    const entries = EntryList.from(listed.entries);
    const lowerLinks = linkedRecords(entries, this.#hardLinks, this.#analyzers, this.#evidence);
    await this.#evidence.readGroups();
    this.#evidence.dropReplaced(entries);
    return {
      diffId: this.#layer.diffId,
      entries,
      whiteouts: listed.whiteouts,
      opaques: listed.opaques,
      ...this.#evidence.collected(),
      ...(lowerLinks.length === 0 ? undefined : { lowerLinks }),
    };
  }

  #later = (work: () => Promise<void>): void => {
    this.#waiting.push(work);
  };

  #markerBytes = 0;

  #countUp(marker: string | undefined): void {
    if (marker !== undefined) this.#markerBytes += 2 * marker.length + 64;
    const count = this.#entries.length + this.#whiteouts.length + this.#opaques.length;
    if (count >= this.#caps.entries) throw new OverLimit(`it has more than ${this.#caps.entries} entries`);
    if (this.#entries.size + this.#markerBytes > this.#caps.entryBytes)
      throw new OverLimit(`its names take more than ${this.#caps.entryBytes} bytes`);
  }

  #offer(entry: FileEntry, place: BodyPlace | undefined): TarSink | undefined {
    let wanting: Analyzer[] | undefined;
    for (const analyzer of this.#analyzers) {
      if (!analyzer.wants(entry)) continue;
      if (wanting === undefined) wanting = [analyzer];
      else wanting.push(analyzer);
    }
    if (wanting === undefined) return undefined;
    this.#evidence.mention(entry.path);
    const readers = wanting.filter(({ maxBytes }) => entry.size <= maxBytes);
    const refused = wanting.filter(({ maxBytes }) => entry.size > maxBytes);
    if (refused.length > 0) this.#later(async () => this.#evidence.tooLarge(entry, refused));
    return both(
      this.#lend(
        entry,
        readers.filter((analyzer): analyzer is BodyAnalyzer => !("open" in analyzer)),
        place,
      ),
      passBy(
        entry,
        readers.filter((analyzer): analyzer is StreamAnalyzer => "open" in analyzer),
        { evidence: this.#evidence, later: this.#later },
      ),
    );
  }

  #lend(
    entry: FileEntry,
    readers: readonly BodyAnalyzer[],
    place: BodyPlace | undefined,
  ): TarSink | undefined {
    if (readers.length === 0) return undefined;
    const { size } = entry;
    const isForLater = readers.some((analyzer) => "readTogether" in analyzer);
    const receive = (body: LentBody) => this.#evidence.read(entry, body, readers);
    if (place !== undefined && (isForLater || size > MEMORY_BYTES)) {
      this.#later(() => receive(lyingBody(place, size, this.#scratch)));
      return undefined;
    }
    const fail = (error: Unreadable) =>
      this.#later(async () => this.#evidence.unreadable(entry.path, readers, error));
    return collect({ size, scratch: this.#scratch, later: this.#later, receive, fail }, isForLater);
  }
}
