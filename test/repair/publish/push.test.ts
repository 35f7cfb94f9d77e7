import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from "vitest";
import { openInRegistry } from "../../../src/image/index.ts";
import type { Image } from "../../../src/model/index.ts";
import { type AssembledImage, assembled } from "../../../src/repair/assembly/assemble.ts";
import { type LayerFile, writeLayer } from "../../../src/repair/layer/layer-file.ts";
import type { Overwrite } from "../../../src/repair/publish/existing.ts";
import { Publisher } from "../../../src/repair/publish/push.ts";
import { testHost } from "../../image/ill-registry.ts";
import { startFlakyRegistry } from "../../support/flaky-registry.ts";
import { buildImage } from "../../support/image.ts";
import { pushImage, startRegistry, type TestRegistry } from "../../support/registry.ts";
import { describeWith } from "../../support/tools.ts";

const original = buildImage({ layers: [[{ path: "a", content: "a" }], [{ path: "b", content: "b" }]] });

describeWith(["docker-registry"], "pushing a repaired image to a real registry", () => {
  const folder = mkdtempSync(join(tmpdir(), "drydock-push-"));
  let registry: TestRegistry;
  let layer: LayerFile;
  let repository: string;
  let image: Image;
  beforeAll(async () => {
    registry = await startRegistry();
    const content = async function* () {
      yield Buffer.from("new");
    };
    const node = { mode: 0o644, uid: 0, gid: 0, mtime: 0 };
    layer = await (await writeLayer([{ ...node, type: "file", path: "new", size: 3, content }], folder))
      .packed;
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await registry.stop();
  });
  beforeEach(async () => {
    repository = `team/${randomBytes(4).toString("hex")}`;
    await pushImage(registry, repository, "1.0", original);
    image = await open("1.0");
  });

  const open = (tag: string, at = registry.host, name = repository) =>
    openInRegistry(`${at}/${name}:${tag}`, { insecure: false }, testHost());

  function made(version = "1"): AssembledImage {
    const provenance = {
      ...{
        name: `${registry.host}/${repository}:1.0`,
        digest: image.digest,
        created: "2026-01-01T00:00:00Z",
      },
      ...({ mode: "graft", version, packages: [] } as const),
    };
    return assembled(image, { layer, createdBy: "drydock fix (graft)", provenance }, undefined);
  }

  interface Place {
    readonly at?: string;
    readonly to?: string;
    readonly tag?: string;
    readonly overwrite?: Overwrite;
  }

  function publisherTo({
    at = registry.host,
    to = repository,
    tag = "1.0_fixd",
    overwrite = "ours",
  }: Place = {}) {
    const source = { registry: at, repository };
    return new Publisher(
      { registry: at, repository: to, tag },
      { insecure: false, overwrite, source },
      testHost(),
    );
  }

  const push = (one: AssembledImage, place: Place = {}) => publisherTo(place).push({ ...one, images: [one] });

  async function tags(name = repository): Promise<readonly string[]> {
    const answer = await fetch(`http://${registry.host}/v2/${name}/tags/list`);
    return ((await answer.json()) as { tags?: string[] }).tags?.sort() ?? [];
  }

  test("what was pushed is the image: its layers, and the tag; again it is there already", async () => {
    expect([await push(made()), await push(made())]).toEqual([true, false]);
    const back = await open("1.0_fixd");
    expect([back.digest, back.layers.map(({ diffId }) => diffId), await tags()]).toEqual([
      made().digest,
      [...original.layers.map(({ diffId }) => diffId), layer.diffId],
      ["1.0", "1.0_fixd"],
    ]);
    for (const one of back.layers) for await (const _ of one.open()); // verifies both digests
  });

  test("only the new layer, the config and manifests are uploaded; the tag comes last", async () => {
    const proxy = await startFlakyRegistry(registry);
    onTestFinished(() => proxy.stop());
    image = await open("1.0", proxy.host);
    await push(made(), { at: proxy.host });
    const written = proxy.asked
      .filter((one) => /^(PUT|POST|PATCH)/.test(one))
      .map((one) => one.replace(/\?.*/, ""));
    const upload = `POST /v2/${repository}/blobs/uploads/`;
    const end = `PUT /v2/${repository}/blobs/uploads/…`;
    const plain = written.map((one) => one.replace(/(PUT .*uploads\/).*/, "$1…"));
    // Blobs are uploaded side by side.
    expect([...plain.slice(0, 4).sort(), ...plain.slice(4)]).toEqual([
      ...[upload, upload, end, end],
      ...[`PUT /v2/${repository}/manifests/${made().digest}`, `PUT /v2/${repository}/manifests/1.0_fixd`],
    ]);
  });

  test("into another repository layers are mounted, not uploaded", async () => {
    const proxy = await startFlakyRegistry(registry);
    onTestFinished(() => proxy.stop());
    image = await open("1.0", proxy.host);
    const to = `${repository}-fixed`;
    await push(made(), { at: proxy.host, to });
    const mounts = proxy.asked.filter((one) => one.includes("mount="));
    const uploads = proxy.asked.filter((one) => /^PUT .*\/blobs\//.test(one));
    expect([mounts.length, uploads.length, await tags(to)]).toEqual([4, 2, ["1.0_fixd"]]);
    expect((await open("1.0_fixd", registry.host, to)).digest).toBe(made().digest);
  });

  test("a registry that dies at any request leaves no tag, and a later push completes", async () => {
    // A repository of its own each time: nothing of the image may be there from an earlier try.
    const dry = await startFlakyRegistry(registry);
    await push(made(), { at: dry.host, to: `${repository}-dry` });
    await dry.stop();
    const requests = dry.asked.length - 1; // the last one reads the tag back
    for (let lives = 0; lives < requests; lives++) {
      const to = `${repository}-${lives}`;
      const proxy = await startFlakyRegistry(registry, { lives });
      await expect(push(made(), { at: proxy.host, to })).rejects.toMatchObject({ code: "NETWORK" });
      await proxy.stop();
      expect([lives, await tags(to)]).toEqual([lives, []]);
      expect(await push(made(), { to })).toBe(true);
      expect((await open("1.0_fixd", registry.host, to)).digest).toBe(made().digest);
    }
    expect(requests).toBeGreaterThan(8);
  });

  test("a token that may only read: FIX_DENIED, and no tag", async () => {
    const proxy = await startFlakyRegistry(registry, { readOnly: true });
    onTestFinished(() => proxy.stop());
    await expect(push(made(), { at: proxy.host })).rejects.toMatchObject({
      code: "FIX_DENIED",
      message: expect.stringMatching(
        `^The image could be read, but this token may not push to ${proxy.host}/${repository}:1.0_fixd. `,
      ),
    });
    expect(await tags()).toEqual(["1.0"]);
  });

  test.each<readonly [Overwrite, string]>([
    ["never", "refused"],
    ["ours", "moved"],
    ["always", "moved"],
  ])(
    "a tag that an earlier repair of this repository has made; --overwrite %s: %s",
    async (overwrite, outcome) => {
      await push(made("0"));
      const again = push(made(), { overwrite });
      if (outcome === "moved") expect(await again).toBe(true);
      else
        await expect(again).rejects.toMatchObject({
          code: "FIX_TAG_EXISTS",
          message: `${registry.host}/${repository}:1.0_fixd is there already, and --overwrite never was given.`,
        });
    },
  );

  test("a tag of somebody else's: told before the work, moved only with always", async () => {
    await pushImage(
      registry,
      repository,
      "1.0_fixd",
      buildImage({ layers: [[{ path: "x", content: "x" }]] }),
    );
    const before = (await open("1.0_fixd")).digest;
    const refusal = {
      code: "FIX_TAG_EXISTS",
      message: `${registry.host}/${repository}:1.0_fixd is there already, and was not made by a repair of ${registry.host}/${repository}. Name another with --tag, or give --overwrite always.`,
    };
    await expect(publisherTo().check()).rejects.toMatchObject(refusal);
    await expect(push(made())).rejects.toMatchObject(refusal);
    expect((await open("1.0_fixd")).digest).toBe(before);
    await publisherTo({ overwrite: "always" }).check();
    expect(await push(made(), { overwrite: "always" })).toBe(true);
  });

  test("a repair of another repository's image is not ours", async () => {
    const labels = {
      "io.drydock.fix.version": "1",
      "org.opencontainers.image.base.name": `${registry.host}/team/other:1.0`,
    };
    const foreign = buildImage({
      layers: [[{ path: "x", content: "x" }]],
      config: { config: { Labels: labels } },
    });
    await pushImage(registry, repository, "1.0_fixd", foreign);
    await expect(publisherTo().check()).rejects.toMatchObject({ code: "FIX_TAG_EXISTS" });
  });
});
