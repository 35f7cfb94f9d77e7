import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { quietHost } from "../../src/host.ts";
import { openImage } from "../../src/image/index.ts";
import { provenance } from "../../src/provenance/index.ts";
import { startDocker, type TestEngine } from "../support/engine.ts";
import { startRegistry, type TestRegistry } from "../support/registry.ts";
import { describeWith } from "../support/tools.ts";
import { buildah, buildahBuild, type Contexts, canBuildKit, dockerBuild, prepareContexts } from "./builds.ts";
import { brief } from "./summary.ts";

const run = promisify(execFile);
const hasBuildKit = await canBuildKit();
const FILE = "Dockerfile.plain";
/** The vfs driver copies the whole file system for each of some thirty layers. */
const SLOW = { timeout: 300_000 };
const own = (...lines: readonly (number | string)[]) =>
  lines.map((line) => `own proved ${typeof line === "number" ? `${line}-${line}` : line}`);
const MADE = own(7, 25, "26-27", 28, 29, 30, "32-36", 37, 38, 39, 40, 41, 43);
const MELTED = "The builder has melted several instructions into this layer.";

let contexts: Contexts;
let folder = "";
beforeAll(async () => {
  contexts = await prepareContexts();
  folder = await mkdtemp(join(tmpdir(), "drydock-engines-"));
});
afterAll(async () => {
  await contexts.remove();
  await rm(folder, { recursive: true, force: true });
});

/** Lines and notes of an image that drydock opens by itself. */
async function linesOf(reference: string, env: Readonly<Record<string, string>> = {}) {
  const host = quietHost(join(folder, "cache"), { env: { ...process.env, ...env } });
  const image = await openImage(reference, { insecure: true }, host);
  try {
    const path = join(contexts.folder("three-stages"), FILE);
    const { layers, notes } = provenance({
      history: image.config.history,
      layers: image.layers,
      labels: image.config.labels,
      annotations: image.annotations,
      dockerfile: { path, text: readFileSync(path, "utf8") },
    });
    return { layers: layers.map(brief), notes };
  } finally {
    await image.close();
  }
}

describeWith(["dockerd", "docker", "docker-registry", "busybox"], "a real Docker Engine", () => {
  let engine: TestEngine;
  let registry: TestRegistry;
  beforeAll(async () => {
    [engine, registry] = await Promise.all([startDocker(["--experimental"]), startRegistry()]);
  });
  afterAll(async () => {
    await engine?.stop();
    await registry?.stop();
  });

  const docker = (...command: readonly string[]) => run("docker", ["--host", engine.host, ...command]);
  const order = (tag: string, ...more: readonly string[]) => ({
    context: contexts.folder("three-stages"),
    file: FILE,
    tag,
    arguments: more,
  });

  const wayOfAnImage = async (builder: "classic" | "buildkit", folders: readonly string[]) => {
    const tag = `${registry.host}/built:${builder}`;
    const expected = { layers: [...MADE, ...folders], notes: [] };
    await dockerBuild(engine.host, builder, order(tag));
    expect(await linesOf(`docker:${tag}`, { DOCKER_HOST: engine.host })).toEqual(expected);

    const saved = join(folder, `${builder}.tar`);
    await docker("save", "-o", saved, tag);
    expect(await linesOf(saved)).toEqual(expected);

    await docker("push", tag);
    expect(await linesOf(tag, { DOCKER_HOST: "unix:///nowhere" })).toEqual(expected);

    await docker("rmi", "-f", tag);
    await docker("pull", tag);
    expect(await linesOf(`docker:${tag}`, { DOCKER_HOST: engine.host })).toEqual(expected);
  };

  test("classic: in the engine, saved, pushed, pulled again", SLOW, () => wayOfAnImage("classic", own(45)));
  test.skipIf(!hasBuildKit)("BuildKit (a docker command that can use it is needed): the same", SLOW, () =>
    wayOfAnImage("buildkit", own(44, 45)),
  );

  test("--squash: falls back to the FROM, and says so", SLOW, async () => {
    await dockerBuild(engine.host, "classic", order("squashed:latest", "--squash"));
    expect(await linesOf("docker:squashed:latest", { DOCKER_HOST: engine.host })).toEqual({
      layers: [...own(7), "own likely 18-18"],
      notes: [MELTED],
    });
  });
});

describeWith(["buildah", "busybox"], "buildah", () => {
  test.each([
    ["--layers", { layers: MADE, notes: [] }],
    ["--layers=false", { layers: [...own(7), "own likely 18-18"], notes: [MELTED] }],
    ["--squash", { layers: ["own likely 18-18"], notes: [MELTED] }],
  ])("%s", SLOW, async (flag, expected) => {
    const storage = join(folder, "buildah");
    const archive = join(folder, `buildah${flag}.tar`);
    const context = contexts.folder("three-stages");
    await buildahBuild(storage, { context, file: FILE, tag: "built:latest", arguments: [flag] });
    await buildah(storage, "push", "-q", "built:latest", `docker-archive:${archive}:built:latest`);
    expect(await linesOf(archive)).toEqual(expected);
  });
});
