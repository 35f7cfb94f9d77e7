/** The images of an index, repaired one by one, in a real registry: a system with a finding, one without, build records. */
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { fixImage } from "../src/fix-command.ts";
import { fixIndex } from "../src/fix-index.ts";
import { quietHost } from "../src/host.ts";
import { type FetchedManifest, Repository } from "../src/image/registry-client.ts";
import type { RawOptions } from "../src/raw-options.ts";
import { scanOptions } from "../src/read-options.ts";
import { repairOptions, wantedPlatforms } from "../src/read-repair-options.ts";
import { VERSION } from "../src/version.ts";
import { type DpkgSystem, database, startDpkgSystem } from "./repair/support/dpkg-system.ts";
import { buildImage, type TestImage } from "./support/image.ts";
import { pushImage, pushManifest, startRegistry, type TestRegistry } from "./support/registry.ts";
import { describeWith } from "./support/tools.ts";

const INDEX = "application/vnd.oci.image.index.v1+json";
const folder = mkdtempSync(join(tmpdir(), "drydock-index-"));
let registry: TestRegistry;
let repository: string;
let system: DpkgSystem;
let db: string;

const host = () =>
  quietHost(join(folder, "cache"), {
    cwd: folder,
    env: { PATH: "/nonexistent", DOCKER_HOST: `unix://${folder}/nothing.sock` },
  });

async function fixAll(tag: string, raw: RawOptions = {}) {
  const all: RawOptions = { db, checks: "system", mode: "graft", platforms: "all", ...raw };
  const fix = repairOptions(all, "", all["dry-run"] === true);
  const options = scanOptions(`registry:${registry.host}/${repository}:${tag}`, all);
  const results = await fixIndex({ ...options, fix }, wantedPlatforms(all)!, host(), (one) =>
    fixImage(one, host()),
  );
  return results.map(({ image, fix }) => ({ platform: image.platform.architecture, fix }));
}

interface Listed {
  readonly digest: string;
  readonly size: number;
  readonly mediaType: string;
  readonly platform?: object;
}

interface Document extends FetchedManifest {
  readonly manifests: readonly Listed[];
  readonly annotations?: Readonly<Record<string, string>>;
}

async function indexAt(reference: string, where = repository): Promise<Document> {
  const name = { registry: registry.host, repository: where };
  const fetched = await Repository.connect(name, host(), { insecure: false }).manifest(reference);
  return { ...fetched, ...JSON.parse(fetched.bytes.toString()) };
}

const vulnerable = (architecture: string): TestImage =>
  buildImage({ layers: [system.layer], config: { architecture } });
const sound = (architecture: string): TestImage =>
  buildImage({
    layers: [[{ path: "etc/os-release", content: 'ID=debian\nVERSION_ID="12"\n' }]],
    config: { architecture },
  });

/** As BuildKit makes it: each image has a record beside it. */
async function pushWithRecords(tag: string, images: readonly TestImage[]): Promise<Document> {
  await pushImage(registry, repository, tag, images);
  const { manifests } = await indexAt(tag);
  const records = [];
  for (const { digest } of manifests) {
    const about = {
      "vnd.docker.reference.digest": digest,
      "vnd.docker.reference.type": "attestation-manifest",
    };
    const { digest: _, ...rest } = await pushImage(
      registry,
      repository,
      "record",
      buildImage({ layers: [[]] }),
    );
    const platform = { os: "unknown", architecture: "unknown" };
    records.push({ ...rest, digest: (await indexAt("record")).digest, platform, annotations: about });
  }
  const document = { schemaVersion: 2, mediaType: INDEX, manifests: [...manifests, ...records] };
  await pushManifest(registry, repository, tag, document, INDEX);
  return indexAt(tag);
}

describeWith(["docker-registry", "dpkg", "dpkg-deb", "gpg"], "a repair of an index", () => {
  beforeAll(async () => {
    registry = await startRegistry();
    system = await startDpkgSystem(folder);
    db = database(folder, "debian.tar.gz", "debian 12", "1.0-2");
  });
  afterAll(async () => {
    await registry.stop();
    await system.close();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(() => {
    repository = `team/${randomBytes(4).toString("hex")}`;
  });

  test("images with findings are replaced, others and their records stay; again it is there already", async () => {
    const before = await pushWithRecords("1.0", [vulnerable("amd64"), sound("arm64")]);
    const [amd, arm] = await fixAll("1.0");
    const after = await indexAt("1.0_fixd");
    const at = `${registry.host}/${repository}`;
    const [fixed] = after.manifests;
    expect([amd?.platform, amd?.fix]).toMatchObject([
      "amd64",
      {
        ...{ fixed: true, image: `${at}@${fixed?.digest}`, digest: fixed?.digest },
        index: { image: `${at}:1.0_fixd`, digest: after.digest },
        notes: [
          expect.stringContaining("verified by"),
          "Build records of the originals (1) are not in the index.",
        ],
      },
    ]);
    expect([arm?.platform, arm?.fix?.refusal?.code]).toEqual(["arm64", "FIX_NOTHING"]);
    const [original, other, , record] = before.manifests;
    const replaced = {
      ...original,
      digest: fixed?.digest,
      size: (await indexAt(fixed!.digest)).bytes.length,
    };
    expect([after.mediaType, after.manifests, after.annotations]).toEqual([
      INDEX,
      [replaced, other, record],
      {
        "org.opencontainers.image.base.name": `${at}:1.0`,
        "org.opencontainers.image.base.digest": before.digest,
        "io.drydock.fix.version": VERSION,
      },
    ]);
    const [again] = await fixAll("1.0");
    expect([again?.fix?.digest, again?.fix?.unchanged, again?.fix?.index]).toEqual([
      fixed?.digest,
      true,
      { image: `${at}:1.0_fixd`, digest: after.digest, unchanged: true },
    ]);
    // Of an index of ours, the original is repaired anew.
    const [anew] = await fixAll("1.0_fixd");
    expect(anew?.fix).toEqual(again?.fix);
  });

  test("into another repository all that the index lists is taken along", async () => {
    await pushWithRecords("1.0", [vulnerable("amd64"), sound("arm64")]);
    const to = `${repository}-fixed`;
    const [amd] = await fixAll("1.0", { repository: `${registry.host}/${to}`, tag: "good" });
    expect(amd?.fix?.index?.image).toBe(`${registry.host}/${to}:good`);
    const { manifests } = await indexAt("good", to);
    expect(manifests).toHaveLength(3);
    for (const { digest, size } of manifests) expect((await indexAt(digest, to)).bytes.length).toBe(size);
  });

  test("one that is refused: nothing gets the tag, and the others say so; named platforms leave it out", async () => {
    // Its package manager has gone: what is in there cannot be raised.
    const layer = system.layer.filter(({ path }) => path !== "etc/apt/sources.list");
    const broken = buildImage({ layers: [layer], config: { architecture: "arm64" } });
    await pushImage(registry, repository, "1.0", [vulnerable("amd64"), broken]);
    const [amd, arm] = await fixAll("1.0");
    const { code } = arm?.fix?.refusal ?? {};
    expect(code).toBe("FIX_NOT_PUBLISHED");
    expect([amd?.fix?.fixed, amd?.fix?.index, amd?.fix?.notes.at(-1)]).toEqual([
      true,
      undefined,
      `No index was pushed, and no tag set: linux/arm64 was refused (${code}).`,
    ]);
    await expect(indexAt("1.0_fixd")).rejects.toMatchObject({ code: "NOT_FOUND" });
    const [only, ...others] = await fixAll("1.0", { platforms: "linux/amd64" });
    expect([only?.fix?.index?.image, others]).toEqual([`${registry.host}/${repository}:1.0_fixd`, []]);
    const [, kept] = (await indexAt("1.0_fixd")).manifests;
    expect(kept).toEqual((await indexAt("1.0")).manifests[1]);
  });

  test("a plan alone, and what cannot be had", async () => {
    await pushImage(registry, repository, "1.0", [vulnerable("amd64"), sound("arm64")]);
    const [amd] = await fixAll("1.0", { "dry-run": true });
    expect([amd?.fix?.planned, amd?.fix?.index]).toEqual([true, undefined]);
    await expect(fixAll("1.0", { platforms: "linux/s390x" })).rejects.toMatchObject({
      code: "PLATFORM",
      message: expect.stringContaining("has no linux/s390x: linux/amd64, linux/arm64."),
    });
    await pushImage(registry, repository, "one", vulnerable("amd64"));
    await expect(fixAll("one")).rejects.toMatchObject({ code: "USAGE", hint: "Leave out --platforms." });
    const archive = join(folder, "app.tar");
    writeFileSync(archive, "");
    const raw: RawOptions = { db, platforms: "all" };
    const options = { ...scanOptions(archive, raw), fix: repairOptions(raw, "", false) };
    // Not taken for a name that a registry is then asked for.
    for (const image of [archive, "app.tar", "docker:app:1.0"])
      await expect(
        fixIndex({ ...options, image }, "all", host(), () => Promise.reject(new Error("asked"))),
      ).rejects.toMatchObject({ code: "USAGE", message: expect.stringContaining("is in no registry") });
    await expect(fixAll("1.0", { platform: "linux/amd64" })).rejects.toMatchObject({ code: "USAGE" });
    await expect(fixAll("1.0", { output: "oci:there" })).rejects.toMatchObject({ code: "USAGE" });
  });

  test("a tag of somebody else's: each image says so", async () => {
    await pushImage(registry, repository, "1.0", [vulnerable("amd64"), sound("arm64")]);
    await pushImage(registry, repository, "1.0_fixd", sound("amd64"));
    const [amd] = await fixAll("1.0");
    expect([amd?.fix?.fixed, amd?.fix?.refusal?.code]).toEqual([false, "FIX_TAG_EXISTS"]);
  });
});
