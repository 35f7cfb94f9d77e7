import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type EngineKind, engineAddress } from "../../src/image/engine-address.ts";
import { testHost } from "./ill-registry.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "drydock-address-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function address(kind: EngineKind, env: Record<string, string>): string | undefined {
  const found = engineAddress(kind, testHost(env));
  if (found === undefined) return undefined;
  const { socketPath, url, certificates, chosen } = found;
  const where = socketPath === undefined ? url.origin : `socket ${socketPath}`;
  return [
    where,
    ...(certificates === undefined ? [] : [certificates]),
    ...(chosen ? [] : ["by itself"]),
  ].join(", ");
}

test.each([
  [{ DOCKER_HOST: "unix:///x/y.sock" }, "socket /x/y.sock"],
  [{ DOCKER_HOST: "tcp://10.0.0.1:1234" }, "http://10.0.0.1:1234"],
  [{ DOCKER_HOST: "tcp://docker" }, "http://docker:2375"],
  [
    { DOCKER_HOST: "tcp://docker:2376", DOCKER_TLS_VERIFY: "1", DOCKER_CERT_PATH: "/c" },
    "https://docker:2376, /c",
  ],
  [{ DOCKER_HOST: "tcp://docker", DOCKER_TLS_VERIFY: "1" }, "https://docker:2376, /nonexistent/.docker"],
  [{ DOCKER_HOST: "unix:///x", DOCKER_TLS_VERIFY: "1" }, "socket /x"],
])("%j", (env, expected) => {
  expect(address("docker", env)).toBe(expected);
});

test.each([
  "ssh://user@host",
  "npipe:////./pipe/docker_engine",
  "fd://",
  "docker:2375",
  "tcp://user:s3cret@host",
  "tcp://",
])("%s cannot be used", (text) => {
  expect(() => address("docker", { DOCKER_HOST: text })).toThrow(
    expect.objectContaining({ code: "ENGINE", message: expect.not.stringContaining("s3cret") }),
  );
});

test("podman: CONTAINER_HOST, then the user's own socket", () => {
  mkdirSync(join(folder, "podman"));
  writeFileSync(join(folder, "podman/podman.sock"), "");
  expect(address("podman", { CONTAINER_HOST: "unix:///p.sock", DOCKER_HOST: "unix:///d.sock" })).toBe(
    "socket /p.sock",
  );
  expect(address("podman", { XDG_RUNTIME_DIR: folder })).toBe(
    `socket ${folder}/podman/podman.sock, by itself`,
  );
});

test("Docker: the user's sockets", () => {
  const home = join(folder, "home");
  mkdirSync(join(home, ".docker/desktop"), { recursive: true });
  writeFileSync(join(home, ".docker/desktop/docker.sock"), "");
  expect(address("docker", { HOME: home })).toBe(`socket ${home}/.docker/desktop/docker.sock, by itself`);
  writeFileSync(join(folder, "docker.sock"), "");
  expect(address("docker", { HOME: home, XDG_RUNTIME_DIR: folder })).toBe(
    `socket ${folder}/docker.sock, by itself`,
  );
});

test("Docker's context, of DOCKER_CONTEXT or chosen with docker context use", () => {
  const context = (name: string, host: string, tls = false) => {
    const id = createHash("sha256").update(name).digest("hex");
    mkdirSync(join(folder, "contexts/meta", id), { recursive: true });
    const meta = { Name: name, Metadata: {}, Endpoints: { docker: { Host: host, SkipTLSVerify: false } } };
    writeFileSync(join(folder, "contexts/meta", id, "meta.json"), JSON.stringify(meta));
    if (tls) mkdirSync(join(folder, "contexts/tls", id, "docker"), { recursive: true });
    return join(folder, "contexts/tls", id, "docker");
  };
  context("rootless", "unix:///run/user/1000/docker.sock");
  const tls = context("far", "tcp://far:2376", true);
  writeFileSync(join(folder, "config.json"), JSON.stringify({ currentContext: "rootless" }));
  const env = { DOCKER_CONFIG: folder };
  expect(address("docker", env)).toBe("socket /run/user/1000/docker.sock");
  expect(address("docker", { ...env, DOCKER_CONTEXT: "far" })).toBe(`https://far:2376, ${tls}`);
  expect(address("docker", { ...env, DOCKER_HOST: "unix:///first.sock" })).toBe("socket /first.sock");
  expect(() => address("docker", { ...env, DOCKER_CONTEXT: "none" })).toThrow(
    expect.objectContaining({ code: "ENGINE", message: 'There is no Docker context "none".' }),
  );
});
