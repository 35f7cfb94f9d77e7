/** Small advisory databases for tests, as folders' files and as the `db.tar.gz` that repositories hold. */
import { gzipSync } from "node:zlib";
import { type BoltTree, goJson, writeBolt } from "./bolt-writer.ts";
import { tar } from "./tar.ts";

export const DB_LAYER = "application/vnd.aquasec.trivy.db.layer.v1.tar+gzip";

export interface TestDatabase {
  readonly database: Buffer;
  readonly metadata: string;
  readonly archive: Buffer;
}

/** One Alpine advisory whose fixed version tells databases apart. Times: RFC 3339. */
export function testDatabase(options: {
  readonly fixed: string;
  readonly updatedAt: string;
  readonly nextUpdate: string;
  /** Makes it at least so large, and not compressible. */
  readonly padding?: number;
}): TestDatabase {
  const tree: BoltTree = {
    "alpine 3.18": { musl: { "CVE-1": goJson({ FixedVersion: options.fixed }) } },
    "data-source": {},
    vulnerability: {},
    ...(options.padding === undefined ? {} : { padding: { noise: noise(options.padding) } }),
  };
  const database = writeBolt(tree);
  const metadata = goJson({
    Version: 2,
    NextUpdate: options.nextUpdate,
    UpdatedAt: options.updatedAt,
    DownloadedAt: "0001-01-01T00:00:00Z",
  });
  return { database, metadata, archive: archiveOf(database, metadata) };
}

export function archiveOf(database: Buffer, metadata: string): Buffer {
  const entries = [
    { path: "metadata.json", content: metadata },
    { path: "trivy.db", content: database },
  ];
  return gzipSync(tar(entries), { level: 1 });
}

/** The same at every run. */
function noise(length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let state = 1;
  for (let at = 0; at < length; at += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    bytes[at] = state >>> 24;
  }
  return bytes;
}
