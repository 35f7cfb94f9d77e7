import { createHash, randomBytes } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { messageOf } from "../errors.ts";
import type { Host } from "../host.ts";
import type { Digest } from "../model/image.ts";
import type { Analyzer, LayerResult } from "./analyzer.ts";
import { decodeResult, encodeResult } from "./cached-result.ts";

/** Raise it when a result looks different or the reading of layers changes its answer. */
const FORMAT = 3;

/** What earlier scans made of layers. Never fails a scan: what cannot be read is read again from the image. */
export interface LayerCache {
  get(diffId: Digest, analyzers: readonly Analyzer[]): Promise<LayerResult | undefined>;
  put(result: LayerResult, analyzers: readonly Analyzer[]): Promise<void>;
}

/** The cache in `<cacheDir>/layers`, a file for each layer and set of analyzers. */
export function openLayerCache({ cacheDir, log }: Pick<Host, "cacheDir" | "log">): LayerCache {
  const folder = join(cacheDir, "layers");
  const pathOf = (diffId: string, analyzers: readonly Analyzer[]) => join(folder, keyOf(diffId, analyzers));
  return {
    async get(diffId, analyzers) {
      const path = pathOf(diffId, analyzers);
      const stored = await readFile(path).catch(() => undefined);
      if (stored === undefined) return undefined;
      const result = decodeResult(stored);
      if (result?.diffId === diffId) return result;
      log.debug(`The cached result of layer ${diffId} is damaged; the layer is read again.`);
      await rm(path, { force: true }).catch(() => undefined);
      return undefined;
    },
    async put(result, analyzers) {
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await replaceFile(pathOf(result.diffId, analyzers), encodeResult(result));
      } catch (error) {
        log.warn(`The result of a layer cannot be kept for the next scan: ${messageOf(error)}`);
      }
    },
  };
}

/** Everything that can change the answer. */
function keyOf(diffId: string, analyzers: readonly Analyzer[]): string {
  const parts = analyzers.map(({ id, version, settings, maxBytes }) => [
    id,
    version,
    settings ?? "",
    maxBytes,
  ]);
  const key = JSON.stringify([FORMAT, diffId, parts.sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1))]);
  return createHash("sha256").update(key).digest("hex");
}

/** Other scans see the old file or the new one, never half of it. */
async function replaceFile(path: string, content: Buffer): Promise<void> {
  const temporary = `${path}.${process.pid}-${randomBytes(6).toString("hex")}`;
  try {
    await writeFile(temporary, content, { mode: 0o600, flag: "wx" });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
