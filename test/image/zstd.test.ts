import { expect, it, vi } from "vitest";
import { decompress } from "../../src/image/compression.ts";

// Node before 22.15.
vi.mock("node:zlib", async (importOriginal) => {
  const real = await importOriginal<typeof import("node:zlib")>();
  const without = { ...real, createZstdDecompress: undefined, zstdDecompressSync: undefined };
  return { ...without, default: without };
});

it("says what is missing where Node has no zstd", async () => {
  async function* stored() {
    yield Buffer.from("28b52ffd2004210000", "hex");
  }
  const read = async () => {
    for await (const _ of decompress(stored(), "layer 1"));
  };
  await expect(read()).rejects.toMatchObject({
    code: "UNSUPPORTED",
    message: `layer 1 is compressed with zstd, which Node ${process.versions.node} cannot read`,
  });
});
