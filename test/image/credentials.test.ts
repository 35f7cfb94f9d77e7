import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { askHelper } from "../../src/image/credential-helper.ts";
import { findCredentials } from "../../src/image/credentials.ts";
import { everythingOf, testHost } from "./ill-registry.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "drydock-credentials-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const auth = (text: string) => ({ auth: Buffer.from(text).toString("base64") });

function write(path: string, content: object | string): string {
  const full = join(folder, path);
  mkdirSync(join(full, ".."), { recursive: true });
  writeFileSync(full, typeof content === "string" ? content : JSON.stringify(content));
  return full;
}

/** What a reader of `name` finds, as `user:password`. */
async function found(name: string, env: Record<string, string>): Promise<string | undefined> {
  const slash = name.indexOf("/");
  const parts = { registry: name.slice(0, slash), repository: name.slice(slash + 1) };
  const credentials = await findCredentials(parts, testHost(env));
  if (credentials === undefined) return undefined;
  return credentials.kind === "basic"
    ? `${credentials.user}:${credentials.password}`
    : `${credentials.kind} ${credentials.token}`;
}

describe("Docker's config.json", () => {
  const docker = (content: object | string) => {
    write("docker/config.json", content);
    return { DOCKER_CONFIG: join(folder, "docker"), PATH: `${folder}/bin:${process.env.PATH}` };
  };

  test("auths by host, however the key is written", async () => {
    const env = docker({
      auths: {
        "plain.example": auth("a:1"),
        "https://scheme.example/v2/": auth("b:2:with:colons"),
        "port.example:5000": { username: "c", password: "3" },
        "UPPER.example/": auth("d:4\0\0"),
        "identity.example": { ...auth("<token>:x"), identitytoken: "id-token" },
        "bearer.example": { registrytoken: "access-token" },
        "empty.example": {},
        "null.example": null,
        __proto__: auth("proto:5"),
      },
    });
    const names = ["plain", "scheme", "upper", "identity", "bearer", "empty", "null", "other"];
    const all = await Promise.all(names.map((name) => found(`${name}.example/x`, env)));
    expect(all).toEqual([
      "a:1",
      "b:2:with:colons",
      "d:4",
      "identity id-token",
      "bearer access-token",
      undefined,
      undefined,
      undefined,
    ]);
    expect(await found("port.example:5000/x", env)).toBe("c:3");
    expect(await found("port.example/x", env)).toBeUndefined();
    expect(await found("plain.example.evil/x", env)).toBeUndefined();
  });

  test("Docker Hub's key is its old index", async () => {
    const env = docker({ auths: { "https://index.docker.io/v1/": auth("hub:pw") } });
    expect(await found("docker.io/library/alpine", env)).toBe("hub:pw");
    expect(await found("ghcr.io/library/alpine", env)).toBeUndefined();
  });

  test("HOME's .docker where DOCKER_CONFIG is not set", async () => {
    write("home/.docker/config.json", { auths: { "a.example": auth("a:1") } });
    expect(await found("a.example/x", { HOME: join(folder, "home") })).toBe("a:1");
  });

  test.each([
    ["not JSON", '{"auths": {"a.example": {"auth": "c2VjcmV0OnNlY3JldA==" '],
    ["another form", { auths: [] }],
    ["auth is not base64 of user:password", { auths: { "a.example": auth("no-colon-in-secret") } }],
  ])("%s: an error that names the file and none of its content", async (_, content) => {
    const env = docker(content);
    const error = await found("a.example/x", env).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: "CREDENTIALS",
      message: expect.stringContaining("docker/config.json"),
    });
    expect(everythingOf(error)).not.toMatch(/secret|c2Vj|bm8t/);
  });

  test("helpers: of the registry, of everything, and what they say", async () => {
    const env = docker({
      auths: { "fallback.example": auth("from:file"), "a.example": auth("not:asked") },
      credHelpers: { "a.example": "one", "https://none.example": "one" },
      credsStore: "all.in-one",
    });
    helper(
      "one",
      'read server; [ "$server" = a.example ] || { echo "credentials not found in native keychain"; exit 1; }; echo \'{"Username":"u","Secret":"s3cret"}\'',
    );
    helper(
      "all.in-one",
      'read server; case "$server" in https://index.docker.io/v1/) echo \'{"Username":"<token>","Secret":"id"}\';; *) echo "credentials not found in native keychain"; exit 1;; esac',
    );
    expect(await found("a.example/x", env)).toBe("u:s3cret");
    expect(await found("none.example/x", env)).toBeUndefined();
    expect(await found("docker.io/library/x", env)).toBe("identity id");
    expect(await found("fallback.example/x", env)).toBe("from:file");
  });

  test("a store that is not installed is a warning, a helper that is not is an error", async () => {
    const env = docker({
      auths: { "b.example": auth("b:2") },
      credHelpers: { "a.example": "missing" },
      credsStore: "desktop",
    });
    await expect(found("a.example/x", env)).rejects.toMatchObject({ code: "CREDENTIALS" });
    const host = testHost(env);
    const credentials = await findCredentials({ registry: "b.example", repository: "x" }, host);
    expect(credentials).toMatchObject({ kind: "basic", user: "b" });
    expect(host.warnings).toEqual([expect.stringContaining("docker-credential-desktop")]);
  });

  test.each([
    ["fails, and says the secret", 'echo "boom s3cret"; echo "s3cret" >&2; exit 3'],
    ["says what is no JSON", "echo s3cret"],
    ["says another JSON", 'echo \'{"secret":"s3cret"}\''],
    ["floods", "yes s3cret"],
    ["sleeps", "echo s3cret; exec sleep 60"],
  ])("a helper that %s", async (_, script) => {
    helper("bad", script);
    const host = testHost({ PATH: `${folder}/bin:${process.env.PATH}` });
    const error = await askHelper("bad", "a.example", host, 500).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: "CREDENTIALS",
      message: expect.stringContaining("docker-credential-bad"),
    });
    expect(everythingOf(error)).not.toContain("s3cret");
  });

  test.each(["../../bin/sh", "a;b", "a b", "$(id)", "", "-x", "a\0b", "a/b"])(
    "%j is not run as a helper",
    async (name) => {
      await expect(askHelper(name, "a.example", testHost())).rejects.toMatchObject({
        code: "CREDENTIALS",
        message: expect.stringContaining("is not the name of a credential helper"),
      });
    },
  );

  function helper(name: string, script: string): void {
    chmodSync(
      write(`bin/docker-credential-${name}`, `#!/bin/sh\n[ "$1" = get ] || exit 9\n${script}\n`),
      0o755,
    );
  }
});

describe("podman's auth files", () => {
  test("the longest part of the path wins", async () => {
    const path = write("auth.json", {
      auths: {
        "r.example": auth("host:1"),
        "r.example/team": auth("team:2"),
        "r.example/team/app": auth("app:3"),
        "docker.io/library/alpine": auth("alpine:4"),
      },
    });
    const env = { REGISTRY_AUTH_FILE: path };
    const names = [
      "r.example/x",
      "r.example/team/x",
      "r.example/team/app",
      "r.example/team/app/sub",
      "r.example/teams",
    ];
    expect(await Promise.all(names.map((name) => found(name, env)))).toEqual([
      "host:1",
      "team:2",
      "app:3",
      "app:3",
      "host:1",
    ]);
    expect(await found("docker.io/library/alpine", env)).toBe("alpine:4");
    expect(await found("docker.io/library/busybox", env)).toBeUndefined();
  });

  test("all places in their order; an empty file is none", async () => {
    const places = {
      DOCKER_CONFIG: write("docker/config.json", { auths: { "1.example": auth("d:1") } }).replace(
        "/config.json",
        "",
      ),
      REGISTRY_AUTH_FILE: write("named.json", {
        auths: { "1.example": auth("n:1"), "2.example": auth("n:2") },
      }),
      XDG_RUNTIME_DIR: join(folder, "run"),
      XDG_CONFIG_HOME: join(folder, "config"),
    };
    write("run/containers/auth.json", { auths: { "2.example": auth("r:2"), "3.example": auth("r:3") } });
    write("config/containers/auth.json", { auths: { "3.example": auth("c:3"), "4.example": auth("c:4") } });
    const names = ["1.example/x", "2.example/x", "3.example/x", "4.example/x", "5.example/x"];
    const all = () => Promise.all(names.map((name) => found(name, places)));
    expect(await all()).toEqual(["d:1", "n:2", "r:3", "c:4", undefined]);
    write("docker/config.json", "");
    expect(await all()).toEqual(["n:1", "n:2", "r:3", "c:4", undefined]);
  });
});

describe("the environment", () => {
  const set = { DRYDOCK_REGISTRY_USER: "env", DRYDOCK_REGISTRY_PASSWORD: "pass-word" };

  test("goes first, to the one registry it is for", async () => {
    write("config.json", { auths: { "a.example:5000": auth("file:1"), "b.example": auth("file:2") } });
    const env = { ...set, DRYDOCK_REGISTRY: "a.example:5000", DOCKER_CONFIG: folder };
    expect(await found("a.example:5000/x", env)).toBe("env:pass-word");
    expect(await found("a.example/x", env)).toBeUndefined();
    expect(await found("b.example/x", env)).toBe("file:2");
    expect(await found("docker.io/library/x", { ...env, DRYDOCK_REGISTRY: "docker.io" })).toBe(
      "env:pass-word",
    );
  });

  test("without a registry it is an error, not a password for everybody", async () => {
    const error = await found("a.example/x", set).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "CREDENTIALS" });
    expect(everythingOf(error)).not.toContain("pass-word");
  });
});

describe("a job of GitLab", () => {
  const job = {
    CI_REGISTRY: "registry.example:5050",
    CI_REGISTRY_USER: "gitlab-ci-token",
    CI_REGISTRY_PASSWORD: "job-pw",
    CI_DEPENDENCY_PROXY_SERVER: "gitlab.example:443",
    CI_DEPENDENCY_PROXY_USER: "proxy",
    CI_DEPENDENCY_PROXY_PASSWORD: "proxy-pw",
  };

  test("knows its own registry, and no other host is shown that", async () => {
    expect(await found("registry.example:5050/team/app", job)).toBe("gitlab-ci-token:job-pw");
    expect(await found("gitlab.example:443/team/dependency_proxy/containers/alpine", job)).toBe(
      "proxy:proxy-pw",
    );
    for (const other of ["registry.example", "registry.example:5051", "gitlab.example", "docker.io"])
      expect(await found(`${other}/team/app`, job)).toBeUndefined();
    const { CI_REGISTRY_PASSWORD: _, ...without } = job;
    expect(await found("registry.example:5050/team/app", without)).toBeUndefined();
  });

  test("what somebody has set goes before it: DOCKER_AUTH_CONFIG, then files", async () => {
    const { CI_REGISTRY: registry } = job;
    write("config.json", { auths: { [registry]: auth("file:1"), "b.example": auth("file:2") } });
    const env = { ...job, DOCKER_CONFIG: folder };
    expect(await found(`${registry}/x`, env)).toBe("file:1");
    const text = JSON.stringify({ auths: { [registry]: auth("variable:1") } });
    expect(await found(`${registry}/x`, { ...env, DOCKER_AUTH_CONFIG: ` ${text}\n` })).toBe("variable:1");
    expect(await found("b.example/x", { ...env, DOCKER_AUTH_CONFIG: text })).toBe("file:2");
    const path = write("variable", text);
    expect(await found(`${registry}/x`, { ...env, DOCKER_AUTH_CONFIG: path })).toBe("variable:1");
  });

  test.each([
    ["broken JSON", '{"auths": {"a.example": {"auth": "c2VjcmV0OnNlY3JldA=='],
    ["no JSON and no path", "c2VjcmV0OnNlY3JldA=="],
    ["too long for a path", "secret".repeat(100)],
  ])("DOCKER_AUTH_CONFIG is %s: an error that holds nothing of it", async (_, DOCKER_AUTH_CONFIG) => {
    const error = await found("a.example/x", { DOCKER_AUTH_CONFIG }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: "CREDENTIALS",
      message: expect.stringContaining("DOCKER_AUTH_CONFIG"),
    });
    expect(everythingOf(error)).not.toMatch(/secret|c2Vj/);
  });
});
