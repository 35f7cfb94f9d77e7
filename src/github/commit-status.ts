import { z } from "zod";
import { short } from "../report/index.ts";
import type { GitHubClient } from "./client.ts";

/** GitHub takes no longer descriptions. */
const MAX_DESCRIPTION = 140;

export interface Status {
  readonly name: string;
  readonly sha: string;
  readonly state: "success" | "failure" | "error";
  readonly description: string;
  readonly url?: string;
}

/**
 * Writes a commit status, for whom check runs do not suit. Source: GitHub Docs, "REST API endpoints for commit statuses".
 * Throws `DrydockError` as the client does.
 */
export async function writeStatus(status: Status, repository: string, client: GitHubClient): Promise<string> {
  const { name, sha, state, description, url } = status;
  await client.call({
    method: "POST",
    path: `/repos/${repository}/statuses/${sha}`,
    body: {
      state,
      context: name,
      description: short(description, MAX_DESCRIPTION),
      ...(url === undefined ? {} : { target_url: url }),
    },
    schema: z.object({ id: z.int() }),
    what: "the commit status",
  });
  return `the status ${name} says ${state}`;
}
