import { expect, test } from "vitest";
import { parseConfig } from "../../../src/image/config.ts";
import type { Image } from "../../../src/model/index.ts";
import { assembled, isSameBut } from "../../../src/repair/assembly/assemble.ts";
import { sha256 } from "../../support/image.ts";
import { memoryLayer } from "../../support/layers.ts";

const lower = memoryLayer([{ path: "a", content: "a" }]);
const layer = {
  digest: sha256(Buffer.from("packed")),
  diffId: sha256(Buffer.from("tar")),
  size: 6,
  async *stream() {
    yield Buffer.from("packed");
  },
};
const provenance = {
  name: "registry.example/app:1.0",
  digest: sha256(Buffer.from("manifest")),
  created: "2026-01-01T00:00:00Z",
  mode: "graft",
  version: "0.1.0",
  packages: [{ name: "a", architecture: "amd64", from: "1", to: "2", because: "target" }],
} as const;
const OURS = {
  "org.opencontainers.image.base.name": "registry.example/app:1.0",
  "org.opencontainers.image.base.digest": provenance.digest,
  "org.opencontainers.image.created": "2026-01-01T00:00:00Z",
  "io.drydock.fix.mode": "graft",
  "io.drydock.fix.version": "0.1.0",
  "io.drydock.fix.packages": "a=2",
};

function imageOf(config: string, manifest: object | undefined): Image {
  const bytes = Buffer.from(config);
  return {
    reference: "app",
    digest: provenance.digest,
    names: [],
    annotations: {},
    notices: [],
    close: async () => {},
    config: parseConfig(bytes, "the config"),
    documents: {
      config: bytes,
      ...(manifest === undefined ? {} : { manifest: Buffer.from(JSON.stringify(manifest)) }),
    },
    layers: [lower],
  };
}

const add = (image: Image, packed?: readonly (typeof layer)[]) =>
  assembled(image, { layer, createdBy: "drydock fix (graft)", provenance }, packed);
const diffs = (...more: string[]) => JSON.stringify([lower.diffId, ...more]);
const row = { created: "2026-01-01T00:00:00Z", created_by: "drydock fix (graft)" };

test("an OCI image: one layer more, annotations, every other byte of the config as it was", () => {
  const rest = '"config":{"Env":["A=\\u003c"],"Healthcheck":{"Interval":30000000000},"Labels":{"own":"1"';
  const config = `{"created":"2025","architecture":"arm64","os":"linux",${rest}}},"history":[{"created_by":"x"}],"rootfs":{"type":"layers","diff_ids":${diffs()}},"moby.buildkit.x":12345678901234567890}`;
  const manifest = {
    schemaVersion: 2,
    mediaType: "application/vnd.oci.image.manifest.v1+json",
    config: { mediaType: "application/vnd.oci.image.config.v1+json", digest: lower.diffId, size: 1 },
    layers: [
      { mediaType: "application/vnd.oci.image.layer.v1.tar+zstd", digest: lower.digest, size: lower.size },
    ],
    annotations: { own: "2" },
    subject: { digest: lower.digest },
  };
  const made = add(imageOf(config, manifest));
  const labels = JSON.stringify(OURS).slice(1);
  expect(made.config.toString()).toBe(
    `{"created":"2026-01-01T00:00:00Z","architecture":"arm64","os":"linux",${rest},${labels}},"history":[{"created_by":"x"},${JSON.stringify(row)}],"rootfs":{"type":"layers","diff_ids":${diffs(layer.diffId)}},"moby.buildkit.x":12345678901234567890}`,
  );
  const { subject: _, ...kept } = manifest;
  expect(JSON.parse(made.manifest.toString())).toEqual({
    ...kept,
    config: { ...manifest.config, digest: sha256(made.config), size: made.config.length },
    layers: [
      ...manifest.layers,
      { mediaType: "application/vnd.oci.image.layer.v1.tar+gzip", digest: layer.digest, size: 6 },
    ],
    annotations: { own: "2", ...OURS },
  });
  expect([made.mediaType, made.digest, made.blobs.map(({ digest }) => digest)]).toEqual([
    manifest.mediaType,
    sha256(made.manifest),
    [sha256(made.config), lower.digest, layer.digest],
  ]);
});

test("a Docker image stays one, and has no annotations; without a history it gets none; null is no config", () => {
  const config = `{"os":"linux","architecture":"amd64","config":null,"rootfs":{"type":"layers","diff_ids":${diffs()}}}`;
  const type = "application/vnd.docker.distribution.manifest.v2+json";
  const manifest = {
    schemaVersion: 2,
    mediaType: type,
    config: { mediaType: "application/vnd.docker.container.image.v1+json", digest: lower.diffId, size: 1 },
    layers: [
      { mediaType: "application/vnd.docker.image.rootfs.diff.tar.gzip", digest: lower.digest, size: 9 },
    ],
  };
  const made = add(imageOf(config, manifest));
  const document = JSON.parse(made.manifest.toString());
  expect([made.mediaType, document.mediaType, document.annotations]).toEqual([type, type, undefined]);
  expect(document.layers[1].mediaType).toBe("application/vnd.docker.image.rootfs.diff.tar.gzip");
  expect(JSON.parse(made.config.toString())).toEqual({
    ...{ os: "linux", architecture: "amd64", config: { Labels: OURS }, created: "2026-01-01T00:00:00Z" },
    rootfs: { type: "layers", diff_ids: [lower.diffId, layer.diffId] },
  });
});

test("an image that was saved without a manifest becomes one of Docker's, its layers packed", () => {
  const config = `{"os":"linux","architecture":"amd64","rootfs":{"type":"layers","diff_ids":${diffs()}}}`;
  const packed = { ...layer, digest: sha256(Buffer.from("lower")), size: 5 };
  const { layers, config: own } = JSON.parse(add(imageOf(config, undefined), [packed]).manifest.toString());
  expect([own.mediaType, layers]).toEqual([
    "application/vnd.docker.container.image.v1+json",
    [packed, layer].map(({ digest, size }) => ({
      mediaType: "application/vnd.docker.image.rootfs.diff.tar.gzip",
      digest,
      size,
    })),
  ]);
});

test("what the image said of its own base stays, under our prefix", () => {
  const labels = {
    "org.opencontainers.image.base.name": "debian:12",
    "org.opencontainers.image.base.digest": "sha256:1",
  };
  const config = `{"config":{"Labels":${JSON.stringify(labels)}},"rootfs":{"diff_ids":${diffs()}}}`;
  const made = JSON.parse(add(imageOf(config, undefined), [layer]).config.toString());
  expect(made.config.Labels).toEqual({
    ...OURS,
    "io.drydock.fix.previous.base.name": "debian:12",
    "io.drydock.fix.previous.base.digest": "sha256:1",
  });
});

test("a config that cannot be added to is refused", () => {
  const config = `{"config":{"Labels":{}},"rootfs":{"diff_ids":${diffs()}}}`;
  const broken = imageOf(config, undefined);
  const documents = { config: Buffer.from('{"config":7,"rootfs":{}}') };
  expect(() => add({ ...broken, documents }, [layer])).toThrow("app: no layer can be added to its config.");
});

test("a config with another user or another label is not the same", () => {
  const bytes = (config: object) => Buffer.from(JSON.stringify({ config, rootfs: {} }));
  const ours = new Set(["a"]);
  expect([
    isSameBut(bytes({ User: "1" }), bytes({ User: "1", Labels: { a: "x" } }), ours),
    isSameBut(bytes({ User: "1" }), bytes({ User: "0" }), ours),
    isSameBut(bytes({ Labels: { b: "1" } }), bytes({ Labels: { a: "x" } }), ours),
  ]).toEqual([true, false, false]);
});
