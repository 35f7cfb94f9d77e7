import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { MemoryNode, MemoryTree } from "./memory-root.ts";

/** What `scripts/record-apk-upgrade.ts` has written down: a root that apk 2.14 made, and what it made of it. */
export interface Recording {
  readonly keyName: string;
  /** By path of the server. */
  readonly archive: ReadonlyMap<string, Buffer>;
  readonly before: MemoryTree;
  readonly after: MemoryTree;
}

/** As JSON: contents in base64. */
export interface StoredRecording {
  readonly keyName: string;
  readonly archive: Readonly<Record<string, string>>;
  readonly before: Readonly<Record<string, StoredNode>>;
  readonly after: Readonly<Record<string, StoredNode>>;
}

export type StoredNode = Omit<MemoryNode, "content"> & { readonly content?: string };

export const RECORDING = join(import.meta.dirname, "../fixtures/upgrade.json.gz");

export function readRecording(): Recording {
  const stored = JSON.parse(gunzipSync(readFileSync(RECORDING)).toString("utf8")) as StoredRecording;
  const tree = (nodes: Readonly<Record<string, StoredNode>>): MemoryTree =>
    new Map(
      Object.entries(nodes).map(([path, { content, ...node }]) => [
        path,
        content === undefined ? node : { ...node, content: Buffer.from(content, "base64") },
      ]),
    );
  return {
    keyName: stored.keyName,
    archive: new Map(
      Object.entries(stored.archive).map(([path, text]) => [path, Buffer.from(text, "base64")]),
    ),
    before: tree(stored.before),
    after: tree(stored.after),
  };
}
