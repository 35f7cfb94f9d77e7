import { mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { DrydockError, messageOf } from "./errors.ts";

/** A folder only we can read, inside the cache folder; gone with the process at the latest. */
export interface TemporaryFolder {
  readonly path: string;
  /** Idempotent. */
  remove(): Promise<void>;
}

/** What a process that was killed outright has left behind is swept after this long. */
const ABANDONED_AFTER = 24 * 3_600_000;

const open = new Set<string>();
const swept = new Set<string>();

/** Throws `DrydockError` DISK. */
export async function temporaryFolder(cacheDir: string, purpose: string): Promise<TemporaryFolder> {
  const parent = join(cacheDir, "tmp");
  try {
    mkdirSync(parent, { recursive: true, mode: 0o700 });
    sweep(parent);
    const path = await mkdtemp(join(parent, `${purpose}-`));
    if (open.size === 0) process.once("exit", removeAll);
    open.add(path);
    return { path, remove: () => remove(path) };
  } catch (error) {
    throw new DrydockError("DISK", `No temporary folder could be made in ${parent}: ${messageOf(error)}`, {
      hint: "Choose another folder with --cache-dir.",
      cause: error,
    });
  }
}

async function remove(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true });
  open.delete(path);
  if (open.size === 0) process.removeListener("exit", removeAll);
}

function removeAll(): void {
  for (const path of open) rmSync(path, { recursive: true, force: true });
}

/** Once a process and folder. */
function sweep(parent: string): void {
  if (swept.has(parent)) return;
  swept.add(parent);
  for (const name of readdirSync(parent)) {
    const path = join(parent, name);
    const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > ABANDONED_AFTER) rmSync(path, { recursive: true, force: true });
  }
}
