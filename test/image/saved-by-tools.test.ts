import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { quietHost } from "../../src/host.ts";
import { openSavedImage, type PathReference } from "../../src/image/saved-image.ts";
import { corpus, describeCorpus } from "../support/corpus.ts";
import { buildImage, dockerArchive, readLayers, sha256 } from "../support/image.ts";
import { describeWith } from "../support/tools.ts";

const run = promisify(execFile);
let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "drydock-tools-"));
});
afterAll(() => rm(folder, { recursive: true }));

const image = buildImage({
  layers: [
    [
      { path: "etc/", type: "directory" },
      { path: "etc/os-release", content: "ID=alpine\n" },
      { path: "bin/", type: "directory" },
      { path: "bin/busybox", content: Buffer.alloc(300_000, "0123456789abcdef"), mode: 0o755 },
      { path: "bin/sh", type: "symlink", target: "busybox" },
    ],
    [{ path: "etc/.wh.os-release" }, { path: "etc/motd", content: "hello\n" }],
  ],
});
const tars = image.layers.map((layer) => layer.tar);

function open(path: string, more: Partial<PathReference> = {}, platform?: string) {
  const host = quietHost(join(folder, "cache"));
  return openSavedImage({ reference: path, path, ...more }, platform === undefined ? {} : { platform }, host);
}

async function layersOf(path: string, more: Partial<PathReference> = {}): Promise<Buffer[]> {
  const opened = await open(path, more);
  try {
    return await readLayers(opened);
  } finally {
    await opened.close();
  }
}

describeWith(["skopeo"], "copied by skopeo", () => {
  const source = () => `docker-archive:${folder}/source.tar:test:latest`;
  const skopeo = (...args: string[]) => run("skopeo", ["copy", "-q", "--insecure-policy", ...args]);
  beforeAll(() => writeFile(join(folder, "source.tar"), dockerArchive(image)));

  test.each(["gzip", "zstd", "zstd:chunked"])("to an OCI layout, %s", async (compression) => {
    const layout = join(folder, compression.replace(":", "-"));
    await skopeo("--dest-compress", "--dest-compress-format", compression, source(), `oci:${layout}:t`);
    const unpacked = await layersOf(layout, { tag: "t" });
    // Skopeo's zstd:chunked leaves out the zeros at the end of the tar.
    const shown = (tar: Buffer) => tar.toString("latin1").replace(/\0+$/, "");
    expect(unpacked.map(shown)).toStrictEqual(tars.map(shown));
  });

  test("to an OCI archive and from there to a docker archive", async () => {
    const [oci, docker] = [join(folder, "oci.tar"), join(folder, "docker.tar")];
    await skopeo(source(), `oci-archive:${oci}:t`);
    await skopeo(`oci-archive:${oci}:t`, `docker-archive:${docker}:a/b:1`);
    expect(await layersOf(oci)).toStrictEqual(tars);
    expect(await layersOf(docker, { tag: "a/b:1" })).toStrictEqual(tars);
    const opened = await open(docker);
    await opened.close();
    expect(opened.names).toStrictEqual(["docker.io/a/b:1"]);
  });

  test("two images to one layout", async () => {
    const layout = join(folder, "two");
    const other = buildImage({ layers: [[{ path: "other" }]] });
    await writeFile(join(folder, "other.tar"), dockerArchive(other));
    await skopeo(source(), `oci:${layout}:one`);
    await skopeo(`docker-archive:${folder}/other.tar`, `oci:${layout}:two`);
    await expect(open(layout)).rejects.toThrowError(`${layout} holds several images: one, two.`);
    expect(await layersOf(layout, { tag: "one" })).toStrictEqual(tars);
    expect(await layersOf(layout, { tag: "two" })).toStrictEqual(other.layers.map((layer) => layer.tar));
  });

  test("to a form that is not read", async () => {
    const target = join(folder, "dir");
    await skopeo(source(), `dir:${target}`);
    await expect(open(target)).rejects.toThrowError(
      "manifest.json is a bare manifest, as skopeo's dir: form has it.",
    );
  });
});

describeWith(["podman"], "saved by podman", () => {
  const podman = (...args: string[]) =>
    run("podman", [
      "--storage-driver",
      "vfs",
      "--root",
      `${folder}/storage`,
      "--runroot",
      `${folder}/run`,
      ...args,
    ]);
  beforeAll(async () => {
    await writeFile(join(folder, "podman.tar"), dockerArchive(image, ["docker.io/test/a:1"]));
    await podman("load", "-q", "-i", `${folder}/podman.tar`);
  }, 60_000);

  test.each(["docker-archive", "oci-archive"])("as %s", async (format) => {
    const path = join(folder, `podman.${format}.tar`);
    await podman("save", "-q", "--format", format, "-o", path, "docker.io/test/a:1");
    const opened = await open(path, { layout: format === "docker-archive" ? "docker" : "oci" });
    expect(opened.names).toStrictEqual(["docker.io/test/a:1"]);
    expect(await readLayers(opened)).toStrictEqual(tars);
    await opened.close();
  });

  test("as an OCI layout in a folder", async () => {
    await podman("save", "-q", "--format", "oci-dir", "-o", `${folder}/podman-oci`, "docker.io/test/a:1");
    expect(await layersOf(`${folder}/podman-oci`)).toStrictEqual(tars);
  });
});

describeCorpus("real images", () => {
  interface Row {
    readonly file: readonly [folder: string, file: string];
    /** Of the manifest; of the config for docker archives. */
    readonly digest: string;
    readonly platform: string;
    readonly names: readonly string[];
    /** Bytes of all layers, unpacked. */
    readonly layers: readonly [count: number, bytes: number];
  }
  const rows: readonly Row[] = [
    {
      file: ["alpine-3.20", "alpine-3.20.oci-zstd.tar"],
      digest: "sha256:7b583b5dbf1113442c596921ae3b61638bbf3bcf41e499fb1308e3df1e2ffe8f",
      platform: "linux/amd64",
      names: ["3.20"],
      layers: [7, 8924672],
    },
    {
      file: ["alpine-3.9", "alpine-3.9.docker-save.tar"],
      digest: "sha256:d4afb239845e5ff20a316b2507a1269ee52a8904550275014fcd3c32decae623",
      platform: "linux/amd64",
      names: ["corpus/alpine:3.9"],
      layers: [6, 6637568],
    },
    {
      file: ["debian-11-status", "debian-11-status.oci-gzip.tar"],
      digest: "sha256:a06513f1df7641c75ce5592e7e74f04cfbe550d426da2ac7f0c2e1bc52e64788",
      platform: "linux/amd64",
      names: ["11"],
      layers: [4, 94720],
    },
    {
      file: ["debian-12-python", "debian-12-python.oci-gzip.tar"],
      digest: "sha256:4e671b78981a05a5e0b19bdcb275943b09a00d4421b65876a3e62113015c65e1",
      platform: "linux/amd64",
      names: ["12-python"],
      layers: [6, 127264256],
    },
    {
      file: ["alpine-3.10", "alpine-3.10.docker-archive.tar.gz"],
      digest: "sha256:fd11cb561d90c9ba6743e1257ef34716ee1e601342a94b3dfb169278da5ebf84",
      platform: "linux/amd64",
      names: ["docker.io/corpus/alpine:3.10", "localhost/corpus/alpine:3.10"],
      layers: [11, 18009600],
    },
    {
      file: ["ubuntu-18.04-status", "ubuntu-18.04-status.docker-archive.tar.gz"],
      digest: "sha256:6878567fcc0b7c322fbae3383d0b66540c0c4e80c742f162ea4ed1e495c0741b",
      platform: "linux/amd64",
      names: ["docker.io/corpus/ubuntu:18.04", "localhost/corpus/ubuntu:18.04"],
      layers: [3, 96768],
    },
    {
      file: ["alpine-3.10", "alpine-3.10.oci-uncompressed.tar.zst"],
      digest: "sha256:9a81532532a4bb57fa92fd73b767f898bc7ab032709228d50c1804a9aa430548",
      platform: "linux/amd64",
      names: ["3.10"],
      layers: [11, 18009600],
    },
    {
      file: ["almalinux-9-micro", "almalinux-9-micro.oci-index-gzip.tar"],
      digest: "sha256:2e513172bd236bc07f600348894c496b83fc1d43ff2a699cf4d876264d907a5b",
      platform: "linux/arm64",
      names: ["9"],
      layers: [3, 21861376],
    },
    {
      file: ["almalinux-9-micro", "almalinux-9-micro.oci-index-gzip.tar"],
      digest: "sha256:76fb2309ccbd9919e52a0448242737c28b56b3bdd978ffcaad6e0857cd07669d",
      platform: "linux/s390x",
      names: ["9"],
      layers: [3, 19918848],
    },
  ];

  test.each(rows)("$file.1 $platform", async ({ file, digest, platform, names, layers }) => {
    const opened = await open(corpus.image(...file), {}, platform);
    const bytes = (await readLayers(opened)).reduce((sum, tar) => sum + tar.length, 0);
    await opened.close();
    const { os, architecture } = opened.config.platform;
    expect({
      digest: opened.digest,
      platform: `${os}/${architecture}`,
      names: opened.names,
      layers: [opened.layers.length, bytes],
      commands: opened.layers.filter((layer) => layer.createdBy !== undefined).length,
    }).toStrictEqual({ digest, platform, names, layers, commands: layers[0] });
  });

  test("the same image in two forms has the same layers", async () => {
    const docker = await open(corpus.image("alpine-3.10", "alpine-3.10.docker-archive.tar.gz"));
    const oci = await open(corpus.image("alpine-3.10", "alpine-3.10.oci-uncompressed.tar.zst"));
    expect(docker.config.diffIds).toStrictEqual(oci.config.diffIds);
    await Promise.all([docker.close(), oci.close()]);
  });

  test("an index without this host's platform names those it has", async () => {
    const path = corpus.image("almalinux-9-micro", "almalinux-9-micro.oci-index-gzip.tar");
    const opening = open(
      path,
      {},
      process.arch === "arm64" || process.arch === "s390x" ? "linux/amd64" : undefined,
    );
    await expect(opening).rejects.toThrowError(
      expect.objectContaining({
        code: "PLATFORM",
        message: expect.stringMatching(/; it has linux\/arm64, linux\/s390x\.$/),
      }),
    );
  });

  test("an image unpacked with tar", async () => {
    await run("tar", [
      "-xzf",
      corpus.image("ubuntu-18.04-status", "ubuntu-18.04-status.docker-archive.tar.gz"),
      "-C",
      folder,
    ]);
    const tars = await layersOf(folder);
    expect(tars.map(sha256)).toStrictEqual((await open(folder)).config.diffIds);
  });
});
