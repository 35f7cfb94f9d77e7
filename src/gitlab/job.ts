import type { Host } from "../host.ts";

export type Environment = Host["env"];

/** What the API is asked with. Source: GitLab, "Predefined CI/CD variables reference". */
export interface Job {
  /** With a slash at its end. */
  readonly api: URL;
  readonly token: string;
  /** Its number, or its path. */
  readonly project: string;
  /** As the pipeline shows it, with what a matrix adds. */
  readonly name: string;
  readonly commit?: string;
  readonly ref?: string;
  readonly pipeline?: string;
  readonly page?: string;
  readonly mergeRequest?: MergeRequest;
}

export interface MergeRequest {
  readonly project: string;
  /** Its number in the project. */
  readonly iid: string;
}

/** The variable that has the token: a job's own may neither write notes nor set statuses. */
export const TOKEN_VARIABLE = "DRYDOCK_GITLAB_TOKEN";

/** Whether this process is a part of a job; `gitlab-ci-local` says `false`, and has all the variables. */
export function isJob(env: Environment): boolean {
  return (env.GITLAB_CI ?? "") !== "";
}

/** Reads the job's variables; a text says why nothing can be told to GitLab. */
export function jobOf(env: Environment): Job | string {
  const token = env[TOKEN_VARIABLE]?.trim();
  if (!isJob(env)) return "this is no job of GitLab.";
  if (!token) return `${TOKEN_VARIABLE} is not set.`;
  if (/[^\x21-\x7e]/.test(token)) return `${TOKEN_VARIABLE} is not a token.`;
  const address = env.CI_API_V4_URL?.trim() ?? "";
  const api = URL.canParse(address) ? new URL(`${address.replace(/\/+$/, "")}/`) : undefined;
  if (api === undefined || !/^https?:$/.test(api.protocol)) return "CI_API_V4_URL is not a web address.";
  const project = env.CI_PROJECT_ID?.trim();
  if (!project) return "CI_PROJECT_ID is not set.";
  return {
    api,
    token,
    project,
    name: env.CI_JOB_NAME || "drydock",
    ...named("commit", env.CI_COMMIT_SHA),
    ...named("ref", env.CI_COMMIT_REF_NAME),
    ...named("pipeline", env.CI_PIPELINE_ID),
    ...named("page", pageOf(env.CI_JOB_URL)),
    ...named("mergeRequest", mergeRequestOf(env, project)),
  };
}

/**
 * The one whose pipeline this is; in a pipeline of a branch the first of those that are open for it. Its project is the
 * one it goes to, which for a fork is another one.
 */
function mergeRequestOf(env: Environment, project: string): MergeRequest | undefined {
  const {
    CI_MERGE_REQUEST_IID: iid,
    CI_MERGE_REQUEST_PROJECT_ID: target,
    CI_OPEN_MERGE_REQUESTS: open,
  } = env;
  if (iid) return { project: target || project, iid };
  const [, path, number] = /^([^!,]+)!(\d+)(?:,|$)/.exec(open?.trim() ?? "") ?? [];
  return path === undefined || number === undefined ? undefined : { project: path, iid: number };
}

function pageOf(text: string | undefined): string | undefined {
  const url = text !== undefined && URL.canParse(text) ? new URL(text) : undefined;
  return url !== undefined && /^https?:$/.test(url.protocol) ? url.href : undefined;
}

function named<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return (value === undefined || value === "" ? {} : { [key]: value }) as { [P in K]?: V };
}
