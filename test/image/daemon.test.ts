import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { engineHas, exportFromEngine } from "../../src/image/daemon.ts";
import { openImage } from "../../src/image/open.ts";
import { loadImage, startDocker, startPodman, type TestEngine } from "../support/engine.ts";
import { buildImage, dockerArchive, sha256 } from "../support/image.ts";
import { describeWith } from "../support/tools.ts";
import { type TestHost, testHost } from "./ill-registry.ts";

const IMAGE = buildImage({
  layers: [[{ path: "etc/a", content: "one" }], [{ path: "etc/b", content: "two" }]],
});
const OTHER = buildImage({ layers: [[{ path: "etc/other", content: "x" }]] });
const ID = sha256(IMAGE.config);

let cacheDir: string;
beforeEach(() => {
  cacheDir = mkdtempSync(join(tmpdir(), "drydock-daemon-"));
});
afterEach(() => rmSync(cacheDir, { recursive: true }));

const hostAt = (address: string): TestHost => ({
  ...testHost({ DOCKER_HOST: address, CONTAINER_HOST: address }),
  cacheDir,
});

for (const [kind, program, start] of [
  ["docker", "dockerd", startDocker],
  ["podman", "podman", startPodman],
] as const)
  describeWith([program], `a real engine: ${kind}`, () => {
    let engine: TestEngine;
    beforeAll(async () => {
      engine = await start();
      await loadImage(engine, dockerArchive(IMAGE, ["team/app:1.0", "team/app:latest"]));
      await loadImage(engine, dockerArchive(OTHER, ["team/app:other"]));
    });
    afterAll(async () => engine?.stop());

    test("what it has and what it has not", async () => {
      const host = hostAt(engine.host);
      const names = [
        "team/app",
        "team/app:1.0",
        ID,
        ID.slice(7, 19),
        "team/none",
        "team/app:2",
        "../info",
        "a?b=c",
        "",
      ];
      const has = await Promise.all(names.map((name) => engineHas(kind, name, host)));
      expect(has).toEqual([true, true, true, true, false, false, false, false, false]);
      expect(host.warnings).toEqual([]);
    });

    test.each(["team/app", "team/app:1.0", ID, ID.slice(7, 19)])(
      "%s is opened, and gone when closed",
      async (name) => {
        const image = await openImage(`${kind}:${name}`, { insecure: false }, hostAt(engine.host));
        const diffIds = IMAGE.layers.map(({ diffId }) => diffId);
        expect(image.config.diffIds).toEqual(diffIds);
        for (const layer of image.layers) for await (const _ of layer.open()); // verifies
        expect(readdirSync(join(cacheDir, "tmp"))).toHaveLength(1);
        await image.close();
        expect(readdirSync(join(cacheDir, "tmp"))).toEqual([]);
      },
    );

    test("only we can read the export; removing it twice is fine", async () => {
      const saved = await exportFromEngine(kind, "team/app:1.0", {}, hostAt(engine.host));
      expect(statSync(saved.path).mode & 0o777).toBe(0o600);
      await saved.remove();
      await saved.remove();
      expect(existsSync(saved.path)).toBe(false);
    });

    test("an image that is not there", async () => {
      await expect(exportFromEngine(kind, "team/none:1", {}, hostAt(engine.host))).rejects.toMatchObject({
        code: "NOT_FOUND",
        message: `${kind} has no image team/none:1.`,
      });
    });

    test("a platform it has no build for", async () => {
      const opened = openImage(
        `${kind}:team/app:1.0`,
        { insecure: false, platform: "linux/s390x" },
        hostAt(engine.host),
      );
      await expect(opened).rejects.toMatchObject({ code: "PLATFORM" });
      expect(readdirSync(join(cacheDir, "tmp"))).toEqual([]);
    });
  });

describe("no engine", () => {
  const nobody = "unix:///nonexistent/engine.sock";

  test("chosen but not there: a warning and false; an error for who insists", async () => {
    const host = hostAt(nobody);
    expect(await engineHas("docker", "app", host)).toBe(false);
    expect(host.warnings).toEqual([
      expect.stringContaining("does not answer (ENOENT). Going on without docker."),
    ]);
    await expect(exportFromEngine("docker", "app", {}, host)).rejects.toMatchObject({ code: "ENGINE" });
    await expect(exportFromEngine("podman", "app", {}, host)).rejects.toMatchObject({
      code: "ENGINE",
      hint: expect.stringContaining("podman system service"),
    });
  });

  test("an address that cannot be used: a warning and false; an error for who insists", async () => {
    const host = hostAt("ssh://somebody@somewhere");
    expect(await engineHas("docker", "app", host)).toBe(false);
    expect(host.warnings).toHaveLength(1);
    await expect(exportFromEngine("docker", "app", {}, host)).rejects.toMatchObject({ code: "ENGINE" });
  });

  test.each(["../containers/json", "a/../b", "a?b", "a#b", "a b", "-a", "", "a//b", "a/"])(
    "%j is no name to ask an engine for",
    async (name) => {
      await expect(exportFromEngine("docker", name, {}, hostAt(nobody))).rejects.toMatchObject({
        code: "REFERENCE",
      });
    },
  );
});

describe("an engine of another version, or ill", () => {
  let socket: string;
  let server: Server;
  let asked: string[];
  let answer: (path: string) => { status?: number; body: string; cut?: boolean };
  let version: string | undefined;

  beforeEach(async () => {
    socket = join(cacheDir, "engine.sock");
    asked = [];
    version = "1.48";
    server = createServer((request, response) => {
      const url = decodeURIComponent(request.url ?? "");
      if (url === "/_ping")
        return response.writeHead(200, version === undefined ? {} : { "api-version": version }).end("OK");
      asked.push(url);
      const { status = 200, body, cut } = answer(url);
      response.writeHead(status);
      if (cut) response.write(body, () => response.destroy());
      else response.end(body);
    });
    server.listen(socket);
    await once(server, "listening");
    answer = (path) =>
      path.endsWith("/json")
        ? { body: JSON.stringify({ Id: ID, RepoTags: ["app:latest"] }) }
        : { body: "a tar" };
  });
  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  });

  const save = (platform?: string) =>
    exportFromEngine("docker", "app", platform === undefined ? {} : { platform }, hostAt(`unix://${socket}`));

  test.each([
    ["1.24", "/v1.24/images/app:latest/get"],
    ["1.47", "/v1.47/images/app:latest/get"],
    ["1.48", '/v1.48/images/app:latest/get?platform={"os":"linux","architecture":"arm64","variant":"v8"}'],
    ["1.99", '/v1.51/images/app:latest/get?platform={"os":"linux","architecture":"arm64","variant":"v8"}'],
    [undefined, "/v1.24/images/app:latest/get"],
  ])("API %s", async (of, expected) => {
    version = of;
    const saved = await save("linux/arm64/v8");
    expect(asked.at(-1)).toBe(expected);
    expect(readFileSync(saved.path, "utf8")).toBe("a tar");
    await saved.remove();
  });

  test.each([
    ["no such platform", 404, "PLATFORM"],
    ["a fault", 500, "ENGINE"],
    ["not allowed", 403, "DENIED"],
  ])("%s", async (_, status, code) => {
    const usual = answer;
    answer = (path) =>
      path.endsWith("/json") ? usual(path) : { status, body: '{"message":"no \\u001b[1m way"}' };
    await expect(save("linux/arm64")).rejects.toMatchObject({ code });
    if (code !== "PLATFORM")
      await expect(save()).rejects.toMatchObject({ message: expect.stringContaining("no ?[1m way") });
    expect(readdirSync(join(cacheDir, "tmp"))).toEqual([]);
  });

  test.each([
    ["breaks off", "/get", { body: "half a t", cut: true }],
    ["speaks no JSON", "/json", { body: "<html>" }],
    ["speaks another JSON", "/json", { body: "{}" }],
  ])("an engine that %s", async (_, where, ill) => {
    const usual = answer;
    answer = (path) => (path.endsWith(where) ? ill : usual(path));
    await expect(save()).rejects.toMatchObject({ code: "ENGINE" });
    expect(existsSync(join(cacheDir, "tmp")) ? readdirSync(join(cacheDir, "tmp")) : []).toEqual([]);
  });
});
