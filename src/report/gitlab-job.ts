import { basename, isAbsolute, relative, resolve, sep } from "node:path";
import { escapeForTerminal } from "./escape.ts";
import { short } from "./sarif-text.ts";

/** GitLab's schema of container scanning allows no longer name. */
const MAX_IMAGE = 255;
const MAX_LABEL = 100;

/** What reports for GitLab need to know of the job that makes them. */
export interface GitLabJob {
  /** The image's name on the default branch, for pipelines that name the image after the branch. */
  readonly defaultBranchImage?: string;
  /** The other reports of the run, where they can be read among the job's artefacts; pages for people first. */
  readonly links: readonly JobLink[];
}

export interface JobLink {
  readonly label: string;
  readonly url: string;
}

/**
 * Reads the job's variables. `files` = the reports of this run, as paths from `cwd`; one outside the project's folder is
 * no artefact and has no link, and outside a job of GitLab none has. Source: GitLab, "Predefined CI/CD variables" and
 * "Container scanning", `CS_DEFAULT_BRANCH_IMAGE`.
 */
export function gitlabJob(env: NodeJS.ProcessEnv, cwd: string, files: readonly string[]): GitLabJob {
  const image = env.CS_DEFAULT_BRANCH_IMAGE?.trim() ?? "";
  const page = jobPage(env.CI_JOB_URL ?? "");
  const root = env.CI_PROJECT_DIR || cwd;
  const inOrder = files.toSorted((a, b) => Number(b.endsWith(".html")) - Number(a.endsWith(".html")));
  return {
    ...(image === "" || image.length > MAX_IMAGE ? {} : { defaultBranchImage: image }),
    links:
      page === undefined
        ? []
        : inOrder.flatMap((file) => linkTo(page, relative(root, resolve(cwd, file)), file)),
  };
}

function jobPage(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url !== undefined && /^https?:$/.test(url.protocol) ? url.href.replace(/\/+$/, "") : undefined;
}

function linkTo(page: string, path: string, file: string): readonly JobLink[] {
  const segments = path.split(sep);
  if (path === "" || isAbsolute(path) || segments[0] === "..") return [];
  const label = short(escapeForTerminal(`drydock: ${basename(file)}`), MAX_LABEL);
  return [{ label, url: `${page}/artifacts/file/${segments.map(encodeURIComponent).join("/")}` }];
}
