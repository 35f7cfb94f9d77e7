import { z } from "zod";
import { short } from "../report/index.ts";
import type { Annotation } from "./annotations.ts";
import type { GitHubClient } from "./client.ts";

/** GitHub takes so many in a request; more are appended by further ones. */
const BATCH = 50;
/** Twenty requests; nobody reads more beside a Dockerfile. */
export const MAX_ANNOTATIONS = 1_000;

/** What branch protection looks at, without the platform's words. */
export interface Check {
  readonly name: string;
  readonly sha: string;
  readonly conclusion: "success" | "failure" | "neutral";
  readonly title: string;
  /** Markdown, fewer than 65,535 characters. */
  readonly summary: string;
  readonly annotations: readonly Annotation[];
  readonly startedAt: string;
  readonly completedAt: string;
  readonly url?: string;
}

const runSchema = z.object({ id: z.int().positive() });

/**
 * Writes a check run, concluded by its first request: what may go wrong afterwards only loses annotations. Source: GitHub
 * Docs, "REST API endpoints for check runs". Throws `DrydockError` as the client does.
 */
export async function writeCheckRun(check: Check, repository: string, client: GitHubClient): Promise<string> {
  const shown = check.annotations.slice(0, MAX_ANNOTATIONS);
  const left = check.annotations.length - shown.length;
  const output = { title: short(check.title), summary: `${leftOut(left)}${check.summary}` };
  const path = `/repos/${repository}/check-runs`;
  const { id } = await client.call({
    method: "POST",
    path,
    body: {
      name: check.name,
      head_sha: check.sha,
      ...(check.url === undefined ? {} : { details_url: check.url }),
      status: "completed",
      conclusion: check.conclusion,
      started_at: check.startedAt,
      completed_at: check.completedAt,
      output: { ...output, annotations: shown.slice(0, BATCH) },
    },
    schema: runSchema,
    what: "the check run",
  });
  for (let at = BATCH; at < shown.length; at += BATCH) {
    await client.call({
      method: "PATCH",
      path: `${path}/${id}`,
      body: { output: { ...output, annotations: shown.slice(at, at + BATCH) } },
      schema: runSchema,
      what: "annotations of the check run",
    });
  }
  return `the check ${check.name} says ${check.conclusion}, with ${shown.length} annotations`;
}

function leftOut(number: number): string {
  return number > 0 ? `${number} less severe annotations are left out.\n\n` : "";
}
