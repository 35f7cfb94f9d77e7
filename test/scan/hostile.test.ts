import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ScanResult } from "../../src/model/index.ts";
import { buildImage, dockerArchive, layoutFiles, ociArchive } from "../support/image.ts";
import { alpineFiles, sampleDatabase } from "../support/sample.ts";
import { scanWith } from "../support/scan.ts";
import { type TarEntry, tar } from "../support/tar.ts";

let folder: string;
let cacheDir: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "drydock-hostile-"));
  cacheDir = join(folder, "inside/cache");
  mkdirSync(cacheDir, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Scans an archive, then proves that nothing was written beside the cache folder and no temporary file is left. */
async function scanArchive(archive: Buffer): Promise<ScanResult> {
  const file = join(folder, "image.tar");
  writeFileSync(file, archive);
  try {
    return await scanWith(file, { db: sampleDatabase }, { cacheDir });
  } finally {
    expect(readdirSync(folder).sort()).toEqual(["image.tar", "inside"]);
    expect(readdirSync(join(folder, "inside"))).toEqual(["cache"]);
    const temporary = join(cacheDir, "tmp");
    expect(existsSync(temporary) ? readdirSync(temporary) : []).toEqual([]);
  }
}

const scanLayer = (entries: readonly TarEntry[] | Buffer) =>
  scanArchive(dockerArchive(buildImage({ layers: [alpineFiles(), entries] })));

const gapsOf = (result: ScanResult) => result.gaps.map(({ kind, reason }) => `${kind}: ${reason}`);

describe("hostile layers end in a gap, and the rest is still found", () => {
  test.each<[string, TarEntry[], RegExp]>([
    // From the cache folder, one and two folders up are those that scanArchive() looks into.
    ["an entry with ../", [{ path: "../evil", content: "x" }], /\.\./],
    ["an entry with ../../", [{ path: "../../evil", content: "x" }], /\.\./],
    ["an entry with .. further in", [{ path: "srv/../../evil", content: "x" }], /\.\./],
  ])("%s", async (_, entries, reason) => {
    const result = await scanLayer(entries);
    expect(gapsOf(result).filter((gap) => reason.test(gap))).toHaveLength(1);
    expect(result.packages.length).toBeGreaterThan(3);
    expect(result.verdict.outcome).toBe("blocked");
  });

  test("an absolute path is a path in the image", async () => {
    const result = await scanLayer([{ path: `${folder}/inside/evil`, content: "x" }]);
    expect(result.gaps).toEqual([]);
  });

  test("a symlink loop, and symlinks out of the image, are never followed", async () => {
    const result = await scanLayer([
      { path: "a", type: "symlink", target: "b" },
      { path: "b", type: "symlink", target: "a" },
      { path: "out", type: "symlink", target: folder },
      { path: "out/evil", content: "x" },
    ]);
    expect(result.packages.length).toBeGreaterThan(3);
  });

  test("a size that lies, and a tar cut off in the middle, are gaps of the layer", async () => {
    const lying = await scanLayer(tar([{ path: "big", content: "only this", rawSize: 1e9 }]));
    expect(gapsOf(lying)).toHaveLength(1);
    const whole = tar([{ path: "file", content: Buffer.alloc(5000, "x") }]);
    const cut = await scanLayer(whole.subarray(0, 2000));
    expect(gapsOf(cut)).toHaveLength(1);
  });

  test("a dpkg status with one line of 100 MB", async () => {
    const line = Buffer.alloc(100 * 1024 * 1024, "x");
    const status = Buffer.concat([
      Buffer.from("Package: a\nVersion: 1\nStatus: install ok installed\nDescription: "),
      line,
    ]);
    const result = await scanLayer([{ path: "var/lib/dpkg/status", content: status }]);
    expect(result.gaps.some((gap) => gap.where.includes("var/lib/dpkg/status"))).toBe(true);
  });
});

describe("hostile application packages end in a gap, and the rest is still found", () => {
  test.each<[string, TarEntry[], RegExp]>([
    [
      "a package.json of 200 MB",
      [{ path: "srv/node_modules/big/package.json", content: Buffer.alloc(200 << 20, " ") }],
      /^limit: .*srv\/node_modules\/big\/package\.json/,
    ],
    [
      "a METADATA without a version",
      [
        {
          path: "usr/lib/python3/dist-packages/a-1.dist-info/METADATA",
          content: "Metadata-Version: 2.1\nName: a\n",
        },
      ],
      /^unreadable: .*a-1\.dist-info\/METADATA/,
    ],
    [
      "a jar that is none",
      [{ path: "srv/app.jar", content: "PK\u0003\u0004 and no more" }],
      /^unreadable: .*srv\/app\.jar/,
    ],
  ])("%s", async (_, entries, reason) => {
    const result = await scanLayer(entries);
    expect(gapsOf(result)).toEqual([expect.stringMatching(reason)]);
    expect(result.packages.length).toBeGreaterThan(3);
  });
});

describe("hostile archives end in a clear error", () => {
  const config = (image: ReturnType<typeof buildImage>) =>
    createHash("sha256").update(image.config).digest("hex");

  test("a layer that is not what its digest says", async () => {
    const files = layoutFiles([buildImage({ layers: [alpineFiles()] })]);
    const [path = ""] = [...files.keys()].filter((name) => (files.get(name)?.[0] ?? 0) === 0x1f);
    const broken = Buffer.from(files.get(path) ?? []);
    broken[broken.length - 1] = (broken.at(-1) ?? 0) ^ 0xff;
    files.set(path, broken);
    const archive = tar([...files].map(([name, content]) => ({ path: name, content })));
    await expect(scanArchive(archive)).rejects.toMatchObject({
      code: expect.stringMatching(/DIGEST_MISMATCH|IMAGE_INVALID/),
    });
  });

  test("a diff id that lies", async () => {
    const image = buildImage({
      layers: [alpineFiles()],
      config: { rootfs: { type: "layers", diff_ids: [`sha256:${"0".repeat(64)}`] } },
    });
    expect(config(image)).toHaveLength(64);
    await expect(scanArchive(ociArchive(image))).rejects.toMatchObject({ code: "DIGEST_MISMATCH" });
  });

  test("an archive cut off in the middle", async () => {
    const archive = ociArchive(buildImage({ layers: [alpineFiles()] }));
    await expect(scanArchive(archive.subarray(0, archive.length / 2))).rejects.toMatchObject({
      name: "DrydockError",
    });
  });

  test("an archive that is not one", async () => {
    await expect(scanArchive(Buffer.alloc(4096, "no"))).rejects.toMatchObject({ code: "IMAGE_INVALID" });
  });
});

test("a gzip bomb passes through in bounded memory and is not kept", async () => {
  const before = process.memoryUsage().rss;
  const zeros = tar([{ path: "zeros", content: Buffer.alloc(1 << 28) }]); // 256 MB
  const image = buildImage({ layers: [alpineFiles(), zeros] });
  const archive = ociArchive(image, { compression: "gzip" });
  expect(archive.length).toBeLessThan(1 << 20);
  expect(gzipSync(zeros).length).toBeLessThan(zeros.length / 500);
  const result = await scanArchive(archive);
  expect(result.gaps).toEqual([]);
  expect(process.memoryUsage().rss - before).toBeLessThan(zeros.length * 2 + (200 << 20));
});

// Making the tar takes most of the time, and a busy machine a minute.
test("a million empty files", { timeout: 240_000 }, async () => {
  const names = Array.from({ length: 1_000_000 }, (_, index) => ({
    path: `d${index % 1000}/f${index}`,
    content: "",
  }));
  const result = await scanLayer(tar(names));
  expect(result.packages.length).toBeGreaterThan(3);
  expect(gapsOf(result).every((gap) => gap.startsWith("limit"))).toBe(true);
});
