import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openRegistryImage } from "../../src/image/registry.ts";
import type { Layer } from "../../src/model/image.ts";
import { buildImage, sha256 } from "../support/image.ts";
import { pushBlob, pushImage, pushManifest, startRegistry, type TestRegistry } from "../support/registry.ts";
import { describeWith } from "../support/tools.ts";
import { testHost } from "./ill-registry.ts";

const AMD = buildImage({
  layers: [[{ path: "etc/a", content: randomBytes(300_000) }], [{ path: "etc/b", content: "two" }]],
});
const ARM = buildImage({ layers: [[{ path: "etc/a", content: "arm" }]], config: { architecture: "arm64" } });
const LOGIN = { user: "dock", password: "worker-7" };

async function digestOf(layer: Layer): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of layer.open()) chunks.push(Buffer.from(chunk));
  return sha256(Buffer.concat(chunks));
}

describeWith(["docker-registry"], "a real registry, open to everybody", () => {
  let registry: TestRegistry;
  beforeAll(async () => {
    registry = await startRegistry();
  });
  afterAll(() => registry.stop());

  test.each(["gzip", "zstd", "plain"] as const)("an image with %s layers", async (compression) => {
    const pushed = await pushImage(registry, "team/app", compression, AMD, compression);
    const name = { registry: registry.host, repository: "team/app", tag: compression };
    const image = await openRegistryImage(name, { insecure: false }, testHost());
    expect(image).toMatchObject({
      reference: `${registry.host}/team/app:${compression}`,
      names: [`${registry.host}/team/app:${compression}`],
      digest: pushed.digest,
      config: { platform: AMD.platform, diffIds: AMD.layers.map(({ diffId }) => diffId) },
    });
    const read = await Promise.all(image.layers.map(digestOf));
    expect(read).toEqual(AMD.layers.map(({ diffId }) => diffId));
    await image.close();
  });

  test("an index: by tag, by its digest, by the digest of one of its images", async () => {
    const index = await pushImage(registry, "team/multi", "latest", [AMD, ARM]);
    const open = (rest: object, platform?: string) =>
      openRegistryImage(
        { registry: registry.host, repository: "team/multi", ...rest },
        { insecure: false, ...(platform === undefined ? {} : { platform }) },
        testHost(),
      );
    const byTag = await open({}, "linux/arm64");
    expect(byTag.reference).toBe(`${registry.host}/team/multi:latest`);
    expect(byTag.config.platform.architecture).toBe("arm64");
    const amd = await open({ digest: index.digest, tag: "is-passed-over" }, "linux/amd64");
    expect(amd.config.platform.architecture).toBe("amd64");
    const one = await open({ digest: byTag.digest });
    expect(one.config.platform.architecture).toBe("arm64");
    await expect(open({}, "linux/s390x")).rejects.toMatchObject({ code: "PLATFORM" });
  });

  test.each([
    ["no such repository", { repository: "team/none", tag: "1" }],
    ["no such tag", { repository: "team/app", tag: "none" }],
    ["no such digest", { repository: "team/app", digest: sha256(Buffer.from("none")) }],
  ])("%s", async (_, rest) => {
    await pushImage(registry, "team/app", "1", ARM);
    await expect(
      openRegistryImage({ registry: registry.host, ...rest }, { insecure: false }, testHost()),
    ).rejects.toMatchObject({
      code: "NOT_FOUND",
      message: expect.stringContaining(`${registry.host}/${rest.repository}`),
    });
  });

  test("a config that promises to be small and is not", async () => {
    const mediaType = "application/vnd.oci.image.manifest.v1+json";
    const large = await pushBlob(registry, "team/large", randomBytes(6_000_000));
    const config = { ...large, mediaType: "application/vnd.oci.image.config.v1+json", size: 1000 };
    await pushManifest(registry, "team/large", "1", { schemaVersion: 2, mediaType, config, layers: [] });
    await expect(
      openRegistryImage(
        { registry: registry.host, repository: "team/large", tag: "1" },
        { insecure: false },
        testHost(),
      ),
    ).rejects.toMatchObject({ code: "IMAGE_INVALID", message: expect.stringContaining("larger than") });
  });
});

describeWith(["docker-registry"], "a real registry that wants a password", () => {
  let registry: TestRegistry;
  beforeAll(async () => {
    registry = await startRegistry({ htpasswd: LOGIN });
    await pushImage(registry, "team/app", "1", AMD);
  });
  afterAll(() => registry.stop());

  const open = (env: Record<string, string>) =>
    openRegistryImage(
      { registry: registry.host, repository: "team/app", tag: "1" },
      { insecure: false },
      testHost(env),
    );

  test("the right one opens", async () => {
    const { host } = registry;
    const env = {
      DRYDOCK_REGISTRY: host,
      DRYDOCK_REGISTRY_USER: LOGIN.user,
      DRYDOCK_REGISTRY_PASSWORD: LOGIN.password,
    };
    const image = await open(env);
    expect(await Promise.all(image.layers.map(digestOf))).toEqual(AMD.layers.map(({ diffId }) => diffId));
  });

  describe("does not open", () => {
    test("without", async () => {
      await expect(open({})).rejects.toMatchObject({
        code: "UNAUTHORIZED",
        hint: expect.stringContaining(`docker login ${registry.host}`),
      });
    });

    test("with a wrong one, whose origin is told", async () => {
      const { host } = registry;
      const env = {
        DRYDOCK_REGISTRY: host,
        DRYDOCK_REGISTRY_USER: LOGIN.user,
        DRYDOCK_REGISTRY_PASSWORD: "wrong",
      };
      await expect(open(env)).rejects.toMatchObject({
        code: "UNAUTHORIZED",
        message: expect.stringContaining("credentials of DRYDOCK_REGISTRY_USER"),
      });
    });
  });
});
