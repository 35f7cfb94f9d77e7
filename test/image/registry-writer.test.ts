import { randomBytes } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { LIMITS } from "../../src/image/http.ts";
import { Repository } from "../../src/image/registry-client.ts";
import { RepositoryWriter, uploadOf, type WriteOptions } from "../../src/image/registry-writer.ts";
import { buildImage, sha256 } from "../support/image.ts";
import { pushBlob, pushImage, startRegistry, type TestRegistry } from "../support/registry.ts";
import { describeWith } from "../support/tools.ts";
import { type Answer, everythingOf, serve, type TestServer, testHost } from "./ill-registry.ts";

const INDEX = "application/vnd.oci.image.index.v1+json";
const EMPTY_INDEX = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests: [] }));
const BLOB = randomBytes(700_000);
const DIGEST = sha256(BLOB);
const LOGIN = { user: "dock", password: "worker-7" };
const UPLOADS = "/v2/team/app/blobs/uploads/";

async function readAll(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}

const writerOf = (host: string, repository: string, options: Partial<WriteOptions> = {}, env = {}) =>
  RepositoryWriter.connect({ registry: host, repository }, testHost(env), {
    insecure: false,
    access: "push",
    ...options,
  });
const readerOf = (host: string, repository: string, env = {}) =>
  Repository.connect({ registry: host, repository }, testHost(env), { insecure: false });

describeWith(["docker-registry"], "a real registry", () => {
  let registry: TestRegistry;
  beforeAll(async () => {
    registry = await startRegistry();
  });
  afterAll(() => registry.stop());

  test("a blob: uploaded once, and read again", async () => {
    const writer = writerOf(registry.host, "team/blobs");
    expect(await writer.hasBlob(DIGEST)).toBe(false);
    expect(await writer.putBlob(uploadOf(BLOB))).toBe("uploaded");
    expect(await writer.putBlob(uploadOf(BLOB))).toBe("present");
    expect(await writer.putBlob(uploadOf(Buffer.alloc(0)))).toBe("uploaded");
    const read = await readAll(readerOf(registry.host, "team/blobs").blob(DIGEST, BLOB.length));
    expect(read.equals(BLOB)).toBe(true);
  });

  test("a blob of another repository is taken over, and uploaded where that one has none", async () => {
    const { digest } = await pushBlob(registry, "team/from", Buffer.from("to be mounted"));
    const writer = writerOf(registry.host, "team/to", { mountFrom: ["team/from"] });
    expect(await writer.putBlob(uploadOf(Buffer.from("to be mounted")), "team/from")).toBe("mounted");
    expect(await writer.hasBlob(digest)).toBe(true);
    expect(await writer.putBlob(uploadOf(Buffer.from("only here")), "team/from")).toBe("uploaded");
  });

  test("bytes that are not what their digest says are refused by the registry", async () => {
    const writer = writerOf(registry.host, "team/blobs");
    const wrong = { ...uploadOf(Buffer.from("one")), digest: sha256(Buffer.from("two")) };
    await expect(writer.putBlob(wrong)).rejects.toMatchObject({
      code: "NETWORK",
      message: expect.stringContaining("400"),
    });
    expect(await writer.hasBlob(wrong.digest)).toBe(false);
  });

  test("a manifest by tag and by digest, and deleted", async () => {
    const writer = writerOf(registry.host, "team/manifests", { access: "delete" });
    const manifest = { bytes: EMPTY_INDEX, mediaType: INDEX };
    const digest = sha256(EMPTY_INDEX);
    expect(await writer.putManifest("1.0", manifest)).toEqual({ digest });
    expect(await writer.putManifest(digest, manifest)).toEqual({ digest });
    expect(await readerOf(registry.host, "team/manifests").manifest("1.0")).toEqual({
      digest,
      mediaType: INDEX,
      bytes: EMPTY_INDEX,
    });
    expect(await writer.deleteTag("1.0")).toBe("unknown");
    expect(await writer.deleteManifest(digest)).toBe(true);
    expect(await writer.deleteManifest(digest)).toBe(false);
  });

  test("a manifest whose blobs are missing", async () => {
    const image = buildImage({ layers: [[{ path: "a", content: "a" }]] });
    const { digest } = await pushImage(registry, "team/whole", "1", image);
    const { bytes, mediaType } = await readerOf(registry.host, "team/whole").manifest(digest);
    const pushed = writerOf(registry.host, "team/half").putManifest("1", { bytes, mediaType });
    await expect(pushed).rejects.toMatchObject({
      code: "NETWORK",
      message: expect.stringMatching(/400.*blob/),
    });
  });
});

describeWith(["docker-registry"], "a real registry that wants a password and deletes nothing", () => {
  let registry: TestRegistry;
  beforeAll(async () => {
    registry = await startRegistry({ htpasswd: LOGIN, deletes: false });
  });
  afterAll(() => registry.stop());

  test("with it", async () => {
    const env = {
      DRYDOCK_REGISTRY: registry.host,
      DRYDOCK_REGISTRY_USER: LOGIN.user,
      DRYDOCK_REGISTRY_PASSWORD: LOGIN.password,
    };
    const writer = writerOf(registry.host, "team/app", { access: "delete" }, env);
    expect(await writer.putBlob(uploadOf(BLOB))).toBe("uploaded");
    const { digest } = await writer.putManifest("1", { bytes: EMPTY_INDEX, mediaType: INDEX });
    await expect(writer.deleteManifest(digest)).rejects.toMatchObject({
      code: "UNSUPPORTED",
      hint: "Deleting is switched off in many registries; ask its owner.",
    });
  });

  test("without it", async () => {
    await expect(writerOf(registry.host, "team/app").putBlob(uploadOf(BLOB))).rejects.toMatchObject({
      code: "UNAUTHORIZED",
    });
  });
});

const running: TestServer[] = [];
afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
});

async function start(answer: Answer): Promise<TestServer> {
  const server = await serve(answer);
  running.push(server);
  return server;
}

const loggedIn = ({ host }: TestServer) => ({
  DRYDOCK_REGISTRY: host,
  DRYDOCK_REGISTRY_USER: LOGIN.user,
  DRYDOCK_REGISTRY_PASSWORD: LOGIN.password,
});
const told = ({ seen }: TestServer) => seen.map(({ method, path }) => `${method} ${path}`);

/** Knows no blob yet, and takes uploads; the session's address is what `place` says. */
const taking =
  (place: string, status = 201): Answer =>
  ({ method }, response) => {
    if (method === "HEAD") return void response.writeHead(404).end();
    if (method === "POST") return void response.writeHead(202, { location: place }).end();
    return void response.writeHead(status).end();
  };

describe("where an upload goes on", () => {
  test.each([
    ["relative", "here?state=a%20b+c", `${UPLOADS}here`],
    ["without a query", "/elsewhere", "/elsewhere"],
  ])("%s", async (_, place, path) => {
    const server = await start(taking(place));
    expect(await writerOf(server.host, "team/app").putBlob(uploadOf(BLOB))).toBe("uploaded");
    const put = server.seen.at(-1)!;
    expect([put.method, put.path, put.query.get("digest"), put.query.get("state")]).toEqual([
      "PUT",
      path,
      DIGEST,
      place.includes("state") ? "a b c" : null,
    ]);
    expect(put.headers).toMatchObject({
      "content-length": "700000",
      "content-type": "application/octet-stream",
    });
  });

  test.each([
    ["nowhere", {}],
    ["a file", { location: "file:///etc/passwd" }],
    ["an address with a password", { location: "http://a:b@127.0.0.1:1/" }],
  ])("%s is refused", async (_, headers) => {
    const server = await start(({ method }, response) => {
      response.writeHead(method === "HEAD" ? 404 : 202, headers).end();
    });
    await expect(writerOf(server.host, "team/app").putBlob(uploadOf(BLOB))).rejects.toMatchObject({
      code: "NETWORK",
    });
  });

  test("another host: what proves us does not go there, by address or by redirect", async () => {
    const storage = await start((request, response) => {
      if (request.path === "/redirected" && request.headers.authorization === undefined)
        return void response.writeHead(401, { "www-authenticate": "Basic" }).end();
      response.writeHead(201).end();
    });
    const registry = await start((request, response, count) => {
      if (request.headers.authorization === undefined)
        return void response.writeHead(401, { "www-authenticate": "Basic" }).end();
      if (request.path === "/redirecting")
        return void response.writeHead(307, { location: `http://${storage.host}/redirected` }).end();
      return taking(request.path.includes("other") ? "/redirecting" : `http://${storage.host}/direct`)(
        request,
        response,
        count,
      );
    });
    const env = loggedIn(registry);
    await writerOf(registry.host, "team/app", {}, env).putBlob(uploadOf(BLOB));
    await expect(
      writerOf(registry.host, "team/other", {}, env).putBlob(uploadOf(BLOB)),
    ).rejects.toMatchObject({
      code: "NETWORK",
    });
    expect(told(storage)).toEqual(["PUT /direct", "PUT /redirected"]);
    expect(storage.seen.map(({ headers }) => headers.authorization)).toEqual([undefined, undefined]);
    expect(storage.seen[0]?.query.get("digest")).toBe(DIGEST);
  });

  test("a redirect that would make a question of it is an error, not success", async () => {
    const server = await start(({ method, path }, response) => {
      if (method === "PUT" && path.includes("manifests"))
        return void response.writeHead(302, { location: "/welcome" }).end();
      response.writeHead(200).end();
    });
    const pushed = writerOf(server.host, "team/app").putManifest("1", {
      bytes: EMPTY_INDEX,
      mediaType: INDEX,
    });
    await expect(pushed).rejects.toMatchObject({ code: "NETWORK", message: expect.stringContaining("302") });
    expect(told(server)).toEqual(["PUT /v2/team/app/manifests/1"]);
  });
});

describe("tries", () => {
  test("an upload that breaks off begins anew, with a session of its own", async () => {
    let sessions = 0;
    const server = await start(({ method, path }, response) => {
      if (method === "HEAD") return void response.writeHead(404).end();
      if (method === "POST")
        return void response.writeHead(202, { location: `${UPLOADS}${++sessions}` }).end();
      return void response.writeHead(path.endsWith("/3") ? 201 : 503).end();
    });
    expect(await writerOf(server.host, "team/app").putBlob(uploadOf(BLOB))).toBe("uploaded");
    expect(told(server).filter((line) => !line.startsWith("HEAD"))).toEqual(
      [1, 2, 3].flatMap((session) => [`POST ${UPLOADS}`, `PUT ${UPLOADS}${session}`]),
    );
  });

  test("a server that takes long, but takes it, is not given up", async () => {
    const limits = { ...LIMITS, headers: 400 };
    const pieces = [...Array(8).keys()].map((at) => Buffer.alloc(1000, at));
    const bytes = Buffer.concat(pieces);
    const slow = {
      size: bytes.length,
      digest: sha256(bytes),
      async *open() {
        for (const piece of pieces) {
          await new Promise((done) => setTimeout(done, 150));
          yield piece;
        }
      },
    };
    const server = await start(taking("/up"));
    expect(await writerOf(server.host, "team/app", { limits }).putBlob(slow)).toBe("uploaded");
    expect(told(server)).toEqual([`HEAD /v2/team/app/blobs/${slow.digest}`, `POST ${UPLOADS}`, "PUT /up"]);
  });

  test("429 with Retry-After, then success", async () => {
    const server = await start((_, response, count) => {
      response.writeHead(count === 1 ? 429 : 201, { "retry-after": "2" }).end();
    });
    await writerOf(server.host, "team/app").putManifest("1", { bytes: EMPTY_INDEX, mediaType: INDEX });
    expect(told(server)).toHaveLength(2);
  });
});

describe("refusals", () => {
  const complaint = JSON.stringify({ errors: [{ code: "X", message: "some words" }] });
  test.each([
    [403, "DENIED", "127.0.0.1:PORT/team/app:1: permission to push is missing (403): some words."],
    [404, "NOT_FOUND", "127.0.0.1:PORT/team/app:1: there is no such image, tag or blob (404): some words."],
    [405, "UNSUPPORTED", "127.0.0.1:PORT/team/app:1: the registry does not do that (405): some words."],
    [
      413,
      "UNSUPPORTED",
      "127.0.0.1:PORT/team/app:1: it is larger than the registry takes (413): some words.",
    ],
    [429, "RATE_LIMITED", "127.0.0.1:PORT/team/app:1: too many requests (429): some words."],
    [502, "NETWORK", "127.0.0.1:PORT/team/app:1: the server has a fault (502): some words."],
  ])("%i", async (status, code, message) => {
    const server = await start((_, response) => void response.writeHead(status).end(complaint));
    const pushed = writerOf(server.host, "team/app").putManifest("1", {
      bytes: EMPTY_INDEX,
      mediaType: INDEX,
    });
    await expect(pushed).rejects.toMatchObject({
      code,
      message: message.replace("PORT", server.host.split(":")[1]!),
    });
  });

  test("another digest than was sent", async () => {
    const server = await start((_, response) => {
      response.writeHead(201, { "docker-content-digest": DIGEST }).end();
    });
    const pushed = writerOf(server.host, "team/app").putManifest("1", {
      bytes: EMPTY_INDEX,
      mediaType: INDEX,
    });
    await expect(pushed).rejects.toMatchObject({ code: "DIGEST_MISMATCH" });
  });

  test("a body that cannot be read is told as it is", async () => {
    const server = await start(taking("/up"));
    const broken = {
      ...uploadOf(BLOB),
      async *open(): AsyncGenerator<Uint8Array> {
        yield BLOB.subarray(0, 10);
        throw new Error("the disk is gone");
      },
    };
    await expect(writerOf(server.host, "team/app").putBlob(broken)).rejects.toThrow("the disk is gone");
  });
});

describe("tokens", () => {
  const PROOF = "Bearer good";
  /** Gives a token to whoever asks; what it is good for is said in `grants`. */
  async function guarded(): Promise<TestServer> {
    const server: TestServer = await start((request, response) => {
      if (request.path === "/token") return void response.end(JSON.stringify({ token: "good" }));
      if (request.headers.authorization !== PROOF) {
        const realm = `Bearer realm="http://${server.host}/token",service="s"`;
        return void response.writeHead(401, { "www-authenticate": realm }).end();
      }
      if (request.method === "POST") return void response.writeHead(201).end();
      return void response.writeHead(request.method === "HEAD" ? 404 : 201).end();
    });
    return server;
  }

  test.each<[Partial<WriteOptions>, string[]]>([
    [{}, ["repository:team/app:pull,push"]],
    [{ access: "delete" }, ["repository:team/app:pull,push,delete"]],
    [
      { mountFrom: ["team/base", "team/app"] },
      ["repository:team/app:pull,push", "repository:team/base:pull"],
    ],
  ])("%j", async (options, scopes) => {
    const server = await guarded();
    const writer = writerOf(server.host, "team/app", options);
    await writer.putManifest("1", { bytes: EMPTY_INDEX, mediaType: INDEX });
    const asked = server.seen.filter(({ path }) => path === "/token");
    expect(asked.map(({ query }) => query.getAll("scope"))).toEqual([scopes]);
  });

  test("a token that does not allow it is a missing permission, and is not told", async () => {
    const server: TestServer = await start((request, response) => {
      if (request.path === "/token") return void response.end(JSON.stringify({ token: "readonly-token" }));
      const realm = `Bearer realm="http://${server.host}/token",service="s",error="insufficient_scope"`;
      response.writeHead(401, { "www-authenticate": realm }).end();
    });
    const error = await writerOf(server.host, "team/app", {}, loggedIn(server))
      .putManifest("1", { bytes: EMPTY_INDEX, mediaType: INDEX })
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: "DENIED",
      message: `${server.host}/team/app:1: DRYDOCK_REGISTRY_USER has no permission to push it.`,
      hint: "Log in as somebody who may push it, or ask its owner.",
    });
    expect(everythingOf(error)).not.toMatch(/worker-7|readonly-token/);
  });
});
