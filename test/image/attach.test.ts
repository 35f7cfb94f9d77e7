import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { attach } from "../../src/image/attach.ts";
import { Repository } from "../../src/image/registry-client.ts";
import { RepositoryWriter } from "../../src/image/registry-writer.ts";
import type { Digest } from "../../src/model/image.ts";
import { buildImage } from "../support/image.ts";
import { startReferrersProxy } from "../support/referrers-proxy.ts";
import {
  type Descriptor,
  pushImage,
  pushManifest,
  startRegistry,
  type TestRegistry,
} from "../support/registry.ts";
import { describeWith } from "../support/tools.ts";
import { testHost } from "./ill-registry.ts";

const INDEX = "application/vnd.oci.image.index.v1+json";
const MANIFEST = "application/vnd.oci.image.manifest.v1+json";

const artifact = (name: string) => ({
  artifactType: "application/vnd.example+json",
  content: Buffer.from(JSON.stringify({ name })),
  contentType: "application/vnd.example+json",
  annotations: { "org.example.name": name },
});

describeWith(["docker-registry"], "attaching, in a real registry", () => {
  let registry: TestRegistry;
  let repository: string;
  let image: Descriptor;
  beforeAll(async () => {
    registry = await startRegistry();
  });
  afterAll(() => registry.stop());
  beforeEach(async () => {
    repository = `team/${randomBytes(4).toString("hex")}`;
    image = await pushImage(
      registry,
      repository,
      "1",
      buildImage({ layers: [[{ path: "a", content: "a" }]] }),
    );
  });

  const sides = (host = registry.host) => {
    const name = { registry: host, repository };
    return {
      reader: Repository.connect(name, testHost(), { insecure: false }),
      writer: RepositoryWriter.connect(name, testHost(), { insecure: false, access: "push" }),
    };
  };
  const push = (names: readonly string[], host = registry.host, retired: readonly Digest[] = []) =>
    attach(image.digest, names.map(artifact), sides(host), testHost(), retired);
  const fallback = () => image.digest.replace(":", "-");
  const listed = async (host = registry.host) =>
    (await sides(host).reader.referrers(image.digest)).map(
      ({ annotations }) => annotations["org.example.name"],
    );

  test("without the referrers API: the list under the fallback tag", async () => {
    const [digest] = await push(["one"]);
    const { bytes, mediaType } = await sides().reader.manifest(fallback());
    const manifest = await sides().reader.manifest(digest!);
    expect(mediaType).toBe(INDEX);
    expect(JSON.parse(bytes.toString())).toEqual({
      schemaVersion: 2,
      mediaType: INDEX,
      manifests: [
        {
          mediaType: MANIFEST,
          digest,
          size: manifest.bytes.length,
          artifactType: "application/vnd.example+json",
          annotations: { "org.example.name": "one" },
        },
      ],
    });
    expect(JSON.parse(manifest.bytes.toString())).toEqual({
      schemaVersion: 2,
      mediaType: MANIFEST,
      artifactType: "application/vnd.example+json",
      config: {
        mediaType: "application/vnd.oci.empty.v1+json",
        digest: "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
        size: 2,
      },
      layers: [
        {
          mediaType: "application/vnd.example+json",
          digest: "sha256:af6bf43bb7b4c96ee01f4c4b676ca365b4a0148cb1f60e5a81e0f354e772282c",
          size: 14,
        },
      ],
      subject: image,
      annotations: { "org.example.name": "one" },
    });
  });

  test("the same again changes nothing; others' entries stay as they were, unknown fields too", async () => {
    const foreign = { ...image, annotations: { "org.example.name": "theirs" }, data: "e30=", future: [1] };
    const list = { schemaVersion: 2, mediaType: INDEX, manifests: [foreign], annotations: { a: "b" } };
    await pushManifest(registry, repository, fallback(), list, INDEX);
    const first = await push(["one", "two"]);
    const written = await sides().reader.manifest(fallback());
    const document = JSON.parse(written.bytes.toString());
    expect([document.manifests[0], document.annotations]).toEqual([foreign, { a: "b" }]);
    expect(await listed()).toEqual(["theirs", "one", "two"]);
    expect(await push(["one", "two"])).toEqual(first);
    expect((await sides().reader.manifest(fallback())).digest).toBe(written.digest);
  });

  test("what is retired leaves the list, and nothing else does", async () => {
    const [one] = await push(["one", "two"]);
    await push(["three"], registry.host, [one!]);
    expect(await listed()).toEqual(["two", "three"]);
  });

  test("several at once: none is lost", async () => {
    const real = { ...testHost(), wait: (ms: number) => new Promise<void>((done) => setTimeout(done, ms)) };
    const names = [...Array(6).keys()].map(String);
    await Promise.all(names.map((name) => attach(image.digest, [artifact(name)], sides(), real)));
    expect((await listed()).sort()).toEqual(names);
  });

  test("a list that others overwrite for ever ends in an error", async () => {
    let puts = 0;
    const { reader, writer } = sides();
    const forgetful = {
      manifest: async (reference: string) => {
        if (reference !== fallback() || puts++ === 0) return reader.manifest(reference);
        await pushManifest(
          registry,
          repository,
          fallback(),
          { schemaVersion: 2, mediaType: INDEX, manifests: [] },
          INDEX,
        );
        return reader.manifest(reference);
      },
    };
    await expect(
      attach(image.digest, [artifact("one")], { reader: forgetful, writer }, testHost()),
    ).rejects.toMatchObject({ code: "CHANGED" });
  });

  test.each([
    ["no list but an image", { schemaVersion: 2 }, "IMAGE_INVALID"],
    ["full", { manifests: Array(2000).fill({ digest: `sha256:${"0".repeat(64)}` }) }, "UNSUPPORTED"],
  ])("a list that is %s is left alone", async (_, list, code) => {
    const { reader, writer } = sides();
    const bytes = Buffer.from(JSON.stringify(list));
    const before = {
      manifest: async (reference: string) =>
        reference === fallback()
          ? { digest: image.digest, mediaType: INDEX, bytes }
          : reader.manifest(reference),
    };
    await expect(
      attach(image.digest, [artifact("one")], { reader: before, writer }, testHost()),
    ).rejects.toMatchObject({ code });
    await expect(reader.manifest(fallback())).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  describe("with the referrers API", () => {
    test("the registry lists it itself; no tag is made", async () => {
      const proxy = await startReferrersProxy(registry);
      onTestFinished(() => proxy.stop());
      await push(["one", "two"], proxy.host);
      expect(await listed(proxy.host)).toEqual(["one", "two"]);
      await expect(sides().reader.manifest(fallback())).rejects.toMatchObject({ code: "NOT_FOUND" });
    });
  });

  test("an image that is not there", async () => {
    const none = `sha256:${"0".repeat(64)}` as const;
    await expect(attach(none, [artifact("one")], sides(), testHost())).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });
});
