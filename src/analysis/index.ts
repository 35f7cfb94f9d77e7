/**
 * One pass over the layers. In: an image and the analyzers that want to see its files. Out: what they made of each
 * layer, and the squashed view. This room knows neither packages nor severities.
 */
export type {
  Analyzer,
  Body,
  ByteSink,
  EntryTable,
  FileAnalyzer,
  FileEntry,
  GroupAnalyzer,
  ImageView,
  LayerResult,
  Located,
  StreamAnalyzer,
} from "./analyzer.ts";
export { type LayerCache, openLayerCache } from "./cache.ts";
export { EntryList } from "./entry-list.ts";
export { analyzeLayers, type LayersOptions, readAgain } from "./layers.ts";
export { ReadingTime } from "./reading-time.ts";
export { squash } from "./squash.ts";
