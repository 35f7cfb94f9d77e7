import { expect, it } from "vitest";
import { type PositionedReader, readTarHeaders, type TarHeader } from "../../src/image/tar-index.ts";
import { tar } from "../support/tar.ts";

async function index(bytes: Buffer): Promise<{ headers: TarHeader[]; read: number }> {
  let read = 0;
  const file: PositionedReader = {
    async read(buffer, offset, length, position) {
      // Short reads are allowed.
      const bytesRead = bytes.subarray(position, position + Math.min(length, 40_000)).copy(buffer, offset);
      read += bytesRead;
      return { bytesRead };
    },
  };
  const headers: TarHeader[] = [];
  for await (const header of readTarHeaders(file, "image.tar")) headers.push(header);
  return { headers, read };
}

const name = `${"d/".repeat(80)}layer.tar`;
const bytes = tar([
  { path: "./a/", type: "directory" },
  { path: name, content: Buffer.alloc(5_000_000, "x") },
  { path: "link/layer.tar", type: "symlink", target: "../a" },
  { path: "hard", type: "hardlink", target: "./a/b" },
  { path: "../outside", content: "refused" },
  { path: "manifest.json", content: "[]" },
]);

it("finds every entry and where it lies, jumping over bodies", async () => {
  const { headers, read } = await index(bytes);
  expect(headers.map(({ offset: _, ...header }) => header)).toEqual([
    { path: "a", type: "directory", size: 0 },
    { path: name, type: "file", size: 5_000_000 },
    { path: "link/layer.tar", type: "symlink", size: 0, target: "../a" },
    { path: "hard", type: "hardlink", size: 0, target: "a/b" },
    { path: "manifest.json", type: "file", size: 2 },
  ]);
  const at = (path: string) => headers.find((header) => header.path === path)?.offset ?? 0;
  expect(bytes.toString("latin1", at("manifest.json"), at("manifest.json") + 2)).toBe("[]");
  expect(bytes.toString("latin1", at(name), at(name) + 3)).toBe("xxx");
  expect(read).toBeLessThan(300_000);
});

it("says what is wrong with an archive that is none, or not all there", async () => {
  const error = (message: string) => ({
    code: "IMAGE_INVALID",
    message: `image.tar is not a readable tar: ${message}`,
  });
  await expect(index(bytes.subarray(0, 3_000_000))).rejects.toMatchObject(
    error(`it is cut off inside ${name}`),
  );
  await expect(index(bytes.subarray(0, 512 + 100))).rejects.toMatchObject(
    error("it is cut off inside a header"),
  );
  await expect(index(Buffer.alloc(5000, "no tar"))).rejects.toMatchObject({ code: "IMAGE_INVALID" });
  expect(await index(Buffer.alloc(0))).toMatchObject({ headers: [] });
});
