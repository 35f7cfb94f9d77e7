import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { withJobToken } from "../../src/github/job-token.ts";
import { quietHost } from "../../src/host.ts";
import { findCredentials } from "../../src/image/credentials.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "drydock-token-"));
  mkdirSync(join(folder, "docker"));
  const auths = { "ghcr.io": { username: "robot", password: "own" } };
  writeFileSync(join(folder, "docker/config.json"), JSON.stringify({ auths }));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What ghcr.io and another registry are asked with. */
async function sent(references: readonly string[], more: Readonly<Record<string, string>> = {}) {
  const env = { HOME: folder, GITHUB_SERVER_URL: "https://github.com", GITHUB_ACTOR: "octocat", ...more };
  const host = quietHost(folder, { env });
  const wider = { ...host, env: await withJobToken(references, "job", host) };
  const registries = ["ghcr.io", "registry.example"];
  const found = await Promise.all(
    registries.map((registry) => findCredentials({ registry, repository: "octo/app" }, wider)),
  );
  return found.map((one) => (one?.kind === "basic" ? `${one.user}:${one.password}` : undefined));
}

test("an image of ghcr.io is read with the job's token, which no other registry gets", async () => {
  expect(await sent(["registry:ghcr.io/octo/app:1"])).toEqual(["octocat:job", undefined]);
  expect(await sent(["app.tar", "ghcr.io/octo/app:1"])).toEqual(["octocat:job", undefined]);
});

test("not where there is no such image, where somebody has logged in, and not on another server", async () => {
  expect(await sent(["registry.example/octo/app:1", "./ghcr.io/app.tar"])).toEqual([undefined, undefined]);
  const login = { DOCKER_CONFIG: join(folder, "docker") };
  expect(await sent(["ghcr.io/octo/app:1"], login)).toEqual(["robot:own", undefined]);
  const server = { GITHUB_SERVER_URL: "https://github.example" };
  expect(await sent(["ghcr.io/octo/app:1"], server)).toEqual([undefined, undefined]);
});
