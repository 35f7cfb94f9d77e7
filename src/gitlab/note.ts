import { createHash } from "node:crypto";
import { z } from "zod";
import { DrydockError } from "../errors.ts";
import type { Api } from "./client.ts";
import type { Job, MergeRequest } from "./job.ts";

const PAGE = 100;
/** Whoever comments may fill pages; what lies behind the twentieth is not looked at, and a new note is written. */
const MAX_PAGES = 20;

const userSchema = z.object({ id: z.number() });
const noteSchema = z.object({ id: z.number(), body: z.string(), author: userSchema });
const writtenSchema = z.object({ id: z.number() });

/**
 * The line by which a job knows its own note again: not shown, and another one for each job, so that several images of
 * one merge request have a note each.
 */
export function markOf({ name }: Pick<Job, "name">): string {
  return `<!-- drydock note ${createHash("sha256").update(name).digest("hex").slice(0, 16)} -->`;
}

/**
 * Writes the job's note on a merge request, or writes it anew in its place. `text` starts with `markOf`. Only a note of
 * the token's own user is taken for it: others may write the mark, too. Throws `DrydockError` as `Api.ask` does.
 * Source: GitLab, "Notes API".
 */
export async function writeNote(api: Api, job: Job, { project, iid }: MergeRequest, text: string) {
  const path = `projects/${encodeURIComponent(project)}/merge_requests/${encodeURIComponent(iid)}/notes`;
  const own = await findNote(api, path, markOf(job));
  if (own !== undefined) {
    try {
      await api.ask("PUT", `${path}/${own}`, writtenSchema, { body: text });
      return;
    } catch (error) {
      // Somebody has deleted it meanwhile.
      if (!(error instanceof DrydockError) || error.code !== "NOT_FOUND") throw error;
    }
  }
  await api.ask("POST", path, writtenSchema, { body: text });
}

async function findNote(api: Api, path: string, mark: string): Promise<number | undefined> {
  const user = await api.ask("GET", "user", userSchema);
  for (let page = 1; page <= MAX_PAGES; page++) {
    const query = `?order_by=created_at&sort=asc&per_page=${PAGE}&page=${page}`;
    const notes = await api.ask("GET", `${path}${query}`, z.array(noteSchema));
    const own = notes.find(({ author, body }) => author.id === user.id && body.startsWith(mark));
    if (own !== undefined) return own.id;
    if (notes.length < PAGE) return undefined;
  }
  return undefined;
}
