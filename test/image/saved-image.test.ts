import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { quietHost } from "../../src/host.ts";
import { openSavedImage } from "../../src/image/saved-image.ts";
import {
  buildImage,
  dockerArchive,
  dockerArchiveModern,
  layoutFiles,
  ociArchive,
  ociLayout,
  readLayers,
  sha256,
} from "../support/image.ts";
import { type TarEntry, tar } from "../support/tar.ts";

const image = buildImage({
  // More than one chunk, and nothing that compresses away.
  layers: [
    [{ path: "big", content: Buffer.alloc(700_000, "0123456789abcdef") }],
    [{ path: "b", content: "2" }],
  ],
});
const tars = image.layers.map((layer) => layer.tar);
const configName = `${sha256(image.config).slice(7)}.json`;

let folder = "";
let cache = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "drydock-saved-"));
  cache = join(folder, "cache");
});
afterEach(async () => {
  expect(await leftovers()).toStrictEqual([]);
  await rm(folder, { recursive: true });
});

/** Files that were written and not removed. */
async function leftovers(): Promise<string[]> {
  return readdir(join(cache, "tmp")).catch(() => []);
}

function openPath(path: string, more: { layout?: "docker" | "oci"; tag?: string } = {}) {
  return openSavedImage({ reference: path, path, ...more }, {}, quietHost(cache));
}

async function openBytes(bytes: Buffer, more: { layout?: "docker" | "oci"; tag?: string } = {}) {
  const path = join(folder, "image.tar");
  await writeFile(path, bytes);
  return openPath(path, more);
}

/** manifest.json and config for these layer paths, in an archive with the other entries. */
function archive(layers: readonly string[], others: readonly TarEntry[]): Buffer {
  const manifest = JSON.stringify([{ Config: configName, RepoTags: [], Layers: layers }]);
  return tar([
    ...others,
    { path: configName, content: image.config },
    { path: "manifest.json", content: manifest },
  ]);
}

describe("what a path holds is seen from its content", () => {
  test.each<[string, () => Buffer, "config" | "manifest"]>([
    ["a docker archive", () => dockerArchive(image), "config"],
    ["a modern docker archive", () => dockerArchiveModern(image), "manifest"],
    [
      "a modern docker archive, gzip layers",
      () => dockerArchiveModern(image, { compression: "gzip" }),
      "manifest",
    ],
    ["an OCI archive", () => ociArchive(image), "manifest"],
    ["an OCI archive, zstd layers", () => ociArchive(image, { compression: "zstd" }), "manifest"],
    ["a gzipped docker archive", () => gzipSync(dockerArchive(image)), "config"],
    ["a docker archive as zstd", () => zstdCompressSync(dockerArchive(image)), "config"],
    ["a gzipped OCI archive", () => gzipSync(ociArchive(image)), "manifest"],
    ["an OCI archive of two gzip members", () => twoMembers(ociArchive(image)), "manifest"],
  ])("%s", async (_, bytes, digestOf) => {
    const opened = await openBytes(bytes());
    expect(opened.digest === sha256(image.config)).toBe(digestOf === "config");
    expect(await readLayers(opened)).toStrictEqual(tars);
    await opened.close();
    await opened.close();
  });

  test("layers may be read at the same time", async () => {
    const opened = await openBytes(dockerArchive(image));
    const both = await Promise.all([readLayers(opened), readLayers(opened)]);
    expect(both).toStrictEqual([tars, tars]);
    await opened.close();
  });

  test("a layer may be left half read", async () => {
    const opened = await openBytes(gzipSync(dockerArchive(image)));
    for await (const _ of opened.layers[0]!.open()) break;
    await opened.close();
  });

  test("an OCI layout in a folder", async () => {
    await ociLayout(image, join(folder, "layout"));
    const opened = await openPath(join(folder, "layout"));
    expect(await readLayers(opened)).toStrictEqual(tars);
    await opened.close();
  });

  test("an unpacked docker save, layer links included", async () => {
    const root = join(folder, "unpacked");
    await mkdir(join(root, "one"), { recursive: true });
    await writeFile(join(root, "first.tar"), tars[0]!);
    await writeFile(join(root, "second.tar"), tars[1]!);
    await symlink("../first.tar", join(root, "one/layer.tar"));
    await writeFile(join(root, configName), image.config);
    const manifest = [{ Config: configName, RepoTags: null, Layers: ["one/layer.tar", "second.tar"] }];
    await writeFile(join(root, "manifest.json"), JSON.stringify(manifest));
    expect(await readLayers(await openPath(root))).toStrictEqual(tars);
  });

  test("of an archive with both, manifest.json goes first, unless the user says otherwise", async () => {
    const files = layoutFiles([buildImage({ layers: [] })]);
    const entries = [...files].map(([path, content]) => ({ path, content }));
    const bytes = archive(
      ["1.tar", "2.tar"],
      [...entries, ...tars.map((content, index) => ({ path: `${index + 1}.tar`, content }))],
    );
    const docker = await openBytes(bytes);
    const oci = await openBytes(bytes, { layout: "oci" });
    expect([docker.layers.length, oci.layers.length]).toStrictEqual([2, 0]);
    await Promise.all([docker.close(), oci.close()]);
  });
});

describe("links and odd names in an archive", () => {
  const first: TarEntry = { path: "first.tar", content: tars[0]! };
  const second: TarEntry = { path: "second.tar", content: tars[1]! };

  test.each<[string, readonly string[], readonly TarEntry[]]>([
    [
      "symbolic links, as buildah writes them",
      ["a/layer.tar", "second.tar"],
      [first, second, { path: "a/layer.tar", type: "symlink", target: "../first.tar" }],
    ],
    [
      "links to links",
      ["a/layer.tar", "second.tar"],
      [
        { path: "a/layer.tar", type: "symlink", target: "../b/c" },
        { path: "b/c", type: "symlink", target: "/first.tar" },
        first,
        second,
      ],
    ],
    [
      "hard links",
      ["linked", "second.tar"],
      [first, second, { path: "linked", type: "hardlink", target: "./first.tar" }],
    ],
    [
      "names with ./",
      ["./first.tar", "second.tar"],
      [
        { path: "./", type: "directory" },
        { ...first, path: "././first.tar" },
        { ...second, path: "./second.tar" },
      ],
    ],
    [
      "the last entry of a path counts",
      ["first.tar", "second.tar"],
      [{ path: "first.tar", content: "old" }, first, second],
    ],
    [
      "long names",
      [`${"x".repeat(200)}/layer.tar`, "second.tar"],
      [{ ...first, path: `${"x".repeat(200)}/layer.tar`, longNames: "pax" }, second],
    ],
  ])("%s", async (_, layers, entries) => {
    const opened = await openBytes(archive(layers, entries));
    expect(await readLayers(opened)).toStrictEqual(tars);
    await opened.close();
  });

  test.each<[string, readonly TarEntry[]]>([
    [
      "a loop",
      [
        { path: "l", type: "symlink", target: "m" },
        { path: "m", type: "symlink", target: "l" },
      ],
    ],
    ["itself", [{ path: "l", type: "hardlink", target: "l" }]],
    ["nothing", [{ path: "l", type: "symlink", target: "gone" }]],
    ["out of the archive", [{ path: "l", type: "symlink", target: "../../../../../../etc/passwd" }]],
    [
      "a folder",
      [
        { path: "l", type: "symlink", target: "d" },
        { path: "d", type: "directory" },
      ],
    ],
    ["a device", [{ path: "l", type: "character", device: [1, 5] }]],
  ])("a link to %s", async (_, entries) => {
    await expect(openBytes(archive(["l", "second.tar"], [...entries, second]))).rejects.toThrowError(
      expect.objectContaining({
        code: "IMAGE_INVALID",
        message: "The layer l, which manifest.json names, is missing.",
      }),
    );
  });

  test("links of a folder lead nowhere outside", async () => {
    const root = join(folder, "layout");
    await ociLayout(image, root);
    await rm(join(root, "index.json"));
    await writeFile(join(folder, "outside.json"), "{}");
    await symlink("../outside.json", join(root, "index.json"));
    await expect(openPath(root)).rejects.toThrowError("it has neither a manifest.json nor an index.json");
    await rm(join(root, "index.json"));
    await symlink("index.json", join(root, "index.json"));
    await expect(openPath(root)).rejects.toThrowError("it has neither a manifest.json nor an index.json");
  });
});

describe("what is wrong is said", () => {
  test("no such path", async () => {
    await expect(openPath(join(folder, "none.tar"))).rejects.toThrowError(
      expect.objectContaining({
        code: "NOT_FOUND",
        message: `There is no file or folder ${folder}/none.tar.`,
      }),
    );
  });

  test("a device", async () => {
    await expect(openPath("/dev/null")).rejects.toThrowError("/dev/null is neither a file nor a folder.");
  });

  test.each([
    ["an empty file", Buffer.alloc(0), "IMAGE_INVALID", "it has neither a manifest.json nor an index.json."],
    ["a text", Buffer.from("hello ".repeat(200)), "IMAGE_INVALID", "is not a readable tar"],
    [
      "a tar of other files",
      tar([{ path: "a" }]),
      "IMAGE_INVALID",
      "it has neither a manifest.json nor an index.json.",
    ],
    ["an archive cut off", dockerArchive(image).subarray(0, 300_000), "IMAGE_INVALID", "it is cut off"],
    ["gzip cut off", gzipSync(dockerArchive(image)).subarray(0, 1000), "IMAGE_INVALID", "is not valid gzip"],
    ["gzip of a text", gzipSync("hello ".repeat(200)), "IMAGE_INVALID", "is not a readable tar"],
    ["bzip2", Buffer.from("BZh91AY&SY"), "UNSUPPORTED", "is compressed with bzip2"],
  ])("%s", async (_, bytes, code, message) => {
    await expect(openBytes(bytes)).rejects.toThrowError(
      expect.objectContaining({ code, message: expect.stringContaining(message) }),
    );
  });

  test("the other layout than was asked for", async () => {
    await expect(openBytes(dockerArchive(image), { layout: "oci" })).rejects.toThrowError(
      expect.objectContaining({
        message: `${folder}/image.tar is not a saved image: it has no index.json.`,
        hint: `It is a docker archive: docker-archive:${folder}/image.tar`,
      }),
    );
    await expect(openBytes(ociArchive(image), { layout: "docker" })).rejects.toThrowError(
      expect.objectContaining({
        message: `${folder}/image.tar is not a saved image: it has no manifest.json.`,
        hint: `It is an OCI layout: oci-archive:${folder}/image.tar`,
      }),
    );
  });

  test("a gzip bomb is stopped and leaves nothing", async () => {
    const megabytes = gzipSync(Buffer.alloc(64 * 1024 * 1024));
    const bomb = Buffer.concat(Array.from({ length: 5 }, () => megabytes)); // 320 MiB of zeros
    await expect(openBytes(bomb)).rejects.toThrowError(
      expect.objectContaining({
        code: "IMAGE_INVALID",
        message: expect.stringMatching(/unpacks to more than 268435456 bytes; it looks like a bomb\.$/),
      }),
    );
  });

  test("a manifest.json that is too large is not read", async () => {
    const bytes = tar([{ path: "manifest.json", content: Buffer.alloc(5e6, " ") }]);
    await expect(openBytes(bytes)).rejects.toThrowError(
      "manifest.json has 5000000 bytes, more than the 4194304 that are read.",
    );
  });

  test("far too many entries", async () => {
    const one = tar([{ path: "x" }], { end: false });
    const many = Buffer.concat([...Array.from({ length: 100_001 }, () => one), Buffer.alloc(1024)]);
    await expect(openBytes(many)).rejects.toThrowError("has more than 100000 entries.");
  });

  test("a cache folder that cannot be written", async () => {
    await writeFile(cache, "a file where the folder should be");
    await expect(openBytes(gzipSync(dockerArchive(image)))).rejects.toThrowError(
      expect.objectContaining({ code: "DISK" }),
    );
  });

  test("what the caller wants released is released when opening fails", async () => {
    const path = join(folder, "image.tar");
    await writeFile(path, "no image");
    const release = () => rm(path);
    const opening = openSavedImage({ reference: "x", path, release }, {}, quietHost(cache));
    await expect(opening).rejects.toThrowError("is not a readable tar");
    expect(await readdir(folder)).toStrictEqual([]);
  });
});

function twoMembers(bytes: Buffer): Buffer {
  return Buffer.concat([gzipSync(bytes.subarray(0, 5000)), gzipSync(bytes.subarray(5000))]);
}
