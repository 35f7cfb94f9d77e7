/** Builds everything in fixtures/ with the builders of this machine and keeps the configs: see fixtures/README.md. */
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { startDocker } from "../support/engine.ts";
import { BUILDS, type Build, buildah, buildahBuild, dockerBuild, prepareContexts } from "./builds.ts";

const run = promisify(execFile);
const contexts = await prepareContexts();
const scratch = await mkdtemp(join(tmpdir(), "drydock-refresh-"));
const docker = await startDocker(["--experimental"]);
try {
  const { stdout: dockerd } = await run("dockerd", ["--version"]);
  const { stdout: buildahVersion } = await run("buildah", ["--version"]);
  await refreshDocker(/version (\d+\.\d+)/.exec(dockerd)?.[1] ?? "");
  await refreshBuildah(/version (\d+\.\d+)/.exec(buildahVersion)?.[1] ?? "");
} finally {
  await docker.stop();
  await contexts.remove();
  await rm(scratch, { recursive: true, force: true });
}

async function refreshDocker(version: string): Promise<void> {
  for (const [name, builder, ...flags] of [
    ["classic", "classic"],
    ["buildkit", "buildkit"],
    ["squash", "classic", "--squash"],
  ] as const)
    for (const build of BUILDS) {
      const file = builder === "buildkit" && Number(version) >= 23 ? heredocs(build) : plain(build);
      const tag = `drydock.test/${build}:${name}`;
      const base = ["--build-arg", `BASE=drydock.test/three-stages:${builder}`];
      const context = contexts.folder(build);
      await dockerBuild(docker.host, builder, { context, file, tag, arguments: [...flags, ...base] });
      const archive = join(scratch, "saved.tar");
      await run("docker", ["--host", docker.host, "save", "-o", archive, tag]);
      await keep(archive, `${build}.docker-${version}-${name}`, build, file);
    }
}

async function refreshBuildah(version: string): Promise<void> {
  const storage = join(scratch, "buildah");
  for (const [name, flag] of [
    ["layers", "--layers"],
    ["no-layers", "--layers=false"],
    ["squash", "--squash"],
  ] as const)
    for (const build of BUILDS) {
      const file =
        build === "three-stages" && Number(version.slice(2)) >= 33 ? heredocs(build) : plain(build);
      const tag = `drydock.test/${build}:${name}`;
      const base = ["--build-arg", "BASE=drydock.test/three-stages:layers"];
      const order = { context: contexts.folder(build), file, tag, arguments: [flag, ...base] };
      await buildahBuild(storage, order);
      const archive = join(scratch, `${build}-${name}.tar`);
      await buildah(storage, "push", "-q", tag, `docker-archive:${archive}:${tag}`);
      await keep(archive, `${build}.buildah-${version}-${name}`, build, file);
    }
}

function heredocs(_build: Build): string {
  return "Dockerfile";
}

function plain(build: Build): string {
  return build === "child" ? "Dockerfile" : "Dockerfile.plain";
}

async function keep(archive: string, name: string, build: Build, file: string): Promise<void> {
  const { stdout: manifest } = await run("tar", ["xOf", archive, "manifest.json"]);
  const { stdout: config } = await run("tar", ["xOf", archive, JSON.parse(manifest)[0].Config]);
  const kept = { dockerfile: `${build}/${file}`, config: JSON.parse(config) };
  const path = join(import.meta.dirname, "fixtures/histories", `${name}.json`);
  await writeFile(path, `${JSON.stringify(kept, undefined, 1)}\n`);
}
