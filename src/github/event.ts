import { readFileSync } from "node:fs";
import { z } from "zod";
import type { Host } from "../host.ts";

const sha = z.string().regex(/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/);
const number = z.int().positive();
const repository = z.object({ full_name: z.string(), owner: z.object({ login: z.string() }) });

/** Of GitHub's webhook payloads what is asked here. The rest, and what is not as documented, is passed over. */
const eventSchema = z.object({
  pull_request: z
    .object({
      number,
      head: z.object({ sha, repo: repository.nullish().catch(undefined) }),
    })
    .optional()
    .catch(undefined),
  workflow_run: z
    .object({
      event: z.string(),
      head_sha: sha,
      head_branch: z.string().nullish(),
      head_repository: repository.nullish().catch(undefined),
      pull_requests: z
        .array(z.object({ number, head: z.object({ sha }) }))
        .nullish()
        .catch(undefined),
    })
    .optional()
    .catch(undefined),
});
export type GitHubEvent = z.infer<typeof eventSchema>;

/** The payload of the event that started the workflow; empty where there is none that can be read. */
export function readEvent(env: Host["env"]): GitHubEvent {
  const path = env.GITHUB_EVENT_PATH;
  if (!path) return {};
  try {
    return eventSchema.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return {};
  }
}
