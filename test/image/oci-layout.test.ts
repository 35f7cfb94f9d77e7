import { describe, expect, test } from "vitest";
import { openLayout } from "../../src/image/oci-layout.ts";
import { blobPath, buildImage, layoutFiles, memoryTree, readLayers, sha256 } from "../support/image.ts";

const image = buildImage({
  layers: [[{ path: "etc/os-release", content: "ID=alpine" }], [{ path: "b", content: "2" }]],
  config: {
    config: { Labels: { a: "1" }, User: "app" },
    history: [
      { created_by: "FROM scratch", created: "2024-01-01T00:00:00Z", author: "me", comment: "c" },
      { created_by: "ENV x", empty_layer: true },
      { created_by: "COPY b" },
    ],
  },
});
const arm = buildImage({ layers: [[{ path: "arm" }]], config: { architecture: "arm64", variant: "v8" } });
const s390x = buildImage({ layers: [[{ path: "z" }]], config: { architecture: "s390x" } });

function open(files: ReadonlyMap<string, Buffer>, tag?: string, platform?: string) {
  const opening = { reference: "oci:x", tag, close: async () => {} };
  return openLayout(memoryTree(files), opening, platform === undefined ? {} : { platform });
}

/** The layout with its index.json changed. */
function reindexed(files: Map<string, Buffer>, change: (entries: Record<string, unknown>[]) => unknown[]) {
  const index = JSON.parse(String(files.get("index.json")));
  index.manifests = change(index.manifests);
  return new Map(files).set("index.json", Buffer.from(JSON.stringify(index)));
}

function named(name: string, key = "org.opencontainers.image.ref.name") {
  return (entry: Record<string, unknown>) => ({ ...entry, annotations: { [key]: name } });
}

describe("one image", () => {
  test.each(["plain", "gzip", "zstd"] as const)("with %s layers", async (compression) => {
    const files = layoutFiles([image], { compression, tag: "1.0" });
    const opened = await open(files);
    const [entry] = JSON.parse(String(files.get("index.json"))).manifests;
    const manifest = JSON.parse(String(files.get(blobPath(entry.digest))));
    expect({ ...opened, layers: opened.layers.map(({ open: _, raw: __, ...layer }) => layer) }).toStrictEqual(
      {
        reference: "oci:x",
        digest: entry.digest,
        documents: { config: image.config, manifest: files.get(blobPath(entry.digest)) },
        names: ["1.0"],
        annotations: {},
        config: {
          platform: { os: "linux", architecture: "amd64" },
          created: "2024-01-02T03:04:05Z",
          labels: { a: "1" },
          history: [
            {
              createdBy: "FROM scratch",
              created: "2024-01-01T00:00:00Z",
              author: "me",
              comment: "c",
              emptyLayer: false,
            },
            { createdBy: "ENV x", emptyLayer: true },
            { createdBy: "COPY b", emptyLayer: false },
          ],
          diffIds: image.layers.map((layer) => layer.diffId),
          document: JSON.parse(String(image.config)),
        },
        layers: image.layers.map((layer, index) => ({
          index,
          diffId: layer.diffId,
          digest: manifest.layers[index].digest,
          size: manifest.layers[index].size,
          createdBy: ["FROM scratch", "COPY b"][index],
        })),
        notices: [],
        close: expect.any(Function),
      },
    );
    expect(await readLayers(opened)).toStrictEqual(image.layers.map((layer) => layer.tar));
  });

  test("a layer may be read several times", async () => {
    const opened = await open(layoutFiles([image]));
    expect(await readLayers(opened)).toStrictEqual(await readLayers(opened));
  });

  test("closing is done once", async () => {
    let closed = 0;
    const opening = {
      reference: "x",
      tag: undefined,
      close: async () => {
        closed++;
      },
    };
    const opened = await openLayout(memoryTree(layoutFiles([image])), opening, {});
    await Promise.all([opened.close(), opened.close()]);
    await opened.close();
    expect(closed).toBe(1);
  });

  test("lists and maps that Go wrote as null", async () => {
    const bare = buildImage({
      layers: [],
      config: { rootfs: { type: "layers", diff_ids: null }, history: null, config: null },
    });
    expect((await open(layoutFiles([bare]))).config).toMatchObject({ diffIds: [], history: [], labels: {} });
  });

  test("rows of the history that do not fit the layers are not given to any", async () => {
    const odd = buildImage({ layers: [[{ path: "a" }]], config: { history: [{}, { created_by: "x" }] } });
    expect((await open(layoutFiles([odd]))).layers[0]).not.toHaveProperty("createdBy");
  });

  test("a manifest may say less: no platform, no media types", async () => {
    const files = reindexed(layoutFiles([image]), ([entry]) => [
      { digest: entry?.digest, size: entry?.size },
    ]);
    expect((await open(files, undefined, "linux/amd64")).config.platform.architecture).toBe("amd64");
    await expect(open(files, undefined, "linux/arm64")).rejects.toThrowError(
      expect.objectContaining({
        code: "PLATFORM",
        message: "oci:x has no build for linux/arm64; it has linux/amd64.",
      }),
    );
  });
});

describe("several platforms", () => {
  test.each([true, false])("nested index: %s", async (nested) => {
    const files = layoutFiles([image, arm, s390x], { nested });
    const wanted = await open(files, undefined, "linux/arm64");
    expect(wanted.config.diffIds).toStrictEqual(arm.layers.map((layer) => layer.diffId));
    expect(wanted.notices).toStrictEqual([]);
  });

  test("only one of those that the index lists is there, as the containerd store saves it", async () => {
    const files = layoutFiles([image, arm]);
    files.delete(blobPath(sha256(image.config))); // what is left of a foreign platform
    const opened = await open(files);
    expect(opened.config.platform).toStrictEqual({ os: "linux", architecture: "arm64", variant: "v8" });
    expect(opened.notices).toStrictEqual([
      "Scanned linux/arm64, the only platform present of those listed: linux/amd64, linux/arm64.",
    ]);
    await expect(open(files, undefined, "linux/amd64")).rejects.toThrowError(
      "oci:x lists linux/amd64 but does not hold all of it; it has linux/arm64.",
    );
  });

  test("build records are no platforms", async () => {
    const files = reindexed(layoutFiles([arm]), ([entry]) => [
      { ...entry, platform: { os: "unknown", architecture: "unknown" } },
      { ...entry, annotations: { "vnd.docker.reference.type": "attestation-manifest" } },
    ]);
    await expect(open(files)).rejects.toThrowError("oci:x: the index names no image.");
    const both = reindexed(layoutFiles([image, arm], { nested: false }), ([first, second]) => [
      { ...first, platform: { os: "unknown", architecture: "unknown" } },
      { ...second },
    ]);
    expect((await open(both)).config.platform.architecture).toBe("arm64");
  });

  test("the index and the image do not agree on what it is", async () => {
    const files = reindexed(layoutFiles([image]), ([entry]) => [
      { ...entry, platform: { os: "linux", architecture: "riscv64" } },
    ]);
    expect((await open(files)).notices).toStrictEqual([
      "The index calls it riscv64, the image itself amd64.",
    ]);
  });
});

describe("several images", () => {
  const files = reindexed(layoutFiles([image, arm, s390x], { nested: false }), ([one, two, three]) => [
    named("1.0")(one ?? {}),
    named("docker.io/library/two:2.0", "io.containerd.image.name")(two ?? {}),
    { ...three },
  ]);

  test("must be told apart", async () => {
    const { digest } = JSON.parse(String(files.get("index.json"))).manifests[2];
    await expect(open(files)).rejects.toThrowError(
      expect.objectContaining({
        code: "REFERENCE",
        message: `oci:x holds several images: 1.0, docker.io/library/two:2.0, ${digest}.`,
        hint: "Name one of them after a colon: oci:x:TAG",
      }),
    );
    await expect(open(files, "3")).rejects.toThrowError(
      expect.objectContaining({
        code: "NOT_FOUND",
        message: `oci:x: no image has this tag; there are 1.0, docker.io/library/two:2.0, ${digest}.`,
      }),
    );
    expect((await open(files, digest)).config.platform.architecture).toBe("s390x");
  });

  test.each([
    ["1.0", "amd64"],
    ["two:2.0", "arm64"],
    ["2.0", "arm64"],
  ])("by tag %s", async (tag, architecture) => {
    expect((await open(files, tag)).config.platform.architecture).toBe(architecture);
  });

  test("one image with several tags is one image", async () => {
    const twice = reindexed(layoutFiles([image]), ([entry]) => [
      named("a")(entry ?? {}),
      named("b")(entry ?? {}),
    ]);
    expect((await open(twice)).names).toStrictEqual(["a", "b"]);
  });

  test("names go to the terminal without their control characters", async () => {
    const nasty = reindexed(layoutFiles([image, arm], { nested: false }), ([one, two]) => [
      named("\u001b[2Ja")(one ?? {}),
      named("b\u202e")(two ?? {}),
    ]);
    await expect(open(nasty)).rejects.toThrowError("oci:x holds several images: ?[2Ja, b?.");
  });
});

describe("what is wrong is said", () => {
  const whole = layoutFiles([image]);
  const manifestDigest = JSON.parse(String(whole.get("index.json"))).manifests[0].digest;
  const manifestPath = blobPath(manifestDigest);
  const manifest = JSON.parse(String(whole.get(manifestPath)));

  /** The layout with another manifest in it, rightly digested. */
  function remade(change: object): Map<string, Buffer> {
    const bytes = Buffer.from(JSON.stringify({ ...manifest, ...change }));
    const entry = { digest: sha256(bytes), size: bytes.length, mediaType: manifest.mediaType };
    return reindexed(new Map(whole).set(blobPath(entry.digest), bytes), () => [entry]);
  }

  test.each<[string, () => Map<string, Buffer>, string, string | RegExp]>([
    [
      "a byte of the manifest",
      () => new Map(whole).set(manifestPath, Buffer.from(`${whole.get(manifestPath)} `)),
      "DIGEST_MISMATCH",
      /^The blob sha256:\w+ should be sha256:\w+ but is sha256:\w+$/,
    ],
    [
      "a size of the manifest",
      () => reindexed(whole, ([entry]) => [{ ...entry, size: 7 }]),
      "DIGEST_MISMATCH",
      /^The manifest sha256:\w+ has \d+ bytes where 7 were promised\.$/,
    ],
    [
      "a byte of the config",
      () => new Map(whole).set(blobPath(sha256(image.config)), Buffer.from("{}")),
      "DIGEST_MISMATCH",
      /^The blob/,
    ],
    [
      "a missing layer",
      () => {
        const files = new Map(whole);
        files.delete(blobPath(manifest.layers[1].digest));
        return files;
      },
      "IMAGE_INVALID",
      `oci:x: the layer ${manifest.layers[1].digest} is missing.`,
    ],
    [
      "fewer layers than the config says",
      () => remade({ layers: [manifest.layers[0]] }),
      "IMAGE_INVALID",
      "oci:x: the image has 1 layers, its config tells of 2.",
    ],
    [
      "a digest that is a path",
      () => reindexed(whole, ([entry]) => [{ ...entry, digest: "sha256:../../etc/passwd" }]),
      "IMAGE_INVALID",
      "index.json is not what it should be at manifests.0.digest: not a sha256 digest.",
    ],
    [
      "a size below zero",
      () => remade({ layers: [{ ...manifest.layers[0], size: -1 }] }),
      "IMAGE_INVALID",
      /is not what it should be at layers\.0\.size/,
    ],
    [
      "a manifest that is an index too",
      () => remade({ manifests: [] }),
      "IMAGE_INVALID",
      /is a manifest and an index at once\.$/,
    ],
    [
      "schema 1",
      () => remade({ schemaVersion: 1 }),
      "UNSUPPORTED",
      /is of schema 1, which has been withdrawn\.$/,
    ],
    [
      "an artifact that is no image",
      () => {
        const chart = Buffer.from('{"name":"chart"}');
        const config = {
          mediaType: "application/vnd.cncf.helm.config.v1+json",
          digest: sha256(chart),
          size: chart.length,
        };
        return remade({ config, layers: [] }).set(blobPath(config.digest), chart);
      },
      "IMAGE_INVALID",
      "oci:x is not a container image: its config is application/vnd.cncf.helm.config.v1+json.",
    ],
    [
      "an encrypted layer",
      () =>
        remade({
          layers: manifest.layers.map((layer: object) => ({
            ...layer,
            mediaType: "application/vnd.oci.image.layer.v1.tar+gzip+encrypted",
          })),
        }),
      "UNSUPPORTED",
      /is encrypted\.$/,
    ],
    [
      "an index.json of 100 MB",
      () => new Map(whole).set("index.json", Buffer.alloc(100e6, " ")),
      "IMAGE_INVALID",
      "index.json has 100000000 bytes, more than the 4194304 that are read.",
    ],
    [
      "JSON as deep as a well",
      () => new Map(whole).set("index.json", Buffer.from(`{"a":${"[".repeat(2e6)}${"]".repeat(2e6)}}`)),
      "IMAGE_INVALID",
      "index.json is nested deeper than 64 levels.",
    ],
    [
      "no JSON",
      () => new Map(whole).set("index.json", Buffer.from("{")),
      "IMAGE_INVALID",
      "index.json is not JSON.",
    ],
    [
      "no index",
      () => new Map(whole).set("index.json", whole.get(manifestPath) ?? Buffer.alloc(0)),
      "IMAGE_INVALID",
      "index.json is not an index.",
    ],
    [
      "a media type that lies",
      () =>
        new Map(whole).set(
          "index.json",
          Buffer.from(`{"schemaVersion":2,"mediaType":"${manifest.mediaType}","manifests":[]}`),
        ),
      "IMAGE_INVALID",
      "index.json is an index that calls itself a manifest.",
    ],
    [
      "an architecture that is a terminal command",
      () => {
        const lying = buildImage({ layers: [], config: { architecture: "\u001b[31m" } });
        return reindexed(layoutFiles([lying]), ([{ platform: _, ...entry } = {}]) => [entry]);
      },
      "IMAGE_INVALID",
      /is not what it should be at architecture: not a platform name\.$/,
    ],
  ])("%s", async (_, files, code, message) => {
    await expect(open(files())).rejects.toThrowError(
      expect.objectContaining({
        code,
        message: typeof message === "string" ? message : expect.stringMatching(message),
      }),
    );
  });

  test("indexes in indexes, deeper than anybody nests them", async () => {
    const files = new Map(whole);
    let entry = { mediaType: "application/vnd.oci.image.index.v1+json", digest: manifestDigest, size: 0 };
    const bytesOf = (inner: object) => Buffer.from(JSON.stringify({ schemaVersion: 2, manifests: [inner] }));
    let bytes = bytesOf({ ...entry, mediaType: manifest.mediaType, size: whole.get(manifestPath)?.length });
    for (let depth = 0; depth < 4; depth++) {
      entry = { ...entry, digest: sha256(bytes), size: bytes.length };
      files.set(blobPath(entry.digest as `sha256:${string}`), bytes);
      bytes = bytesOf(entry);
      if (depth === 3) expect((await open(new Map(files).set("index.json", bytes))).layers).toHaveLength(2);
    }
    const deeper = { ...entry, digest: sha256(bytes), size: bytes.length };
    files.set(blobPath(sha256(bytes)), bytes).set("index.json", bytesOf(deeper));
    await expect(open(files)).rejects.toThrowError("oci:x: its indexes are nested too deep or too wide.");
  });

  test("a wrong layer is told when it is read", async () => {
    const files = new Map(whole).set(
      blobPath(manifest.layers[1].digest),
      whole.get(blobPath(manifest.layers[0].digest)) ?? Buffer.alloc(0),
    );
    await expect(readLayers(await open(files))).rejects.toThrowError(
      expect.objectContaining({ code: "DIGEST_MISMATCH" }),
    );
  });

  test("a diff id that does not fit is told when the layer is read", async () => {
    const lying = buildImage({
      layers: [[{ path: "a" }]],
      config: { rootfs: { type: "layers", diff_ids: [sha256(Buffer.from("other"))] } },
    });
    await expect(readLayers(await open(layoutFiles([lying])))).rejects.toThrowError(
      expect.objectContaining({ code: "DIGEST_MISMATCH" }),
    );
  });
});
