import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { DrydockError, OverLimit } from "../../src/errors.ts";
import { type LayerStreamOptions, openLayerStream } from "../../src/image/layer-stream.ts";
import { TarWalker } from "../../src/image/tar.ts";
import { sha256 } from "../../src/image/verify.ts";
import type { ExpectedLayer } from "../../src/model/image.ts";
import { buildImage, dockerArchive } from "../support/image.ts";
import { tar } from "../support/tar.ts";
import { describeWith } from "../support/tools.ts";

const content = tar([{ path: "a", content: "x".repeat(300_000) }]);

async function* chunks(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += 1000) yield bytes.subarray(from, from + 1000);
}

const layer = (stored: Buffer, more: Partial<ExpectedLayer> = {}): ExpectedLayer => ({
  what: "layer 1",
  digest: sha256(stored),
  size: stored.length,
  diffId: sha256(content),
  ...more,
});

async function read(
  stored: Buffer,
  expected: ExpectedLayer,
  ...more: [((bytes: number) => void)?, LayerStreamOptions?]
): Promise<Buffer> {
  const out: Uint8Array[] = [];
  for await (const chunk of openLayerStream(chunks(stored), expected, ...more)) out.push(Buffer.from(chunk));
  return Buffer.concat(out);
}

describe.each([
  ["plain", content],
  ["gzip", gzipSync(content)],
  ["zstd", zstdCompressSync(content)],
])("a %s layer", (name, stored) => {
  it("gives its tar, and tells how much was read", async () => {
    let told = 0;
    const bytes = await read(stored, layer(stored), (more) => {
      told += more;
    });
    expect([sha256(bytes), told]).toEqual([sha256(content), stored.length]);
    expect(sha256(await read(stored, { what: "layer 1", diffId: sha256(content) }))).toBe(sha256(content));
  });

  it("must be the blob that was promised", async () => {
    await expect(read(stored, layer(stored, { digest: sha256(Buffer.from("other")) }))).rejects.toMatchObject(
      {
        code: "DIGEST_MISMATCH",
        message: `layer 1 should be ${sha256(Buffer.from("other"))} but is ${sha256(stored)}`,
      },
    );
  });

  it("must have the tar that was promised", async () => {
    const diffId = sha256(Buffer.from("other"));
    await expect(read(stored, layer(stored, { diffId }))).rejects.toMatchObject({ code: "DIGEST_MISMATCH" });
    await expect(read(stored, { what: "layer 1", diffId })).rejects.toMatchObject({
      code: "DIGEST_MISMATCH",
      message: `layer 1, unpacked, should be ${diffId} but is ${sha256(content)}`,
    });
  });

  it("must have the size that was promised", async () => {
    const { digest: _, ...expected } = layer(stored);
    await expect(read(stored, { ...expected, size: stored.length + 1 })).rejects.toMatchObject({
      code: "DIGEST_MISMATCH",
      message: `layer 1 should have ${stored.length + 1} bytes but has ${stored.length}`,
    });
    await expect(read(stored, { ...expected, size: stored.length - 1 })).rejects.toMatchObject({
      code: "DIGEST_MISMATCH",
    });
  });

  it.each([0.2, 0.5, 0.99])(
    "with a flipped byte has a wrong digest in the first place (at %d)",
    async (at) => {
      const flipped = Buffer.from(stored);
      flipped[Math.floor(at * stored.length)]! ^= 0x10;
      await expect(read(flipped, layer(stored))).rejects.toMatchObject({ code: "DIGEST_MISMATCH" });
    },
  );

  it("that is cut off is never taken", async () => {
    const cut = stored.subarray(0, -3);
    await expect(read(cut, layer(stored))).rejects.toMatchObject({ code: "DIGEST_MISMATCH" });
    const code = name === "plain" ? "DIGEST_MISMATCH" : "IMAGE_INVALID";
    await expect(read(cut, { what: "layer 1", diffId: sha256(content) })).rejects.toMatchObject({ code });
    // The blob is what the manifest promises, but was never whole.
    if (name !== "plain")
      await expect(read(cut, layer(cut))).rejects.toMatchObject({ code: "IMAGE_INVALID" });
  });
});

describe("zeros missing at the end of the tar", () => {
  const trimmed = content.subarray(0, 512 + 300_000);
  const record = Buffer.concat([content, Buffer.alloc(10_240 - (content.length % 10_240))]);

  it("are forgiven where the blob digest vouches for the bytes", async () => {
    for (const diffId of [content, record].map(sha256)) {
      const stored = zstdCompressSync(trimmed);
      expect(sha256(await read(stored, layer(stored, { diffId })))).toBe(sha256(trimmed));
    }
  });

  it("are not forgiven otherwise", async () => {
    const stored = zstdCompressSync(trimmed);
    await expect(read(stored, { what: "layer 1", diffId: sha256(content) })).rejects.toMatchObject({
      code: "DIGEST_MISMATCH",
    });
    const short = zstdCompressSync(trimmed.subarray(0, -1));
    await expect(read(short, layer(short))).rejects.toMatchObject({ code: "DIGEST_MISMATCH" });
  });
});

describe("bombs", () => {
  const zeros = Buffer.alloc(4_000_000);
  const limits = { bytes: 1_000_000, ratio: 100 };

  it("end the reading", async () => {
    const stored = gzipSync(zeros);
    const expected = layer(stored, { diffId: sha256(zeros) });
    await expect(read(stored, expected, undefined, { limits })).rejects.toThrow(OverLimit);
    expect(await read(stored, expected)).toHaveLength(4_000_000);
  });

  it("do not hide a wrong digest", async () => {
    const stored = gzipSync(zeros);
    const expected = layer(stored, { digest: sha256(zeros) });
    await expect(read(stored, expected, undefined, { limits })).rejects.toMatchObject({
      code: "DIGEST_MISMATCH",
    });
  });

  it("are not large layers that hardly shrink", async () => {
    const stored = gzipSync(zeros, { level: 0 });
    expect(await read(stored, layer(stored, { diffId: sha256(zeros) }), undefined, { limits })).toHaveLength(
      4_000_000,
    );
  });
});

it("closes the source when the reader leaves early", async () => {
  let closed = false;
  async function* watched(): AsyncGenerator<Uint8Array> {
    try {
      yield* chunks(gzipSync(content));
    } finally {
      closed = true;
    }
  }
  const stored = gzipSync(content);
  for await (const _ of openLayerStream(watched(), layer(stored))) break;
  expect(closed).toBe(true);
});

it("keeps the errors of the source", async () => {
  const lost = new DrydockError("NETWORK", "connection lost");
  async function* failing(): AsyncGenerator<Uint8Array> {
    yield gzipSync(content).subarray(0, 100);
    throw lost;
  }
  const reading = async () => {
    for await (const _ of openLayerStream(failing(), { what: "layer 1", diffId: sha256(content) }));
  };
  await expect(reading()).rejects.toBe(lost);
});

describeWith(["skopeo"], "layers as skopeo writes them", () => {
  const files = Array.from({ length: 700 }, (_, index) => ({
    path: `usr/share/x/file-${index}`,
    content: index % 10 === 0 ? randomBytes(index * 500) : "text ".repeat(index * 3),
  }));
  const image = buildImage({ layers: [files] });

  it.each(["gzip", "zstd", "zstd:chunked"])("%s", async (format) => {
    const folder = mkdtempSync(join(tmpdir(), "drydock-test-"));
    try {
      writeFileSync(join(folder, "image.tar"), dockerArchive(image));
      const target = ["--dest-compress-format", format, `oci:${folder}/oci:latest`];
      execFileSync("skopeo", [
        "copy",
        "--quiet",
        "--insecure-policy",
        `docker-archive:${folder}/image.tar`,
        ...target,
      ]);

      const read = (path: string) => JSON.parse(readFileSync(join(folder, "oci", path), "utf8"));
      const blob = (digest: string) => `blobs/sha256/${digest.slice(7)}`;
      const manifest = read(blob(read("index.json").manifests[0].digest));
      const [stored] = manifest.layers;
      const [diffId] = read(blob(manifest.config.digest)).rootfs.diff_ids;
      const bytes = readFileSync(join(folder, "oci", blob(stored.digest)));
      expect(bytes.toString("hex", 0, 2)).toBe(format === "gzip" ? "1f8b" : "28b5");

      const expected = { what: "layer 1", digest: stored.digest, size: stored.size, diffId };
      const names: string[] = [];
      let content = 0;
      const walker = new TarWalker({
        member: ({ path, size }) => {
          names.push(path);
          content += size;
          return undefined;
        },
        trouble: (path, error) => expect.fail(`${path}: ${error.message}`),
      });
      for await (const chunk of openLayerStream(chunks(bytes), expected)) walker.push(chunk);
      walker.end();
      expect(names).toEqual(files.map(({ path }) => path));
      expect(content).toBe(files.reduce((sum, file) => sum + file.content.length, 0));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
