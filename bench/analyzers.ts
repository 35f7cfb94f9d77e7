/**
 * What each analyzer costs: reads the benchmark's image once with every analyzer wrapped in a stopwatch. Its shares are of
 * the main thread's time; inflating goes on beside it.
 */

import type { Analyzer } from "../src/analysis/analyzer.ts";
import { analyzeLayers } from "../src/analysis/index.ts";
import { quietHost } from "../src/host.ts";
import { openImage } from "../src/image/index.ts";
import { analyzersOf, catalogers, osRelease } from "../src/inventory/index.ts";

export interface AnalyzerCost {
  readonly id: string;
  readonly milliseconds: number;
  /** Files it was given. */
  readonly files: number;
}

interface Watch {
  milliseconds: number;
  files: number;
}

export async function analyzerCosts(layout: string, cacheDir: string): Promise<AnalyzerCost[]> {
  const analyzers = [...osRelease.analyzers, ...analyzersOf(catalogers)];
  const watches = new Map<string, Watch>();
  const wrapped = analyzers.map((analyzer) => watched(analyzer, watchOf(watches, analyzer.id)));
  const host = quietHost(cacheDir);
  const image = await openImage(layout, { insecure: false }, host);
  try {
    await analyzeLayers(image, wrapped, { cache: undefined, host });
  } finally {
    await image.close();
  }
  return [...watches]
    .map(([id, { milliseconds, files }]) => ({ id, milliseconds: Number(milliseconds.toFixed(1)), files }))
    .sort((a, b) => b.milliseconds - a.milliseconds);
}

function watchOf(watches: Map<string, Watch>, id: string): Watch {
  const watch = watches.get(id) ?? { milliseconds: 0, files: 0 };
  watches.set(id, watch);
  return watch;
}

function watched(analyzer: Analyzer, watch: Watch): Analyzer {
  const timed = <T>(work: () => T): T => {
    const start = performance.now();
    try {
      return work();
    } finally {
      watch.milliseconds += performance.now() - start;
    }
  };
  const timedAsync = async <T>(files: number, work: () => Promise<T>): Promise<T> => {
    const start = performance.now();
    watch.files += files;
    try {
      return await work();
    } finally {
      watch.milliseconds += performance.now() - start;
    }
  };
  const wants: Analyzer["wants"] = (entry) => timed(() => analyzer.wants(entry));
  if ("open" in analyzer) {
    return {
      ...analyzer,
      wants,
      open: (entry) => {
        const sink = timed(() => analyzer.open(entry));
        if (sink === undefined) return undefined;
        watch.files += 1;
        return { write: (piece) => timed(() => sink.write(piece)), end: () => timed(() => sink.end()) };
      },
    };
  }
  if ("readTogether" in analyzer) {
    return {
      ...analyzer,
      wants,
      readTogether: (files) => timedAsync(files.size, () => analyzer.readTogether(files)),
    };
  }
  return { ...analyzer, wants, read: (body, entry) => timedAsync(1, () => analyzer.read(body, entry)) };
}
