/** The terminal that a command speaks to, and how its process ends. */
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { failureText } from "./failure-text.ts";
import type { Host } from "./host.ts";
import { createLogger, type ProgressLogger } from "./progress.ts";
import type { RawOptions } from "./raw-options.ts";

/** The voice of this process; made once, so that whoever prints can take its half-drawn line away first. */
let voice: ProgressLogger | undefined;

/** What a command gets from outside, as its options say. */
export function hostFor(raw: RawOptions): Host {
  const { env } = process;
  const cacheDir = typeof raw["cache-dir"] === "string" ? raw["cache-dir"] : defaultCacheDir(env);
  voice = createLogger({
    quiet: raw.quiet === true,
    verbose: raw.verbose === true,
    stream: process.stderr,
    env,
  });
  return { cacheDir: resolve(cacheDir), cwd: process.cwd(), env, log: voice, now: () => new Date() };
}

function defaultCacheDir(env: NodeJS.ProcessEnv): string {
  return join(env.XDG_CACHE_HOME || join(homedir(), ".cache"), "drydock");
}

/** Takes the half-drawn line of progress away, before anything else is shown. */
export function clear(): void {
  voice?.clear();
}

/** To standard output. */
export function print(text: string): void {
  clear();
  process.stdout.write(text);
}

/** Our own bug must not look like a verdict: Node's exit code for it would be 1, "blocked". */
export function explain(error: unknown): void {
  clear();
  process.stderr.write(failureText(error));
}

/** Ends the process once everything written has left it; open sockets and unfinished reads do not hold it back. */
export function exit(code: number): void {
  process.exitCode = code;
  process.stdout.write("", () => process.stderr.write("", () => process.exit(code)));
}
