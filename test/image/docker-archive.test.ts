import { describe, expect, test } from "vitest";
import { openDockerArchive } from "../../src/image/docker-archive.ts";
import type { Image } from "../../src/model/image.ts";
import {
  blobPath,
  buildImage,
  layoutFiles,
  memoryTree,
  readLayers,
  sha256,
  type TestImage,
} from "../support/image.ts";

const image = buildImage({
  layers: [[{ path: "a", content: "1" }], [{ path: "b", content: "2" }], [{ path: "a", content: "1" }]],
});
const arm = buildImage({ layers: [[{ path: "arm" }]], config: { architecture: "arm64" } });
const id = sha256(image.config);

function open(files: ReadonlyMap<string, Buffer>, tag?: string, platform?: string): Promise<Image> {
  const opening = { reference: "x.tar", tag, close: async () => {} };
  return openDockerArchive(memoryTree(files), opening, platform === undefined ? {} : { platform });
}

function json(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}

/** Before 25. `change` may lie about the rows of manifest.json. */
function old(
  images: readonly (readonly [TestImage, ...tags: string[]])[],
  change: (rows: Record<string, unknown>[]) => unknown = (rows) => rows,
): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  const rows = images.map(([one, ...tags]) => {
    const config = `${sha256(one.config).slice(7)}.json`;
    files.set(config, one.config);
    const layers = one.layers.map((layer) => {
      const path = `${layer.diffId.slice(7)}/layer.tar`;
      files.set(path, layer.tar);
      return path;
    });
    return { Config: config, RepoTags: tags.length === 0 ? null : tags, Layers: layers };
  });
  return files.set("manifest.json", json(change(rows)));
}

/** From 25 on: layouts of images, and a manifest.json that names the first of them. */
function modern(images: readonly TestImage[], row: object = {}): Map<string, Buffer> {
  const files = layoutFiles(images, { compression: "plain" });
  const [first] = images;
  const layers = first?.layers.map((layer) => blobPath(layer.diffId));
  const config = blobPath(sha256(first?.config ?? Buffer.alloc(0)));
  return files.set("manifest.json", json([{ Config: config, RepoTags: ["a/b:1"], Layers: layers, ...row }]));
}

function layersOf(row: Record<string, unknown> | undefined): readonly string[] {
  return row?.Layers as string[];
}

describe("before Docker 25", () => {
  test("one image", async () => {
    const opened = await open(old([[image, "a/b:1", "a/b:2"]]));
    expect({ ...opened, layers: opened.layers.map(({ open: _, raw: __, ...layer }) => layer) }).toStrictEqual(
      {
        reference: "x.tar",
        digest: id,
        documents: { config: image.config },
        names: ["a/b:1", "a/b:2"],
        annotations: {},
        config: expect.objectContaining({ diffIds: image.layers.map((layer) => layer.diffId) }),
        layers: image.layers.map((layer, index) => ({
          index,
          diffId: layer.diffId,
          size: layer.tar.length,
          createdBy: `step ${index}`,
        })),
        notices: [],
        close: expect.any(Function),
      },
    );
    expect(await readLayers(opened)).toStrictEqual(image.layers.map((layer) => layer.tar));
  });

  test("an image without names", async () => {
    expect((await open(old([[image]]))).names).toStrictEqual([]);
  });

  test("one image with a row for each name", async () => {
    const opened = await open(
      old([
        [image, "a:1"],
        [image, "b:1"],
      ]),
    );
    expect(opened.names).toStrictEqual(["a:1", "b:1"]);
  });

  test("several images need a tag", async () => {
    const files = old([[image, "a/b:1", "a/b:2"], [arm, "c:1"], [buildImage({ layers: [] })]]);
    const nameless = `${sha256(buildImage({ layers: [] }).config).slice(7)}.json`;
    await expect(open(files)).rejects.toThrowError(
      expect.objectContaining({
        code: "REFERENCE",
        message: `x.tar holds several images: a/b:1, a/b:2, c:1, ${nameless}.`,
      }),
    );
    await expect(open(files, "3")).rejects.toThrowError(
      expect.objectContaining({
        code: "NOT_FOUND",
        message: `x.tar: no image has this tag; there are a/b:1, a/b:2, c:1, ${nameless}.`,
      }),
    );
    await expect(open(files, "1")).rejects.toThrowError("x.tar holds several images: a/b:1, a/b:2, c:1.");
    const found = await Promise.all(["2", "docker.io/library/c:1", id].map((tag) => open(files, tag)));
    expect(found.map((one) => one.digest)).toStrictEqual([id, sha256(arm.config), id]);
  });

  test("the wanted platform", async () => {
    expect((await open(old([[image]]), undefined, "linux/amd64")).digest).toBe(id);
    await expect(open(old([[image]]), undefined, "linux/arm64")).rejects.toThrowError(
      expect.objectContaining({
        code: "PLATFORM",
        message: "x.tar has no build for linux/arm64; it has linux/amd64.",
      }),
    );
  });

  test("kaniko names the config by its digest", async () => {
    const files = old([[image]], ([row]) => [{ ...row, Config: id }]).set(id, image.config);
    expect((await open(files)).digest).toBe(id);
    await expect(open(files.set(id, arm.config))).rejects.toThrowError(
      expect.objectContaining({
        code: "DIGEST_MISMATCH",
        message: `The config ${id} should be ${id} but is ${sha256(arm.config)}`,
      }),
    );
  });

  test("a config of any other name", async () => {
    const files = old([[image]], ([row]) => [{ ...row, Config: "config.json" }]);
    expect((await open(files.set("config.json", image.config))).digest).toBe(id);
  });

  test.each<[string, (row: Record<string, unknown>) => unknown, string]>([
    [
      "a layer too few",
      (row) => [{ ...row, Layers: (row.Layers as string[]).slice(1) }],
      "x.tar: the image has 2 layers, its config tells of 3.",
    ],
    [
      "a layer that is not there",
      (row) => [{ ...row, Layers: ["../../etc/passwd", "y", "z"] }],
      "The layer ../../etc/passwd, which manifest.json names, is missing.",
    ],
    [
      "a config that is not there",
      (row) => [{ ...row, Config: "no.json" }],
      "The image has no file no.json.",
    ],
    ["no image", () => [], "manifest.json names no image."],
    ["a bare manifest", (row) => row, "manifest.json is a bare manifest, as skopeo's dir: form has it."],
    [
      "no list",
      () => "x",
      "manifest.json is not what it should be: Invalid input: expected array, received string.",
    ],
  ])("%s", async (_, change, message) => {
    await expect(open(old([[image]], ([row]) => change(row ?? {})))).rejects.toThrowError(message);
  });

  test("layers in the wrong order are told when they are read", async () => {
    const files = old([[image]], ([row]) => [{ ...row, Layers: layersOf(row).toReversed() }]);
    expect(await readLayers(await open(files))).toHaveLength(3); // a, b, a: the same either way
    const swapped = old([[image]], ([row]) => {
      const [a, b, c] = layersOf(row);
      return [{ ...row, Layers: [b, a, c] }];
    });
    await expect(readLayers(await open(swapped))).rejects.toThrowError(
      expect.objectContaining({ code: "DIGEST_MISMATCH" }),
    );
  });
});

describe("from Docker 25 on", () => {
  const manifestDigest = (files: ReadonlyMap<string, Buffer>) =>
    JSON.parse(String(files.get("index.json"))).manifests[0].digest;

  test("manifest.json and the index agree: the digest is the manifest's", async () => {
    const files = modern([image]);
    const opened = await open(files);
    expect({ digest: opened.digest, names: opened.names, notices: opened.notices }).toStrictEqual({
      digest: manifestDigest(files),
      names: ["a/b:1"],
      notices: [],
    });
    expect(opened.layers.map((layer) => layer.digest)).toStrictEqual(
      image.layers.map((layer) => layer.diffId),
    );
    expect(await readLayers(opened)).toStrictEqual(image.layers.map((layer) => layer.tar));
  });

  test("they disagree: manifest.json is right", async () => {
    const files = modern([image]);
    const manifest = JSON.parse(String(files.get(blobPath(manifestDigest(files)))));
    const empty = json({ ...manifest, layers: [] });
    files.set(blobPath(sha256(empty)), empty);
    const entry = { mediaType: manifest.mediaType, digest: sha256(empty), size: empty.length };
    files.set("index.json", json({ schemaVersion: 2, manifests: [entry] }));
    const opened = await open(files);
    expect({ digest: opened.digest, notices: opened.notices }).toStrictEqual({
      digest: id,
      notices: ["The archive's index.json disagrees; its manifest.json was used."],
    });
    expect(await readLayers(opened)).toStrictEqual(image.layers.map((layer) => layer.tar));
  });

  test("a broken index is passed over, saying so", async () => {
    const opened = await open(modern([image]).set("index.json", Buffer.from("{")));
    expect({ digest: opened.digest, notices: opened.notices }).toStrictEqual({
      digest: id,
      notices: ["The archive's index.json was passed over: index.json is not JSON."],
    });
  });

  test("the blobs are checked by their names", async () => {
    const files = modern([image]);
    const [first, second] = image.layers;
    files.set(blobPath(first!.diffId), second!.tar).set("index.json", Buffer.from("{"));
    await expect(readLayers(await open(files))).rejects.toThrowError(
      expect.objectContaining({ code: "DIGEST_MISMATCH" }),
    );
  });

  test("the containerd store: more platforms than manifest.json names", async () => {
    const files = modern([image, arm]);
    const opened = await open(files);
    expect({ platform: opened.config.platform.architecture, notices: opened.notices }).toStrictEqual({
      platform: "amd64",
      notices: ["The archive also holds linux/arm64; the image its manifest.json names was scanned."],
    });
    expect((await open(files, undefined, "linux/arm64")).config.platform.architecture).toBe("arm64");
    expect((await open(files, undefined, "linux/amd64")).notices).toStrictEqual(opened.notices);
    await expect(open(files, undefined, "linux/s390x")).rejects.toThrowError(
      "x.tar has no build for linux/s390x; it has linux/amd64, linux/arm64.",
    );
  });

  test("the containerd store: platforms listed without their blobs", async () => {
    const files = modern([image, arm]);
    files.delete(blobPath(sha256(arm.config)));
    const opened = await open(files);
    expect({ platform: opened.config.platform.architecture, notices: opened.notices }).toStrictEqual({
      platform: "amd64",
      notices: [],
    });
    await expect(open(files, undefined, "linux/arm64")).rejects.toThrowError(
      "x.tar lists linux/arm64 but does not hold all of it; it has linux/amd64.",
    );
  });
});
