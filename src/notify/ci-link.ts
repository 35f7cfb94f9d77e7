import type { Environment } from "./environment.ts";

/** Longer ones are no address of a job, and would fill the message. */
const MAX_LINK = 500;

/**
 * The page of the CI job that this process is a part of, if its variables tell: GitHub Actions and what imitates it
 * (Gitea, Forgejo), GitLab, Jenkins.
 */
export function jobLink(env: Environment): string | undefined {
  const { GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_RUN_ID, CI_JOB_URL, BUILD_URL } = env;
  const github =
    GITHUB_SERVER_URL && GITHUB_REPOSITORY && GITHUB_RUN_ID
      ? `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}`
      : undefined;
  const text = github || CI_JOB_URL || BUILD_URL;
  if (!text || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  url.username = "";
  url.password = "";
  // Brackets would end a link in Markdown.
  const link = url.href.replace(/[()]/g, (found) => (found === "(" ? "%28" : "%29"));
  return /^https?:$/.test(url.protocol) && link.length <= MAX_LINK ? link : undefined;
}
