import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Host } from "../host.ts";

/** Where the cache is in this job, and who keeps it for the next one. */
export interface CachePlace {
  readonly folder: string;
  /** `actions`: GitHub's cache, to which it has to be copied. `here`: nobody has to do anything. */
  readonly keptBy: "actions" | "here" | "nobody";
}

/**
 * `named` = the input cache-dir, which is its owner's business. A self-hosted runner has a folder for tools that outlives
 * jobs; there a copy in GitHub's cache would only be slower. (`@actions/tool-cache` keeps versions of tools in it, side by
 * side and unchanged; our cache is one folder that grows, so it is used without.)
 */
export function cachePlace(named: string | undefined, isWanted: boolean, env: Host["env"]): CachePlace {
  if (named !== undefined) return { folder: named, keptBy: "here" };
  const { RUNNER_ENVIRONMENT, RUNNER_TOOL_CACHE, RUNNER_TEMP } = env;
  if (isWanted && RUNNER_ENVIRONMENT === "self-hosted" && RUNNER_TOOL_CACHE)
    return { folder: join(RUNNER_TOOL_CACHE, "drydock"), keptBy: "here" };
  const folder = join(RUNNER_TEMP || tmpdir(), "drydock-cache");
  return { folder, keptBy: isWanted ? "actions" : "nobody" };
}
