import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { LIMITS } from "../../src/image/http.ts";
import { Repository } from "../../src/image/registry-client.ts";
import { sha256 } from "../support/image.ts";
import {
  type Answer,
  everythingOf,
  serve,
  type TestHost,
  type TestServer,
  testHost,
} from "./ill-registry.ts";

const MANIFEST = Buffer.from('{"schemaVersion":2}');
const TYPE = "application/vnd.oci.image.manifest.v1+json";
const BLOB = randomBytes(700_000);
const DIGEST = sha256(BLOB);
const SECRET = "s3cret-pass word";
const QUICK = { ...LIMITS, headers: 200, body: 200 };

const running: TestServer[] = [];
afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
});

async function start(answer: Answer): Promise<TestServer> {
  const server = await serve(answer);
  running.push(server);
  return server;
}

function connect(server: TestServer, host: TestHost = testHost(), options: object = {}): Repository {
  return Repository.connect({ registry: server.host, repository: "team/app" }, host, {
    insecure: false,
    ...options,
  });
}

async function readAll(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}

const thrown = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => expect.fail("should have thrown"),
    (error: unknown) => error,
  );

function sendManifest(response: ServerResponse, bytes = MANIFEST): void {
  response.writeHead(200, { "content-type": TYPE }).end(bytes);
}

/** Answers a range as asked. */
function sendBlob(response: ServerResponse, range: string | undefined, bytes = BLOB): void {
  const start = Number(/^bytes=(\d+)-$/.exec(range ?? "")?.[1] ?? 0);
  const headers = { "content-range": `bytes ${start}-${bytes.length - 1}/${bytes.length}` };
  response.writeHead(start > 0 ? 206 : 200, {
    "content-length": bytes.length - start,
    ...(start > 0 ? headers : {}),
  });
  response.end(bytes.subarray(start));
}

/** Promises all of it, sends a part, and breaks off. */
function sendPart(response: ServerResponse, bytes: number): void {
  response.writeHead(200, { "content-length": BLOB.length });
  response.write(BLOB.subarray(0, bytes), () => setTimeout(() => response.destroy(), 20));
}

describe("manifests", () => {
  test("by tag: asked for in all forms, digest over the bytes", async () => {
    const server = await start((_, response) => sendManifest(response));
    const manifest = await connect(server).manifest("1.0");
    expect(manifest).toEqual({ digest: sha256(MANIFEST), mediaType: TYPE, bytes: MANIFEST });
    expect(server.seen.map(({ path }) => path)).toEqual(["/v2/team/app/manifests/1.0"]);
    expect(server.seen[0]?.headers.accept?.split(", ")).toEqual([
      "application/vnd.oci.image.index.v1+json",
      "application/vnd.docker.distribution.manifest.list.v2+json",
      "application/vnd.oci.image.manifest.v1+json",
      "application/vnd.docker.distribution.manifest.v2+json",
    ]);
    expect(server.seen[0]?.headers.authorization).toBeUndefined();
  });

  test("by digest: another content is refused", async () => {
    const server = await start((_, response) => sendManifest(response));
    expect((await connect(server).manifest(sha256(MANIFEST))).bytes).toEqual(MANIFEST);
    await expect(connect(server).manifest(DIGEST)).rejects.toMatchObject({ code: "DIGEST_MISMATCH" });
  });

  test("by tag: another digest than the registry names is refused", async () => {
    const server = await start((_, response) => {
      response.setHeader("docker-content-digest", DIGEST);
      sendManifest(response);
    });
    await expect(connect(server).manifest("1")).rejects.toMatchObject({ code: "DIGEST_MISMATCH" });
  });

  test.each([
    ["announced", true],
    ["not announced", false],
  ])("100 MB, %s", async (_, announced) => {
    let sent = 0;
    const server = await start(async (_request, response) => {
      response.writeHead(200, { "content-type": TYPE, ...(announced ? { "content-length": 100e6 } : {}) });
      const chunk = Buffer.alloc(1e6, " ");
      for (let n = 0; n < 100 && !response.destroyed; n++) {
        sent += chunk.length;
        await new Promise((done) => response.write(chunk, done));
      }
      response.end();
    });
    await expect(connect(server).manifest("1")).rejects.toMatchObject({
      code: "IMAGE_INVALID",
      message: expect.stringContaining("larger than 4194304 bytes"),
    });
    expect(sent).toBeLessThan(50e6);
  });

  test("a web page in its place", async () => {
    const server = await start((_, response) => {
      response
        .writeHead(200, { "content-type": "text/html; charset=utf-8" })
        .end("<html>Log in to Wi-Fi</html>");
    });
    await expect(connect(server).manifest("1")).rejects.toMatchObject({
      code: "IMAGE_INVALID",
      message: expect.stringContaining("a web page came in place of a manifest"),
    });
  });

  test("warnings are passed on once, without control characters", async () => {
    const server = await start((_, response) => {
      response.setHeader("warning", ['299 - "this \\"tag\\" ends soon"', '199 x "not this"']);
      sendManifest(response);
    });
    const host = testHost();
    const repository = connect(server, host);
    await repository.manifest("1");
    await repository.manifest("1");
    expect(host.warnings).toEqual([`${server.host} says: this "tag" ends soon`]);
  });
});

describe("answers without success", () => {
  const complain = (status: number, headers: Record<string, string> = {}): Answer => {
    const errors = [{ code: "SOME_CODE", message: "some \u001b[31mwords" }];
    return (_, response) => void response.writeHead(status, headers).end(JSON.stringify({ errors }));
  };

  test.each([
    [400, "NETWORK"],
    [403, "DENIED"],
    [404, "NOT_FOUND"],
    [501, "NETWORK"],
  ])("%i is %s, asked once, with the server's words", async (status, code) => {
    const server = await start(complain(status));
    const error = await thrown(connect(server).manifest("1"));
    expect(error).toMatchObject({ code, message: expect.stringContaining("some ?[31mwords") });
    expect(error).toMatchObject({ message: expect.stringContaining(`${server.host}/team/app:1`) });
    expect(server.seen).toHaveLength(1);
  });

  test.each([
    [429, "RATE_LIMITED"],
    [500, "NETWORK"],
    [503, "NETWORK"],
  ])("%i for ever is %s after five tries with growing pauses", async (status, code) => {
    const server = await start(complain(status));
    const host = testHost();
    await expect(connect(server, host).manifest("1")).rejects.toMatchObject({ code });
    expect(server.seen).toHaveLength(5);
    expect(host.waits).toHaveLength(4);
    host.waits.forEach((wait, index) => {
      expect(wait).toBeGreaterThanOrEqual(500 * 2 ** index);
      expect(wait).toBeLessThanOrEqual(1000 * 2 ** index);
    });
  });

  test("429, then success; Retry-After is kept to", async () => {
    const server = await start((request, response, count) =>
      count === 1 ? complain(429, { "retry-after": "7" })(request, response, count) : sendManifest(response),
    );
    const host = testHost();
    expect((await connect(server, host).manifest("1")).bytes).toEqual(MANIFEST);
    expect(host.waits).toEqual([expect.closeTo(7500, -3)]);
  });

  test("a Retry-After of an hour is told, not waited for", async () => {
    const server = await start(complain(429, { "retry-after": "3600" }));
    const host = testHost();
    await expect(connect(server, host).manifest("1")).rejects.toMatchObject({
      code: "RATE_LIMITED",
      message: expect.stringContaining("It asks to wait 3600 s."),
    });
    expect(host.waits).toEqual([]);
  });

  test("nobody listens", async () => {
    const server = await start(() => undefined);
    await running.pop()?.stop();
    await expect(connect(server).manifest("1")).rejects.toMatchObject({
      code: "NETWORK",
      message: `${server.host}: no connection (ECONNREFUSED).`,
    });
  });

  test("no answer in time", async () => {
    const server = await start(() => undefined);
    await expect(connect(server, testHost(), { limits: QUICK }).manifest("1")).rejects.toMatchObject({
      code: "NETWORK",
      message: `${server.host}: no answer in time (ESTALLED).`,
    });
    expect(server.seen).toHaveLength(3);
  });
});

describe("blobs", () => {
  test("are verified, and their bytes counted", async () => {
    const server = await start((request, response) => sendBlob(response, request.headers.range));
    let counted = 0;
    const bytes = await readAll(
      connect(server).blob(DIGEST, BLOB.length, (n) => {
        counted += n;
      }),
    );
    expect(bytes.equals(BLOB)).toBe(true);
    expect(counted).toBe(BLOB.length);
    expect((await readAll(connect(server).blob(DIGEST))).equals(BLOB)).toBe(true);
  });

  const flipped = Buffer.from(BLOB);
  flipped[350_000] = (flipped[350_000] ?? 0) ^ 1;
  test.each([
    ["a flipped byte", flipped],
    ["cut off, and the length says so too", BLOB.subarray(0, 699_999)],
    ["more than was promised", Buffer.concat([BLOB, Buffer.from("x")])],
    ["nothing", Buffer.alloc(0)],
  ])("%s", async (_, bytes) => {
    const server = await start((request, response) => sendBlob(response, request.headers.range, bytes));
    await expect(readAll(connect(server).blob(DIGEST, BLOB.length))).rejects.toMatchObject({
      code: "DIGEST_MISMATCH",
    });
  });

  test("a broken connection is taken up where it broke", async () => {
    const server = await start((request, response, count) =>
      count <= 2 && request.headers.range === undefined
        ? sendPart(response, 300_000)
        : sendBlob(response, request.headers.range),
    );
    const host = testHost();
    expect((await readAll(connect(server, host).blob(DIGEST, BLOB.length))).equals(BLOB)).toBe(true);
    expect(server.seen.map(({ headers }) => headers.range)).toEqual([undefined, "bytes=300000-"]);
    expect(host.waits).toHaveLength(1);
  });

  test("a server without ranges sends the whole again, and the beginning is skipped", async () => {
    const server = await start((_, response, count) =>
      count === 1 ? sendPart(response, 300_000) : sendBlob(response, undefined),
    );
    expect((await readAll(connect(server).blob(DIGEST, BLOB.length))).equals(BLOB)).toBe(true);
    expect(server.seen).toHaveLength(2);
  });

  test("a range that begins too late is refused", async () => {
    const server = await start((_, response, count) => {
      if (count === 1) return sendPart(response, 300_000);
      response.writeHead(206, { "content-range": `bytes 300001-699999/700000` }).end(BLOB.subarray(300_001));
    });
    await expect(readAll(connect(server).blob(DIGEST, BLOB.length))).rejects.toMatchObject({
      message: expect.stringContaining("another range"),
    });
  });

  test("without a length, a cut connection is not taken for the end", async () => {
    const server = await start((request, response, count) => {
      if (count > 1) return sendBlob(response, request.headers.range);
      response.shouldKeepAlive = false;
      response.useChunkedEncodingByDefault = false;
      response.removeHeader("transfer-encoding");
      response.writeHead(200).end(BLOB.subarray(0, 1000));
    });
    expect((await readAll(connect(server).blob(DIGEST, BLOB.length))).equals(BLOB)).toBe(true);
    expect(server.seen.map(({ headers }) => headers.range)).toEqual([undefined, "bytes=1000-"]);
  });

  test("all has come before the connection breaks: nothing is asked again", async () => {
    const server = await start((_, response) => {
      response.writeHead(200); // in pieces, the last of which never comes
      response.write(BLOB, () => setTimeout(() => response.destroy(), 20));
    });
    expect((await readAll(connect(server).blob(DIGEST, BLOB.length))).equals(BLOB)).toBe(true);
    expect(server.seen).toHaveLength(1);
  });

  test("a connection that falls silent is given up, and taken up", async () => {
    const server = await start((request, response, count) => {
      if (count > 1) return sendBlob(response, request.headers.range);
      response.writeHead(200, { "content-length": BLOB.length });
      response.write(BLOB.subarray(0, 5000));
    });
    const repository = connect(server, testHost(), { limits: QUICK });
    expect((await readAll(repository.blob(DIGEST, BLOB.length))).equals(BLOB)).toBe(true);
  });

  test("a reader slower than the limit is not a silent server", async () => {
    const server = await start((request, response) => sendBlob(response, request.headers.range));
    const all: Uint8Array[] = [];
    for await (const chunk of connect(server, testHost(), { limits: QUICK }).blob(DIGEST, BLOB.length)) {
      if (all.length === 0) await new Promise((done) => setTimeout(done, 500));
      all.push(chunk);
    }
    expect(Buffer.concat(all).equals(BLOB)).toBe(true);
    expect(server.seen).toHaveLength(1);
  });

  test("a connection that always breaks ends in an error, in bounded time", async () => {
    const server = await start((request, response) => {
      const start = Number(/\d+/.exec(request.headers.range ?? "0")?.[0]);
      const range = { "content-range": `bytes ${start}-${BLOB.length - 1}/${BLOB.length}` };
      response.writeHead(start > 0 ? 206 : 200, { ...range, "content-length": BLOB.length - start });
      response.write(BLOB.subarray(start, start + 10), () => response.destroy());
    });
    const host = testHost();
    await expect(readAll(connect(server, host).blob(DIGEST, BLOB.length))).rejects.toMatchObject({
      code: "NETWORK",
    });
    expect(host.waits.reduce((sum, wait) => sum + wait, 0)).toBeLessThanOrEqual(150_000);
  });
});

describe("redirects", () => {
  test("blobs lie elsewhere: what proves us does not go there, nor does a signature get into an error", async () => {
    const storage = await start((request, response) =>
      request.path === "/gone"
        ? void response.writeHead(403).end()
        : sendBlob(response, request.headers.range),
    );
    const registry = await start((request, response) => {
      if (request.headers.authorization === undefined)
        return void response.writeHead(401, { "www-authenticate": 'Basic realm="x"' }).end();
      const path = request.path.endsWith(DIGEST) ? "store" : "gone";
      response.writeHead(307, { location: `http://${storage.host}/${path}?signature=${SECRET}` }).end();
    });
    const repository = connect(registry, loggedIn(registry.host));
    expect((await readAll(repository.blob(DIGEST, BLOB.length))).equals(BLOB)).toBe(true);
    expect(storage.seen.map(({ headers }) => headers.authorization)).toEqual([undefined]);
    expect(registry.seen.map(({ headers }) => headers.authorization !== undefined)).toEqual([false, true]);
    const error = await thrown(readAll(repository.blob(sha256(MANIFEST))));
    expect(error).toMatchObject({ code: "DENIED" });
    expect(everythingOf(error)).not.toMatch(/signature|s3cret/);
    expect(storage.seen.map(({ headers }) => headers.authorization)).toEqual([undefined, undefined]);
  });

  test("a storage service that asks for a password gets none", async () => {
    const storage = await start((_, response) => {
      response.writeHead(401, { "www-authenticate": 'Basic realm="x"' }).end();
    });
    const registry = await start((_, response) => {
      response.writeHead(302, { location: `http://${storage.host}/blob` }).end();
    });
    await thrown(readAll(connect(registry, loggedIn(registry.host)).blob(DIGEST)));
    expect(storage.seen.map(({ headers }) => headers.authorization)).toEqual([undefined]);
  });

  test("on the same server it goes along; circles and other schemes are refused", async () => {
    const server = await start((request, response) => {
      const to = (location: string) => void response.writeHead(302, { location }).end();
      if (request.path.includes("circle")) return to("circle");
      if (request.path.includes("file")) return to("file:///etc/passwd");
      if (request.headers.authorization === undefined)
        return void response.writeHead(401, { "www-authenticate": "Basic" }).end();
      return request.path.includes("manifests") ? to("/elsewhere") : sendManifest(response);
    });
    const repository = connect(server, loggedIn(server.host));
    expect((await repository.manifest("1")).bytes).toEqual(MANIFEST);
    await expect(repository.manifest("circle")).rejects.toMatchObject({ code: "NETWORK" });
    await expect(repository.manifest("file")).rejects.toMatchObject({ code: "NETWORK" });
  });
});

describe("proof", () => {
  /** A registry with a token server of its own; `grants` answers for a token's request. */
  async function guarded(grants: Answer, realmHost?: string): Promise<TestServer> {
    const server: TestServer = await start((request, response, count) => {
      if (request.path === "/token") return grants(request, response, count);
      if (/^Bearer good/.test(request.headers.authorization ?? "")) {
        if (request.path.includes("blobs")) return sendBlob(response, request.headers.range);
        return sendManifest(response);
      }
      const realm = `Bearer realm="http://${realmHost ?? server.host}/token?a=b",service="the service",scope="own"`;
      response.writeHead(401, { "www-authenticate": realm }).end();
    });
    return server;
  }
  const grant =
    (answer: object): Answer =>
    (_, response) =>
      void response.end(JSON.stringify(answer));
  const paths = ({ seen }: TestServer) => seen.map(({ path }) => path.split("/").at(-1));

  test("a token without a password, asked for once while it lasts", async () => {
    let now = 0;
    const server = await guarded(grant({ token: "good", expires_in: 300 }));
    const repository = connect(
      server,
      testHost({}, () => new Date(now)),
    );
    await repository.manifest("1");
    await repository.manifest("2");
    now = 200_000;
    await repository.manifest("3");
    now = 301_000;
    await repository.manifest("4");
    expect(paths(server)).toEqual(["1", "token", "1", "2", "3", "4", "token", "4"]);
    const { query, headers } = server.seen[1] ?? expect.fail();
    expect(query.toString()).toBe("a=b&service=the+service&scope=repository%3Ateam%2Fapp%3Apull&scope=own");
    expect(headers.authorization).toBeUndefined();
  });

  test("with a password; the registry itself never sees it", async () => {
    const server = await guarded(grant({ access_token: "good-2" }));
    await connect(server, loggedIn(server.host)).manifest("1");
    const basic = `Basic ${Buffer.from(`bob:${SECRET}`).toString("base64")}`;
    expect(server.seen.map(({ headers }) => headers.authorization)).toEqual([
      undefined,
      basic,
      "Bearer good-2",
    ]);
  });

  test("layers read side by side share one token", async () => {
    const server = await guarded(grant({ token: "good" }));
    const repository = connect(server);
    await Promise.all([1, 2, 3, 4].map(() => readAll(repository.blob(DIGEST))));
    expect(paths(server).filter((path) => path === "token")).toHaveLength(1);
  });

  test("an identity token buys an access token, by POST", async () => {
    const server = await guarded(grant({ access_token: "good" }));
    const host = authFile({ [server.host]: { identitytoken: SECRET } });
    await connect(server, host).manifest("1");
    const { method, body, headers } = server.seen[1] ?? expect.fail();
    expect(method).toBe("POST");
    expect(headers.authorization).toBeUndefined();
    expect(Object.fromEntries(new URLSearchParams(body))).toEqual({
      grant_type: "refresh_token",
      client_id: "drydock",
      service: "the service",
      scope: "repository:team/app:pull own",
      refresh_token: SECRET,
    });
  });

  test("a token that the registry takes back is replaced", async () => {
    let issued = 0;
    let valid = 1;
    const server: TestServer = await start((request, response) => {
      if (request.path === "/token") return void response.end(`{"token":"number-${++issued}"}`);
      if (request.headers.authorization === `Bearer number-${valid}`) return sendManifest(response);
      response.writeHead(401, { "www-authenticate": `Bearer realm="http://${server.host}/token"` }).end();
    });
    const repository = connect(server);
    await repository.manifest("1");
    valid = 2;
    await repository.manifest("2");
    expect(paths(server)).toEqual(["1", "token", "1", "2", "token", "2"]);
    valid = 9;
    await expect(repository.manifest("3")).rejects.toMatchObject({ code: "UNAUTHORIZED" });
    expect(paths(server).slice(6)).toEqual(["3", "token", "3"]);
  });

  test("the token server is asked again when it is busy", async () => {
    const server = await guarded((request, response, count) =>
      count === 1 ? void response.writeHead(503).end() : grant({ token: "good" })(request, response, count),
    );
    await connect(server).manifest("1");
    expect(paths(server)).toEqual(["1", "token", "1", "token", "1"]);
  });

  test.each([
    ["refused", 401, JSON.stringify({ errors: [{ message: `no ${SECRET}` }] })],
    ["an answer that repeats the password", 403, JSON.stringify({ message: `bob:${SECRET}` })],
    ["no JSON", 200, `<html>${SECRET}`],
    ["no token", 200, JSON.stringify({ note: SECRET })],
    ["a token with a line break", 200, JSON.stringify({ token: `${SECRET}\r\nX-Evil: 1` })],
    ["the wrong kind of token", 200, JSON.stringify({ token: [SECRET] })],
  ])("%s: an error without the password", async (_, status, body) => {
    const server = await guarded((_request, response) => void response.writeHead(status).end(body));
    const error = await thrown(connect(server, loggedIn(server.host)).manifest("1"));
    expect(error).toMatchObject({ code: "UNAUTHORIZED" });
    for (const secret of [
      SECRET,
      encodeURIComponent(SECRET),
      Buffer.from(`bob:${SECRET}`).toString("base64"),
    ])
      expect(everythingOf(error)).not.toContain(secret);
  });

  test("a registry that repeats password or token in its complaint", async () => {
    const server = await start((request, response) => {
      if (request.headers.authorization === undefined)
        return void response.writeHead(401, { "www-authenticate": "Basic" }).end();
      const message = `${request.headers.authorization} is ${SECRET}`;
      response
        .writeHead(403, { warning: `299 - "${message}"` })
        .end(JSON.stringify({ errors: [{ message }] }));
    });
    const host = loggedIn(server.host);
    const error = await thrown(connect(server, host).manifest("1"));
    expect(error).toMatchObject({ code: "DENIED", message: expect.stringContaining("Basic *** is ***") });
    expect(host.warnings).toEqual([`${server.host} says: Basic *** is ***`]);
  });

  test("no credentials: the error says how to log in", async () => {
    const server = await start(
      (_, response) => void response.writeHead(401, { "www-authenticate": "Basic" }).end(),
    );
    await expect(connect(server).manifest("1")).rejects.toMatchObject({
      code: "UNAUTHORIZED",
      hint: `Check the name, or log in: docker login ${server.host}`,
    });
    expect(server.seen).toHaveLength(1);
  });

  test("a token that does not reach far enough is a matter of permission", async () => {
    const server: TestServer = await start((request, response) => {
      if (request.path === "/token") return void response.end('{"token":"narrow"}');
      const realm = `Bearer realm="http://${server.host}/token",error="insufficient_scope"`;
      response.writeHead(401, { "www-authenticate": realm }).end();
    });
    await expect(connect(server, loggedIn(server.host)).manifest("1")).rejects.toMatchObject({
      code: "DENIED",
    });
  });

  test.each(["registry.example", "user:pw@127.0.0.1:1", "127.0.0.1:bad"])(
    "a token server at http://%s is not asked",
    async (realmHost) => {
      const server = await guarded(grant({ token: "good" }), realmHost);
      const error = await thrown(connect(server, loggedIn(server.host)).manifest("1"));
      expect(error).toMatchObject({ code: "UNAUTHORIZED", hint: expect.stringContaining("set up wrongly") });
      expect(paths(server)).toEqual(["1"]);
    },
  );
});

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function authFile(auths: object): TestHost {
  const folder = mkdtempSync(join(tmpdir(), "drydock-auth-"));
  folders.push(folder);
  writeFileSync(join(folder, "config.json"), JSON.stringify({ auths }));
  return testHost({ DOCKER_CONFIG: folder });
}

function loggedIn(registry: string): TestHost {
  return authFile({ [registry]: { auth: Buffer.from(`bob:${SECRET}`).toString("base64") } });
}
