import { Unreadable } from "../errors.ts";
import type { TarSink } from "../image/tar.ts";
import type { ByteSink, FileEntry, StreamAnalyzer } from "./analyzer.ts";
import type { Later } from "./body.ts";
import type { Evidence } from "./evidence.ts";

interface Around {
  readonly evidence: Evidence;
  readonly later: Later;
}

interface Watcher {
  readonly analyzer: StreamAnalyzer;
  readonly sink: ByteSink;
  /** `failed` = it has thrown, and is not asked for a record. */
  state: "watching" | "satisfied" | "failed";
}

/** Lets one body pass by all who want to see it, piece by piece; nothing is kept. `undefined` = nobody does. */
export function passBy(
  entry: FileEntry,
  analyzers: readonly StreamAnalyzer[],
  { evidence, later }: Around,
): TarSink | undefined {
  // What they find is written down in the order of the work that waits: an earlier file of this path goes first.
  const failed = (analyzer: StreamAnalyzer, error: unknown) => {
    if (!(error instanceof Unreadable)) throw error;
    later(async () => evidence.unreadable(entry.path, [analyzer], error));
  };
  const watchers = analyzers.flatMap((analyzer): Watcher[] => {
    try {
      const sink = analyzer.open(entry);
      return sink === undefined ? [] : [{ analyzer, sink, state: "watching" }];
    } catch (error) {
      failed(analyzer, error);
      return [];
    }
  });
  if (watchers.length === 0) return undefined;

  const attempt = (watcher: Watcher, work: () => void) => {
    try {
      work();
    } catch (error) {
      watcher.state = "failed";
      failed(watcher.analyzer, error);
    }
  };
  const conclude = (watcher: Watcher) =>
    attempt(watcher, () => {
      const record = watcher.sink.end();
      if (record !== undefined) later(async () => evidence.record(watcher.analyzer.id, entry.path, record));
    });
  return {
    write(piece) {
      for (const watcher of watchers) {
        if (watcher.state !== "watching") continue;
        attempt(watcher, () => {
          if (!watcher.sink.write(piece)) watcher.state = "satisfied";
        });
      }
    },
    end() {
      for (const watcher of watchers) if (watcher.state !== "failed") conclude(watcher);
    },
    abandon(error) {
      for (const watcher of watchers) {
        if (watcher.state === "watching") failed(watcher.analyzer, error);
        else if (watcher.state === "satisfied") conclude(watcher);
      }
    },
  };
}

/** A sink that hands everything to two. */
export function both(one: TarSink | undefined, other: TarSink | undefined): TarSink | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return {
    write(piece) {
      one.write(piece);
      other.write(piece);
    },
    end() {
      one.end();
      other.end();
    },
    abandon(error) {
      one.abandon(error);
      other.abandon(error);
    },
  };
}
