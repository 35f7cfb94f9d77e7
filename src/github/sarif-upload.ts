import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { z } from "zod";
import { DrydockError } from "../errors.ts";
import { printable } from "../image/document.ts";
import type { ScanResult } from "../model/index.ts";
import { reporter } from "../report/index.ts";
import type { GitHubClient } from "./client.ts";
import type { Occasion } from "./occasion.ts";

/** The pauses between questions, the last one again and again. */
const PAUSES = [1_000, 2_000, 3_000, 5_000];

const uploadSchema = z.object({ id: z.string().regex(/^[\w-]{1,100}$/) });
const stateSchema = z.object({
  processing_status: z.enum(["pending", "complete", "failed"]).nullish(),
  errors: z.array(z.string()).nullish(),
});

/**
 * Uploads the findings to code scanning and waits until they are processed. The report keeps GitHub's limits by itself,
 * the least severe left out first, and says so. Source: GitHub Docs, "REST API endpoints for code scanning". Throws
 * `DrydockError` as the client does, NETWORK where it is not processed in time, UNSUPPORTED where it is not taken.
 */
export async function uploadSarif(
  result: ScanResult,
  { repository, analysis }: Pick<Occasion, "repository" | "analysis">,
  category: string | undefined,
  client: GitHubClient,
): Promise<string> {
  if (analysis === undefined)
    throw new DrydockError(
      "UNSUPPORTED",
      "Nothing tells which branch or pull request the findings belong to.",
    );
  const text = reporter("sarif").render(result, { color: false, width: Infinity });
  const { id } = await client.call({
    method: "POST",
    path: `/repos/${repository}/code-scanning/sarifs`,
    body: {
      commit_sha: analysis.sha,
      ref: analysis.ref,
      sarif: gzipSync(categorised(text, category)).toString("base64"),
      started_at: result.scannedAt,
      tool_name: "drydock",
    },
    schema: uploadSchema,
    what: "the upload to code scanning",
  });
  await processed(id, repository, client);
  return `code scanning has the findings under ${analysis.ref}`;
}

/** The report's own category is the image's name. */
function categorised(text: string, category: string | undefined): string {
  if (category === undefined) return text;
  const log = JSON.parse(text) as { runs: readonly object[] };
  // What follows the last slash is the id of a run, and empty.
  const runs = log.runs.map((run) => ({
    ...run,
    automationDetails: { id: `${category.replace(/\/+$/, "")}/` },
  }));
  return JSON.stringify({ ...log, runs });
}

async function processed(id: string, repository: string, client: GitHubClient): Promise<void> {
  const wait = client.host.wait ?? sleep;
  const end = performance.now() + client.timeoutMs;
  for (let asked = 0; ; asked++) {
    const pause = PAUSES[Math.min(asked, PAUSES.length - 1)]!;
    if (performance.now() + pause >= end || asked > client.timeoutMs / 1_000)
      throw new DrydockError("NETWORK", "GitHub has taken the findings, but not processed them in time.");
    await wait(pause);
    const { processing_status: state, errors } = await stateOf(id, repository, client);
    if (state === "complete") return;
    if (state === "failed")
      throw new DrydockError(
        "UNSUPPORTED",
        `GitHub could not process the findings: ${printable((errors ?? []).join("; ") || "no reason is told")}.`,
      );
  }
}

/** It may not know of the upload at once. */
async function stateOf(
  id: string,
  repository: string,
  client: GitHubClient,
): Promise<z.infer<typeof stateSchema>> {
  try {
    return await client.call({
      method: "GET",
      path: `/repos/${repository}/code-scanning/sarifs/${id}`,
      schema: stateSchema,
      what: "the state of the upload to code scanning",
    });
  } catch (error) {
    if (error instanceof DrydockError && error.code === "NOT_FOUND") return {};
    throw error;
  }
}
