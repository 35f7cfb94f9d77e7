import { z } from "zod";
import { DrydockError } from "../errors.ts";
import type { Gate } from "../gate.ts";
import { escapeForTerminal, short } from "../report/index.ts";
import type { Api } from "./client.ts";
import type { Job } from "./job.ts";

/** Of GitLab's column. */
const MAX_DESCRIPTION = 255;

/**
 * Sets a status of the job's name on its commit, in its pipeline: `failed` where the image is blocked, and where it is
 * unproven. Throws `DrydockError` as `Api.ask` does, and USAGE where the job has no commit. Source: GitLab, "Commits API",
 * "Set commit pipeline status".
 */
export async function setStatus(api: Api, job: Job, { outcome, reason }: Gate): Promise<void> {
  const { project, commit, ref, pipeline, page, name } = job;
  if (commit === undefined) throw new DrydockError("USAGE", "CI_COMMIT_SHA is not set.");
  const words = `${outcome}: ${escapeForTerminal(reason)}`;
  await api.ask(
    "POST",
    `projects/${encodeURIComponent(project)}/statuses/${encodeURIComponent(commit)}`,
    z.object({ id: z.number() }),
    {
      state: outcome === "pass" ? "success" : "failed",
      name: `drydock/${name}`,
      description: short(words, MAX_DESCRIPTION),
      ...(ref === undefined ? {} : { ref }),
      ...(pipeline === undefined ? {} : { pipeline_id: Number(pipeline) }),
      ...(page === undefined ? {} : { target_url: page }),
    },
  );
}
