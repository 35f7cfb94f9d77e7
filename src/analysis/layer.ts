import { OverLimit, Unreadable } from "../errors.ts";
import { keptLayer } from "../image/kept-layer.ts";
import { type TarMember, type TarSink, type TarVisitor, TarWalker } from "../image/tar.ts";
import { markerOf } from "../image/whiteout.ts";
import type { Layer } from "../model/image.ts";
import type { Analyzer, BodyAnalyzer, FileEntry, LayerResult, StreamAnalyzer } from "./analyzer.ts";
import { collect, type Scratch } from "./body.ts";
import { EntryListBuilder } from "./entry-list.ts";
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

export interface LayerContext {
  /** A private folder for bodies that do not fit in memory. */
  readonly scratch: Scratch;
  /** Told how many stored bytes were read. */
  readonly onBytes?: ((bytes: number) => void) | undefined;
  /** Ends the reading early; the reason is thrown. */
  readonly signal?: AbortSignal | undefined;
  readonly caps?: LayerCaps;
  /** A private folder where the layer may lie unpacked, or is to lie from now on (`keptLayer`). */
  readonly keepIn?: string | undefined;
  /** On the clock of `performance.now()`: the rest of the layer is then not read, which is a gap. */
  readonly deadline?: number | undefined;
}

/**
 * Reads one layer once, from the first byte to the last, so that its digests are compared. What is wrong with the
 * content becomes gaps, and what was read before stays. Throws what the layer's source throws (`DrydockError`), and
 * what analyzers throw by mistake.
 */
export async function analyzeLayer(
  layer: Layer,
  analyzers: readonly Analyzer[],
  context: LayerContext,
): Promise<LayerResult> {
  const { deadline = Number.POSITIVE_INFINITY, keepIn } = context;
  const source = keepIn === undefined ? layer : keptLayer(layer, keepIn);
  const pass = new LayerPass(layer, analyzers, context);
  const walker = new TarWalker(pass);
  const attempt = (work: () => void) => {
    if (pass.broken) return;
    try {
      work();
    } catch (error) {
      pass.breakOff(error);
    }
  };
  try {
    for await (const chunk of source.open(context.onBytes)) {
      context.signal?.throwIfAborted();
      attempt(() => walker.push(chunk));
      await pass.work();
      if (performance.now() > deadline) throw new OverLimit("the time that the policy allows has passed");
    }
    attempt(() => walker.end());
  } catch (error) {
    pass.breakOff(error);
  }
  await pass.work();
  return pass.finish();
}

/** One layer on its way. Bodies are lent to analyzers between two chunks, while the views into the first are valid. */
class LayerPass implements TarVisitor {
  readonly #layer: Layer;
  readonly #analyzers: readonly Analyzer[];
  readonly #scratch: Scratch;
  readonly #caps: LayerCaps;
  readonly #evidence: Evidence;
  readonly #entries = new EntryListBuilder();
  readonly #hardLinks: number[] = [];
  readonly #whiteouts: string[] = [];
  readonly #opaques: string[] = [];
  #waiting: (() => Promise<void>)[] = [];
  broken = false;

  constructor(layer: Layer, analyzers: readonly Analyzer[], { scratch, caps = LAYER_CAPS }: LayerContext) {
    this.#layer = layer;
    this.#analyzers = analyzers;
    this.#scratch = scratch;
    this.#caps = caps;
    this.#evidence = new Evidence(layer.diffId, analyzers);
  }

  member(member: TarMember): TarSink | undefined {
    const marker = markerOf(member.path);
    if (marker?.kind === "whiteout") this.#whiteouts.push(marker.path);
    else if (marker?.kind === "opaque") this.#opaques.push(marker.folder);
    else if (marker?.kind === "malformed")
      this.trouble(member.path, new Unreadable("it is a whiteout without a name"));
    this.#countUp(marker === undefined ? undefined : member.path);
    if (marker !== undefined) return undefined;

    if (member.type === "hardlink") this.#hardLinks.push(this.#entries.length);
    this.#entries.add(member);
    if (this.#evidence.mentions(member.path)) this.#later(() => this.#evidence.forget(member.path));
    return member.type === "file" ? this.#offer(member) : undefined;
  }

  trouble(path: string, error: Unreadable): void {
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
    this.#evidence.gap(error, {
      where: `layer ${this.#layer.diffId}`,
      by: "layers",
      reason: `Layer ${this.#layer.index + 1} could only be read in part: ${error.message}.`,
    });
  }

  async finish(): Promise<LayerResult> {
    const entries = this.#entries.build();
    const lowerLinks = linkedRecords(entries, this.#hardLinks, this.#analyzers, this.#evidence);
    await this.#evidence.readGroups();
    this.#evidence.dropReplaced(entries);
    return {
      diffId: this.#layer.diffId,
      entries,
      whiteouts: this.#whiteouts,
      opaques: this.#opaques,
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

  #offer(entry: FileEntry): TarSink | undefined {
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
      ),
      passBy(
        entry,
        readers.filter((analyzer): analyzer is StreamAnalyzer => "open" in analyzer),
        { evidence: this.#evidence, later: this.#later },
      ),
    );
  }

  #lend(entry: FileEntry, readers: readonly BodyAnalyzer[]): TarSink | undefined {
    if (readers.length === 0) return undefined;
    return collect(
      {
        size: entry.size,
        scratch: this.#scratch,
        later: this.#later,
        receive: (body) => this.#evidence.read(entry, body, readers),
        fail: (error) => this.#later(async () => this.#evidence.unreadable(entry.path, readers, error)),
      },
      readers.some((analyzer) => "readTogether" in analyzer),
    );
  }
}
