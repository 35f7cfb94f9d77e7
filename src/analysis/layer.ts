import { OverLimit } from "../errors.ts";
import { type KeptTar, keptLayer, openKept } from "../image/kept-layer.ts";
import { TarWalker } from "../image/tar.ts";
import type { Layer } from "../model/image.ts";
import type { Analyzer, LayerResult } from "./analyzer.ts";
import type { Scratch } from "./body.ts";
import { type LayerCaps, LayerPass } from "./layer-pass.ts";

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
  /** What an earlier reading has found. With places, only what is wanted is read of a layer that is kept. */
  readonly known?: LayerResult | undefined;
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
  const { keepIn, known } = context;
  if (keepIn === undefined || !hasPlaces(known)) return readThrough(layer, analyzers, context);
  const kept = openKept(layer, keepIn);
  if (kept === undefined) return readThrough(layer, analyzers, context);
  try {
    return await readPlaces(layer, { known, kept }, analyzers, context);
  } finally {
    kept.close();
  }
}

async function readThrough(
  layer: Layer,
  analyzers: readonly Analyzer[],
  context: LayerContext,
): Promise<LayerResult> {
  const { keepIn } = context;
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
      refuseLate(context);
    }
    attempt(() => walker.end());
  } catch (error) {
    pass.breakOff(error);
  }
  await pass.work();
  const result = await pass.finish();
  const { places } = pass;
  return keepIn === undefined || places === undefined ? result : { ...result, places };
}

/** What is known of a layer whose bodies can be found. */
type Placed = LayerResult & Required<Pick<LayerResult, "places">>;

function hasPlaces(known: LayerResult | undefined): known is Placed {
  return known?.places !== undefined;
}

/** Of the bodies that are lent at once. */
const ROOM = 1024 * 1024;

/** As `readThrough`, of a layer whose entries are known. */
async function readPlaces(
  layer: Layer,
  { known, kept }: { readonly known: Placed; readonly kept: KeptTar },
  analyzers: readonly Analyzer[],
  context: LayerContext,
): Promise<LayerResult> {
  const { entries, places } = known;
  const pass = new LayerPass(layer, analyzers, context);
  const room = Buffer.allocUnsafeSlow(ROOM);
  let used = 0;
  const emptied = async () => {
    context.signal?.throwIfAborted();
    await pass.work();
    used = 0;
    refuseLate(context);
  };
  try {
    let index = 0;
    for (const entry of entries) {
      const place = places[index]!;
      const sink = pass.again(entry, index++, { file: kept.path, start: place });
      if (sink === undefined) continue;
      // A body that is whole need not be copied.
      if (entry.size > ROOM - used && entry.size <= ROOM) await emptied();
      for (let done = 0; done < entry.size; ) {
        if (used === ROOM) await emptied();
        const piece = room.subarray(used, used + entry.size - done);
        kept.fill(piece, place + done);
        sink.write(piece);
        used += piece.length;
        done += piece.length;
      }
      sink.end();
    }
  } catch (error) {
    pass.breakOff(error);
  }
  await pass.work();
  context.onBytes?.(layer.size ?? 0);
  return pass.finishOf(known);
}

function refuseLate({ deadline = Number.POSITIVE_INFINITY }: LayerContext): void {
  if (performance.now() > deadline) throw new OverLimit("the time that the policy allows has passed");
}
