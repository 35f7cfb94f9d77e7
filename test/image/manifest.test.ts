import { expect, test } from "vitest";
import { parseDocument } from "../../src/image/document.ts";
import { treeBlobs } from "../../src/image/file-tree.ts";
import { imageFromManifest, type ManifestSource } from "../../src/image/manifest.ts";
import { parseManifest } from "../../src/image/manifest-document.ts";
import type { Digest } from "../../src/model/image.ts";
import { blobPath, buildImage, layoutFiles, memoryTree, readLayers, sha256 } from "../support/image.ts";

const image = buildImage({ layers: [[{ path: "a", content: "1" }]] });
const arm = buildImage({ layers: [[{ path: "arm" }]], config: { architecture: "arm64" } });

/** As a registry: it cannot tell what it has, keeps manifests apart, and every question costs. */
function remote(files: ReadonlyMap<string, Buffer>) {
  const asked: Digest[] = [];
  const { read, stream } = treeBlobs(memoryTree(files));
  const source: ManifestSource = {
    reference: "registry:x",
    names: ["x:1"],
    notices: ["from a mirror"],
    blobs: {
      read: (digest, cap) => {
        asked.push(digest);
        return read(digest, cap);
      },
      stream,
    },
    readManifest: (digest, cap) => {
      asked.push(digest);
      return read(digest, cap);
    },
  };
  return { source, asked };
}

test("from an index, only the chosen manifest and its config are fetched", async () => {
  const files = layoutFiles([image, arm], { nested: false });
  const index = files.get("index.json")!;
  const { source, asked } = remote(files);
  const opened = await imageFromManifest(index, source, { platform: "linux/arm64" });
  const [, chosen] = JSON.parse(String(index)).manifests;
  expect(asked).toStrictEqual([chosen.digest, sha256(arm.config)]);
  expect({ digest: opened.digest, names: opened.names, notices: opened.notices }).toStrictEqual({
    digest: chosen.digest,
    names: ["x:1"],
    notices: ["from a mirror"],
  });
  expect(await readLayers(opened)).toStrictEqual(arm.layers.map((layer) => layer.tar));
  await opened.close();
});

test("from a manifest, the digest is that of its bytes, white space included", async () => {
  const files = layoutFiles([image]);
  const { digest } = JSON.parse(String(files.get("index.json"))).manifests[0];
  const document = JSON.parse(String(files.get(blobPath(digest))));
  const bytes = Buffer.from(JSON.stringify({ ...document, annotations: { made: "by hand" } }, undefined, 3));
  const opened = await imageFromManifest(bytes, remote(files).source, {});
  expect({ digest: opened.digest, annotations: opened.annotations }).toStrictEqual({
    digest: sha256(bytes),
    annotations: { made: "by hand" },
  });
});

test("Docker's media types say the same", () => {
  const docker = "application/vnd.docker";
  const part = { digest: sha256(Buffer.from("x")), size: 1 };
  const manifest = {
    schemaVersion: 2,
    mediaType: `${docker}.distribution.manifest.v2+json`,
    config: { ...part, mediaType: `${docker}.container.image.v1+json` },
    layers: [{ ...part, mediaType: `${docker}.image.rootfs.diff.tar.gzip`, urls: ["https://example.com"] }],
  };
  expect(parseManifest(Buffer.from(JSON.stringify(manifest)), "it")).toStrictEqual({
    kind: "manifest",
    config: { ...manifest.config, annotations: {} },
    layers: [{ ...part, mediaType: `${docker}.image.rootfs.diff.tar.gzip`, annotations: {} }],
    annotations: {},
  });
  const list = {
    schemaVersion: 2,
    mediaType: `${docker}.distribution.manifest.list.v2+json`,
    manifests: [
      { ...part, platform: { os: "linux", architecture: "arm", variant: "v7", "os.features": ["x"] } },
      { ...part, platform: { os: "", architecture: "" } },
    ],
  };
  expect(parseManifest(Buffer.from(JSON.stringify(list)), "it")).toStrictEqual({
    kind: "index",
    manifests: [
      { ...part, platform: { os: "linux", architecture: "arm", variant: "v7" }, annotations: {} },
      { ...part, annotations: {} },
    ],
    annotations: {},
  });
});

test("names from an image cannot become properties of our objects", () => {
  const bytes = Buffer.from(
    `{"schemaVersion":2,"manifests":[],"annotations":{"__proto__":"x","constructor":"y"},"__proto__":{"z":1}}`,
  );
  const index = parseManifest(bytes, "it");
  expect((index as unknown as { z?: unknown }).z).toBeUndefined();
  expect(index.annotations.constructor).toBe("y");
  expect(Object.getPrototypeOf(index.annotations)).toBe(Object.prototype);
});

test("brackets in texts are no depth", () => {
  const schema = { safeParse: (data: unknown) => ({ success: true, data }) };
  const text = JSON.stringify({ a: `${'\\"['.repeat(1000)}` });
  expect(parseDocument(Buffer.from(text), schema as never, "it")).toStrictEqual(JSON.parse(text));
});
