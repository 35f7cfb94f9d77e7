import { z } from "zod";
import { DrydockError } from "../errors.ts";
import type { GitHubClient } from "./client.ts";

const PAGE = 100;
/** Three thousand comments; further on nobody scrolls, and ours is made anew. */
const MAX_PAGES = 30;

const commentSchema = z.object({
  id: z.int().positive(),
  body: z.string().nullish(),
  user: z.object({ type: z.string() }).nullish(),
});
type Comment = z.infer<typeof commentSchema>;

/**
 * Keeps one comment on a pull request up to date, known by a mark that is not shown. `key` tells several images of one
 * workflow apart. Somebody else's comment with our mark is left alone: GitHub does not let us change it. Throws
 * `DrydockError` as the client does.
 */
export async function keepComment(
  comment: { readonly pullRequest: number; readonly key: string; readonly markdown: string },
  repository: string,
  client: GitHubClient,
): Promise<string> {
  const mark = markOf(comment.key);
  const body = `${mark}\n${comment.markdown}`;
  // Looked up again before each try: an answer that was cut off may belong to a comment that was made.
  return client.patiently(async () => {
    for (const { id } of await marked(comment.pullRequest, mark, repository, client)) {
      if (await update(id, body, repository, client)) return "the comment on the pull request is up to date";
    }
    await client.call({
      method: "POST",
      path: `/repos/${repository}/issues/${comment.pullRequest}/comments`,
      body: { body },
      schema: commentSchema,
      what: "the comment on the pull request",
      once: true,
    });
    return "a comment is on the pull request";
  });
}

/** The start of our comment. Two dashes would end a comment of HTML early. */
export function markOf(key: string): string {
  return `<!-- drydock-result: ${key.replace(/[^\w ./:-]/g, "_").replace(/--+/g, "-")} -->`;
}

/** Those of programs first: that is what ours is, unless the token is a person's. */
async function marked(
  pullRequest: number,
  mark: string,
  repository: string,
  client: GitHubClient,
): Promise<readonly Comment[]> {
  const found: Comment[] = [];
  for (let page = 1; page <= MAX_PAGES; page++) {
    const comments = await client.call({
      method: "GET",
      path: `/repos/${repository}/issues/${pullRequest}/comments?per_page=${PAGE}&page=${page}`,
      schema: z.array(commentSchema),
      what: "the comments on the pull request",
      once: true,
    });
    found.push(...comments.filter(({ body }) => body?.startsWith(mark) === true));
    if (comments.length < PAGE) break;
  }
  const isBot = ({ user }: Comment) => user?.type === "Bot";
  return [...found.filter(isBot), ...found.filter((one) => !isBot(one))];
}

async function update(id: number, body: string, repository: string, client: GitHubClient): Promise<boolean> {
  try {
    await client.call({
      method: "PATCH",
      path: `/repos/${repository}/issues/comments/${id}`,
      body: { body },
      schema: commentSchema,
      what: "the comment on the pull request",
      once: true,
    });
    return true;
  } catch (error) {
    // Another's, or deleted meanwhile. Whether we may comment at all is told by the next try to.
    if (error instanceof DrydockError && ["DENIED", "NOT_FOUND"].includes(error.code)) return false;
    throw error;
  }
}
