import type { Analyzer, Body, FileAnalyzer, FileEntry } from "../../src/analysis/analyzer.ts";
import { openLayerStream } from "../../src/image/layer-stream.ts";
import { sha256 } from "../../src/image/verify.ts";
import type { Layer } from "../../src/model/image.ts";
import { type TarEntry, tar } from "./tar.ts";

/** A layer in memory, streamed in pieces of `step` bytes and verified like any other. */
export function memoryLayer(
  content: readonly TarEntry[] | Buffer,
  {
    index = 0,
    step = 100_000,
    opened = () => {},
  }: { index?: number; step?: number; opened?: () => void } = {},
): Layer {
  const bytes = Buffer.isBuffer(content) ? content : tar(content);
  const diffId = sha256(bytes);
  async function* stored() {
    opened();
    for (let from = 0; from < bytes.length; from += step) yield bytes.subarray(from, from + step);
  }
  const expected = { what: `layer ${index + 1}`, digest: diffId, diffId };
  return {
    index,
    diffId,
    digest: diffId,
    size: bytes.length,
    open: (onBytes) => openLayerStream(stored(), expected, onBytes),
    raw: { expected, stream: stored },
  };
}

/** Keeps the text of files whose name fits. */
export function reader(
  id: string,
  name: RegExp,
  read: (body: Body, entry: FileEntry) => Promise<unknown> = (body) => body.text(),
  more: Partial<Pick<Analyzer, "maxBytes" | "version" | "settings">> = {},
): FileAnalyzer {
  return { id, version: 1, maxBytes: 10_000_000, wants: ({ path }) => name.test(path), read, ...more };
}
