import type { Host } from "../host.ts";
import { inParallel } from "../in-parallel.ts";
import type { Stage } from "../log.ts";
import type { Image, Layer, LayerInfo } from "../model/image.ts";
import { temporaryFolder } from "../temporary.ts";
import type { Analyzer, LayerResult } from "./analyzer.ts";
import type { Scratch } from "./body.ts";
import type { LayerCache } from "./cache.ts";
import { EntryList } from "./entry-list.ts";
import { LAYER_CAPS } from "./layer-pass.ts";
import { type Lane, openReader } from "./layer-reader.ts";
import type { WorkerEntry } from "./workers/thread.ts";

/** A hundred layers that each keep within their caps could still fill the memory together. */
const MAX_IMAGE_ENTRY_BYTES = 256 * 1024 * 1024;

export interface LayersOptions {
  /** `undefined` = read everything and keep nothing. */
  readonly cache: LayerCache | undefined;
  readonly host: Pick<Host, "cacheDir" | "log">;
  /** A private folder where layers lie unpacked that are read more than once, and which of them are to. */
  readonly keep?: { readonly folder: string; readonly isWanted: (layer: LayerInfo) => boolean } | undefined;
  /** What an earlier reading has found, where it is to be read again. */
  readonly known?: (layer: LayerInfo) => LayerResult | undefined;
  /** Milliseconds for all layers; what is not read by then is a gap. */
  readonly time?: number | undefined;
  /** How threads are started that know the same analyzers; absent = this thread does all. */
  readonly workers?: WorkerEntry | undefined;
}

/**
 * What the analyzers make of every layer, base first. Layers with a cached result are not opened; equal layers are read
 * once. The first error ends the reading of the others and is thrown.
 */
export async function analyzeLayers(
  image: Pick<Image, "layers">,
  analyzers: readonly Analyzer[],
  { cache, host, keep: kept, known: before, time, workers: entry }: LayersOptions,
): Promise<readonly LayerResult[]> {
  const unique = [...new Map(image.layers.map((layer) => [layer.diffId, layer])).values()];
  const scratch = lazyScratch(host.cacheDir);
  const stage = host.log.stage("reading layers", lengthOf(unique));
  const budget = { entryBytes: MAX_IMAGE_ENTRY_BYTES };
  const deadline = time === undefined ? undefined : performance.now() + time;
  const results = new Map<string, LayerResult>();
  try {
    for (const layer of unique) {
      const known = await cache?.get(layer.diffId, analyzers);
      if (known !== undefined) keep(known, layer, layer.size);
    }
    const unknown = unique.filter(({ diffId }) => !results.has(diffId));
    const reader = openReader(unknown, analyzers, entry);
    try {
      await inParallel(longestFirst(unknown), reader.lanes, async (layer, lane, signal) => {
        keep(await readLayer(layer, lane, signal), layer);
      });
    } finally {
      await reader.close();
    }
    return image.layers.map(({ diffId }) => results.get(diffId)!);
  } finally {
    stage.done();
    await scratch.remove();
  }

  function keep(result: LayerResult, { diffId, index }: Layer, bytes = 0): void {
    results.set(diffId, result);
    budget.entryBytes -= EntryList.from(result.entries).size;
    stage.advance({ bytes, step: `layer ${index + 1} of ${image.layers.length}` });
  }

  async function readLayer(layer: Layer, lane: Lane, signal: AbortSignal): Promise<LayerResult> {
    const onBytes = countBytes(stage);
    const entryBytes = Math.min(LAYER_CAPS.entryBytes, budget.entryBytes);
    const caps = { ...LAYER_CAPS, entryBytes };
    const keepIn = kept?.isWanted(layer) ? kept.folder : undefined;
    const known = before?.(layer);
    const context = { scratch: scratch.path, onBytes, signal, caps, keepIn, known, deadline };
    const result = await lane.read(layer, context);
    // With its neighbours in another image, or with more time, the layer may be read whole.
    const isInTime = deadline === undefined || performance.now() < deadline;
    if (isInTime && entryBytes === LAYER_CAPS.entryBytes) await cache?.put(result, analyzers);
    return result;
  }
}

/**
 * What other analyzers make of some of the layers, by index, once the whole image is known. Nothing is kept; what cannot
 * be read comes back as gaps of those results.
 */
export async function readAgain(
  image: Pick<Image, "layers">,
  layers: readonly number[],
  analyzers: readonly Analyzer[],
  options: Omit<LayersOptions, "cache">,
): Promise<ReadonlyMap<number, LayerResult>> {
  const wanted = [...new Set(layers)].flatMap((index) => image.layers[index] ?? []);
  const results = await analyzeLayers({ layers: wanted }, analyzers, { ...options, cache: undefined });
  return new Map(wanted.map(({ index }, at) => [index, results[at]!]));
}

/** A long layer that starts last would run alone. */
function longestFirst(layers: readonly Layer[]): Layer[] {
  return [...layers].sort((a, b) => (b.size ?? 0) - (a.size ?? 0));
}

function lengthOf(layers: readonly Layer[]): { bytes?: number; steps: number } {
  const steps = layers.length;
  if (layers.some(({ size }) => size === undefined)) return { steps };
  return { steps, bytes: layers.reduce((sum, { size }) => sum + (size ?? 0), 0) };
}

function countBytes(stage: Stage): (bytes: number) => void {
  return (bytes) => stage.advance({ bytes });
}

/** A temporary folder that is only made if something is too large for memory. */
function lazyScratch(cacheDir: string): { path: Scratch; remove(): Promise<void> } {
  let folder: ReturnType<typeof temporaryFolder> | undefined;
  return {
    path: async () => {
      folder ??= temporaryFolder(cacheDir, "layers");
      return (await folder).path;
    },
    remove: async () => (await folder?.catch(() => undefined))?.remove(),
  };
}
