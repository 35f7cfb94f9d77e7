import type { Host } from "../host.ts";
import type { Stage } from "../log.ts";
import type { Image, Layer } from "../model/image.ts";
import { temporaryFolder } from "../temporary.ts";
import type { Analyzer, LayerResult } from "./analyzer.ts";
import type { Scratch } from "./body.ts";
import type { LayerCache } from "./cache.ts";
import { EntryList } from "./entry-list.ts";
import { analyzeLayer, LAYER_CAPS } from "./layer.ts";

/** Inflating and hashing overlap best so: two leave the processor idle, four only take memory. */
const AT_ONCE = 3;

/** A hundred layers that each keep within their caps could still fill the memory together. */
const MAX_IMAGE_ENTRY_BYTES = 256 * 1024 * 1024;

export interface LayersOptions {
  /** `undefined` = read everything and keep nothing. */
  readonly cache: LayerCache | undefined;
  readonly host: Pick<Host, "cacheDir" | "log">;
  /** Milliseconds for all layers; what is not read by then is a gap. */
  readonly time?: number | undefined;
}

/**
 * What the analyzers make of every layer, base first. Layers with a cached result are not opened; equal layers are read
 * once. The first error ends the reading of the others and is thrown.
 */
export async function analyzeLayers(
  image: Pick<Image, "layers">,
  analyzers: readonly Analyzer[],
  { cache, host, time }: LayersOptions,
): Promise<readonly LayerResult[]> {
  const unique = [...new Map(image.layers.map((layer) => [layer.diffId, layer])).values()];
  const scratch = lazyScratch(host.cacheDir);
  const stage = host.log.stage("reading layers", lengthOf(unique));
  const budget = { entryBytes: MAX_IMAGE_ENTRY_BYTES };
  const deadline = time === undefined ? undefined : performance.now() + time;
  try {
    const results = await inParallel(longestFirst(unique), async (layer, signal) => {
      const known = await cache?.get(layer.diffId, analyzers);
      if (known !== undefined) stage.advance({ bytes: layer.size ?? 0 });
      const result = known ?? (await readLayer(layer, signal));
      budget.entryBytes -= EntryList.from(result.entries).size;
      stage.advance({ step: `layer ${layer.index + 1} of ${image.layers.length}` });
      return [layer.diffId, result] as const;
    });
    const byDiffId = new Map(results);
    return image.layers.map(({ diffId }) => byDiffId.get(diffId)!);
  } finally {
    stage.done();
    await scratch.remove();
  }

  async function readLayer(layer: Layer, signal: AbortSignal): Promise<LayerResult> {
    const onBytes = countBytes(stage);
    const entryBytes = Math.min(LAYER_CAPS.entryBytes, budget.entryBytes);
    const caps = { ...LAYER_CAPS, entryBytes };
    const context = { scratch: scratch.path, onBytes, signal, caps, deadline };
    const result = await analyzeLayer(layer, analyzers, context);
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
  host: LayersOptions["host"],
): Promise<ReadonlyMap<number, LayerResult>> {
  const wanted = [...new Set(layers)].flatMap((index) => image.layers[index] ?? []);
  const results = await analyzeLayers({ layers: wanted }, analyzers, { cache: undefined, host });
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

/** In the order of `items`. All work has ended when this returns or throws. */
async function inParallel<T, R>(
  items: readonly T[],
  work: (item: T, signal: AbortSignal) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const waiting = items.entries();
  const abort = new AbortController();
  const worker = async () => {
    for (const [index, item] of waiting) {
      if (abort.signal.aborted) return;
      try {
        results[index] = await work(item, abort.signal);
      } catch (error) {
        abort.abort(error);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  // Its reason is the first error.
  abort.signal.throwIfAborted();
  return results;
}
