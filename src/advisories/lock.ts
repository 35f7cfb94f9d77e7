import { existsSync, readFileSync, rmSync } from "node:fs";
import { mkdir, open, readFile, readlink, rename, rm, stat, utimes } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { DrydockError } from "../errors.ts";
import type { Host } from "../host.ts";

/** How often a holder shows that it is alive, and how long its silence counts as death. */
const HEARTBEAT = 10_000;
const SILENT_FOR = 60_000;
const POLL = 200;
/** Between making the lock and writing into it. */
const MOMENT = 10;
/** Longer than any download; then the user hears who holds the lock instead of waiting on. */
const PATIENCE = 20 * 60_000;

/**
 * Runs `work` while no other process on this folder does. Parallel jobs wait for each other instead of fetching the
 * same database, which messages call by `name`, several times. A lock left by a dead process is taken over. Throws `DrydockError` DISK when it stays
 * taken for 20 minutes; errors of the file system come as they are.
 */
export async function withLock<T>(
  folder: string,
  name: string,
  host: Host,
  work: () => Promise<T>,
): Promise<T> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, "lock");
  const owner = `${process.pid} ${await processSpace()}`;
  await acquire(path, owner, name, host);
  const release = () => {
    // Whoever was suspended for long may find that the lock is somebody else's by now.
    if (existsSync(path) && readFileSync(path, "utf8") === owner) rmSync(path, { force: true });
  };
  const heartbeat = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch((error: unknown) => host.log.debug(`lock ${path}: ${String(error)}`));
  }, HEARTBEAT);
  heartbeat.unref();
  process.once("exit", release);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    process.removeListener("exit", release);
    release();
  }
}

async function acquire(path: string, owner: string, name: string, host: Host): Promise<void> {
  const end = Date.now() + PATIENCE;
  for (let told = false; ; ) {
    if (await create(path, owner)) return;
    const holder = await readFile(path, "utf8").catch(() => "");
    const pid = holder.split(" ")[0] || "unknown";
    if (await isDead(path, holder)) {
      host.log.debug(`The lock ${path} of process ${pid} is abandoned; taking it over.`);
      await takeAway(path, holder);
      continue;
    }
    // Empty, it was made this moment, or it is gone: the next look tells.
    if (!told && holder !== "") {
      host.log.warn(`Another drydock (process ${pid}) works on the ${name}; waiting for it.`);
      told = true;
    }
    if (Date.now() > end) {
      throw new DrydockError("DISK", `The ${name} is locked by process ${pid} (${path}).`, {
        hint: "If no other drydock is running, remove that file.",
      });
    }
    await sleep(holder === "" ? MOMENT : POLL);
  }
}

async function create(path: string, owner: string): Promise<boolean> {
  try {
    const file = await open(path, "wx");
    await file.writeFile(owner).finally(() => file.close());
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

async function isDead(path: string, holder: string): Promise<boolean> {
  const [pid, ...space] = holder.split(" ");
  // A process number only means something inside its own machine and container.
  if (/^\d+$/.test(pid ?? "") && space.join(" ") === (await processSpace()) && !isRunning(Number(pid))) {
    return true;
  }
  const touched = await stat(path).catch(() => undefined);
  return touched !== undefined && Date.now() - touched.mtimeMs > SILENT_FOR;
}

async function processSpace(): Promise<string> {
  const namespace = await readlink("/proc/self/ns/pid").catch(() => "");
  return `${hostname()} ${namespace}`.trim();
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** Moves the lock aside before deleting it: of several that wait, one alone wins the move. */
async function takeAway(path: string, holder: string): Promise<void> {
  const aside = `${path}.${process.pid}`;
  try {
    await rename(path, aside);
  } catch {
    return;
  }
  const moved = await readFile(aside, "utf8").catch(() => holder);
  // Between look and move somebody else may have taken it over; then it is theirs.
  if (moved !== holder) await rename(aside, path);
  else await rm(aside, { force: true });
}
