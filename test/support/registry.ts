/** Debian's real registry, started for a test, and uploads into any registry by plain HTTP. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { hashSync } from "bcryptjs";
import { stringify } from "yaml";
import type { Digest } from "../../src/model/image.ts";
import { type Compression, compress, sha256, type TestImage } from "./image.ts";

export interface Login {
  readonly user: string;
  readonly password: string;
}

export interface TestRegistry {
  /** `127.0.0.1:port` */
  readonly host: string;
  readonly login?: Login;
  stop(): Promise<void>;
}

export interface StoringRegistry extends TestRegistry {
  /** Where what is pushed lies, blob by blob. */
  readonly storage: string;
}

export interface Descriptor {
  readonly mediaType: string;
  readonly digest: Digest;
  readonly size: number;
}

/** `docker-registry serve` on a free port, with storage of its own that `stop` removes. */
export async function startRegistry(
  options: { readonly htpasswd?: Login; readonly deletes?: boolean } = {},
): Promise<StoringRegistry> {
  const folder = await mkdtemp(join(tmpdir(), "drydock-registry-"));
  const login = options.htpasswd;
  if (login !== undefined)
    await writeFile(join(folder, "htpasswd"), `${login.user}:${hashSync(login.password, 4)}\n`);
  for (let attempt = 1; ; attempt++) {
    const host = `127.0.0.1:${await freePort()}`;
    await writeFile(join(folder, "config.yml"), configuration(host, folder, options));
    const server = spawn("docker-registry", ["serve", join(folder, "config.yml")], { stdio: "ignore" });
    const stop = async () => {
      await end(server);
      await rm(folder, { recursive: true, force: true });
    };
    if (await answers(host, server))
      return { host, storage: join(folder, "storage"), ...(login === undefined ? {} : { login }), stop };
    await end(server);
    // Somebody may have taken the port in between.
    if (attempt < 3) continue;
    await rm(folder, { recursive: true, force: true });
    throw new Error("docker-registry does not start");
  }
}

/** Uploads one blob. */
export async function pushBlob(
  registry: TestRegistry,
  repository: string,
  bytes: Buffer,
  mediaType = "application/octet-stream",
): Promise<Descriptor> {
  const digest = sha256(bytes);
  const started = await send(registry, `/v2/${repository}/blobs/uploads/`, { method: "POST" });
  const upload = new URL(started.headers.get("location") ?? "", `http://${registry.host}`);
  upload.searchParams.set("digest", digest);
  await send(registry, upload.href, {
    method: "PUT",
    body: new Uint8Array(bytes),
    headers: { "content-type": "application/octet-stream" },
  });
  return { mediaType, digest, size: bytes.length };
}

/** Uploads a manifest under a tag or its digest. */
export async function pushManifest(
  registry: TestRegistry,
  repository: string,
  reference: string,
  manifest: object | Buffer,
  mediaType = "application/vnd.oci.image.manifest.v1+json",
): Promise<Descriptor> {
  const bytes = Buffer.isBuffer(manifest) ? manifest : Buffer.from(JSON.stringify(manifest));
  await send(registry, `/v2/${repository}/manifests/${reference}`, {
    method: "PUT",
    body: new Uint8Array(bytes),
    headers: { "content-type": mediaType },
  });
  return { mediaType, digest: sha256(bytes), size: bytes.length };
}

/** Uploads an image with its layers; several become an index. Gives the descriptor of what the tag names. */
export async function pushImage(
  registry: TestRegistry,
  repository: string,
  tag: string,
  image: TestImage | readonly TestImage[],
  compression: Compression = "gzip",
): Promise<Descriptor> {
  if ("layers" in image)
    return pushManifest(registry, repository, tag, await upload(registry, repository, image, compression));
  const manifests: object[] = [];
  for (const one of image) {
    const bytes = Buffer.from(JSON.stringify(await upload(registry, repository, one, compression)));
    const descriptor = await pushManifest(registry, repository, sha256(bytes), bytes);
    manifests.push({ ...descriptor, platform: one.platform });
  }
  const mediaType = "application/vnd.oci.image.index.v1+json";
  const index = { schemaVersion: 2, mediaType, manifests };
  return pushManifest(registry, repository, tag, index, mediaType);
}

/** Uploads what is no image, such as an advisory database: an OCI manifest with an empty config. */
export async function pushArtifact(
  registry: TestRegistry,
  repository: string,
  tag: string,
  artifact: {
    readonly layers: readonly { readonly mediaType: string; readonly bytes: Buffer }[];
    readonly configType?: string;
  },
): Promise<Descriptor> {
  const configType = artifact.configType ?? "application/vnd.oci.empty.v1+json";
  const config = await pushBlob(registry, repository, Buffer.from("{}"), configType);
  const layers: Descriptor[] = [];
  for (const { bytes, mediaType } of artifact.layers)
    layers.push(await pushBlob(registry, repository, bytes, mediaType));
  return pushManifest(registry, repository, tag, {
    schemaVersion: 2,
    mediaType: "application/vnd.oci.image.manifest.v1+json",
    config,
    layers,
  });
}

async function upload(
  registry: TestRegistry,
  repository: string,
  image: TestImage,
  compression: Compression,
): Promise<object> {
  const oci = "application/vnd.oci.image";
  const layerType = `${oci}.layer.v1.tar${compression === "plain" ? "" : `+${compression}`}`;
  const config = await pushBlob(registry, repository, image.config, `${oci}.config.v1+json`);
  const layers: Descriptor[] = [];
  for (const layer of image.layers)
    layers.push(await pushBlob(registry, repository, compress(layer.tar, compression), layerType));
  return { schemaVersion: 2, mediaType: `${oci}.manifest.v1+json`, config, layers };
}

async function send(registry: TestRegistry, path: string, init: RequestInit): Promise<Response> {
  const headers = new Headers(init.headers);
  const { login } = registry;
  if (login !== undefined)
    headers.set(
      "authorization",
      `Basic ${Buffer.from(`${login.user}:${login.password}`).toString("base64")}`,
    );
  const response = await fetch(new URL(path, `http://${registry.host}`), { ...init, headers });
  const text = await response.text();
  if (!response.ok) throw new Error(`${init.method} ${path}: ${response.status} ${text}`);
  return response;
}

function configuration(
  addr: string,
  folder: string,
  { htpasswd, deletes = true }: { readonly htpasswd?: Login; readonly deletes?: boolean },
): string {
  return stringify({
    version: 0.1,
    log: { level: "error", accesslog: { disabled: true } },
    storage: { filesystem: { rootdirectory: join(folder, "storage") }, delete: { enabled: deletes } },
    http: { addr },
    ...(htpasswd === undefined
      ? {}
      : { auth: { htpasswd: { realm: "test", path: join(folder, "htpasswd") } } }),
  });
}

/** A port nobody listens on at the moment. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

async function answers(host: string, server: ChildProcess): Promise<boolean> {
  for (let attempt = 0; attempt < 300 && server.exitCode === null && server.signalCode === null; attempt++) {
    const response = await fetch(`http://${host}/v2/`).catch(() => undefined);
    await response?.body?.cancel();
    if (response !== undefined) return server.exitCode === null;
    await wait(50);
  }
  return false;
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null || server.pid === undefined) return;
  const gone = once(server, "exit");
  server.kill("SIGKILL"); // its storage goes too; nothing to save
  await gone;
}
