/**
 * Images made in memory, in every form that tools write them. Sources: OCI image-spec 1.1 (image-layout, manifest,
 * config); what `docker save` of Docker 20.10 and 29 wrote.
 */
import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { type FileTree, missingFile, tooLarge } from "../../src/image/file-tree.ts";
import type { Digest, Image } from "../../src/model/image.ts";
import { type TarEntry, tar } from "./tar.ts";

export type Compression = "plain" | "gzip" | "zstd";

export interface TestImage {
  /** The config's bytes. */
  readonly config: Buffer;
  readonly platform: { readonly os: string; readonly architecture: string; readonly variant?: string };
  readonly layers: readonly { readonly tar: Buffer; readonly diffId: Digest }[];
}

export interface LayoutOptions {
  /** Default: `gzip`. */
  readonly compression?: Compression;
  /** `org.opencontainers.image.ref.name`. */
  readonly tag?: string;
  /** Put one more index between index.json and the manifest. Several images always get one. */
  readonly nested?: boolean;
}

const OCI = "application/vnd.oci.image";

export function sha256(bytes: Uint8Array): Digest {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

/**
 * Base layer first. A layer given as Buffer is taken as its tar. `config` is laid over the honest one, so that a test
 * can lie: `{ rootfs: … }`, `{ history: … }`, `{ architecture: … }`.
 */
export function buildImage(content: {
  readonly layers: readonly (readonly TarEntry[] | Buffer)[];
  readonly config?: Readonly<Record<string, unknown>>;
}): TestImage {
  const layers = content.layers.map((layer) => {
    const bytes = Buffer.isBuffer(layer) ? layer : tar(layer as readonly TarEntry[]);
    return { tar: bytes, diffId: sha256(bytes) };
  });
  const config = {
    created: "2024-01-02T03:04:05Z",
    architecture: "amd64",
    os: "linux",
    config: {},
    rootfs: { type: "layers", diff_ids: layers.map((layer) => layer.diffId) },
    history: layers.map((_, index) => ({ created_by: `step ${index}` })),
    ...content.config,
  };
  const { os, architecture, variant } = config as unknown as TestImage["platform"];
  return {
    config: json(config),
    platform: variant === undefined ? { os, architecture } : { os, architecture, variant },
    layers,
  };
}

/** As Docker before 25 writes it: `<id>/layer.tar`, not compressed. */
export function dockerArchive(image: TestImage, tags: readonly string[] = ["test:latest"]): Buffer {
  const config = `${hex(sha256(image.config))}.json`;
  const layers = image.layers.map((layer, index) => ({
    path: `${hex(sha256(Buffer.from(`${index} ${layer.diffId}`)))}/layer.tar`,
    content: layer.tar,
  }));
  const manifest = [{ Config: config, RepoTags: tags, Layers: layers.map((layer) => layer.path) }];
  return tar([
    ...layers,
    { path: config, content: image.config },
    { path: "manifest.json", content: json(manifest) },
  ]);
}

/** As Docker from 25 on writes it: an OCI layout, and `manifest.json` naming its blobs. Default: plain layers. */
export function dockerArchiveModern(
  image: TestImage,
  options: { readonly tags?: readonly string[]; readonly compression?: Compression } = {},
): Buffer {
  const { tags = ["test:latest"], compression = "plain" } = options;
  const files = layoutFiles([image], { compression });
  const manifest = [
    {
      Config: blobPath(sha256(image.config)),
      RepoTags: tags,
      Layers: image.layers.map((layer) => blobPath(sha256(compress(layer.tar, compression)))),
    },
  ];
  return tar([...entries(files), { path: "manifest.json", content: json(manifest) }]);
}

/** Writes a layout into `dir`, which is made. Several images become one index with a platform each. */
export async function ociLayout(
  image: TestImage | readonly TestImage[],
  dir: string,
  options: LayoutOptions = {},
): Promise<void> {
  for (const [path, bytes] of layoutFiles(list(image), options)) {
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await writeFile(join(dir, path), bytes);
  }
}

export function ociArchive(image: TestImage | readonly TestImage[], options: LayoutOptions = {}): Buffer {
  return tarOf(layoutFiles(list(image), options));
}

/** Path → content of every file of the layout, for tests that break one. */
export function layoutFiles(images: readonly TestImage[], options: LayoutOptions = {}): Map<string, Buffer> {
  const { compression = "gzip", nested = images.length > 1 } = options;
  const files = new Map<string, Buffer>([["oci-layout", json({ imageLayoutVersion: "1.0.0" })]]);
  const put = (mediaType: string, bytes: Buffer) => {
    files.set(blobPath(sha256(bytes)), bytes);
    return { mediaType, digest: sha256(bytes), size: bytes.length };
  };
  const manifests = images.map((image) => ({
    ...put(`${OCI}.manifest.v1+json`, ociManifest(image, compression, put)),
    platform: image.platform,
  }));
  const index = (entries: readonly object[]) =>
    json({ schemaVersion: 2, mediaType: `${OCI}.index.v1+json`, manifests: entries });
  const top = nested ? [put(`${OCI}.index.v1+json`, index(manifests))] : manifests;
  const annotations = options.tag === undefined ? undefined : { [REF_NAME]: options.tag };
  files.set(
    "index.json",
    index(top.map((entry) => (annotations === undefined ? entry : { ...entry, annotations }))),
  );
  return files;
}

const REF_NAME = "org.opencontainers.image.ref.name";

/** Files as a saved image's reader sees them. */
export function memoryTree(files: ReadonlyMap<string, Buffer>): FileTree {
  const found = (path: string): Buffer => {
    const bytes = files.get(path);
    if (bytes === undefined) throw missingFile(path);
    return bytes;
  };
  return {
    size: (path) => files.get(path)?.length,
    read: async (path, cap) => {
      const bytes = found(path);
      if (bytes.length > cap) throw tooLarge(path, bytes.length, cap);
      return bytes;
    },
    stream: async function* (path) {
      yield found(path);
    },
    close: async () => {},
  };
}

/** The uncompressed tar of each layer, base first; both digests have been checked when it returns. */
export async function readLayers(image: Image): Promise<Buffer[]> {
  const tars: Buffer[] = [];
  for (const layer of image.layers) {
    const chunks: Buffer[] = [];
    for await (const chunk of layer.open()) chunks.push(Buffer.from(chunk));
    tars.push(Buffer.concat(chunks));
  }
  return tars;
}

/** A tar of these files. */
export function tarOf(files: ReadonlyMap<string, Buffer>): Buffer {
  return tar(entries(files));
}

export function compress(bytes: Buffer, compression: Compression): Buffer {
  if (compression === "plain") return bytes;
  return compression === "gzip" ? gzipSync(bytes) : zstdCompressSync(bytes);
}

export function blobPath(digest: Digest): string {
  return `blobs/sha256/${hex(digest)}`;
}

function ociManifest(
  image: TestImage,
  compression: Compression,
  put: (mediaType: string, bytes: Buffer) => object,
): Buffer {
  const suffix = compression === "plain" ? "" : `+${compression}`;
  return json({
    schemaVersion: 2,
    mediaType: `${OCI}.manifest.v1+json`,
    config: put(`${OCI}.config.v1+json`, image.config),
    layers: image.layers.map((layer) =>
      put(`${OCI}.layer.v1.tar${suffix}`, compress(layer.tar, compression)),
    ),
  });
}

function entries(files: ReadonlyMap<string, Buffer>): TarEntry[] {
  return [...files].map(([path, content]) => ({ path, content }));
}

function list(image: TestImage | readonly TestImage[]): readonly TestImage[] {
  return "layers" in image ? [image] : image;
}

function hex(digest: Digest): string {
  return digest.slice("sha256:".length);
}

function json(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}
