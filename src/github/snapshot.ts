import { z } from "zod";
import { DrydockError } from "../errors.ts";
import type { Host } from "../host.ts";
import type { Package, ScanResult } from "../model/index.ts";
import { imageName, short } from "../report/index.ts";
import type { GitHubClient } from "./client.ts";
import type { Occasion } from "./occasion.ts";

/** Of all fields of ours that hold a name. */
const MAX_NAME = 200;

const answerSchema = z.object({ result: z.string(), message: z.string().nullish() });

/**
 * Submits the packages of the image to the dependency graph, as one manifest by the image's name. Source: GitHub Docs,
 * "REST API endpoints for dependency submission". Throws `DrydockError` as the client does, UNSUPPORTED where it is not
 * taken.
 */
export async function submitSnapshot(
  result: ScanResult,
  { repository, headSha, analysis, runUrl }: Occasion,
  client: GitHubClient,
): Promise<string> {
  const ref = analysis?.ref;
  if (ref === undefined || headSha === undefined)
    throw new DrydockError(
      "UNSUPPORTED",
      "Nothing tells which branch or pull request the packages belong to.",
    );
  const { env } = client.host;
  const name = imageName(result.image);
  const answer = await client.call({
    method: "POST",
    path: `/repos/${repository}/dependency-graph/snapshots`,
    body: {
      version: 0,
      job: { ...jobOf(env, name), ...(runUrl === undefined ? {} : { html_url: runUrl }) },
      sha: headSha,
      ref,
      detector: {
        name: "drydock",
        version: result.drydock.version,
        url: `${env.GITHUB_SERVER_URL ?? "https://github.com"}/${env.GITHUB_ACTION_REPOSITORY || repository}`,
      },
      scanned: result.finishedAt,
      manifests: { [name]: { name, resolved: resolvedOf(result.packages) } },
    },
    schema: answerSchema,
    what: "the dependency snapshot",
  });
  if (answer.result !== "SUCCESS" && answer.result !== "ACCEPTED")
    throw new DrydockError(
      "UNSUPPORTED",
      `GitHub does not take the dependency snapshot: ${short(answer.message ?? answer.result)}.`,
    );
  return `the dependency graph has the packages of ${name}`;
}

/** Only the newest snapshot of a correlator counts, so each image of a workflow has its own. */
function jobOf(env: Host["env"], name: string) {
  const parts = [env.GITHUB_WORKFLOW, env.GITHUB_JOB, name].filter((part) => part);
  return { id: env.GITHUB_RUN_ID || "0", correlator: parts.map((part) => short(part!, MAX_NAME)).join(" ") };
}

/** By purl: the same package may lie in several places. */
function resolvedOf(packages: readonly Package[]) {
  const listed = packages.filter(({ purl, root }) => purl.startsWith("pkg:") && root !== true);
  const known = new Set(listed.map(({ purl }) => purl));
  return Object.fromEntries(
    listed.map(({ purl, development, dependencies = [] }) => [
      purl,
      {
        package_url: purl,
        scope: development === true ? "development" : "runtime",
        dependencies: dependencies.filter((one) => known.has(one)),
      },
    ]),
  );
}
