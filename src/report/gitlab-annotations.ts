import { printJson } from "./escape.ts";
import type { Reporter } from "./reporter.ts";

/**
 * Links on the page of a GitLab job to the other reports of the run. Outside such a job there are none. Source: GitLab,
 * "CI/CD artifacts reports types", `artifacts:reports:annotations`.
 */
export const gitlabAnnotations: Reporter = {
  id: "gitlab-annotations",
  filename: "gl-annotations.json",
  render: (_, { gitlab }) =>
    printJson({ drydock: (gitlab?.links ?? []).map((link) => ({ external_link: link })) }),
};
