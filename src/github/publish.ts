import { messageOf } from "../errors.ts";
import type { Gate } from "../gate.ts";
import type { Host } from "../host.ts";
import type { ScanResult } from "../model/index.ts";
import { type Annotation, annotationsOf } from "./annotations.ts";
import { type Check, writeCheckRun } from "./check-run.ts";
import type { GitHubClient } from "./client.ts";
import { keepComment } from "./comment.ts";
import { type Status, writeStatus } from "./commit-status.ts";
import type { Settings } from "./inputs.ts";
import { withPullRequest } from "./lookup.ts";
import { failurePage, shortPage } from "./markdown/pages.ts";
import { OUTCOME_WORDS } from "./markdown/verdict.ts";
import type { Occasion } from "./occasion.ts";
import { uploadSarif } from "./sarif-upload.ts";
import { submitSnapshot } from "./snapshot.ts";
import { type Trouble, tryUploads, type Upload } from "./uploads.ts";

/** Where things go. */
export interface Platform {
  readonly settings: Settings;
  readonly occasion: Occasion;
  readonly client: GitHubClient;
  readonly host: Host;
}

/**
 * Tells GitHub of a result, as far as the inputs ask for it. The check comes last: with `strict` it fails, as the step
 * does, where anything else could not be told. Gives what failed; never throws.
 */
export async function publishResult(
  result: ScanResult,
  gate: Gate,
  asked: Platform,
): Promise<readonly Trouble[]> {
  const platform = await located(asked);
  const { settings, occasion, client, host } = platform;
  const { sarif, sarifCategory, snapshot } = settings;
  const page = shortPage(result, occasion.runUrl);
  const first: readonly Upload[] = [
    ...(sarif
      ? [
          {
            what: "the upload to code scanning",
            permission: "security-events" as const,
            run: () => uploadSarif(result, occasion, sarifCategory, client),
          },
        ]
      : []),
    ...(snapshot
      ? [
          {
            what: "the dependency snapshot",
            permission: "contents" as const,
            run: () => submitSnapshot(result, occasion, client),
          },
        ]
      : []),
    ...commentUpload(page, platform),
  ];
  const troubles = await tryUploads(first, host);
  const { outcome, reason } = gate;
  const isSpoilt = settings.strict && troubles.length > 0 && outcome === "pass";
  const decision: Decision = {
    outcome: isSpoilt ? "failed" : outcome,
    title: isSpoilt
      ? "The image passes, but not all of it could be told (strict)"
      : `${OUTCOME_WORDS[outcome]}: ${reason}`,
    page,
    annotations: annotationsOf(result),
    startedAt: result.scannedAt,
    completedAt: result.finishedAt,
  };
  return [...troubles, ...(await tryUploads(decisionUpload(decision, platform), host))];
}

/** Tells GitHub that there is no verdict, where an earlier one might be taken for it. Never throws. */
export async function publishFailure(
  message: string,
  startedAt: Date,
  asked: Platform,
): Promise<readonly Trouble[]> {
  const platform = await located(asked);
  const { host, occasion } = platform;
  const page = failurePage(message, occasion.runUrl);
  const decision: Decision = {
    outcome: "failed",
    title: "drydock could not do its work",
    page,
    annotations: [],
    startedAt: startedAt.toISOString(),
    completedAt: host.now().toISOString(),
  };
  return tryUploads([...commentUpload(page, platform), ...decisionUpload(decision, platform)], host);
}

/** The pull request of a run that follows another one has to be asked for. Without it there is less to tell. */
async function located(platform: Platform): Promise<Platform> {
  try {
    return { ...platform, occasion: await withPullRequest(platform.occasion, platform.client) };
  } catch (error) {
    platform.host.log.warn(`The pull request of this run could not be found: ${messageOf(error)}`);
    return platform;
  }
}

interface Decision {
  readonly outcome: Gate["outcome"];
  readonly title: string;
  readonly page: string;
  readonly annotations: readonly Annotation[];
  readonly startedAt: string;
  readonly completedAt: string;
}

/** One for each check's name: that is known also where there is no image. */
function commentUpload(markdown: string, { settings, occasion, client }: Platform): readonly Upload[] {
  const { pullRequest, repository } = occasion;
  if (!settings.comment || pullRequest === undefined) return [];
  return [
    {
      what: "the comment",
      permission: "pull-requests",
      run: () => keepComment({ pullRequest, key: settings.checkName, markdown }, repository, client),
    },
  ];
}

/** A job that only reports has to let a pull request pass: `neutral` does, and says that it is no pass. */
function decisionUpload(decision: Decision, { settings, occasion, client }: Platform): readonly Upload[] {
  const { headSha: sha, repository, runUrl } = occasion;
  if (settings.check === "off" || sha === undefined) return [];
  const url = runUrl === undefined ? {} : { url: runUrl };
  const passes = decision.outcome === "pass";
  const reports = settings.mode === "report" && decision.outcome !== "failed";
  if (settings.check === "status") {
    const state = decision.outcome === "failed" ? "error" : passes || reports ? "success" : "failure";
    const status: Status = { name: settings.checkName, sha, state, description: decision.title, ...url };
    return [
      {
        what: "the commit status",
        permission: "statuses",
        run: () => writeStatus(status, repository, client),
      },
    ];
  }
  const { title, page: summary, annotations, startedAt, completedAt } = decision;
  const conclusion = passes ? "success" : reports ? "neutral" : "failure";
  const said = { name: settings.checkName, sha, conclusion, title, summary, annotations } as const;
  const check: Check = { ...said, startedAt, completedAt, ...url };
  return [{ what: "the check", permission: "checks", run: () => writeCheckRun(check, repository, client) }];
}
