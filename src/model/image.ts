/** A container image as its manifest and config describe it. Source: OCI image-spec 1.1. */

export type Digest = `sha256:${string}`;

/** As in an OCI image index, e.g. `linux/arm64/v8`. */
export interface Platform {
  readonly os: string;
  readonly architecture: string;
  readonly variant?: string;
}

/** The config's history, one row per instruction of the build; rows with `emptyLayer` brought no layer. */
export interface HistoryEntry {
  readonly created?: string;
  readonly createdBy?: string;
  readonly author?: string;
  readonly comment?: string;
  readonly emptyLayer: boolean;
}

export interface ImageConfig {
  readonly platform: Platform;
  readonly created?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly history: readonly HistoryEntry[];
  readonly diffIds: readonly Digest[];
  /** The whole document as parsed, for rules that look at `config.User`, `config.Env` and the like. */
  readonly document: Readonly<Record<string, unknown>>;
}

/** Where a layer stands in its image; plain data, safe to print. */
export interface LayerInfo {
  /** 0 = base. */
  readonly index: number;
  /** Digest of the uncompressed tar. */
  readonly diffId: Digest;
  /** Digest of the blob as stored, where the source keeps one (an uncompressed archive may not). */
  readonly digest?: Digest;
  /** Bytes of the blob as stored, where known. */
  readonly size?: number;
  /** The `created_by` text of the history row that made this layer, where it can be told. */
  readonly createdBy?: string;
}

/** What is known of a layer's bytes before they are read. */
export interface ExpectedLayer {
  /** For messages, e.g. `layer 2 of 5 (sha256:…)`. */
  readonly what: string;
  /** Of the stored bytes, where the source promises one. */
  readonly digest?: Digest | undefined;
  /** Stored bytes, where the source promises a number. */
  readonly size?: number | undefined;
  readonly diffId: Digest;
}

/** A part of a file, as plain data. */
export interface FilePlace {
  /** Its path, or the number of an open descriptor that stays open until the image is closed. */
  readonly file: string | number;
  /** In bytes. */
  readonly start: number;
  readonly size: number;
}

export interface Layer extends LayerInfo {
  /**
   * The uncompressed tar, streamed once, base first byte to last. Both digests (blob and diff id) are computed while
   * reading; a wrong one throws `DrydockError` DIGEST_MISMATCH after the last chunk. A chunk is only valid until the
   * next one is asked for. `onBytes` is told how many stored bytes were read, for progress.
   */
  open(onBytes?: (storedBytes: number) => void): AsyncIterable<Uint8Array>;
  /** The bytes as stored, not verified, and what they are held against, for who unpacks them in another thread. */
  readonly raw?: {
    readonly expected: ExpectedLayer;
    stream(): AsyncIterable<Uint8Array>;
    /** Where the same bytes lie on the disk, if they do. Throws as `stream` does when asked for its first chunk. */
    place?(): FilePlace | undefined;
  };
}

/** Where a registry keeps an image. */
export interface StoredImage {
  readonly registry: string;
  readonly repository: string;
  /** Of its manifest, and of the index that it was chosen from, if any. */
  readonly digests: readonly Digest[];
}

/** The documents of an image as they were read; both are verified. */
export interface ImageDocuments {
  readonly config: Buffer;
  /** Absent for an archive that has none. */
  readonly manifest?: Buffer;
}

export interface Image {
  /** The reference as the user would write it again. */
  readonly reference: string;
  /** Over the manifest's raw bytes; for an archive without a manifest, over its config (the image id). */
  readonly digest: Digest;
  /** Tags or names that the source itself gives to the image. */
  readonly names: readonly string[];
  readonly config: ImageConfig;
  readonly annotations: Readonly<Record<string, string>>;
  /** For whoever makes another image of it. */
  readonly documents?: ImageDocuments;
  /** Absent for an image that was not read from a registry. */
  readonly stored?: StoredImage;
  /** Asks that registry whether anybody has signed the image. Throws `DrydockError` as the registry's client does. */
  readonly isSigned?: () => Promise<boolean>;
  /** Base first. */
  readonly layers: readonly Layer[];
  /** Things the user should hear, such as which platform was chosen. */
  readonly notices: readonly string[];
  /** Removes temporary files. Idempotent. */
  close(): Promise<void>;
}

export function printPlatform(platform: Platform): string {
  const { os, architecture, variant } = platform;
  return [os, architecture, ...(variant === undefined ? [] : [variant])].join("/");
}
