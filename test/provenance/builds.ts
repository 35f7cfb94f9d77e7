/** The builds in fixtures/, made by real builders. Needs root. */
import { execFile } from "node:child_process";
import { copyFile, cp, mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const fixtures = join(import.meta.dirname, "fixtures");

export const BUILDS = ["three-stages", "shapes", "child"] as const;
export type Build = (typeof BUILDS)[number];

export interface Contexts {
  folder(build: Build): string;
  remove(): Promise<void>;
}

/** The builds' folders with a root file system in each: busybox, which has no need of a library. */
export async function prepareContexts(): Promise<Contexts> {
  const folder = await mkdtemp(join(tmpdir(), "drydock-builds-"));
  const root = join(folder, "root");
  for (const name of ["bin", "etc", "tmp", "proc", "dev", "sys"])
    await mkdir(join(root, name), { recursive: true });
  await copyFile("/bin/busybox", join(root, "bin/busybox"));
  for (const applet of ["cat", "chmod", "echo", "mkdir", "rm", "sed", "sh", "touch", "true"])
    await symlink("busybox", join(root, "bin", applet));
  for (const build of BUILDS) {
    await cp(join(fixtures, build), join(folder, build), { recursive: true });
    if (build !== "child") await run("tar", ["-C", root, "-cf", join(folder, build, "rootfs.tar"), "."]);
  }
  return {
    folder: (build) => join(folder, build),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

export interface Order {
  /** The build's folder. */
  readonly context: string;
  readonly file: string;
  readonly tag: string;
  readonly arguments?: readonly string[];
}

const GIVEN = ["--build-arg", "REVISION=abc"];

/** `builder` picks between docker's own and the BuildKit within it. */
export async function dockerBuild(
  host: string,
  builder: "classic" | "buildkit",
  { context, file, tag, arguments: more = [] }: Order,
): Promise<void> {
  const env = { ...process.env, DOCKER_HOST: host, DOCKER_BUILDKIT: builder === "buildkit" ? "1" : "0" };
  const flags = ["--network=none", ...GIVEN, ...more, "-f", join(context, file), "-t", tag];
  const docker = builder === "classic" ? "docker" : ((await dockerWithBuildKit()) ?? "docker");
  await run(docker, ["build", ...flags, context], { env, maxBuffer: 1 << 26 });
}

/** Whether a docker command here can talk to the daemon's BuildKit. */
export async function canBuildKit(): Promise<boolean> {
  return (await dockerWithBuildKit()) !== undefined;
}

/** Up to version 20 the command can do it by itself, later it wants a plugin. Several may be installed. */
export async function dockerWithBuildKit(): Promise<string | undefined> {
  const answer = (docker: string, ...command: readonly string[]) =>
    run(docker, command).then(
      ({ stdout }) => stdout,
      () => "",
    );
  if ((await answer("docker", "buildx", "version")) !== "") return "docker";
  for (const docker of ["docker", "/usr/bin/docker"]) {
    const version = /version (\d+)/.exec(await answer(docker, "--version"))?.[1];
    if (version !== undefined && Number(version) < 23) return docker;
  }
  return undefined;
}

/** buildah with a storage of its own in `storage`. */
export function buildah(
  storage: string,
  ...command: readonly string[]
): Promise<{ readonly stdout: string }> {
  const place = ["--root", join(storage, "data"), "--runroot", join(storage, "run"), "--storage-driver=vfs"];
  const attempt = () => run("buildah", [...place, ...command], { maxBuffer: 1 << 26 });
  // It starts itself anew from memory, which the kernel may still be busy with.
  return attempt().catch((error: Error) => {
    if (!error.message.includes("sealing memfd copy")) throw error;
    return attempt();
  });
}

export async function buildahBuild(
  storage: string,
  { context, file, tag, arguments: more = [] }: Order,
): Promise<void> {
  // The limits of a container are often lower than what buildah would set.
  const limits = ["--ulimit=nofile=1024:1024", "--ulimit=nproc=1024:1024"];
  const flags = ["--isolation=chroot", ...limits, ...GIVEN, ...more, "-f", join(context, file), "-t", tag];
  await buildah(storage, "bud", ...flags, context);
}
