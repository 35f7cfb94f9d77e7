/** Real container engines, started for a test with folders of their own, and stopped without a trace. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

export interface TestEngine {
  /** `unix:///…`, as `DOCKER_HOST` and `CONTAINER_HOST` want it. */
  readonly host: string;
  stop(): Promise<void>;
}

/** Debian's dockerd; needs root. It starts a containerd of its own, which goes with it. */
export function startDocker(flags: readonly string[] = []): Promise<TestEngine> {
  return start("dockerd", (folder, socket) => [
    "--storage-driver=vfs",
    "--iptables=false",
    "--ip6tables=false",
    "--bridge=none",
    ...flags,
    `-H=unix://${socket}`,
    `--data-root=${join(folder, "data")}`,
    `--exec-root=${join(folder, "exec")}`,
    `--pidfile=${join(folder, "pid")}`,
  ]);
}

/** podman's service, which speaks Docker's API. */
export function startPodman(): Promise<TestEngine> {
  return start("podman", (folder, socket) => [
    "--storage-driver=vfs",
    `--root=${join(folder, "data")}`,
    `--runroot=${join(folder, "run")}`,
    `--tmpdir=${join(folder, "tmp")}`,
    "system",
    "service",
    "--time=0",
    `unix://${socket}`,
  ]);
}

/** What `docker load` does. */
export async function loadImage(engine: TestEngine, archive: Buffer): Promise<void> {
  const { status, body } = await ask(socketOf(engine), "POST", "/images/load", archive);
  if (status !== 200 || body.includes('"error"')) throw new Error(`POST /images/load: ${status} ${body}`);
}

async function start(
  program: string,
  flags: (folder: string, socket: string) => readonly string[],
): Promise<TestEngine> {
  const folder = await mkdtemp(join(tmpdir(), "drydock-engine-")); // a socket's path has 107 bytes at most
  const socket = join(folder, "engine.sock");
  const log = join(folder, "log");
  const output = openSync(log, "w");
  const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` };
  // A group of its own, so that what it starts can be stopped with it.
  const stdio = ["ignore", output, output] as const;
  const daemon = spawn(program, flags(folder, socket), { detached: true, env, stdio: [...stdio] });
  closeSync(output);
  const stop = async () => {
    await end(daemon);
    unmountBelow(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  if (await answers(socket, daemon)) return { host: `unix://${socket}`, stop };
  const said = readFileSync(log, "utf8").slice(-2000);
  await stop();
  throw new Error(`${program} does not start: ${said}`);
}

async function answers(socket: string, daemon: ChildProcess): Promise<boolean> {
  for (let attempt = 0; attempt < 600 && isRunning(daemon); attempt++) {
    const answer = await ask(socket, "GET", "/_ping").catch(() => undefined);
    if (answer?.status === 200) return true;
    await wait(100);
  }
  return false;
}

async function end(daemon: ChildProcess): Promise<void> {
  if (daemon.pid === undefined) return;
  if (isRunning(daemon)) {
    const gone = once(daemon, "exit");
    daemon.kill("SIGTERM");
    const stuck = setTimeout(() => daemon.kill("SIGKILL"), 15_000);
    await gone;
    clearTimeout(stuck);
  }
  try {
    process.kill(-daemon.pid, "SIGKILL");
  } catch {
    // nobody of its group is left
  }
}

function isRunning(daemon: ChildProcess): boolean {
  return daemon.pid !== undefined && daemon.exitCode === null && daemon.signalCode === null;
}

function unmountBelow(folder: string): void {
  const mounts = readFileSync("/proc/mounts", "utf8")
    .split("\n")
    .map((line) => line.split(" ")[1] ?? "")
    .filter((path) => path.startsWith(`${folder}/`));
  for (const path of mounts.sort((a, b) => b.length - a.length)) spawnSync("umount", ["-l", path]);
}

function socketOf({ host }: TestEngine): string {
  return host.slice("unix://".length);
}

function ask(
  socketPath: string,
  method: string,
  path: string,
  body?: Buffer,
): Promise<{ readonly status: number; readonly body: string }> {
  return new Promise((resolve, reject) => {
    const headers = { "content-type": "application/x-tar", "content-length": body?.length ?? 0 };
    const outgoing = request({ socketPath, method, path, headers }, async (message) => {
      const chunks: Buffer[] = [];
      try {
        for await (const chunk of message) chunks.push(chunk);
        resolve({ status: message.statusCode ?? 0, body: Buffer.concat(chunks).toString() });
      } catch (error) {
        reject(error);
      }
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}
