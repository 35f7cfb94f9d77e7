import type { Analyzer } from "./analysis/index.ts";
import type { WorkerEntry } from "./analysis/workers/thread.ts";
import { analyzersFor } from "./detectors/index.ts";
import { analyzersOf, catalogers, osRelease } from "./inventory/index.ts";
import type { Category, Checks, YaraSource } from "./model/index.ts";
import { checksOf, type Policy } from "./policy/index.ts";

const PACKAGE_ANALYZERS = [...osRelease.analyzers, ...analyzersOf(catalogers)];

/** All that want to know something of the files of a layer. */
export function layerAnalyzers(checks: Checks): readonly Analyzer[] {
  return [...PACKAGE_ANALYZERS, ...analyzersFor(checks)];
}

/** What the checks were made of, as plain data: a thread that is given it makes the same. */
interface ChecksForm {
  readonly scope: Policy["scope"];
  readonly words: readonly string[];
  readonly yaraRules: readonly YaraSource[];
  readonly categories: readonly Category[];
}

/** A literal address: the bundler puts the worker beside the bundle, and its address in here. */
const WORKER = new URL("./layer-worker.ts", import.meta.url);

/** How a thread is started that has the analyzers of `checks`, which were made of the others. */
export function workerEntry({ scope }: Policy, words: readonly string[], checks: Checks): WorkerEntry {
  const { yaraRules, categories } = checks;
  const data: ChecksForm = { scope, words, yaraRules, categories: [...categories] };
  return { url: WORKER, data };
}

/** The analyzers that `workerEntry` speaks of, in the thread. */
export function analyzersOfWorker({ scope, words, yaraRules, categories }: ChecksForm): readonly Analyzer[] {
  return layerAnalyzers({ ...checksOf({ scope }, words, yaraRules), categories: new Set(categories) });
}
