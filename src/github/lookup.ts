import { z } from "zod";
import type { GitHubClient } from "./client.ts";
import { numbered, type Occasion } from "./occasion.ts";

const pullsSchema = z.array(z.object({ number: z.int().positive(), head: z.object({ sha: z.string() }) }));

/** The occasion with the pull request that it is about, where GitHub has to be asked. Throws as the client does. */
export async function withPullRequest(occasion: Occasion, client: GitHubClient): Promise<Occasion> {
  const { unnumbered, repository } = occasion;
  if (unnumbered === undefined) return occasion;
  const query = new URLSearchParams({ state: "open", head: unnumbered.head, per_page: "100" });
  const found = await client.call({
    method: "GET",
    path: `/repos/${repository}/pulls?${query}`,
    schema: pullsSchema,
    what: "the pull request of the run",
  });
  // Another commit has come since then: what was found is not about that one.
  const pull = found.find(({ head }) => head.sha === unnumbered.sha);
  return pull === undefined ? occasion : { ...occasion, ...numbered(pull.number, unnumbered.sha) };
}
