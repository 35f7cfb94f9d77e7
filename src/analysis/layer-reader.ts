import { availableParallelism } from "node:os";
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
/**
 * Inflating, which Node does in threads of its own, takes one processor. With two that share a core, a second thread of ours
 * gained nothing with secrets, 8 % with everything, and cost 8 % where only packages were listed.
 */
const PROCESSORS_FOR_A_THREAD = 3;

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
  const thread = new LayerThread(entry);
  return { lanes: [thread, here], close: () => thread.close() };
}
