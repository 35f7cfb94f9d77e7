import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, request } from "node:http";
import { connect as connectSocket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isLoopback } from "../../src/image/http-agents.ts";
import { Repository } from "../../src/image/registry-client.ts";
import { sha256 } from "../support/image.ts";
import { describeWith } from "../support/tools.ts";
import {
  type Answer,
  everythingOf,
  serve,
  type TestHost,
  type TestServer,
  testHost,
} from "./ill-registry.ts";

const MANIFEST = Buffer.from('{"schemaVersion":2}');
const answer: Answer = (_, response) => void response.end(MANIFEST);

const fetched = async (registry: string, host: TestHost, insecure = false) =>
  (await Repository.connect({ registry, repository: "app" }, host, { insecure }).manifest("1")).digest;

test.each([
  ["localhost", true],
  ["sub.localhost", true],
  ["127.0.0.1", true],
  ["127.9.9.9", true],
  ["[::1]", true],
  ["127.0.0.1.example", false],
  ["localhost.example", false],
  ["notlocalhost", false],
  ["10.0.0.1", false],
  ["[::2]", false],
])("%s is on this machine: %s", (host, expected) => {
  expect(isLoopback(new URL(`http://${host}:5000`).hostname)).toBe(expected);
});

describeWith(["openssl"], "TLS", () => {
  let folder: string;
  let secure: TestServer;
  let plain: TestServer;
  let certificate: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "drydock-tls-"));
    certificate = join(folder, "cert.pem");
    const key = join(folder, "key.pem");
    const names = "subjectAltName=DNS:registry.test,IP:127.0.0.1";
    const subject = ["-subj", "/CN=registry.test", "-addext", names, "-days", "1"];
    const kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"];
    execFileSync(
      "openssl",
      ["req", "-x509", "-nodes", ...kind, "-keyout", key, "-out", certificate, ...subject],
      {
        stdio: "ignore",
      },
    );
    secure = await serve(answer, { key: readFileSync(key), cert: readFileSync(certificate) });
    plain = await serve(answer);
  });
  afterAll(async () => {
    await secure.stop();
    await plain.stop();
    rmSync(folder, { recursive: true });
  });

  test("on this machine plain HTTP is tried first, then TLS, whose certificate must be good", async () => {
    expect(await fetched(plain.host, testHost())).toBe(sha256(MANIFEST));
    expect(await fetched(secure.host, testHost({ SSL_CERT_FILE: certificate }))).toBe(sha256(MANIFEST));
    await expect(fetched(secure.host, testHost())).rejects.toMatchObject({ code: "NETWORK" });
    expect(await fetched(secure.host, testHost(), true)).toBe(sha256(MANIFEST));
  });

  test("an SSL_CERT_FILE that is not there is a warning, once it is asked for", async () => {
    const host = testHost({ SSL_CERT_FILE: join(folder, "none.pem") });
    expect(await fetched(plain.host, host)).toBe(sha256(MANIFEST));
    expect(host.warnings).toEqual([]);
    await expect(fetched(secure.host, host)).rejects.toThrow("the connection broke");
    expect(host.warnings).toEqual([expect.stringContaining("SSL_CERT_FILE was passed over")]);
  });

  test("a redirect from TLS to plain HTTP is only followed with --insecure", async () => {
    const key = readFileSync(join(folder, "key.pem"));
    const fallen = await serve(
      (_, response) =>
        void response.writeHead(302, { location: `http://${plain.host}/x?token=s3cret` }).end(),
      { key, cert: readFileSync(certificate) },
    );
    try {
      const error = await fetched(fallen.host, testHost({ SSL_CERT_FILE: certificate })).catch(
        (e: unknown) => e,
      );
      expect(error).toMatchObject({
        code: "NETWORK",
        message: expect.stringContaining("from TLS to plain HTTP"),
      });
      expect(everythingOf(error)).not.toContain("s3cret");
      expect(await fetched(fallen.host, testHost(), true)).toBe(sha256(MANIFEST));
    } finally {
      await fallen.stop();
    }
  });

  test("elsewhere it is TLS with a good certificate, through the proxy; --insecure takes less", async () => {
    const proxy = await startProxy({ "registry.test:443": secure.host, "plain.test:80": plain.host });
    try {
      const env = { HTTPS_PROXY: proxy.url, HTTP_PROXY: proxy.url.replace("http://", "") };
      expect(await fetched("registry.test", testHost({ ...env, SSL_CERT_FILE: certificate }))).toBe(
        sha256(MANIFEST),
      );
      expect(proxy.asked).toEqual(["registry.test:443"]);
      await expect(fetched("registry.test", testHost(env))).rejects.toMatchObject({
        code: "NETWORK",
        message: expect.stringContaining("its certificate is not to be trusted"),
        hint: expect.stringContaining("NODE_EXTRA_CA_CERTS"),
      });
      expect(await fetched("registry.test", testHost(env), true)).toBe(sha256(MANIFEST));
      const refused = await fetched("plain.test", testHost(env)).catch((e: unknown) => e);
      expect(refused).toMatchObject({ code: "NETWORK" });
      expect(everythingOf(refused)).not.toContain("pr0xy");
      expect(await fetched("plain.test", testHost(env), true)).toBe(sha256(MANIFEST));
      expect(proxy.passwords).toEqual(new Set(["me:pr0xy"]));
    } finally {
      await proxy.stop();
    }
  });

  test("NO_PROXY, this machine, and a proxy that is none", async () => {
    const dead = { HTTPS_PROXY: "http://me:pr0xy@127.0.0.1:1", HTTP_PROXY: "http://me:pr0xy@127.0.0.1:1" };
    expect(await fetched(plain.host, testHost(dead))).toBe(sha256(MANIFEST));
    const direct = await fetched("none.invalid", testHost({ ...dead, NO_PROXY: "none.invalid" })).catch(
      (e: unknown) => e,
    );
    expect(direct).toMatchObject({ message: expect.stringMatching(/ENOTFOUND|EAI_AGAIN/) });
    for (const text of ["me:pr0xy@ bad", "socks5://me:pr0xy@127.0.0.1:1"]) {
      const error = await fetched("none.invalid", testHost({ HTTPS_PROXY: text })).catch((e: unknown) => e);
      expect(error).toMatchObject({ code: "USAGE" });
      expect(everythingOf(error)).not.toContain("pr0xy");
    }
  });
});

/** Connects the names it knows to servers of this machine. */
async function startProxy(names: Readonly<Record<string, string>>) {
  const asked: string[] = [];
  const passwords = new Set<string>();
  const note = (name: string, authorization: string | undefined) => {
    asked.push(name);
    passwords.add(Buffer.from(authorization?.slice("Basic ".length) ?? "", "base64").toString());
  };
  const server = createServer((incoming, response) => {
    const url = new URL(incoming.url ?? "");
    note(`${url.hostname}:${url.port || 80}`, incoming.headers["proxy-authorization"]);
    request(`http://${names[`${url.hostname}:${url.port || 80}`]}${url.pathname}`, (message) => {
      response.writeHead(message.statusCode ?? 500);
      message.pipe(response);
    }).end();
  });
  server.on("connect", (incoming, socket) => {
    note(incoming.url ?? "", incoming.headers["proxy-authorization"]);
    const target = names[incoming.url ?? ""];
    if (target === undefined) return socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
    const [host, port] = target.split(":");
    const onward = connectSocket(Number(port), host, () => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      socket.pipe(onward).pipe(socket);
    });
    onward.on("error", () => socket.destroy());
    socket.on("error", () => onward.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const stop = async () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://me:pr0xy@127.0.0.1:${address.port}`, asked, passwords, stop };
}
