import type { Host } from "../host.ts";
import { Secrets } from "../image/secrets.ts";
import { createLogger } from "../progress.ts";
import { type RawOptions, text } from "../raw-options.ts";
import { openActionsCache } from "./actions-cache.ts";
import { apiOptions } from "./api-options.ts";
import { cachePlace } from "./cache-place.ts";
import { GitHubClient } from "./client.ts";
import { withReports } from "./default-reports.ts";
import { readEvent } from "./event.ts";
import { failed } from "./failed.ts";
import { readScanInputs, readSettings } from "./inputs.ts";
import { withJobToken } from "./job-token.ts";
import { maskSecrets } from "./masks.ts";
import { occasionOf } from "./occasion.ts";
import type { Platform } from "./publish.ts";
import { type LogStream, Runner } from "./runner.ts";
import { scanned } from "./scanned.ts";

/** What the action gets from outside. */
export interface Outside {
  readonly env: Host["env"];
  readonly log: LogStream;
  /** For tests: the pauses between tries. */
  readonly wait?: NonNullable<Host["wait"]>;
}

/**
 * The action, from inputs to exit code: reports are written, uploads are tried, and then the verdict decides. What goes
 * wrong is told in the log; nothing is thrown.
 */
export async function runAction(outside: Outside): Promise<number> {
  const { env } = outside;
  const runner = new Runner(env, outside.log);
  const startedAt = new Date();
  let platform: Platform | undefined;
  try {
    const settings = readSettings(env);
    const raw = withReports(readScanInputs(env), env);
    const place = cachePlace(text(raw["cache-dir"]), settings.cache, env);
    const bare = hostOf(outside, raw, place.folder);
    const secrets = new Secrets();
    await maskSecrets(settings.token, bare, runner, secrets);
    const client = new GitHubClient({ ...apiOptions(env), token: settings.token, secrets }, bare);
    platform = { settings, occasion: occasionOf(env, readEvent(env)), client, host: bare };
    const asked = [settings.image, text(raw.baseline) ?? ""];
    const host = { ...bare, env: await withJobToken(asked, settings.token, bare) };
    runner.group(`Scanning ${settings.image}`);
    const cached = { database: text(raw.db), image: settings.image };
    const cache = place.keptBy === "actions" ? await openActionsCache(cached, host) : undefined;
    return await scanned(raw, { host, runner, platform, cache });
  } catch (error) {
    return failed(error, startedAt, runner, platform);
  }
}

/** Relative paths start where the runner starts us: in the workspace. */
function hostOf({ env, log, wait }: Outside, raw: RawOptions, cacheDir: string): Host {
  const voice = createLogger({
    quiet: raw.quiet === true,
    verbose: raw.verbose === true || env.RUNNER_DEBUG === "1",
    stream: log,
    env: { ...env, CI: "true" },
  });
  return {
    cacheDir,
    cwd: process.cwd(),
    env,
    log: voice,
    now: () => new Date(),
    ...(wait === undefined ? {} : { wait }),
  };
}
