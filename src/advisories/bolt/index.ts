/**
 * A read-only BoltDB reader: a path comes in, buckets of keys and values go out. Everything is read by position when
 * it is asked for, nothing is loaded whole, and nothing in the file is believed unchecked. Format: etcd-io/bbolt.
 */
import { Bucket } from "./bucket.ts";
import { PageFile } from "./page-file.ts";

export type { Bucket } from "./bucket.ts";

export interface Bolt {
  readonly root: Bucket;
  readonly pageSize: number;
  /** The bucket at a path of keys; `undefined` = there is none. */
  bucket(...path: readonly string[]): Bucket | undefined;
  /** Idempotent. */
  close(): void;
}

/**
 * Opens a database. Throws `DrydockError` DATABASE_MISSING (cannot be opened) or DATABASE_INVALID (not a BoltDB file,
 * damaged, or cut off); every later read may throw DATABASE_INVALID too.
 */
export function openBolt(path: string): Bolt {
  const file = new PageFile(path);
  try {
    const root = new Bucket(file, file.meta.root);
    return {
      root,
      pageSize: file.meta.pageSize,
      bucket: (...keys) => root.bucket(...keys),
      close: () => file.close(),
    };
  } catch (error) {
    file.close();
    throw error;
  }
}
