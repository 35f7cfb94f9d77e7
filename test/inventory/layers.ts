import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type {
  Analyzer,
  Body,
  FileEntry,
  ImageView,
  LayerResult,
  Located,
  StreamAnalyzer,
} from "../../src/analysis/analyzer.ts";
import { messageOf, OverLimit, Unreadable } from "../../src/errors.ts";
import type { Gap } from "../../src/model/index.ts";

/** What a layer brings, and the paths (with all below them) that it removes. */
export interface TestLayer {
  readonly files?: Readonly<Record<string, string | Buffer>>;
  /** Those of `files` that have an execute bit. */
  readonly programs?: readonly string[];
  readonly links?: Readonly<Record<string, string>>;
  readonly removed?: readonly string[];
}

/** The digest that layer `index` of `viewOf` has. */
export function diffId(index: number): `sha256:${string}` {
  return `sha256:${String(index).padStart(64, "0")}`;
}

/**
 * A view of layers as the room `analysis` would give it, made with the analyzers' own `wants` and `read` and with
 * files of their own for every body, but with nothing of that room: whole files in, plain rules.
 */
export async function viewOf(
  analyzers: readonly Analyzer[],
  layers: readonly TestLayer[],
): Promise<ImageView> {
  return view(await Promise.all(layers.map((layer, index) => analyze(analyzers, layer, index))));
}

async function analyze(
  analyzers: readonly Analyzer[],
  layer: TestLayer,
  index: number,
): Promise<LayerResult> {
  const files = Object.entries(layer.files ?? {});
  const entries: FileEntry[] = [
    ...files.map(([path, content]) => ({
      ...ENTRY,
      path,
      size: Buffer.from(content).length,
      mode: layer.programs?.includes(path) === true ? 0o755 : 0o644,
    })),
    ...Object.entries(layer.links ?? {}).map(([path, target]) => ({
      ...ENTRY,
      path,
      type: "symlink" as const,
      target,
    })),
  ];
  const records: Record<string, Record<string, unknown>> = {};
  const gaps: Gap[] = [];
  for (const analyzer of analyzers) {
    const wanted = entries.filter((entry) => entry.type === "file" && analyzer.wants(entry));
    const contents = new Map(wanted.map((entry) => [entry, Buffer.from(layer.files?.[entry.path] ?? "")]));
    records[analyzer.id] = await withBodies(contents, async (bodies) => {
      if ("readTogether" in analyzer) {
        const byPath = new Map([...bodies].map(([entry, body]) => [entry.path, body]));
        return byPath.size === 0 ? {} : Object.fromEntries(await analyzer.readTogether(byPath));
      }
      const found: Record<string, unknown> = {};
      for (const [entry, body] of bodies) {
        try {
          const record =
            "open" in analyzer ? pass(analyzer, entry, await body.bytes()) : await analyzer.read(body, entry);
          if (record !== undefined) found[entry.path] = record;
        } catch (error) {
          if (!(error instanceof Unreadable)) throw error;
          const about = { where: entry.path, by: analyzer.id, layer: diffId(index) };
          gaps.push({
            kind: error instanceof OverLimit ? "limit" : "unreadable",
            reason: messageOf(error),
            ...about,
          });
        }
      }
      return found;
    });
  }
  // Records must survive the cache.
  const plain = JSON.parse(JSON.stringify({ records, gaps })) as Pick<LayerResult, "records" | "gaps">;
  return { diffId: diffId(index), entries, whiteouts: layer.removed ?? [], opaques: [], ...plain };
}

/** In pieces that fall anywhere, each overwritten after the call. */
function pass(analyzer: StreamAnalyzer, entry: FileEntry, content: Buffer): unknown {
  const sink = analyzer.open(entry);
  for (let at = 0, length = 1; at < content.length; at += length, length = Math.min(7 * length, 65_536)) {
    const piece = Buffer.from(content.subarray(at, at + length));
    const more = sink?.write(piece) ?? false;
    piece.fill(0xee);
    if (!more) break;
  }
  return sink?.end();
}

const ENTRY = { type: "file" as const, size: 0, mode: 0o644, uid: 0, gid: 0 };

async function withBodies<T>(
  contents: ReadonlyMap<FileEntry, Buffer>,
  use: (bodies: ReadonlyMap<FileEntry, Body>) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "drydock-test-"));
  try {
    const bodies = [...contents].map(([entry, bytes], index): [FileEntry, Body] => {
      const path = join(folder, `${index}`);
      const body = {
        size: bytes.length,
        bytes: async () => bytes,
        text: async () => bytes.toString("utf8"),
        file: async () => {
          await writeFile(path, bytes);
          return path;
        },
      };
      return [entry, body];
    });
    return await use(new Map(bodies));
  } finally {
    await rm(folder, { recursive: true });
  }
}

function view(layers: readonly LayerResult[]): ImageView {
  const visible = new Map<string, FileEntry & { layer: number }>();
  for (const [layer, { entries, whiteouts }] of layers.entries()) {
    for (const path of visible.keys())
      if (whiteouts.some((gone) => path === gone || path.startsWith(`${gone}/`))) visible.delete(path);
    for (const entry of entries) visible.set(entry.path, { ...entry, layer });
  }
  const found = <R>(id: string): Located<R>[] =>
    layers
      .flatMap((result, layer) =>
        Object.entries(result.records[id] ?? {}).map(([path, record]) => ({
          path,
          layer,
          record: record as R,
        })),
      )
      .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.layer - b.layer));
  const isVisible = ({ path, layer }: Located<unknown>) => visible.get(path)?.layer === layer;
  return {
    layers,
    entry: (path) => visible.get(path),
    entries: () => visible.values(),
    records: <R>({ id }: { id: string }) => found<R>(id).filter(isVisible),
    hiddenRecords: <R>({ id }: { id: string }) => found<R>(id).filter((record) => !isVisible(record)),
    gaps: layers.flatMap(({ gaps }) => gaps),
    upTo: (count) => view(layers.slice(0, count)),
  };
}
