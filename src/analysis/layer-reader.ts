import { availableParallelism } from "node:os";
import type { Inflating } from "../image/compression.ts";
import { readPlaceAhead } from "../image/file-range.ts";
import { openLayerStream } from "../image/layer-stream.ts";
import type { Layer } from "../model/image.ts";
import type { Analyzer, LayerResult } from "./analyzer.ts";
import { analyzeLayer, type LayerContext } from "./layer.ts";
import { isSendable, LayerThread, type WorkerEntry } from "./workers/thread.ts";

/** Who reads layers, one after another. */
export interface Lane {
  /** As `analyzeLayer`. */
  read(layer: Layer, context: LayerContext): Promise<LayerResult>;
}

/** Lanes to be used at once. To be closed after use. */
export interface LayerReader {
  readonly lanes: readonly Lane[];
  close(): Promise<void>;
}

/** In one thread, inflating and hashing overlap best so: two leave the processor idle, four only take memory. */
const LANES_ALONE = 3;
/** Bytes as stored: to start a thread takes as long as to read some 20 MB. */
const WORTH_A_THREAD = 64 * 1024 * 1024;
/** One for this thread, one for the other. */
const PROCESSORS_FOR_A_THREAD = 2;
/** From here on Node's own threads, which inflate beside ours, have processors too. */
const PROCESSORS_FOR_NODE = 4;

/** This thread alone, or with a second one beside it where the layers are large enough for that and the machine, too. */
export function openReader(
  layers: readonly Layer[],
  analyzers: readonly Analyzer[],
  entry: WorkerEntry | undefined,
): LayerReader {
  const here: Lane = { read: (layer, context) => analyzeLayer(layer, analyzers, context) };
  const bytes = layers.reduce((sum, { size = WORTH_A_THREAD }) => sum + size, 0);
  const isWorthIt = layers.length > 1 && bytes >= WORTH_A_THREAD && layers.every(isSendable);
  const { processors = availableParallelism() } = entry ?? {};
  if (entry === undefined || !isWorthIt || processors < PROCESSORS_FOR_A_THREAD)
    return { lanes: Array.from({ length: LANES_ALONE }, () => here), close: async () => {} };
  const inflating = processors < PROCESSORS_FOR_NODE ? "here" : "beside";
  const thread = new LayerThread(entry);
  return {
    lanes: [
      { read: (layer, context) => thread.read(layer, context, inflating) },
      { read: (layer, context) => analyzeLayer(inflated(layer, inflating), analyzers, context) },
    ],
    close: () => thread.close(),
  };
}

/** The layer, unpacked in that way, and read into the same memory again and again where it lies on the disk. */
function inflated(layer: Layer, inflating: Inflating): Layer {
  const { raw } = layer;
  if (raw === undefined) return layer;
  const stored = () => {
    const place = raw.place?.();
    return place === undefined ? raw.stream() : readPlaceAhead(place, raw.expected.what);
  };
  const open: Layer["open"] = (onBytes) => openLayerStream(stored(), raw.expected, onBytes, { inflating });
  return { ...layer, open };
}
