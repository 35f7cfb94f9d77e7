import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Host, quietHost } from "../../src/host.ts";
import { openImage } from "../../src/image/open.ts";
import { buildImage, dockerArchive, ociArchive, ociLayout, readLayers } from "../support/image.ts";

const image = buildImage({ layers: [[{ path: "a", content: "1" }]] });
const options = { insecure: false };
let folder = "";
let host: Host;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "drydock-open-"));
  host = quietHost(join(folder, "cache"), {
    cwd: folder,
    // No engine and no registry is there to be asked.
    env: { DOCKER_HOST: `unix://${folder}/none.sock`, CONTAINER_HOST: `unix://${folder}/none.sock` },
  });
  await writeFile(join(folder, "docker.tar"), dockerArchive(image, ["a/b:1"]));
  await writeFile(join(folder, "oci.tar"), ociArchive(image, { tag: "t" }));
  await writeFile(join(folder, "with:colon.tar"), dockerArchive(image));
  await ociLayout(image, join(folder, "layout"), { tag: "t" });
});
afterAll(() => rm(folder, { recursive: true }));

test.each([
  "docker-archive:docker.tar",
  "docker-archive:docker.tar:1",
  "docker-archive:./docker.tar:a/b:1",
  "docker-archive:with:colon.tar",
  "docker-archive:with:colon.tar:latest",
  "oci-archive:oci.tar",
  "oci-archive:oci.tar:t",
  "oci:layout",
  "oci:layout:t",
  "docker.tar",
  "./docker.tar",
  "./docker.tar:1",
  "with:colon.tar",
  "layout",
  "./layout:t",
])("%s", async (reference) => {
  const opened = await openImage(reference, options, host);
  expect(opened.reference).toBe(reference);
  expect(await readLayers(opened)).toStrictEqual(image.layers.map((layer) => layer.tar));
  await opened.close();
});

test.each([
  ["docker-archive:none.tar", "NOT_FOUND", "There is no file or folder none.tar."],
  [
    "docker-archive:docker.tar:2",
    "NOT_FOUND",
    "docker-archive:docker.tar:2: no image has this tag; there are a/b:1.",
  ],
  ["oci:layout:x", "NOT_FOUND", "oci:layout:x: no image has this tag; there are t."],
  ["./none", "NOT_FOUND", "There is no file or folder ./none."],
  ["none.tar.gz", "NOT_FOUND", "There is no file or folder none.tar.gz."],
  [".", "IMAGE_INVALID", ". is not a saved image: it has neither a manifest.json nor an index.json."],
  ["UPPER", "REFERENCE", '"UPPER" is not an image reference: "UPPER" is not a part of a repository name.'],
])("%s cannot be opened", async (reference, code, message) => {
  await expect(openImage(reference, options, host)).rejects.toThrowError(
    expect.objectContaining({ code, message }),
  );
});

test("a platform that is none is told before anything is read", async () => {
  await expect(openImage("docker:x", { ...options, platform: "a b" }, host)).rejects.toThrowError(
    expect.objectContaining({ code: "USAGE", message: '"a b" is not a platform.' }),
  );
});

test("nothing is written where nothing has to be", async () => {
  expect(await readdir(folder)).not.toContain("cache");
});
