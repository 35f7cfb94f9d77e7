import { spawn } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DrydockError } from "../../errors.ts";
import type { Host } from "../../host.ts";
import { printable } from "../../image/document.ts";
import { openSavedImage } from "../../image/saved-image.ts";
import { Refusal } from "../refusal.ts";
import type { Builder, BuildJob } from "./builder.ts";
import { proxyArguments } from "./dockerfile.ts";

const MAX_SAID = 4 * 1024;

/** buildah, if it is in PATH; its own variables (BUILDAH_ISOLATION, STORAGE_DRIVER) hold as ever. Source: buildah(1). */
export async function buildahBuilder(host: Host): Promise<Builder | undefined> {
  try {
    if ((await run(["--version"], host)).code !== 0) return undefined;
  } catch (error) {
    if (!(error instanceof DrydockError)) throw error;
    return undefined;
  }
  return { name: "buildah", losesVolumes: true, build };
}

async function build(job: BuildJob, host: Host) {
  const context = join(job.folder, "context");
  await mkdir(context, { recursive: true, mode: 0o700 });
  const dockerfile = join(job.folder, "Dockerfile");
  await writeFile(dockerfile, job.dockerfile, { mode: 0o600 });
  const saved = join(job.folder, "built");
  try {
    await done(["pull", "--quiet", `docker-archive:${job.archive}`], host);
    // The values stay in the environment, where not everybody reads them.
    const proxies = Object.keys(proxyArguments(host.env)).flatMap((name) => ["--build-arg", name]);
    const network = job.network === "host" ? ["--network", "host"] : [];
    const built = await run(
      [
        ...["build", "--quiet", "--format", "docker", "--layers=false", "--no-cache", "--pull-never"],
        ...[...proxies, ...network, "--file", dockerfile, "--tag", job.result, context],
      ],
      host,
    );
    if (built.code !== 0)
      throw new Refusal(
        "FIX_BUILD",
        `The package manager of the image failed. It said: ${lastOf(built.said)}`,
      );
    await done(["push", "--quiet", "--disable-compression", job.result, `oci:${saved}:built`], host);
    return await openSavedImage({ reference: job.result, path: saved, layout: "oci" }, {}, host);
  } finally {
    for (const name of [job.result, job.base]) await run(["rmi", "--force", name], host);
  }
}

async function done(words: readonly string[], host: Host): Promise<void> {
  const { code, said } = await run(words, host);
  if (code === 0) return;
  throw new DrydockError("ENGINE", `buildah ${words[0]} failed: ${lastOf(said)}`, {
    hint: "Try it by hand; inside a container it may need BUILDAH_ISOLATION=chroot and STORAGE_DRIVER=vfs.",
  });
}

function lastOf(said: string): string {
  return printable(said.trim().split("\n").slice(-3).join(" / "));
}

function run(
  words: readonly string[],
  { env }: Host,
): Promise<{ readonly code: number | null; readonly said: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn("buildah", words, { env, stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    const listen = (chunk: Buffer) => {
      said = `${said}${chunk.toString("utf8")}`.slice(-MAX_SAID);
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    child.once("error", (cause) => reject(new DrydockError("ENGINE", "buildah cannot be run.", { cause })));
    child.once("close", (code) => resolve({ code, said }));
  });
}
