import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from "vitest";
import { deleteTag } from "../../src/image/delete-tag.ts";
import { Repository } from "../../src/image/registry-client.ts";
import { RepositoryWriter } from "../../src/image/registry-writer.ts";
import { buildImage } from "../support/image.ts";
import { type Descriptor, pushImage, startRegistry, type TestRegistry } from "../support/registry.ts";
import { describeWith } from "../support/tools.ts";
import { type Answer, serve, testHost } from "./ill-registry.ts";

const imageOf = (content: string) => buildImage({ layers: [[{ path: "a", content }]] });

describeWith(["docker-registry"], "a registry that deletes by digest only", () => {
  let registry: TestRegistry;
  let repository: string;
  let image: Descriptor;
  beforeAll(async () => {
    registry = await startRegistry();
  });
  afterAll(() => registry.stop());
  beforeEach(async () => {
    repository = `team/${randomBytes(4).toString("hex")}`;
    image = await pushImage(registry, repository, "1.0", imageOf("one"));
  });

  const sides = (host = registry.host) => {
    const name = { registry: host, repository };
    return {
      reader: Repository.connect(name, testHost(), { insecure: false }),
      writer: RepositoryWriter.connect(name, testHost(), { insecure: false, access: "delete" }),
    };
  };
  async function tags(at = registry): Promise<string[]> {
    const { tags: found } = (await (await fetch(`http://${at.host}/v2/${repository}/tags/list`)).json()) as {
      tags: string[] | null;
    };
    return (found ?? []).sort();
  }

  test("only the tag goes: other tags of the same image stay, and so does the image", async () => {
    await pushImage(registry, repository, "latest", imageOf("one"));
    await pushImage(registry, repository, "2.0", imageOf("two"));
    await deleteTag("1.0", image.digest, sides());
    expect(await tags()).toEqual(["2.0", "latest"]);
    expect((await sides().reader.manifest(image.digest)).digest).toBe(image.digest);
    expect((await sides().reader.manifest("latest")).digest).toBe(image.digest);
  });

  test("a tag that has moved is left alone", async () => {
    const moved = await pushImage(registry, repository, "1.0", imageOf("pushed meanwhile"));
    await expect(deleteTag("1.0", image.digest, sides())).rejects.toMatchObject({ code: "CHANGED" });
    expect((await sides().reader.manifest("1.0")).digest).toBe(moved.digest);
  });

  test("a tag that is gone", async () => {
    await expect(deleteTag("none", image.digest, sides())).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("a registry that deletes nothing: the tag was not touched", async () => {
    const closed = await startRegistry({ deletes: false });
    onTestFinished(() => closed.stop());
    const { digest } = await pushImage(closed, repository, "1.0", imageOf("one"));
    await expect(deleteTag("1.0", digest, sides(closed.host))).rejects.toMatchObject({ code: "UNSUPPORTED" });
    expect((await sides(closed.host).reader.manifest("1.0")).digest).toBe(digest);
    expect(await tags(closed)).toEqual(["1.0"]);
  });
});

test("a registry that deletes tags is asked for just that", async () => {
  const manifest = Buffer.from('{"schemaVersion":2}');
  const answer: Answer = ({ method }, response) =>
    void (method === "DELETE"
      ? response.writeHead(202).end()
      : response
          .writeHead(200, { "content-type": "application/vnd.oci.image.manifest.v1+json" })
          .end(manifest));
  const server = await serve(answer);
  onTestFinished(() => server.stop());
  const name = { registry: server.host, repository: "team/app" };
  const reader = Repository.connect(name, testHost(), { insecure: false });
  const writer = RepositoryWriter.connect(name, testHost(), { insecure: false, access: "delete" });
  const { digest } = await reader.manifest("1");
  await deleteTag("1", digest, { reader, writer });
  expect(server.seen.slice(1).map(({ method, path }) => `${method} ${path}`)).toEqual([
    "GET /v2/team/app/manifests/1",
    "DELETE /v2/team/app/manifests/1",
  ]);
});
