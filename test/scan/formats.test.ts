import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startDocker } from "../support/engine.ts";
import { dockerArchive } from "../support/image.ts";
import { startRegistry } from "../support/registry.ts";
import { sampleDatabase, sampleImage } from "../support/sample.ts";
import { essence, scanWith } from "../support/scan.ts";
import { describeWith } from "../support/tools.ts";

const USER = { user: "dock", password: "worker-7" };

describeWith(["skopeo", "dockerd", "docker-registry", "zstd"], "one image, however it is packed", () => {
  let folder: string;
  let archive: string;
  let expected: unknown;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "drydock-formats-"));
    archive = join(folder, "app.tar");
    writeFileSync(archive, dockerArchive(sampleImage(), ["app:1.0"]));
    const result = await scanWith(archive, { db: sampleDatabase });
    expect(result.findings.length).toBeGreaterThan(3);
    expected = essence(result);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const scanned = async (reference: string, env?: Record<string, string>) =>
    essence(await scanWith(reference, { db: sampleDatabase }, env === undefined ? {} : { env }));
  const skopeo = (...args: string[]) => execFileSync("skopeo", ["--insecure-policy", "copy", "-q", ...args]);

  test.each([
    ["gzip", ["--dest-compress-format", "gzip", "--dest-compress"]],
    ["zstd", ["--dest-compress-format", "zstd", "--dest-compress"]],
    ["zstd:chunked", ["--dest-compress-format", "zstd:chunked", "--dest-compress"]],
    ["plain", ["--dest-decompress"]],
  ])("OCI layout, %s layers, as folder and as tar", async (name, flags) => {
    const layout = join(folder, `layout-${name.replace(":", "-")}`);
    skopeo(...flags, `docker-archive:${archive}`, `oci:${layout}:1.0`);
    expect(await scanned(`oci:${layout}:1.0`)).toEqual(expected);
    expect(await scanned(layout)).toEqual(expected);
    const tar = `${layout}.tar`;
    execFileSync("tar", ["-cf", tar, "-C", layout, "."]);
    expect(await scanned(`oci-archive:${tar}`)).toEqual(expected);
    expect(await scanned(tar)).toEqual(expected);
  });

  test("archives compressed as a whole", async () => {
    execFileSync("sh", ["-c", `gzip -k ${archive} && zstd -q ${archive}`]);
    expect(await scanned(`docker-archive:${archive}.gz`)).toEqual(expected);
    expect(await scanned(`${archive}.zst`)).toEqual(expected);
  });

  test("a running Docker Engine, by name and by its own export", async () => {
    const engine = await startDocker();
    try {
      execFileSync("docker", ["-H", engine.host, "load", "-q", "-i", archive]);
      expect(await scanned("docker:app:1.0", { DOCKER_HOST: engine.host })).toEqual(expected);
      expect(await scanned("app:1.0", { DOCKER_HOST: engine.host })).toEqual(expected);
      const saved = join(folder, "saved.tar");
      execFileSync("docker", ["-H", engine.host, "save", "-o", saved, "app:1.0"]);
      expect(await scanned(saved)).toEqual(expected);
    } finally {
      await engine.stop();
    }
  });

  test("a registry that wants a password", async () => {
    const registry = await startRegistry({ htpasswd: USER });
    try {
      const name = `${registry.host}/team/app:1.0`;
      const creds = `${USER.user}:${USER.password}`;
      skopeo(
        "--dest-tls-verify=false",
        "--dest-creds",
        creds,
        `docker-archive:${archive}`,
        `docker://${name}`,
      );
      const config = join(folder, "docker-config");
      mkdirSync(config);
      const auth = Buffer.from(creds).toString("base64");
      writeFileSync(join(config, "config.json"), JSON.stringify({ auths: { [registry.host]: { auth } } }));
      expect(await scanned(`registry:${name}`, { DOCKER_CONFIG: config })).toEqual(expected);
      await expect(scanned(`registry:${name}`, { DOCKER_CONFIG: folder })).rejects.toMatchObject({
        code: "UNAUTHORIZED",
      });
    } finally {
      await registry.stop();
    }
  });
});
