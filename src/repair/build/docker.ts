import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { DrydockError } from "../../errors.ts";
import type { Host } from "../../host.ts";
import { exportFromEngine } from "../../image/daemon.ts";
import { printable } from "../../image/document.ts";
import { Engine } from "../../image/engine.ts";
import type { HttpResponse } from "../../image/http.ts";
import { openSavedImage } from "../../image/saved-image.ts";
import { layerTar } from "../layer/tar-writer.ts";
import { Refusal } from "../refusal.ts";
import type { Builder, BuildJob } from "./builder.ts";
import { proxyArguments } from "./dockerfile.ts";

/** Of what a build prints; the end of it is what tells why it failed. */
const MAX_SAID = 4 * 1024;
/** A line of the engine's answer; trace messages of BuildKit have some kilobytes. */
const MAX_LINE = 16 * 1024 * 1024;

/**
 * Docker, if it answers; BuildKit where it is the engine's choice, or `DOCKER_BUILDKIT=1` is set, and not where it is 0.
 * Source: Docker Engine API 1.41 to 1.51, `POST /build` and `POST /images/load`.
 */
export async function dockerBuilder(host: Host): Promise<Builder | undefined> {
  try {
    const engine = Engine.find("docker", host);
    if (engine === undefined) return undefined;
    const wish = host.env.DOCKER_BUILDKIT;
    const builder = wish === "0" ? "classic" : wish === "1" ? "buildkit" : await engine.builder();
    await engine.version();
    return {
      name: builder === "buildkit" ? "Docker (BuildKit)" : "Docker's classic builder",
      losesVolumes: builder === "classic",
      build: (job) => build(job, engine, builder, host),
    };
  } catch (error) {
    if (!(error instanceof DrydockError)) throw error;
    host.log.debug(`No Docker to build with: ${error.message}`);
    return undefined;
  }
}

async function build(job: BuildJob, engine: Engine, builder: "buildkit" | "classic", host: Host) {
  try {
    await loadArchive(engine, job.archive);
    await run(job, engine, builder, host);
    const saved = await exportFromEngine("docker", job.result, {}, host);
    const release = () => saved.remove();
    const from = { reference: job.result, path: saved.path, layout: "docker", release } as const;
    return await openSavedImage(from, {}, host);
  } finally {
    for (const name of [job.result, job.base]) await removeImage(engine, name, host);
  }
}

/** What `docker load` does. Throws `DrydockError` ENGINE. */
export async function loadArchive(engine: Engine, path: string): Promise<void> {
  const { size } = await stat(path);
  const response = await engine.send("POST", "/images/load?quiet=1", {
    size,
    open: () => createReadStream(path),
  });
  if (response.status !== 200) throw await engine.failure(response);
  const { error } = await told(engine, response);
  if (error !== undefined)
    throw new DrydockError("ENGINE", `The docker engine does not take the image: ${printable(error)}.`, {
      hint: "Look into the engine's log.",
    });
}

async function run(
  job: BuildJob,
  engine: Engine,
  builder: "buildkit" | "classic",
  { env }: Host,
): Promise<void> {
  const query = new URLSearchParams({
    ...{ version: builder === "buildkit" ? "2" : "1", t: job.result, nocache: "1", rm: "1", forcerm: "1" },
    buildargs: JSON.stringify(proxyArguments(env)),
    ...(job.network === "host" ? { networkmode: "host" } : {}),
  });
  const context = await contextOf(job.dockerfile);
  const body = {
    size: context.length,
    async *open() {
      yield context;
    },
  };
  const response = await engine.send("POST", `/build?${query}`, body);
  if (response.status !== 200) throw await engine.failure(response);
  const { error, said } = await told(engine, response);
  if (error === undefined) return;
  const lines = said.trim().split("\n").slice(-3).join(" / ");
  const end = lines === "" ? "" : ` It said: ${printable(lines)}`;
  throw new Refusal("FIX_BUILD", `The package manager of the image failed: ${printable(error)}.${end}`);
}

async function contextOf(dockerfile: string): Promise<Buffer> {
  const bytes = Buffer.from(dockerfile);
  const entry = {
    type: "file",
    path: "Dockerfile",
    ...{ mode: 0o644, uid: 0, gid: 0, mtime: 0 },
    size: bytes.length,
    async *content() {
      yield bytes;
    },
  } as const;
  const chunks: Buffer[] = [];
  for await (const chunk of layerTar([entry])) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Reads an answer that goes on while the engine works: a JSON object a line. */
async function told(
  engine: Engine,
  response: HttpResponse,
): Promise<{ readonly error?: string; readonly said: string }> {
  let rest = "";
  let said = "";
  let error: string | undefined;
  const take = (line: string) => {
    const message = parsed(line);
    if (typeof message.error === "string") error = message.error;
    if (typeof message.stream === "string") said = `${said}${message.stream}`.slice(-MAX_SAID);
  };
  for await (const chunk of engine.body(response)) {
    const lines = `${rest}${chunk.toString("utf8")}`.split("\n");
    rest = (lines.pop() ?? "").slice(0, MAX_LINE);
    for (const line of lines) take(line);
  }
  take(rest);
  return error === undefined ? { said } : { said, error };
}

function parsed(line: string): { readonly error?: unknown; readonly stream?: unknown } {
  try {
    return (JSON.parse(line) ?? {}) as object;
  } catch {
    return {};
  }
}

/** It was ours alone; where it cannot be removed, that is told and nothing else. */
async function removeImage(engine: Engine, name: string, { log }: Host): Promise<void> {
  try {
    const response = await engine.send("DELETE", `/images/${name}?force=1`);
    response.discard();
    if (response.status >= 300 && response.status !== 404)
      log.debug(`${name} stays in Docker: ${response.status}`);
  } catch (error) {
    if (!(error instanceof DrydockError)) throw error;
    log.debug(`${name} stays in Docker: ${error.message}`);
  }
}
