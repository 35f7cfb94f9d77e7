import type { Host } from "../host.ts";
import type { GitHubEvent } from "./event.ts";

/** What a run of a workflow is about. */
export interface Occasion {
  /** `owner/name`. */
  readonly repository: string;
  /** The commit that people see: of a pull request its head, not the merge that GitHub makes of it. */
  readonly headSha?: string;
  /** What code scanning files results under; absent where no ref is known. */
  readonly analysis?: { readonly ref: string; readonly sha: string };
  readonly pullRequest?: number;
  /** Where the number has to be asked for: the head as `owner:branch`, and the commit that it must have. */
  readonly unnumbered?: { readonly head: string; readonly sha: string };
  /** GitHub gives such runs a token that can only read. */
  readonly isReadOnly: boolean;
  /** The page of this run. */
  readonly runUrl?: string;
}

/**
 * Source: GitHub Docs, "Events that trigger workflows" (what `GITHUB_SHA` and `GITHUB_REF` are of each), and "Upload an
 * analysis as SARIF data" (the refs that it takes).
 */
export function occasionOf(env: Host["env"], event: GitHubEvent): Occasion {
  const repository = env.GITHUB_REPOSITORY ?? "";
  const server = env.GITHUB_SERVER_URL ?? "";
  const around = {
    repository,
    isReadOnly: false,
    ...(server && repository && env.GITHUB_RUN_ID
      ? { runUrl: `${server}/${repository}/actions/runs/${env.GITHUB_RUN_ID}` }
      : {}),
  };
  const { pull_request: pullRequest, workflow_run: workflowRun } = event;
  if (pullRequest !== undefined) return { ...around, ...ofPullRequest(pullRequest, env) };
  if (workflowRun !== undefined) return { ...around, ...ofWorkflowRun(workflowRun, repository) };
  const sha = env.GITHUB_SHA ?? "";
  return { ...around, ...headed(sha), ...analysed(env.GITHUB_REF ?? "", sha) };
}

/**
 * `pull_request` runs on the merge commit, whose ref is `refs/pull/N/merge`. `pull_request_target` runs on the base
 * branch: what it finds in a pull request must not be filed under that.
 */
function ofPullRequest(
  { number, head }: NonNullable<GitHubEvent["pull_request"]>,
  env: Host["env"],
): Partial<Occasion> {
  const isOfMerge = env.GITHUB_EVENT_NAME === "pull_request";
  const ref = env.GITHUB_REF ?? "";
  const isForked = head.repo?.full_name !== env.GITHUB_REPOSITORY;
  return {
    ...headed(head.sha),
    ...(isOfMerge && /^refs\/pull\/\d+\/merge$/.test(ref)
      ? analysed(ref, env.GITHUB_SHA ?? "")
      : analysed(`refs/pull/${number}/head`, head.sha)),
    pullRequest: number,
    isReadOnly: isOfMerge && (isForked || env.GITHUB_ACTOR === "dependabot[bot]"),
  };
}

/** Runs on the default branch, about a commit of the run that it follows; of forks GitHub lists no pull requests. */
function ofWorkflowRun(run: NonNullable<GitHubEvent["workflow_run"]>, repository: string): Partial<Occasion> {
  const { event, head_sha: sha, head_branch: branch, head_repository: from } = run;
  if (!/^pull_request/.test(event)) {
    const isOwn = from?.full_name === repository;
    return { ...headed(sha), ...(isOwn && branch ? analysed(`refs/heads/${branch}`, sha) : {}) };
  }
  const known = (run.pull_requests ?? []).find(({ head }) => head.sha === sha)?.number;
  if (known !== undefined) return { ...headed(sha), ...numbered(known, sha) };
  if (!from || !branch) return headed(sha);
  return { ...headed(sha), unnumbered: { head: `${from.owner.login}:${branch}`, sha } };
}

/** A pull request whose number was asked for. */
export function numbered(number: number, sha: string): Partial<Occasion> {
  return { pullRequest: number, ...analysed(`refs/pull/${number}/head`, sha) };
}

function headed(sha: string): Partial<Occasion> {
  return isSha(sha) ? { headSha: sha } : {};
}

function analysed(ref: string, sha: string): Partial<Occasion> {
  return /^refs\/(?:heads|tags|pull)\/./.test(ref) && isSha(sha) ? { analysis: { ref, sha } } : {};
}

function isSha(text: string): boolean {
  return /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(text);
}
