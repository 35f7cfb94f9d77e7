/** What an image is built for: rules of a policy may hold for some branches and environments only. */
export interface Purpose {
  /** The branch or tag. */
  readonly branch?: string;
  readonly environment?: string;
}

/**
 * The variables in which CI services name the branch or tag that is built, first of all the source of a pull or merge
 * request: GitHub Actions, GitLab, Jenkins (multibranch), Azure Pipelines, Bitbucket. Sources: their documentation of
 * predefined variables.
 */
const BRANCH_VARIABLES = [
  "GITHUB_HEAD_REF",
  "GITHUB_REF_NAME",
  "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME",
  "CI_COMMIT_REF_NAME",
  "CHANGE_BRANCH",
  "BRANCH_NAME",
  "SYSTEM_PULLREQUEST_SOURCEBRANCH",
  "BUILD_SOURCEBRANCH",
  "BITBUCKET_BRANCH",
  "BITBUCKET_TAG",
];

const ENVIRONMENT_VARIABLES = ["CI_ENVIRONMENT_NAME", "BITBUCKET_DEPLOYMENT_ENVIRONMENT"];

/** What the user says, else what the variables of the CI do; absent where nobody tells. */
export function purposeOf(said: Purpose, env: Readonly<Record<string, string | undefined>>): Purpose {
  const branch = said.branch ?? firstOf(BRANCH_VARIABLES, env)?.replace(/^refs\/(?:heads|tags)\//, "");
  const environment = said.environment ?? firstOf(ENVIRONMENT_VARIABLES, env);
  return {
    ...(branch === undefined ? {} : { branch }),
    ...(environment === undefined ? {} : { environment }),
  };
}

function firstOf(
  names: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  return names.map((name) => env[name]).find((value) => value !== undefined && value !== "");
}
